import { textOf } from '../markdown.ts';
import { atBody, type Rule } from '../rule.ts';
import { slugOf } from './anchors.ts';
import { bodyOf, offsetOf } from './bodies.ts';
import { pages } from './written.ts';

export default {
  id: 'heading-once',
  severity: 'warning',
  summary: 'No two headings of a text read the same.',
  why: 'A list of headings with two that read the same helps nobody find a place, and a link to the second breaks when the first is taken out.',
  remedy: 'Say in one of the two what sets it apart.',
  path: 'credentials/wait-time.md',
  good: '### Ask, then wait',
  bad: '### Overview',
  *find(catalog) {
    for (const { document } of pages(catalog)) {
      const seen = new Set<string>();
      for (const node of bodyOf(document).nodes) {
        if (node.type !== 'heading') continue;
        const slug = slugOf(textOf(node));
        // A section that comes twice is told of by sections-in-order.
        if (seen.has(slug) && node.depth > 2) yield atBody(document, offsetOf(node), `Unexpected second heading "${textOf(node)}", expected each once`);
        seen.add(slug);
      }
    }
  },
} satisfies Rule as Rule;
