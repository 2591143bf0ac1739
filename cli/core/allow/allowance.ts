import type { Fix, Position } from '../diagnostic.ts';
import type { Document } from '../document.ts';
import { splitFrontMatter } from '../front-matter.ts';
import { bodyOf } from '../rules/bodies.ts';
import { commentsIn } from '../yaml.ts';

/** A comment by which somebody lets a fault stand, as it is written: it may name too little, or what cannot be let stand. */
export interface Allowance {
  /** Of the whole comment, in the whole text. */
  readonly offset: number;
  readonly end: number;
  /** The only line whose faults it lets stand: its own where something stands before it, else the next that is not blank. 1-based. */
  readonly line: number;
  /** Null where the comment is not in the form. */
  readonly says: { readonly rule: string; readonly until: string; readonly reason: string } | null;
  /** Of a comment that only looks like an allowance, such as one of `Laurel-Allow`: it lets nothing stand. */
  readonly isNear?: true;
}

/** An allowance, at its place and with the mend that takes it out: all that is asked of it once its file has been read. */
export interface PlacedAllowance extends Pick<Allowance, 'line' | 'says' | 'isNear'> {
  readonly path: string;
  readonly at: Position;
  readonly removal: Fix;
}

/** The allowances of a file, placed. */
export const placedAllowances = (document: Document): readonly PlacedAllowance[] => allowancesIn(document).map((allowance) => ({ path: document.path, at: document.placeAt(allowance.offset), line: allowance.line, says: allowance.says, ...(allowance.isNear === true ? { isNear: true } : {}), removal: removal(document, allowance) }));

// The comment goes with its line where it stands alone, and with the blanks before it where it does not.
function removal({ text }: Document, { offset, end }: Allowance): Fix {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const next = text.indexOf('\n', end);
  const lineEnd = next === -1 ? text.length : next + 1;
  const alone = text.slice(lineStart, offset).trim() === '' && text.slice(end, lineEnd).trim() === '';
  const before = text.slice(lineStart, offset).trimEnd().length + lineStart;
  return { title: 'Remove the allowance', edits: [alone ? { start: lineStart, end: lineEnd, text: '' } : { start: text.slice(end, lineEnd).trim() === '' ? before : offset, end, text: '' }] };
}

const MARK = 'laurel-allow';
const FORM = /^laurel-allow\s+([a-z0-9-]{1,60})\s+until\s+([0-9]{4}-[0-9]{2}-[0-9]{2}):\s+(\S[\s\S]*)$/;

// The mark in other letters, or nearly so. Between two words it may be prose, unless it goes on as an allowance does.
const NEAR = /lau?r[ea]l+[-_ ]+al+ow/i;
const NEARLY = /^[#@\s]*(?:lau?r[ea]l+[-_]+al+ow|lau?r[ea]l+ +al+ow +\S+ +until )/i;

/** Every allowance of a file, in the order of its text: in the comments of YAML and of front matter, and in those of a Markdown body. */
export function allowancesIn(document: Document): readonly Allowance[] {
  const { text, body, bodyOffset, path } = document;
  if (!NEAR.test(text)) return [];
  const comments: { readonly offset: number; readonly end: number; readonly words: string }[] = [];
  const split = path.endsWith('.md') ? splitFrontMatter(text) : { yaml: text, yamlOffset: 0 };
  if ('message' in split) return [];
  const { yaml, yamlOffset } = split;
  for (const { offset, text: comment } of commentsIn(yaml)) comments.push({ offset: yamlOffset + offset, end: yamlOffset + offset + comment.length, words: comment.slice(1) });
  if (NEAR.test(body)) {
    for (const node of bodyOf(document).nodes) {
      if (node.type !== 'html') continue;
      const start = bodyOffset + (node.position?.start.offset ?? 0);
      for (const { 0: comment, index } of node.value.matchAll(/<!--[\s\S]*?-->/g)) comments.push({ offset: start + index, end: start + index + comment.length, words: comment.slice(4, -3) });
    }
  }
  const allowances = comments.filter(({ words }) => isMarked(words) || NEARLY.test(words.trim()));
  const below = linesBelow(document, allowances);
  return allowances.map(({ offset, end, words }) => ({ offset, end, line: standsAlone(text, offset) ? below.get(offset)! : document.placeAt(offset).line, says: read(words.trim()), ...(isMarked(words) ? {} : { isNear: true }) }));
}

const isMarked = (words: string): boolean => words.trim().startsWith(MARK);

function read(words: string): Allowance['says'] {
  const [, rule = '', until = '', reason = ''] = FORM.exec(words) ?? [];
  return rule === '' ? null : { rule, until, reason };
}

const standsAlone = (text: string, offset: number): boolean => text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).trim() === '';

// The line that follows each comment. Several may stand above one line: from the last to the first, each takes over what the next one has.
function linesBelow({ text, placeAt }: Document, comments: readonly { readonly offset: number; readonly end: number }[]): ReadonlyMap<number, number> {
  const lines = new Map<number, number>();
  const blank = /\s*/y;
  for (const { offset, end } of [...comments].reverse()) {
    blank.lastIndex = end;
    const next = end + blank.exec(text)![0].length;
    lines.set(offset, lines.get(next) ?? placeAt(next).line);
  }
  return lines;
}
