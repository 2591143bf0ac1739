import { offsetAt, type Edit } from '../diagnostic.ts';
import type { Document } from '../document.ts';
import { commentsIn, escapePointer, parseYaml, type Json } from '../yaml.ts';

interface Entry {
  readonly key: string;
  /** Where its key's line begins, and what stands before it there. */
  readonly line: number;
  readonly indent: string;
}

const COMMENT = /^[ \t]*#/;

/**
 * The change that puts the entries of a mapping in a YAML file into an order, each with the comments above it and on its lines.
 * @returns null where an entry does not stand on lines of its own, or the text would not say the same afterwards.
 */
export function reordering({ text, place }: Document, pointer: string, keys: readonly string[]): Edit | null {
  const entries = keys.map((key): Entry => {
    const at = offsetAt(text, place(`${pointer}/${escapePointer(key)}`, 'key'));
    const line = text.lastIndexOf('\n', at - 1) + 1;
    const quote = /["']/.test(text.charAt(at)) ? 0 : /["']/.test(text.charAt(at - 1)) ? 1 : 0;
    return { key, line, indent: text.slice(line, at - quote) };
  });
  const written = [...entries].sort((a, b) => a.line - b.line);
  const [first] = written;
  if (first === undefined || !written.every(({ line, indent }, nth) => /^ *$/.test(indent) && indent === first.indent && (nth === 0 || line > written[nth - 1]!.line))) return null;
  const starts = written.map(({ line }) => commentsAbove(text, line, first.indent.length));
  const end = lastLine(text, written.at(-1)!.line, first.indent.length);
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const blocks = new Map(written.map(({ key }, nth) => [key, text.slice(starts[nth], starts[nth + 1] ?? end).replace(/\r?\n$/, '')]));
  const after = /\n$/.test(text.slice(0, end)) ? eol : '';
  const better = keys.map((key) => blocks.get(key)).join(eol) + after;
  const edit = { start: starts[0]!, end, text: better };
  return isSame(text, text.slice(0, edit.start) + better + text.slice(end)) ? edit : null;
}

// Comment lines directly above a key, as far in as it stands.
function commentsAbove(text: string, line: number, indent: number): number {
  let start = line;
  while (start > 0) {
    const before = text.lastIndexOf('\n', start - 2) + 1;
    const words = text.slice(before, start);
    if (!COMMENT.test(words) || words.search(/\S/) !== indent) break;
    start = before;
  }
  return start;
}

// Where the last entry ends: before the first line that stands no further in than its key, and the blank lines above that.
function lastLine(text: string, line: number, indent: number): number {
  let end = endOf(text, line);
  for (let next = end; next < text.length; next = endOf(text, next)) {
    const words = text.slice(next, endOf(text, next));
    if (words.trim() === '') continue;
    if (words.search(/\S/) <= indent) break;
    end = endOf(text, next);
  }
  return end;
}

function endOf(text: string, from: number): number {
  const found = text.indexOf('\n', from);
  return found === -1 ? text.length : found + 1;
}

// Whether two texts hold the same, whatever the order of fields, and the same comments.
function isSame(before: string, after: string): boolean {
  const [a, b] = [before, after].map((text) => ({ ...parseYaml(text), comments: commentsIn(text).map((comment) => comment.text).sort() }));
  return b!.faults.length === 0 && JSON.stringify(sorted(a!.value)) === JSON.stringify(sorted(b!.value)) && JSON.stringify(a!.comments) === JSON.stringify(b!.comments);
}

function sorted(value: Json): unknown {
  if (value === null || typeof value !== 'object') return value;
  return Array.isArray(value) ? value.map(sorted) : Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, entry]) => [key, sorted(entry as Json)]);
}
