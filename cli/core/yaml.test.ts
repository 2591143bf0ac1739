import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument, stringify } from 'yaml';
import { parseYaml } from './yaml.ts';

const messagesOf = (text: string): readonly string[] => parseYaml(text).faults.map(({ message }) => message);
const repeat = (count: number, line: (at: number) => string): string => Array.from({ length: count }, (_, at) => line(at)).join('\n');

describe('YAML', () => {
  it('becomes plain data that inherits nothing', () => {
    const { value, faults } = parseYaml('title: Wait time\nhours: 5\nratio: -1.5\nfree: true\nnote: null\nempty:\nlist: [a, "1", 2]\n');
    expect(faults).toEqual([]);
    expect({ ...(value as object) }).toEqual({ title: 'Wait time', hours: 5, ratio: -1.5, free: true, note: null, empty: null, list: ['a', '1', 2] });
    for (const inherited of ['toString', 'constructor', '__proto__', 'hasOwnProperty']) expect(inherited in (value as object)).toBe(false);
  });

  it.each(['yes', 'no', 'on', 'True', '0x1f', '0o17', '1_000', '1e3', '.5', '+1', '012', '12:30', '2026-11-22', '.inf', '.nan', '=', '<<'])('reads the plain scalar %s as text', (source) => {
    expect(parseYaml(`- ${source}`).value).toEqual([source]);
  });

  it.each([
    ['an anchor', 'a: &x 1', 'Unexpected anchor (&), expected plain data'],
    ['an alias', 'a: 1\nb: *a', 'Unexpected alias (*), expected the data itself'],
    ['an alias as a key', '*a : 1', 'Unexpected alias (*), expected the data itself'],
    ['a tag', 'a: !!js/function x', 'Unexpected tag "!!js/function", expected plain data'],
    ['a harmless tag', 'a: !!str 1', 'Unexpected tag "!!str", expected plain data'],
    ['a second document', 'a: 1\n---\nb: 2', 'Unexpected second document, expected one'],
    ['a directive', '%YAML 1.2\n---\na: 1', 'Unexpected directive, expected plain YAML'],
    ['a key twice', 'a: 1\nb: 2\na: 3', 'Unexpected second "a", expected each key once'],
    ['a key twice in flow style', '{a: 1, "a": 2}', 'Unexpected second "a", expected each key once'],
    ['__proto__', '__proto__: {a: 1}', 'Unexpected key "__proto__", expected a field\'s name'],
    ['constructor', 'x:\n  constructor: 1', 'Unexpected key "constructor", expected a field\'s name'],
    ['prototype', '- "prototype": 1', 'Unexpected key "prototype", expected a field\'s name'],
    ['a list as a key', '? [a]\n: 1', 'Unexpected key made of a list or mapping, expected text'],
    ['a number that loses digits', 'a: 12345678901234567890', 'Unexpected number of more than 15 digits, expected a smaller one or text'],
  ])('refuses %s', (_, text, message) => {
    expect(messagesOf(text)).toContain(message);
  });

  it('never lets a reserved key reach a prototype', () => {
    parseYaml('__proto__:\n  polluted: true\nconstructor:\n  prototype:\n    polluted: true\n');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('tells all faults that leave the text readable at once, each at its place', () => {
    const text = 'a: &x 1\nb: !t 2\na: 3\n';
    expect(parseYaml(text).faults.map(({ offset }) => text.slice(offset, offset + 2))).toEqual(['&x', '!t', 'a:']);
  });

  it('finds every node by JSON pointer', () => {
    const text = 'list:\n  - a/b: one\n    c~d: two\n';
    const spans = parseYaml(text).spans();
    const at = (pointer: string): string => text.slice(spans.get(pointer)!.value).split('\n')[0]!;
    expect(at('/list/0/a~1b')).toBe('one');
    expect(at('/list/0/c~0d')).toBe('two');
    expect(text.slice(spans.get('/list/0/c~0d')!.key!)).toMatch(/^c~d/);
  });

  it.each(['[', '{a: ', '- ', '? '])('refuses nesting without end: %s', (piece) => {
    expect(messagesOf(piece.repeat(100_000))[0]).toMatch(/^Unexpected (?:depth|YAML)/);
  });

  it('reads a mapping of as many keys as a text may have', { timeout: 60_000 }, () => {
    const parsed = parseYaml(repeat(24_000, (at) => `key-${at}: ${at}`));
    expect(Object.keys(parsed.value as object)).toHaveLength(24_000);
    expect(parsed.spans().size).toBe(24_001);
  });

  it('tells of each of thousands of repeated keys', { timeout: 60_000 }, () => {
    expect(parseYaml(repeat(24_001, () => 'a: 1')).faults).toHaveLength(24_000);
  });

  it('never throws, and places every fault inside the text', { timeout: 60_000 }, () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 80 }), fc.array(fc.constantFrom(...PIECES, '\t', '\u0000', '\uFEFF', '%', '!', '&a', '*a', '---', '...', '\r', '\u2028'), { maxLength: 40 }).map((pieces) => pieces.join('')));
    fc.assert(
      fc.property(text, (source) => {
        const { faults, spans } = parseYaml(source);
        for (const { offset } of faults) expect(offset >= 0 && offset <= source.length).toBe(true);
        for (const { key, value } of spans().values()) for (const offset of [key ?? 0, value]) expect(offset >= 0 && offset <= source.length).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

// The types that JSON has, in spellings on which YAML 1.2's core schema and ours agree.
const PIECES = ['a', 'b: ', 'c:', ' ', '  ', '\n', '\n', '\n  ', '- ', '-', ', ', '[', ']', '{', '}', '"', "'", '#', ' # x', '|', '>', '|-', '>+', '1', '22', 'true', 'false', 'null', '~', '?', ': ', 'é', '日本'];

describe('YAML, held to another parser', () => {
  const theirs = (text: string): { readonly ok: boolean; readonly value: unknown } => {
    const document = parseDocument(text, { schema: 'core', uniqueKeys: true, logLevel: 'silent' });
    return { ok: document.errors.length === 0 && document.warnings.length === 0, value: document.errors.length === 0 ? (document.toJS() as unknown) : null };
  };
  // A key that is null has no name in JSON; theirs is called "", ours is the text.
  const spelled = (value: unknown): string => (JSON.stringify(value) ?? 'null').replaceAll(/"(?:null|~)":/g, '"":');

  it('gives the same values for documents that both accept', { timeout: 60_000 }, () => {
    let both = 0;
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 24 }), (pieces) => {
        // Every file of ours holds a mapping. Where a block of text has its indentation counted out (|2), or ends the file,
        // parsers differ about lines of nothing but blanks.
        const text = `k: ${pieces.join('')}\nz: end\n`;
        if (/[|>][-+]?[0-9]/.test(text)) return;
        const ours = parseYaml(text);
        const other = ours.faults.length === 0 ? theirs(text) : null;
        if (other === null || !other.ok) return;
        both += 1;
        expect(spelled(ours.value)).toBe(spelled(other.value));
      }),
      { numRuns: 5000 },
    );
    expect(both).toBeGreaterThan(500);
  });

  it('reads what the other parser writes, in every style', { timeout: 60_000 }, () => {
    const scalar = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 30 }), fc.constantFrom('yes', '1', '1.5', 'true', 'null', '~', '', ' a', 'a ', 'a: b', 'a #b', '- a', 'two\nlines', 'two\n\nparagraphs\n', "it's", '"quoted"'), fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: -1e6, max: 1e6 }).map((n) => n / 100), fc.boolean(), fc.constant(null));
    const key = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/).filter((name) => !['constructor', 'prototype'].includes(name));
    const { node } = fc.letrec<{ node: unknown }>((tie) => ({ node: fc.oneof({ depthSize: 'small' }, scalar, fc.array(tie('node'), { maxLength: 4 }), fc.dictionary(key, tie('node'), { maxKeys: 4, noNullPrototype: true })) }));
    const style = fc.record({ blockQuote: fc.constantFrom(true, false, 'folded' as const, 'literal' as const), collectionStyle: fc.constantFrom('any' as const, 'block' as const, 'flow' as const), defaultStringType: fc.constantFrom('PLAIN' as const, 'QUOTE_DOUBLE' as const, 'QUOTE_SINGLE' as const), lineWidth: fc.constantFrom(0, 20, 80), indent: fc.constantFrom(2, 4) });
    fc.assert(
      fc.property(node, style, (value, options) => {
        const text = stringify(value, { ...options, version: '1.2', schema: 'core' });
        const ours = parseYaml(text);
        expect(ours.faults, text).toEqual([]);
        expect(spelled(ours.value), text).toBe(spelled(theirs(text).value));
      }),
      { numRuns: 1000 },
    );
  });
});
