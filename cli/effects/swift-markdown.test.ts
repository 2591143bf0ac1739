import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { describe, expect, it } from 'vitest';
import { generateCatalog } from '../bench/generate.ts';
import { splitFrontMatter } from '../core/front-matter.ts';
import { nodesOf, parseMarkdown } from '../core/markdown.ts';
import { isPlainMarkdown } from '../core/plain-markdown.ts';
import { swiftMarkdown } from './swift-markdown.ts';

const swift = await swiftMarkdown();

// All that a rule can read of a tree.
const READ = ['type', 'depth', 'value', 'url', 'title', 'alt', 'identifier', 'label', 'referenceType', 'align', 'ordered', 'start', 'spread', 'checked', 'lang', 'meta'] as const;
const seen = (node: Nodes): readonly unknown[] => [...READ.map((name) => (node as unknown as Readonly<Record<string, unknown>>)[name] ?? null), node.position?.start.offset, node.position?.end.offset, 'children' in node ? node.children.length : null];
const treeOf = (parse: typeof swift, text: string): readonly unknown[] => [...nodesOf(parse(text))].map(seen);

const bodyOf = (text: string): string => {
  const split = splitFrontMatter(text);
  return 'message' in split ? text : split.body;
};
const folder = join(import.meta.dirname, '..', '..', 'catalog', 'credentials');
const real = readdirSync(folder).filter((name) => name.endsWith('.md')).map((name) => bodyOf(readFileSync(join(folder, name), 'utf8')));
const generated = generateCatalog(8).filter(({ path }) => path.endsWith('.md')).map(({ bytes }) => bodyOf(new TextDecoder().decode(bytes)));

// What makes a text plain, and everything that makes it otherwise.
const PLAIN = ['# ', '## A heading\n', '### a\n\n', '\n', '\n\n', '\n\n', '- ', '* ', '+ ', '1. ', '2) ', '> ', ' ', '  ', '    ', 'text', 'two words', '*a*', '**b**', '`code`', '[a](#b)', '[a b](https://x.y/z "t")', '[a\nb](https://x.y)', '![i](p.png)', '| a | b |\n| - | :-: |\n| 1 | 2 |\n', '|', '| - |', '\n---\n', '\n===\n', '***', '---', 'é', '€', '一', 'ß', '\u00a0', '\u2028', '\u200b', '❤', ':', '"', "'", '(', ')', '!', '#', '+', '=', '--', '-', '.', '...', '{', '}', '$x$', ':::note\n', '[', ']', '[a]', '[a][b]', '](', '![', '>', '10. ', '- - ', '> - '];
const OTHER = ['\\*', '\\', '\\\n', '<b>', '</b>', '<!-- c -->', '<!--', '-->', '<div>\n', '<https://a.b>', 'https://a.b/c', 'www.a.org', 'a@b.org', '&amp;', '&', '\t', '\r\n', '\r', '😀', '𝒜', '[^1]', '\n[^1]: note\n', '[b]: https://x.y\n', '[b]: #c "t"\n', '- [ ] t', '~~e~~', '~', '_c_', '__d__', '_', '*', '**', '`', '``', '```\nx\n```\n', '```', '~~~'];

function same(text: string): void {
  expect(treeOf(swift, text), JSON.stringify(text)).toEqual(treeOf(parseMarkdown, text));
}

describe('the swift parser of Markdown', () => {
  it('gives the same trees as remark for real texts', () => {
    for (const text of [...real, ...generated]) same(text);
  });

  it('gives the same trees for real texts with changes anywhere', () => {
    const change = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(12), fc.constantFrom(...PLAIN, ...OTHER));
    fc.assert(fc.property(fc.constantFrom(...real, ...generated), fc.array(change, { minLength: 1, maxLength: 4 }), (text, changes) => {
      same(changes.reduce((sum, [at, less, more]) => sum.slice(0, Math.floor(at * sum.length)) + more + sum.slice(Math.floor(at * sum.length) + less), text));
    }), { numRuns: 60 });
  });

  it.each([['plain', PLAIN, 1500], ['all', [...PLAIN, ...OTHER], 1000]] as const)('gives the same trees for texts of %s constructs', (_, pieces, numRuns) => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 14 }), (chosen) => {
      same(chosen.join(''));
    }), { numRuns });
  });

  // Found by far longer runs of the same: each was told apart by one of the two parsers.
  it.each(['-\n---\n    [\n-', '>>\n> ', '|\n:\n- |', '|||\n|-|-|\n[\n](https://y)||', '- [ ]\n |', '[b]:h\n|-', '2) ```\n--', '**a*_', 't*_*', '😀_c_', '\\**b**', 'www.', '[a@b.o'])('leaves %j to remark', (text) => {
    expect(isPlainMarkdown(text)).toBe(false);
    same(text);
  });

  it('is there, and reads nearly all real texts itself', () => {
    expect(swift).not.toBe(parseMarkdown);
    expect(real.filter(isPlainMarkdown).length).toBeGreaterThan(real.length * 0.8);
    expect(generated.filter(isPlainMarkdown)).toEqual(generated);
  });
});
