import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smallestCatalog } from '../testing/smallest.ts';
import { lintHolds } from '../testing/total.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { SourceFile } from './document.ts';
import { sizeLimit } from './size-limit.ts';
import { MOST_NODES } from './yaml.ts';

const sources = smallestCatalog();
const decoder = new TextDecoder();
const encoder = new TextEncoder();
const anySource = fc.constantFrom(...sources);

// The catalog with other bytes at one place, linted; what was found there.
const found = (path: string, bytes: Uint8Array): readonly Diagnostic[] => lintHolds([...sources.filter((source) => source.path !== path), { path, bytes }]).filter((diagnostic) => diagnostic.path === path);
const foundIn = (path: string, text: string): readonly Diagnostic[] => found(path, encoder.encode(text));

const RUBRIC = 'rubrics/wait-time.yaml';
const CREDENTIAL = 'credentials/wait-time.md';
const RELEASE = sources.find(({ path }) => path.startsWith('releases/'))!.path;
const ENDORSEMENT = sources.find(({ path }) => path.startsWith('endorsements/'))!.path;
const SUBMISSION = sources.find(({ path }) => path.endsWith('/submission.md'))?.path ?? 'submissions/wait-time/maya-okafor/1/submission.md';
const body = (text: string): string => `${decoder.decode(sources.find(({ path }) => path === CREDENTIAL)!.bytes).split('\n---\n')[0]!}\n---\n${text}`;

describe('the loader', () => {
  it('takes any mixture of line endings', { timeout: 120_000 }, () =>
    void fc.assert(fc.property(anySource, fc.infiniteStream(fc.constantFrom('\n', '\r\n', '\r', '\n\n', '\u2028')), ({ path, bytes }, ends) => {
      const lines = decoder.decode(bytes).split('\n');
      foundIn(path, lines.map((line) => `${line}${ends.next().value ?? ''}`).join(''));
    }), { numRuns: 40 }));

  it('finds the same with the line endings of Windows, at the same lines', () => {
    for (const { path, bytes } of sources.filter((source) => !source.path.endsWith('.json'))) {
      const text = decoder.decode(bytes).replace(/^(title|summary):.*$/m, 'titel: x');
      const placed = (windows: string): readonly string[] => foundIn(path, windows).map(({ rule, line }) => `${rule} ${line}`);
      expect(placed(text.replaceAll('\n', '\r\n')), path).toEqual(placed(text));
    }
  });

  it('takes a byte order mark at the beginning, and says where one stands elsewhere', () => {
    for (const { path, bytes } of sources) {
      const marked = foundIn(path, `\uFEFF${decoder.decode(bytes)}`);
      expect(marked.filter(({ severity }) => severity === 'error').map(({ line }) => line), path).toEqual(marked.filter(({ severity }) => severity === 'error').map(() => 1));
    }
    expect(foundIn(CREDENTIAL, body('Learners \uFEFFthink.\n')).map(({ rule }) => rule)).toContain('no-hidden-text');
  });

  it('says once that a file is not UTF-8', { timeout: 120_000 }, () =>
    void fc.assert(fc.property(fc.constantFrom(...sources.filter(({ path }) => /\.(yaml|md|json)$/.test(path))), fc.nat(), fc.constantFrom([0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xe2, 0x82], [0x80]), ({ path, bytes }, at, bad) => {
      const place = at % (bytes.length + 1);
      expect(found(path, Uint8Array.from([...bytes.subarray(0, place), ...bad, ...bytes.subarray(place)])).map(({ rule }) => rule)).toEqual(['encoding']);
    }), { numRuns: 40 }));

  it('takes nesting without end, of any mark', { timeout: 120_000 }, () =>
    void fc.assert(fc.property(fc.constantFrom('[', '{', '{a: ', '- ', '? ', '>', '> ', '* ', '1. ', '[a](', '![', '**', '_', '`', '<b>', '&a [', '\n  ', '|\n '), fc.integer({ min: 1, max: 20_000 }), fc.constantFrom(RUBRIC, CREDENTIAL, RELEASE, ENDORSEMENT, SUBMISSION), fc.boolean(), (mark, times, path, isBody) => {
      const deep = mark.repeat(Math.min(times, Math.floor(sizeLimit(path) / mark.length)));
      foundIn(path, isBody && path === CREDENTIAL ? body(deep) : deep);
    }), { numRuns: 40 }));

  it('takes mappings that step down to any depth, and refuses them beyond the limit', { timeout: 120_000 }, () =>
    void fc.assert(fc.property(fc.integer({ min: 1, max: 9000 }), fc.constantFrom(RUBRIC, RELEASE, ENDORSEMENT), (most, path) => {
      const depth = path === RUBRIC ? most % 900 : most;
      const text = path !== RUBRIC ? '{"credentialSubject":'.repeat(depth) + '1' + '}'.repeat(depth) : Array.from({ length: depth }, (_, at) => `${' '.repeat(at)}a:`).join('\n');
      if (depth > 0) expect(foundIn(path, text)).not.toEqual([]);
    }), { numRuns: 25 }));

  it('takes thousands of keys, and caps them before a schema answers for each', { timeout: 120_000 }, () => {
    const keys = (count: number, path: string): string => (path === RELEASE ? JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, at]))) : Array.from({ length: count }, (_, at) => `k${at}: ${at}`).join('\n'));
    fc.assert(fc.property(fc.integer({ min: 1000, max: 3000 }), fc.constantFrom(RUBRIC, RELEASE), (count, path) => void expect(foundIn(path, keys(count, path)).length).toBeGreaterThanOrEqual(count)), { numRuns: 2 });
    for (const path of [RUBRIC, RELEASE]) expect(foundIn(path, keys(MOST_NODES, path))).toMatchObject([{ message: expect.stringMatching(/number of keys and values|more than 50000 values/) as string }]);
    expect(foundIn(CREDENTIAL, `---\n${keys(MOST_NODES, CREDENTIAL)}\n---\nx\n`).map(({ rule }) => rule)).toEqual(['yaml']);
  });

  it('caps the bytes of a file before it is decoded', () => {
    for (const path of [RUBRIC, CREDENTIAL, RELEASE, SUBMISSION]) expect(found(path, new Uint8Array(sizeLimit(path) + 1).fill(0xff)).map(({ rule }) => rule)).toContain('size');
  });

  it('takes files of every name, and any number of them', { timeout: 120_000 }, () =>
    void fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom('', 'credentials/', 'rubrics/', 'submissions/wait-time/maya-okafor/1/', 'anchors/wait-time/one/', 'releases/wait-time/'), fc.string({ unit: 'binary', maxLength: 20 }), fc.constantFrom('', '.md', '.yaml', '.json', '.svg'), fc.uint8Array({ maxLength: 40 })), { maxLength: 12 }), (drawn) => {
      const extra = new Map(drawn.map(([folder, name, ending, bytes]): readonly [string, SourceFile] => [`${folder}${name}${ending}`, { path: `${folder}${name}${ending}`, bytes }]));
      lintHolds([...sources.filter(({ path }) => !extra.has(path)), ...extra.values()]);
    }), { numRuns: 50 }));
});
