import type { List, Nodes, Parents, Root } from 'mdast';
import type { Edit } from '../diagnostic.ts';
import { nodesOf } from '../markdown.ts';

/** Lists with `-`. Two that follow one another are two by their marks alone, and keep them. */
export function tidyBullets(text: string, root: Root): string {
  const edits: Edit[] = [];
  for (const node of nodesOf(root)) {
    if (!('children' in node)) continue;
    for (const [at, child] of node.children.entries()) if (isBulleted(child) && !isBulleted(sibling(node, at - 1)) && !isBulleted(sibling(node, at + 1))) edits.push(...bulletsOf(child));
  }
  return edited(text, edits.filter(({ start }) => /[*+]/.test(text.charAt(start))));
}

const isBulleted = (node: Nodes | undefined): node is List => node?.type === 'list' && node.ordered !== true;
const sibling = (parent: Parents, at: number): Nodes | undefined => parent.children[at];
const bulletsOf = ({ children }: List): readonly Edit[] => children.map(({ position }) => ({ start: position!.start.offset!, end: position!.start.offset! + 1, text: '-' }));

const UNDERLINED = /^([^\n]*\S)[ \t]*\n {0,3}(?:=+|-+)[ \t]*$/;
const HASHED = /^(#{1,6})(?:[ \t]+([^\n]*?))??(?:[ \t]+#+)?[ \t]*$/;

/** Headings as `## Title`: none underlined, none with marks behind it, one blank after the marks. Those over several lines cannot be written so. */
export function tidyHeadings(text: string, root: Root): string {
  return edited(text, root.children.flatMap((node): readonly Edit[] => {
    if (node.type !== 'heading') return [];
    const [start, end] = [node.position!.start.offset!, node.position!.end.offset!];
    const written = text.slice(start, end);
    const title = (written.startsWith('#') && HASHED.test(written) ? HASHED.exec(written)![2] : UNDERLINED.exec(written)?.[1])?.trim();
    // Marks at the end would be taken for the heading's.
    if (title === undefined || title === '' || /(?:^|[ \t])#+$/.test(title)) return [];
    const better = `${'#'.repeat(node.depth)} ${title}`;
    return better === written ? [] : [{ start, end, text: better }];
  }));
}

/** A text with changes that lie apart. */
export function edited(text: string, edits: readonly Edit[]): string {
  let here = text;
  for (const { start, end, text: better } of [...edits].sort((a, b) => b.start - a.start)) here = here.slice(0, start) + better + here.slice(end);
  return here;
}
