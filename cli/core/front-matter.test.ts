import fc from 'fast-check';
import matter from 'gray-matter';
import { afterEach, describe, expect, it } from 'vitest';
import { splitFrontMatter } from './front-matter.ts';

const messageOf = (text: string): string => {
  const split = splitFrontMatter(text);
  return 'message' in split ? split.message : 'none';
};

describe('front matter', () => {
  afterEach(() => {
    delete (globalThis as Record<string, unknown>)['evaluated'];
  });

  it('is cut from the body, with offsets into the whole text', () => {
    const text = '---\ntitle: A\n---\n\n## Overview\n';
    const split = splitFrontMatter(text);
    expect(split).toEqual({ yaml: 'title: A', yamlOffset: 4, body: '\n## Overview\n', bodyOffset: 17 });
  });

  it.each([
    ['CRLF', '---\r\ntitle: A\r\n---\r\nBody\r\n', 'Body\r\n'],
    ['blanks after the fences', '---  \ntitle: A\n--- \t\nBody', ' \t\nBody'],
    ['no body', '---\ntitle: A\n---', ''],
    ['no fields', '---\n---\nBody', 'Body'],
    ['only a comment', '---\n# nothing\n---\nBody', 'Body'],
    ['a second rule in the body', '---\na: 1\n---\nBody\n\n---\n\nMore', 'Body\n\n---\n\nMore'],
  ])('is cut with %s', (_, text, body) => {
    const split = splitFrontMatter(text);
    if ('message' in split) throw new Error(split.message);
    expect(split.body).toBe(body);
    expect(text.slice(split.bodyOffset)).toBe(split.body);
    expect(text.slice(split.yamlOffset).startsWith(split.yaml)).toBe(true);
  });

  it.each([
    ['---\rtitle: A\r---\rBody\r', 3],
    ['---\ntitle: A\r---\nBody\n', 12],
    ['---\ntitle: A\nversion: 1\r---\rBody\r', 23],
  ])('names a carriage return that stands alone where a fence should end or begin: %j', (text, offset) => {
    expect(splitFrontMatter(text)).toMatchObject({ offset, message: expect.stringMatching(/^Unexpected carriage return \(U\+000D\) alone/), remedy: expect.stringContaining('LF') });
  });

  it.each(['---js', '---javascript', '--- js', '---json', '---toml', '---coffee', '---yaml', '----', '---{}'])('in another language or with more on its first line is refused: %s', (fence) => {
    expect(messageOf(`${fence}\n{ "title": (globalThis.evaluated = true) }\n---\nBody\n`)).toMatch(/^Unexpected front matter language/);
    expect((globalThis as Record<string, unknown>)['evaluated']).toBeUndefined();
  });

  it.each(['---js\n', '--- js\n', '---\n---js\n', '---\n--- js\n', '---\r\n---js\r\n', '\uFEFF---js\n'])('never evaluates what it holds, however it begins: %j', (beginning) => {
    splitFrontMatter(`${beginning}module.exports = (globalThis.evaluated = true)\n---\nBody\n`);
    expect((globalThis as Record<string, unknown>)['evaluated']).toBeUndefined();
  });

  it('is cut where gray-matter cuts it', () => {
    const line = fc.constantFrom('', 'title: A', '# a remark', '  more: >-', '    text', ' ---', '- one', 'é: "---"', '---', '--- ', '## Overview', '****');
    fc.assert(fc.property(fc.array(line, { maxLength: 12 }), fc.constantFrom('\n', '\r\n'), fc.boolean(), (lines, end, ends) => {
      const text = ['---', ...lines].join(end) + (ends ? end : '');
      const split = splitFrontMatter(text);
      if ('message' in split) return;
      const theirs = matter(text, { engines: { yaml: { parse: () => ({}) } } });
      expect([split.yaml, split.body]).toEqual([theirs.matter.replace(/^\r?\n/, ''), theirs.content]);
      expect(text.slice(split.bodyOffset)).toBe(split.body);
    }));
  });

  it.each([
    ['', 'Unexpected start of the file, expected front matter'],
    ['## Overview\n', 'Unexpected start of the file, expected front matter'],
    [' ---\na: 1\n---\n', 'Unexpected start of the file, expected front matter'],
    ['---', 'Unexpected end of the file, expected the line `---` that ends the front matter'],
    ['---\ntitle: A\n', 'Unexpected end of the file, expected the line `---` that ends the front matter'],
    ['---\ntitle: A\n--- # end\n', 'Unexpected end of the file, expected the line `---` that ends the front matter'],
    ['---\na: 1\n---x\nb: 2\n---\nBody', 'Unexpected line that begins with ---, expected a field or the line `---` alone'],
    [`---\n${'\n'.repeat(30)}a: 1\n---\n`, 'Unexpected run of blank lines, expected at most 20'],
  ])('is asked for in one sentence: %j', (text, message) => {
    expect(messageOf(text)).toBe(message);
  });

  it('is cut in time that grows with its length alone', { timeout: 30_000 }, () => {
    for (const text of ['\n'.repeat(1e6), '\u2028'.repeat(3e5), `${'\n'.repeat(19)}a`.repeat(5e4), '#\n'.repeat(5e5)]) splitFrontMatter(`---\n${text}\n---\n`);
  });
});
