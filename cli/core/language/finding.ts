import { offsetAt, type Position } from '../diagnostic.ts';
import type { Sheet } from './sheet.ts';
import { endOfLine, skipBlanks, type Stretch } from './written.ts';

// A link or picture with where it leads, an address or tag in angle brackets, a word.
const LINK = /!?\[[^\]\n]{0,500}\](?:\([^)\n]{0,500}\)|\[[^\]\n]{0,500}\])?/y;
const ANGLED = /<[^>\n]{0,500}>/y;
const WORD = /[\p{L}\p{N}\p{M}](?:[\p{L}\p{N}\p{M}'’@.:/_%+-]{0,500}[\p{L}\p{N}\p{M}])?/uy;

/** How many units a mark of byte order takes at the beginning of a text: the lint counts from behind it, an editor may not. */
export const markOf = (text: string): number => (text.startsWith('\uFEFF') ? 1 : 0);

/** The part of a text to underline for a fault at a place: from there to the end of the field, word or link that begins there. */
export function stretchOf(text: string, at: Position, sheet: Sheet | null): Stretch {
  const mark = markOf(text);
  const place = mark + offsetAt(mark === 0 ? text : text.slice(mark), at);
  const lineEnd = endOfLine(text, place);
  // A text over several lines begins at the margin; its first word does not.
  const isMargin = place === 0 || /[\r\n]/.test(text.charAt(place - 1));
  const start = isMargin ? skipBlanks(text, place, lineEnd) : place;
  if (start >= lineEnd) return { start: place, end: lineEnd };
  return { start, end: Math.max(Math.min(endOf(text, start, lineEnd, isMargin, sheet), lineEnd), afterCharacter(text, start)) };
}

const afterCharacter = (text: string, at: number): number => at + (text.codePointAt(at)! > 0xffff ? 2 : 1);

function endOf(text: string, start: number, lineEnd: number, isMargin: boolean, sheet: Sheet | null): number {
  if (sheet === null || isIn(sheet.parts.yaml, start)) {
    const written = sheet?.outline.written.find(({ key, value }) => key?.start === start || value?.start === start || (value?.start === start - 1 && /["']/.test(text.charAt(start - 1))));
    if (written !== undefined) return written.key?.start === start ? written.key.end : written.value!.end - (written.value!.start === start || text[written.value!.end - 1] !== text[start - 1] ? 0 : 1);
    if (isMargin || text[start] === '#') return lineEnd;
  } else if (text[start] === '#') return lineEnd;
  for (const pattern of [LINK, ANGLED, WORD]) {
    pattern.lastIndex = start;
    const found = pattern.exec(text);
    if (found !== null) return start + found[0].length;
  }
  return start;
}

const isIn = (stretch: Stretch, at: number): boolean => stretch.start <= at && at < stretch.end;
