import { readFlow } from './flow.ts';
import { commentStart, drafted, endOfLine, endOfQuoted, isBreak, keyAt, nextLine, skipBlanks, trimmedEnd, unquoted, type Draft, type Written } from './written.ts';

/** A group or list that is open at the end of what was read, with how far its fields or hyphens are set in. */
export interface Frame {
  readonly indent: number;
  readonly path: readonly string[];
  readonly isList: boolean;
  count: number;
}

/** A YAML text as far as it is written, and what is open at its end. */
export interface Outline {
  readonly written: readonly Written[];
  readonly frames: readonly Frame[];
  /** The field or entry at the end that has no value yet. */
  readonly waiting: { readonly path: readonly string[]; readonly indent: number } | null;
  /** How far the field is set in whose text goes on; what is set in further belongs to it. */
  readonly textBelow: number | null;
}

interface Waiting {
  readonly indent: number;
  readonly draft: Draft;
}

// More hyphens than that on one line are no list of ours.
const DEEPEST = 32;

/** A text that goes on in lines that are set in further. */
interface Open extends Waiting {
  readonly kind: 'block' | 'quoted' | 'plain';
}

/**
 * Reads YAML line by line, whether or not it would parse: an author who is writing has half a line there, and wants to be told what can
 * follow. What it finds in a text that parses is what the parser finds; a test holds the two together.
 */
export function outlineOf(text: string, from = 0, to = text.length): Outline {
  const written: Draft[] = [];
  const frames: Frame[] = [];
  const now: { waiting: Waiting | null; open: Open | null } = { waiting: null, open: null };

  const note = (draft: Draft): Draft => {
    written.push(draft);
    return draft;
  };
  const below = (column: number): readonly string[] | null => {
    if (now.waiting === null || now.waiting.indent >= column) return null;
    now.waiting.draft.gap = null;
    return now.waiting.draft.path;
  };
  // The group whose fields stand at this column: the one that is open there, or a new one below what waits for a value.
  const groupAt = (column: number): readonly string[] => {
    while (frames.length > 0 && (frames.at(-1)!.indent > column || (frames.at(-1)!.isList && frames.at(-1)!.indent === column))) frames.pop();
    const top = frames.at(-1);
    if (top !== undefined && top.indent === column) return top.path;
    const path = below(column) ?? top?.path ?? [];
    frames.push({ indent: column, path, isList: false, count: 0 });
    return path;
  };
  // The hyphens of a list may stand as far out as the field that holds it.
  const entryAt = (column: number): readonly string[] => {
    while (frames.length > 0 && frames.at(-1)!.indent > column) frames.pop();
    let list = frames.at(-1);
    if (list === undefined || !list.isList || list.indent !== column) {
      list = { indent: column, path: below(column + 1) ?? list?.path ?? [], isList: true, count: -1 };
      frames.push(list);
    }
    list.count += 1;
    return [...list.path, String(list.count)];
  };

  // Reads what stands after a colon or hyphen, and gives where it ends.
  const value = (draft: Draft, after: number, end: number, indent: number): number => {
    const at = skipBlanks(text, after, end);
    now.waiting = null;
    if (at >= end || text[at] === '#') {
      draft.gap = { start: after, end: at };
      now.waiting = { indent, draft };
      return end;
    }
    draft.gap = null;
    if (text[at] === '[' || text[at] === '{') return readFlow(text, at, to, draft.path, indent, note);
    const isQuoted = text[at] === '"' || text[at] === "'";
    const kind = isQuoted ? 'quoted' : /^[|>][-+0-9]{0,2}[ \t]*(?:#|$)/.test(text.slice(at, end)) ? 'block' : 'plain';
    const closed = isQuoted ? endOfQuoted(text, at, end) : null;
    const stop = closed ?? trimmedEnd(text, at, isQuoted ? end : commentStart(text, at + 1, end));
    draft.value = { start: at, end: stop };
    draft.text = kind === 'block' ? '' : unquoted(text.slice(at, stop));
    draft.isBlock = kind === 'block';
    if (closed === null) now.open = { indent, draft, kind };
    return end;
  };

  // Whether a line goes on with the text that is open; it is closed where it does not.
  const goesOn = (start: number, at: number, end: number): boolean => {
    if (now.open === null) return false;
    const { indent, draft, kind } = now.open;
    if (at - start <= indent || (kind === 'plain' && text[at] === '#')) {
      now.open = null;
      return false;
    }
    const stop = trimmedEnd(text, at, kind === 'plain' ? commentStart(text, at, end) : end);
    const isClosed = kind === 'quoted' && text[stop - 1] === text[draft.value!.start];
    const more = text.slice(at, isClosed ? stop - 1 : stop);
    draft.text = draft.text === '' ? more : `${draft.text} ${more}`;
    draft.value = { start: draft.value!.start, end: stop };
    draft.isBare = false;
    if (isClosed) now.open = null;
    return true;
  };

  const line = (start: number, end: number): number => {
    let at = start;
    while (at < end && text[at] === ' ') at += 1;
    if (skipBlanks(text, at, end) >= end || goesOn(start, at, end)) return end;
    if (text[at] === '#' || (at === start && /^(?:---|\.\.\.)/.test(text.slice(at, at + 3)))) return end;
    let entry: Draft | null = null;
    for (let depth = 0; text[at] === '-' && isBreak(text, at + 1, end) && depth < DEEPEST; depth += 1) {
      entry = note(drafted(entryAt(at - start)));
      now.waiting = { indent: at - start, draft: entry };
      entry.gap = { start: at + 1, end: skipBlanks(text, at + 1, end) };
      at = entry.gap.end;
    }
    if (at >= end || text[at] === '#') return end;
    const column = at - start;
    const key = keyAt(text, at, end);
    if (key !== null) return value(note(drafted([...groupAt(column), unquoted(text.slice(at, key.end))], { start: at, end: key.end })), key.colon + 1, end, column);
    const stop = trimmedEnd(text, at, commentStart(text, at, end));
    const isWord = /^[\w-]*$/.test(text.slice(at, stop));
    if (now.waiting !== null && now.waiting.indent < column) {
      const { draft, indent } = now.waiting;
      draft.isBare = isWord;
      return value(draft, at, end, indent);
    }
    note({ ...drafted([...groupAt(column), text.slice(at, stop)], { start: at, end: stop }), isBare: isWord });
    now.waiting = null;
    return end;
  };

  for (let at = from; at < to; ) {
    at = nextLine(text, line(at, endOfLine(text, at, to)), to);
  }
  const { waiting, open } = now;
  return { written, frames, waiting: waiting === null ? null : { path: waiting.draft.path, indent: waiting.indent }, textBelow: open?.indent ?? null };
}
