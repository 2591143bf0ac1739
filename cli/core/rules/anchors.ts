import type { Nodes } from 'mdast';
import { textOf } from '../markdown.ts';

/** The anchor that GitHub and the site give to a heading with this text, before repeats are numbered. */
export const slugOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{Alphabetic}\p{M}\p{Nd}\p{Nl}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-');

/** The anchors of all headings among the nodes; a repeated one gets -1, -2 and so on. */
export function anchorsIn(nodes: readonly Nodes[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const node of nodes) {
    if (node.type !== 'heading') continue;
    const slug = slugOf(textOf(node));
    let anchor = slug;
    while (counts.has(anchor)) {
      counts.set(slug, counts.get(slug)! + 1);
      anchor = `${slug}-${counts.get(slug)!}`;
    }
    counts.set(anchor, 0);
  }
  return new Set(counts.keys());
}
