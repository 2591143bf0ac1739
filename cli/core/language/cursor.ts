import { outlineOf, type Outline } from './outline.ts';
import { endOfLine, startOfLine, type Stretch, type Written } from './written.ts';

/** What stands, or could stand, where an author points in a YAML text. */
export interface Cursor {
  /** From the top, the name that is being written included; what a field or entry is called that is not there yet is ''. */
  readonly path: readonly string[];
  /** `either` where a lone word may become a value, or the first key of a group. */
  readonly at: 'key' | 'value' | 'either';
  /** What would be replaced. */
  readonly stretch: Stretch;
  /** What stands there, without quotes. */
  readonly reads: string;
  /** The fields that the group has already, this one left out. */
  readonly siblings: ReadonlySet<string>;
}

/** What an author points at in the YAML of a text; null in its texts and comments, and where nothing could be written. */
export function cursorAt(text: string, yaml: Stretch, outline: Outline, offset: number): Cursor | null {
  if (offset < yaml.start || offset > yaml.end) return null;
  const written = outline.written.find((candidate) => touches(candidate, offset));
  if (written !== undefined) return onWritten(text, outline, written, offset);
  const lineStart = startOfLine(text, offset);
  return text.slice(Math.max(lineStart, yaml.start), endOfLine(text, offset, yaml.end)).trim() === '' ? onEmptyLine(text, yaml, outline, lineStart, offset) : null;
}

const holds = (stretch: Stretch | null, offset: number): boolean => stretch !== null && stretch.start <= offset && offset <= stretch.end;

const touches = ({ key, value, gap }: Written, offset: number): boolean => holds(key, offset) || holds(value, offset) || holds(gap, offset);

function onWritten(text: string, outline: Outline, { path, key, value, gap, text: reads, isBare, isBlock }: Written, offset: number): Cursor | null {
  if (holds(key, offset)) return { path, at: 'key', stretch: key!, reads: path.at(-1)!, siblings: siblingsOf(outline, path) };
  if (holds(value, offset)) {
    // A text over several lines is prose.
    if (isBlock || text.slice(value!.start, value!.end).search(/[\r\n]/) !== -1) return null;
    return { path, at: isBare ? 'either' : 'value', stretch: value!, reads: reads ?? '', siblings: siblingsOf(outline, [...path, '']) };
  }
  const isKey = isBare && gap !== null && path.at(-1) === '';
  const isEntry = key === null && !isKey;
  return { path, at: isKey ? 'key' : isEntry ? 'either' : 'value', stretch: { start: offset, end: offset }, reads: '', siblings: siblingsOf(outline, isKey ? path : [...path, '']) };
}

// On a line without a word, the column says to which group a field would belong.
function onEmptyLine(text: string, yaml: Stretch, outline: Outline, lineStart: number, offset: number): Cursor | null {
  const column = offset - Math.max(lineStart, yaml.start);
  const before = outlineOf(text, yaml.start, Math.max(lineStart, yaml.start));
  if (before.textBelow !== null && column > before.textBelow) return null;
  const here = { stretch: { start: offset, end: offset }, reads: '' };
  const { waiting, frames } = before;
  if (waiting !== null && column > waiting.indent) return { ...here, path: waiting.path, at: 'either', siblings: siblingsOf(outline, [...waiting.path, '']) };
  const group = frames.find(({ indent, isList }) => indent === column && !isList);
  if (group === undefined && (column > 0 || frames.length > 0)) return null;
  const path = [...(group?.path ?? []), ''];
  return { ...here, path, at: 'key', siblings: siblingsOf(outline, path) };
}

function siblingsOf({ written }: Outline, path: readonly string[]): ReadonlySet<string> {
  const [above, own] = [path.slice(0, -1), path.at(-1)];
  return new Set(written.flatMap((candidate) => (candidate.path.length === path.length && candidate.key !== null && candidate.path.at(-1) !== own && above.every((key, at) => key === candidate.path[at]) ? [candidate.path.at(-1)!] : [])));
}
