import { commentStart, drafted, endOfLine, endOfQuoted, isBlank, isBreak, trimmedEnd, unquoted, type Draft } from './written.ts';

interface Nest {
  readonly path: readonly string[];
  readonly isList: boolean;
  count: number;
  /** The field whose value comes next. */
  field: Draft | null;
  /** Where the present entry begins, and whether anything of it is there. */
  from: number;
  isFilled: boolean;
}

// More than any file of the catalog has; deeper nesting is passed over.
const DEEPEST = 32;

/**
 * Reads a list or group in brackets, `[a, b]` or `{ a: b }`, as far as it is written. One that is not closed ends where a line begins
 * that reads as a field or an entry of what is around it.
 * @param indent how far the line is set in on which it begins.
 * @returns where it ends.
 */
export function readFlow(text: string, begin: number, to: number, path: readonly string[], indent: number, note: (draft: Draft) => void): number {
  const nests: Nest[] = [];
  let at = begin;

  const open = (where: readonly string[]): void => {
    nests.push({ path: where, isList: text[at] === '[', count: 0, field: null, from: at + 1, isFilled: false });
    at += 1;
  };
  const leave = (nest: Nest): void => {
    if (nest.field !== null && nest.field.value === null && !nest.isFilled) nest.field.gap = { start: nest.from, end: at };
    else if (!nest.isFilled && nest.field === null) note({ ...drafted([...nest.path, nest.isList ? String(nest.count) : '']), gap: { start: nest.from, end: at }, isBare: !nest.isList });
  };
  const begins = (nest: Nest): readonly string[] => {
    nest.isFilled = true;
    return nest.isList ? [...nest.path, String(nest.count)] : (nest.field?.path ?? nest.path);
  };

  open(path);
  while (nests.length > 0 && at < to) {
    const nest = nests.at(-1)!;
    const character = text[at]!;
    if (character === '\n' || (character === '\r' && text[at + 1] !== '\n')) {
      if (endsAt(text, at + 1, to, indent)) break;
      at += 1;
    } else if (isBlank(character) || character === '\r') at += 1;
    else if (character === '#' && isBlank(text[at - 1])) at = endOfLine(text, at, to);
    else if (character === ',') {
      leave(nest);
      at += 1;
      nest.count += 1;
      nest.field = null;
      nest.from = at;
      nest.isFilled = false;
    } else if (character === ']' || character === '}') {
      leave(nest);
      nests.pop();
      at += 1;
    } else if (character === '[' || character === '{') {
      if (nests.length >= DEEPEST) return endOfLine(text, at, to);
      open(begins(nest));
    } else {
      const end = endOfToken(text, at, to);
      const stretch = { start: at, end };
      const reads = unquoted(text.slice(at, end));
      at = end;
      if (nest.isList || nest.field !== null) {
        const draft = nest.field ?? drafted(begins(nest));
        nest.isFilled = true;
        draft.value = stretch;
        draft.text = reads;
        if (nest.isList) note(draft);
        continue;
      }
      const draft = drafted([...nest.path, reads], stretch);
      note(draft);
      nest.isFilled = true;
      while (at < to && isBlank(text[at])) at += 1;
      if (text[at] === ':') {
        at += 1;
        nest.field = draft;
        nest.from = at;
        nest.isFilled = false;
      } else draft.isBare = true;
    }
  }
  // What is not closed ends with its line.
  for (const nest of nests) leave(nest);
  return at;
}

function endOfToken(text: string, at: number, to: number): number {
  const end = endOfLine(text, at, to);
  if (text[at] === '"' || text[at] === "'") return endOfQuoted(text, at, end) ?? trimmedEnd(text, at, end);
  let here = at + 1;
  const comment = commentStart(text, at + 1, end);
  while (here < comment && !/[,[\]{}]/.test(text[here]!) && !(text[here] === ':' && (isBreak(text, here + 1, end) || /[,[\]{}]/.test(text[here + 1]!)))) here += 1;
  return trimmedEnd(text, at, here);
}

// Whether the next line belongs to what is around the brackets: it is set in no further, and reads as a field or an entry.
function endsAt(text: string, start: number, to: number, indent: number): boolean {
  let at = start;
  while (at < to && text[at] === ' ') at += 1;
  return at - start <= indent && /^(?:-[ \r\n]|[^\s,[\]{}#:]{1,100}:(?:[ \r\n]|$)|---)/.test(text.slice(at, Math.min(to, at + 110)));
}
