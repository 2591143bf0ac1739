import { describe, expect, it } from 'vitest';
import { countWords, nodesOf, parseMarkdown, renderMarkdown, sectionsOf } from './markdown.ts';

describe('Markdown', () => {
  it('is cut at its second-level headings, however they are written', () => {
    const body = 'before\n\n## One ##\n\nfirst\n\n### deeper\n\nTwo *now*\n---\n\nsecond\n\n> ## quoted\n';
    expect(sectionsOf(body).map(({ title, text }) => [title, text.split('\n')[0]])).toEqual([['One', 'first'], ['Two now', 'second']]);
    expect(sectionsOf(body)[0]?.offset).toBe(body.indexOf('## One'));
  });

  it('has no section where a heading stands in a comment or in code', () => {
    expect(sectionsOf('<!--\n## Hidden\n-->\n\n```\n## Code\n```\n\n## Seen <!-- note -->\n').map(({ title }) => title)).toEqual(['Seen']);
  });

  it.each([
    ['', 0],
    ['one two-part word’s', 3],
    ['<!-- not these --> these two', 2],
    ['seen <!-- hidden to the end', 1],
    ['- a\n- b **c**\n', 3],
    ['ελληνικά και 日本語', 3],
  ])('counts the words of %j', (text, count) => {
    expect(countWords(text)).toBe(count);
  });

  it('counts words in time that grows with the text alone', { timeout: 10_000 }, () => {
    expect(countWords('<!--'.repeat(250_000))).toBe(0);
  });

  it('gives nodes in the order of the text', () => {
    const kinds = [...nodesOf(parseMarkdown('# a\n\n*b* c\n'))].map(({ type }) => type);
    expect(kinds).toEqual(['root', 'heading', 'text', 'paragraph', 'emphasis', 'text', 'text']);
  });

  it.each(['<script>alert(1)</script>', '[x](javascript:alert(1))', '[x](data:text/html,x)', '[x](http://a.example)', '![x](https://a.example/x.png)', '<img src=x onerror=alert(1)>', '<a href="https://a.example" onclick="x()">a</a>'])('reaches HTML without anything that acts: %s', (text) => {
    expect(renderMarkdown(text)).not.toMatch(/<script|javascript:|data:|http:|<img[^>]*(?:src|onerror)|onclick/);
  });
});
