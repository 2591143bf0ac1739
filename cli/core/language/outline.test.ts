import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { smallestTexts } from '../../testing/smallest.ts';
import { positionAt } from '../diagnostic.ts';
import { parseDocument } from '../document.ts';
import { kindAt } from '../load-with.ts';
import { escapePointer, type Json } from '../yaml.ts';
import { outlineOf } from './outline.ts';
import { partsOf } from './parts.ts';

const catalog = join(import.meta.dirname, '..', '..', '..', 'catalog');
const onDisk = readdirSync(catalog, { recursive: true, encoding: 'utf8' }).filter((path) => /\.(yaml|md)$/.test(path) && kindAt(path.replaceAll('\\', '/')) !== null).map((path) => [path.replaceAll('\\', '/'), readFileSync(join(catalog, path), 'utf8')] as const);

function* scalars(value: Json, pointer = ''): Generator<readonly [pointer: string, text: string]> {
  if (value !== null && typeof value === 'object') for (const [key, entry] of Object.entries(value)) yield* scalars(entry as Json, `${pointer}/${escapePointer(key)}`);
  else yield [pointer, String(value)];
}

const flat = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

function belowMark(source: string, mark: number): number {
  const line = mark + source.slice(mark).search(/\r(?!\n)|\n/) + 1;
  return line + source.slice(line).search(/\S/);
}

const found = (text: string): readonly string[] => outlineOf(text).written.map(({ path, text: reads, gap }) => `${path.join('/')}${reads === null ? '' : `=${reads}`}${gap === null ? '' : '?'}`);

describe('the outline of a YAML text', () => {
  it.each([...onDisk, ...Object.entries(smallestTexts).filter(([path]) => !path.endsWith('.json'))])('finds in %s what the parser finds, where it finds it', (path, text) => {
    // No front matter is read behind a carriage return alone.
    for (const source of [text, text.replaceAll('\n', '\r\n'), ...(path.endsWith('.md') ? [] : [text.replaceAll('\n', '\r')])]) {
      const document = parseDocument({ path, bytes: new TextEncoder().encode(source) });
      expect(document.faults).toEqual([]);
      const { yaml } = partsOf(path, source);
      const written = outlineOf(source, yaml.start, yaml.end).written;
      // The parser's place of a text in quotes is behind the quote, and that of a block is where its text begins below its mark.
      const outlined = written.flatMap(({ path: keys, text: reads, value, isBlock }) => (reads === null ? [] : [[keys.map((key) => `/${escapePointer(key)}`).join(''), flat(reads), positionAt(source, isBlock ? belowMark(source, value!.start) : value!.start + (/["']/.test(source.charAt(value!.start)) ? 1 : 0))] as const]));
      const parsed = [...scalars(document.value)].map(([pointer, reads]) => [pointer, flat(reads), document.place(pointer)] as const);
      expect(new Map(outlined.map(([pointer, ...rest]) => [pointer, rest]))).toEqual(new Map(parsed.map(([pointer, ...rest]) => [pointer, rest])));
    }
  });

  it('reads on where a line is not finished', () => {
    expect(found('rubric: wait\nevi\nstatus:\nvalidity:\n  ye')).toEqual(['rubric=wait', 'evi', 'status?', 'validity=ye']);
    expect(found('criteria:\n  - id: a\n    tit\n  -\n  - id: b\n')).toEqual(['criteria', 'criteria/0', 'criteria/0/id=a', 'criteria/0/tit', 'criteria/1?', 'criteria/2', 'criteria/2/id=b']);
  });

  it('takes a list in brackets that is not closed as ended with its line', () => {
    expect(found('a:\n  - feeds: [x, y\n    title: T\nb: {c: d, \ne: f\n')).toEqual(['a', 'a/0', 'a/0/feeds', 'a/0/feeds/0=x', 'a/0/feeds/1=y', 'a/0/title=T', 'b', 'b/c=d', 'b/?', 'e=f']);
    expect(found('covers: [')).toEqual(['covers', 'covers/0?']);
  });

  it('ends a line at a carriage return alone, too', () => {
    expect(found('rubric: wait\rstatus:\r\nfeeds: [x,\r  y\rtitle: T\r')).toEqual(['rubric=wait', 'status?', 'feeds', 'feeds/0=x', 'feeds/1=y', 'title=T']);
  });

  it('takes nothing in a text for a field', () => {
    expect(found('a: >-\n  one: two\n\n  - three\nb: plain\n  more: of it\nc: "x\n  y: z"\nd: e\n')).toEqual(['a=one: two - three', 'b=plain more: of it', 'c=x y: z', 'd=e']);
  });

  it('knows lists whose hyphens stand as far out as their field', () => {
    expect(found('a:\n- x\n- y: 1\n  z: 2\nb: 3\n')).toEqual(['a', 'a/0=x', 'a/1', 'a/1/y=1', 'a/1/z=2', 'b=3']);
  });

  it('takes time that grows with the text and no faster', { timeout: 10_000 }, () => {
    for (const hostile of [' '.repeat(500_000), '- '.repeat(250_000), '['.repeat(500_000), 'a: {'.repeat(120_000), 'a\n'.repeat(250_000), 'a\r'.repeat(250_000), '#\n'.repeat(250_000), `a: ${'x '.repeat(250_000)}`, 'a: "'.repeat(120_000), `a: >\n${'  b\n'.repeat(120_000)}`, '- a: [\n'.repeat(70_000)]) outlineOf(hostile);
  });
});
