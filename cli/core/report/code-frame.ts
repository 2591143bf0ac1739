import type { Position } from '../diagnostic.ts';
import { columnsOf, visible } from './visible.ts';

/** The line of a fault as it is shown, and how many columns of it stand before the fault. */
export interface CodeFrame {
  readonly shown: string;
  readonly before: number;
}

/** The part of `line` around a column that fits into `width` columns. */
export function codeFrame(line: string, { column }: Position, width: number): CodeFrame {
  const at = Math.min(column - 1, line.length);
  // Two thirds of the room for what leads up to the fault, unless it stands near the beginning.
  let start = at < width * 0.75 && columnsOf(visible(line.slice(0, width))) <= width ? 0 : Math.max(0, at - Math.floor(width / 2));
  if (isLow(line, start)) start -= 1;
  const ahead = visible(line.slice(start, at));
  const lead = start > 0 ? `…${ahead}` : ahead;
  const before = columnsOf(lead);
  const rest = cut(visible(line.slice(at, at + width)), Math.max(8, width - before), at + width < line.length);
  return { shown: lead + rest, before };
}

const isLow = (text: string, at: number): boolean => at > 0 && (text.charCodeAt(at) & 0xfc00) === 0xdc00;

function cut(text: string, width: number, more: boolean): string {
  if (!more && columnsOf(text) <= width) return text;
  let shown = '';
  let used = 0;
  for (const character of text) {
    used += columnsOf(character);
    if (used > width - 1) break;
    shown += character;
  }
  return `${shown}…`;
}
