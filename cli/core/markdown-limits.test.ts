import { describe, expect, it } from 'vitest';
import { nodesOf, parseMarkdown, renderMarkdown, textOf } from './markdown.ts';
import { excessIn } from './markdown-limits.ts';

describe('the limits of a text', () => {
  it.each([
    ['plain words', 'word '.repeat(12_000)],
    ['a list of a thousand entries', '- *one* thing\n'.repeat(400) + '- a thing\n'.repeat(600)],
    ['a quotation in a list in a list', '- 1. > a\n'],
    ['a rule', '- - - -\n\n***\n\n_____\n'],
    ['fill-in lines', `${'_'.repeat(2000)}\n`.repeat(20)],
    ['paragraphs with Windows line ends', 'a *word*\r\n\r\n'.repeat(1200)],
    ['sixty links', '[a page](https://example.org/a_b_c) '.repeat(60)],
  ])('leave room for %s', (_, body) => {
    expect(excessIn(body)).toBeNull();
  });

  it.each([
    ['too long', 'a'.repeat(65_537), 65_536],
    ['nested quotations', `a\n${'>'.repeat(25)}`, 2],
    ['nested lists', '- '.repeat(100), 0],
    ['nested footnotes', '[^a]: '.repeat(100), 0],
    ['many nested lists', `${'- '.repeat(24)}a\n`.repeat(900), null],
    ['strike-through', '~a~~b'.repeat(3000), 2500],
    ['brackets', '['.repeat(5000), 400],
    ['closing brackets', ']('.repeat(8192), 800],
    ['lone closing brackets', ']'.repeat(8192), 400],
    ['brackets and backslashes', ')]\\'.repeat(2700), 601],
    ['brackets spread over paragraphs', '[a]\n\n'.repeat(1200), null],
    ['two kinds of emphasis', '*a_'.repeat(2700), 1500],
    ['underscores', 'a_'.repeat(8192), 2001],
    ['long runs of marks', `${'*'.repeat(4000)}a${'*'.repeat(4000)}`, 0],
    ['code without an end', ')`'.repeat(32_000), 2001],
    ['HTML without an end', '<a b="'.repeat(10_000), 6000],
    ['comments without an end', '<!--'.repeat(16_000), 4000],
    ['a table of many columns', `${'|a'.repeat(8000)}\n${'|-'.repeat(8000)}\n`, 6000],
    ['headings without an empty line', 'a\n=\n'.repeat(4000), 2001],
    ['headings that carriage returns divide', 'a\r=\r'.repeat(4000), 2001],
    ['empty lines of carriage returns', `\n${'\r'.repeat(60_000)}\n`, 1000],
    ['nested quotations after a carriage return', `a\r${'>'.repeat(25)}`, 2],
    ['a quotation that its lines continue', `> ${'a\n'.repeat(8000)}`, 2003],
    ['a list of many entries', '- a\n'.repeat(16_000), null],
    ['headings spread over paragraphs', 'a\n=\n\n'.repeat(5000), null],
    ['lines spread over paragraphs', 'a\n\n'.repeat(5000), null],
    ['marks spread over paragraphs', '*a* b\n\n'.repeat(5000), null],
  ])('are passed by %s', (_, body, offset) => {
    const excess = excessIn(body);
    expect(excess?.message).toMatch(/^Unexpected .+, expected /);
    if (offset !== null) expect(excess?.offset).toBe(offset);
  });

  it.each([
    ['emphasis inside emphasis', '*a '.repeat(499) + 'b*'.repeat(499)],
    ['images inside images', '!['.repeat(199) + '](x)'.repeat(199)],
    ['brackets without links', ('['.repeat(200) + '](x)'.repeat(190) + '\n\n').repeat(4)],
    ['strike-through', ('~a~~b'.repeat(190) + '\n\n').repeat(8)],
    ['quotations', `${'>'.repeat(24)}a`],
    ['lists by indentation', Array.from({ length: 340 }, (_, at) => `${' '.repeat(at)}- a`).join('\n')],
    ['HTML without an end', '<a b="'.repeat(990)],
    ['comments without an end', '<!--'.repeat(990)],
  ])('let every text through that can be read and rendered: %s', { timeout: 60_000 }, (_, body) => {
    expect(excessIn(body)).toBeNull();
    const root = parseMarkdown(body);
    expect([...nodesOf(root)].length).toBeGreaterThan(0);
    expect(typeof textOf(root)).toBe('string');
    expect(typeof renderMarkdown(body)).toBe('string');
  });
});
