import { excessIn } from '../markdown-limits.ts';
import { nodesOf, parseMarkdown, textOf } from '../markdown.ts';
import { anchorsIn } from '../rules/anchors.ts';
import type { Sheet } from './sheet.ts';
import { endOfLine, type Stretch } from './written.ts';

/** A heading of a text, and the anchor by which links lead to it. */
export interface Heading {
  readonly title: string;
  readonly anchor: string;
  readonly depth: number;
  readonly stretch: Stretch;
}

const known = new WeakMap<Sheet, readonly Heading[]>();

/** The headings of a file's text, in order; none where it is beyond what the lint parses. */
export function headingsOf(sheet: Sheet): readonly Heading[] {
  let headings = known.get(sheet);
  if (headings === undefined) {
    headings = read(sheet);
    known.set(sheet, headings);
  }
  return headings;
}

function read({ text, parts: { body } }: Sheet): readonly Heading[] {
  const markdown = body === null ? '' : text.slice(body.start, body.end);
  if (body === null || excessIn(markdown) !== null) return [];
  const nodes = [...nodesOf(parseMarkdown(markdown))];
  const anchors = [...anchorsIn(nodes)];
  return nodes.filter((node) => node.type === 'heading').map((node, at) => {
    const start = body.start + (node.position?.start.offset ?? 0);
    return { title: textOf(node).trim(), anchor: anchors[at]!, depth: node.depth, stretch: { start, end: endOfLine(text, start) } };
  });
}

/** The anchor that a link of the text leads to, as far as it is written, where an author points at one. */
export function anchorAt({ text, parts: { body } }: Sheet, offset: number): (Stretch & { readonly anchor: string }) | null {
  if (body === null || offset < body.start || offset > body.end) return null;
  const line = text.lastIndexOf('\n', offset - 1) + 1;
  // A link in the text, `[words](#anchor)`, or the definition of one, `[name]: #anchor`.
  const before = /(?:\]\(|^\[[^\]\n]{1,200}\]:[ \t]{0,9})#([^)\s]*)$/.exec(text.slice(Math.max(line, offset - 400), offset));
  if (before === null) return null;
  const after = /^[^)\s]*/.exec(text.slice(offset, Math.min(endOfLine(text, offset), offset + 200)))![0];
  return { start: offset - before[1]!.length, end: offset + after.length, anchor: before[1]! + after };
}
