import type { Stretch } from './written.ts';

/** The parts of a file: its YAML, and the Markdown below it where it has one. */
export interface Parts {
  readonly yaml: Stretch;
  readonly body: Stretch | null;
}

/** Cuts a file in two as far as it is written: front matter that is not closed goes on to the end, and a text without any has none. */
export function partsOf(path: string, text: string): Parts {
  const begin = text.startsWith('\uFEFF') ? 1 : 0;
  if (!path.endsWith('.md')) return { yaml: { start: begin, end: text.length }, body: null };
  const opened = /^---[ \t]*(?:\r?\n|$)/.exec(text.slice(begin, begin + 100));
  if (opened === null) return { yaml: { start: begin, end: begin }, body: { start: begin, end: text.length } };
  const start = begin + opened[0].length;
  const close = /^---[ \t]*\r?$/gm;
  close.lastIndex = start;
  const closed = close.exec(text);
  if (closed === null) return { yaml: { start, end: text.length }, body: null };
  const after = text.indexOf('\n', closed.index);
  return { yaml: { start, end: closed.index }, body: { start: after === -1 ? text.length : after + 1, end: text.length } };
}
