import { describe, expect, it } from 'vitest';
import { offsetAt } from './diagnostic.ts';
import { parseDocument } from './document.ts';
import { sizeLimit } from './size-limit.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const parse = (path: string, text: string) => parseDocument({ path, bytes: bytes(text) });

describe('a document', () => {
  it('knows where its data and its body stand', () => {
    const document = parse('credentials/a.md', '---\ntitle: A\nresearch:\n  - url: x\n---\n\n## Overview\n');
    expect(document.faults).toEqual([]);
    expect(document.place('/research/0/url')).toEqual({ line: 4, column: 10 });
    expect(document.place('/research/0/url', 'key')).toEqual({ line: 4, column: 5 });
    expect(document.placeAt(document.bodyOffset + document.body.indexOf('Overview'))).toEqual({ line: 7, column: 4 });
  });

  it('places what is missing at the nearest thing that is there', () => {
    const document = parse('rubrics/a.yaml', 'levels:\n  - id: x\n');
    expect(document.place('/levels/0/title')).toEqual({ line: 2, column: 5 });
    expect(document.place('/levels/7/title')).toEqual({ line: 1, column: 1 });
    expect(document.place('/passing')).toEqual({ line: 1, column: 1 });
  });

  it('has right places with CRLF', () => {
    const document = parse('credentials/a.md', '---\r\ntitle: A\r\ntopics:\r\n  - x\r\n---\r\n\r\n## Overview\r\n');
    expect(document.value).toEqual({ title: 'A', topics: ['x'] });
    expect(document.place('/topics/0')).toEqual({ line: 4, column: 5 });
    expect(document.placeAt(document.bodyOffset + document.body.indexOf('##'))).toEqual({ line: 7, column: 1 });
  });

  it('has right places with lone carriage returns, at which editors end a line too', () => {
    const document = parse('rubrics/a.yaml', 'passing: a\rlevels:\r  - id: x\r\n    title: y\n');
    expect(document.value).toEqual({ passing: 'a', levels: [{ id: 'x', title: 'y' }] });
    expect(document.place('/levels/0/id')).toEqual({ line: 3, column: 9 });
    expect(document.place('/levels/0/title')).toEqual({ line: 4, column: 12 });
    for (const offset of [0, 10, 11, 25, 30, document.text.length]) expect(offsetAt(document.text, document.placeAt(offset))).toBe(offset);
  });

  it('counts columns in UTF-16 units, as editors do', () => {
    expect(parse('rubrics/a.yaml', '"\u{1F600}é": {b: 1}').place('/\u{1F600}é/b')).toEqual({ line: 1, column: 12 });
  });

  it('passes over one byte order mark, as if it were not there', () => {
    const document = parse('credentials/a.md', '\uFEFF---\ntitle: A\n---\nBody');
    expect(document.faults).toEqual([]);
    expect(document.text.startsWith('---')).toBe(true);
    expect(document.place('/title')).toEqual({ line: 2, column: 8 });
    expect(parse('credentials/a.md', '\uFEFF\uFEFF---\ntitle: A\n---\n').faults[0]?.rule).toBe('front-matter');
  });

  it.each([
    ['a lone continuation byte', [0x61, 0x80], 1, 2, '0x80'],
    ['Latin-1', [0x61, 0x0a, 0x63, 0x61, 0x66, 0xe9], 2, 4, '0xE9'],
    ['Latin-1 before another letter', [0xc3, 0xa9, 0x0d, 0x0a, 0xc3, 0x28], 2, 1, '0xC3'],
    ['UTF-16', [0xff, 0xfe, 0x61, 0x00], 1, 1, '0xFF'],
    ['a byte behind a mark of byte order', [0xef, 0xbb, 0xbf, 0x61, 0xff], 1, 2, '0xFF'],
    ['a surrogate', [0xed, 0xa0, 0x80], 1, 1, '0xED'],
    ['an overlong slash', [0xf0, 0x9f, 0x98, 0x80, 0xc0, 0xaf], 1, 3, '0xC0'],
  ])('in another encoding is refused, with the place of the first byte that is wrong: %s', (_, content, line, column, byte) => {
    const { faults, value, placeAt } = parseDocument({ path: 'rubrics/a.yaml', bytes: Uint8Array.from(content) });
    expect(faults).toMatchObject([{ rule: 'encoding', message: `Unexpected byte ${byte}, expected text in UTF-8` }]);
    expect(placeAt(faults[0]!.offset)).toEqual({ line, column });
    expect(value).toBeNull();
  });

  it('beyond its size limit is refused before it is read', () => {
    const at = (path: string, size: number): string | undefined => parseDocument({ path, bytes: new Uint8Array(size).fill(0x20) }).faults[0]?.rule;
    expect(sizeLimit('submissions/a/b/1/submission.md')).toBe(65_536);
    expect(at('submissions/a/b/1/submission.md', 65_537)).toBe('size');
    expect(at('rubrics/a.yaml', 1_048_576)).not.toBe('size');
    expect(at('rubrics/a.yaml', 1_048_577)).toBe('size');
  });

  it.each(['{"a": 1', '', '[1,]', '{"__proto__": {"polluted": true}}', '{"constructor": 1}', '['.repeat(500_000)])('of JSON that is no JSON, or holds a reserved key, is refused: %.20s', (text) => {
    expect(parse('releases/a/1.0.0.json', text).faults).toMatchObject([{ rule: 'json' }]);
  });

  it('places a fault of the front matter inside the whole file', () => {
    const document = parse('credentials/a.md', '---\ntitle: A\ntitle: B\n---\n');
    expect(document.faults.map(({ offset }) => document.placeAt(offset))).toEqual([{ line: 3, column: 1 }]);
  });

  it('finds thousands of places quickly', { timeout: 20_000 }, () => {
    const document = parse('rubrics/a.yaml', Array.from({ length: 20_000 }, (_, at) => `k${at}: 1`).join('\n'));
    for (let at = 0; at < 20_000; at += 1) expect(document.place(`/k${at}`, 'key').line).toBe(at + 1);
  });
});
