import type { Heading } from 'mdast';
import type { Fix } from '../diagnostic.ts';
import type { Document } from '../document.ts';
import { textOf } from '../markdown.ts';
import { atBody, type Rule } from '../rule.ts';
import { bodyOf, offsetOf } from './bodies.ts';
import { pages } from './written.ts';

export default {
  id: 'heading-order',
  severity: 'error',
  summary: 'Headings begin at the second level and skip none.',
  why: 'The page has its title already, and those who listen to a page find their way by its headings.',
  remedy: 'Take away or add a `#` so that each heading is at most one level below the one before it.',
  path: 'credentials/wait-time.md',
  good: '### Ask, then wait',
  bad: '#### Ask, then wait',
  *find(catalog) {
    for (const { document } of pages(catalog)) {
      let before = 1;
      for (const node of bodyOf(document).nodes) {
        if (node.type !== 'heading') continue;
        if (node.depth === 1) yield { ...atBody(document, offsetOf(node), `Unexpected heading "${textOf(node)}" of the first level, expected the second or below`), ...atLevel(document, node, 2) };
        else if (node.depth > before + 1) yield { ...atBody(document, offsetOf(node), `Unexpected heading "${textOf(node)}" of level ${node.depth} after level ${before}, expected level ${before + 1} at most`), ...atLevel(document, node, before + 1) };
        before = node.depth;
      }
    }
  },
} satisfies Rule as Rule;

// Only headings that are written with #: one that is underlined has no third level.
function atLevel(document: Document, node: Heading, depth: number): { readonly fix?: Fix } {
  const start = document.bodyOffset + offsetOf(node);
  const marks = /^#+/.exec(document.text.slice(start, start + 7))?.[0];
  return marks?.length === node.depth ? { fix: { title: `Make it a heading of level ${depth}`, edits: [{ start, end: start + marks.length, text: '#'.repeat(depth) }] } } : {};
}
