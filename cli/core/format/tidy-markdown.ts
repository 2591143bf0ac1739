import type { Nodes } from 'mdast';
import { nodesOf, parseMarkdown } from '../markdown.ts';

/**
 * Tidies a Markdown text where nothing can come to mean something else: blanks at the ends of lines, one blank line at a time and around
 * headings, one line break at the end. Nothing is wrapped anew; code, HTML and hard breaks stay.
 */
export function tidyMarkdown(text: string): string {
  const root = parseMarkdown(text);
  const lines = text.split('\n');
  const kept = new Set<number>();
  for (const node of nodesOf(root)) if (node.type === 'code' || node.type === 'html' || node.type === 'inlineCode') for (const line of linesOf(node)) kept.add(line);
  const before = new Set(root.children.flatMap((node) => (node.type === 'heading' ? [node.position!.start.line] : [])));
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

/** What a Markdown text says, without its places: equal for texts that are shown alike. */
export const meaningOf = (text: string): string => JSON.stringify(parseMarkdown(text), (key, value: unknown) => (key === 'position' ? undefined : value));
