import type { Nodes, Root, RootContent } from 'mdast';
import { nodesOf } from '../markdown.ts';

// What may stand right above another block: a comment that lets a fault of the next line stand, lines of one list of addresses.
const TOGETHER: ReadonlySet<RootContent['type']> = new Set<RootContent['type']>(['html', 'definition', 'footnoteDefinition']);

/** Blanks at the ends of lines but for hard breaks, one blank line at a time and between blocks, one line break at the end. Code and HTML stay. */
export function tidyBlanks(text: string, root: Root): string {
  const lines = text.split('\n');
  const kept = new Set<number>();
  for (const node of nodesOf(root)) if (node.type === 'code' || node.type === 'html' || node.type === 'inlineCode') for (const line of linesOf(node)) kept.add(line);
  const parted = root.children.filter(({ type }) => !TOGETHER.has(type));
  const isPart = new Set(parted);
  // A heading stands apart from all; two other blocks from one another.
  const before = new Set(root.children.flatMap((node, at) => (node.type === 'heading' || (at > 0 && isPart.has(node) && isPart.has(root.children[at - 1]!)) ? [node.position!.start.line] : [])));
  const after = new Set(root.children.flatMap((node) => (node.type === 'heading' ? [node.position!.end.line] : [])));
  const tidied: string[] = [];
  lines.forEach((line, at) => {
    const number = at + 1;
    const shown = kept.has(number) ? line : withoutEnd(line, after.has(number) || before.has(number + 1) ? '' : (lines[at + 1] ?? ''));
    const isGap = shown === '' && !kept.has(number);
    if (isGap && (tidied.length === 0 || tidied.at(-1) === '')) return;
    if (before.has(number) && tidied.length > 0 && tidied.at(-1) !== '') tidied.push('');
    tidied.push(shown);
    if (after.has(number)) tidied.push('');
  });
  while (tidied.at(-1) === '') tidied.pop();
  return tidied.length === 0 ? '' : `${tidied.join('\n')}\n`;
}

// Two blanks before another line of the same paragraph are a line break that somebody wanted.
function withoutEnd(line: string, next: string): string {
  const bare = line.replace(/[ \t]+$/, '');
  return bare !== '' && /[^ \t] {2,}$/.test(line) && next.trim() !== '' ? `${bare}  ` : bare;
}

function* linesOf({ position }: Nodes): Generator<number> {
  if (position !== undefined) for (let line = position.start.line; line <= position.end.line; line += 1) yield line;
}
