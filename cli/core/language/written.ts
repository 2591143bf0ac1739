/** A part of a text, in UTF-16 code units from its start. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A field or an entry of a list, as far as it is written; what holds other fields has neither value nor text. */
export interface Written {
  /** Keys, and numbers of entries, from the top: `criteria`, `0`, `id`. */
  readonly path: readonly string[];
  readonly key: Stretch | null;
  readonly value: Stretch | null;
  /** What the value reads, on one line. */
  readonly text: string | null;
  /** Where a value or key could be written, while there is none. */
  readonly gap: Stretch | null;
  /** A lone word that may still become the key of a field. */
  readonly isBare: boolean;
  /** A block of text, in which nothing is completed. */
  readonly isBlock: boolean;
}

/** What is being written: the outline fills it in as it reads on. */
export type Draft = { -readonly [Field in keyof Written]: Written[Field] };

export const drafted = (path: readonly string[], key: Stretch | null = null): Draft => ({ path, key, value: null, text: null, gap: null, isBare: false, isBlock: false });

/** What a scalar in quotes reads; a quote that is not closed yet is taken as closed at its end. */
export function unquoted(source: string): string {
  const [quote] = source;
  if (quote !== '"' && quote !== "'") return source;
  const inner = source.slice(1, source.length > 1 && source.endsWith(quote) ? -1 : undefined);
  if (quote === "'") return inner.replaceAll("''", "'");
  return inner.replaceAll(/\\(["\\/])/g, '$1').replaceAll(/\\[nt]/g, ' ');
}

/** Where a scalar in quotes that begins at `at` ends, before `to`; null where it is not closed there. */
export function endOfQuoted(text: string, at: number, to: number): number | null {
  const quote = text.charAt(at);
  for (let here = at + 1; here < to; here += 1) {
    if (text[here] === '\\' && quote === '"') here += 1;
    else if (text[here] === quote) {
      if (quote === "'" && text[here + 1] === quote) here += 1;
      else return here + 1;
    }
  }
  return null;
}

export const isBlank = (character: string | undefined): boolean => character === ' ' || character === '\t';

/** Whether what stands at `at` ends a key or an entry's hyphen: a blank, the end of the line, or of what is looked at. */
export const isBreak = (text: string, at: number, to: number): boolean => at >= to || isBlank(text[at]) || text[at] === '\n' || text[at] === '\r';

/** The first place from `at` on, before `to`, that holds no blank. */
export function skipBlanks(text: string, at: number, to: number): number {
  let here = at;
  while (here < to && isBlank(text[here])) here += 1;
  return here;
}

/** The end of what stands before `to`, without the blanks at its end. */
export function trimmedEnd(text: string, from: number, to: number): number {
  let end = to;
  while (end > from && isBlank(text[end - 1])) end -= 1;
  return end;
}

/** Where a comment begins in a line, from `at` to `to`; `to` where there is none. */
export function commentStart(text: string, at: number, to: number): number {
  for (let here = at; here < to; here += 1) if (text[here] === '#' && (here === at || isBlank(text[here - 1]))) return here;
  return to;
}

/** The end of the line on which `at` stands, before its line break, and at most `to`. */
export function endOfLine(text: string, at: number, to = text.length): number {
  const newline = text.indexOf('\n', at);
  const end = newline === -1 || newline > to ? to : newline;
  const early = text.slice(at, end).indexOf('\r');
  return early === -1 ? end : at + early;
}

/** Where the line begins on which `at` stands. */
export const startOfLine = (text: string, at: number): number => (at === 0 ? 0 : Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1);

/** Where the line after the one begins on which `at` stands, and at most `to`; a carriage return alone ends one as well. */
export function nextLine(text: string, at: number, to: number): number {
  const ending = /\r\n?|\n/g;
  ending.lastIndex = at;
  const found = ending.exec(text);
  return found === null || found.index >= to ? to : Math.min(ending.lastIndex, to);
}

/** The key that begins at `at`, with its colon, where the line up to `end` has one there. */
export function keyAt(text: string, at: number, end: number): (Stretch & { readonly colon: number }) | null {
  if (text[at] === '"' || text[at] === "'") {
    const close = endOfQuoted(text, at, end);
    const colon = skipBlanks(text, close ?? end, end);
    return close !== null && text[colon] === ':' && isBreak(text, colon + 1, end) ? { start: at, end: close, colon } : null;
  }
  if (/[[\]{},#&*!|>%@`]/.test(text.charAt(at))) return null;
  for (let here = at; here < end; here += 1) {
    if (text[here] === ':' && isBreak(text, here + 1, end)) return { start: at, end: trimmedEnd(text, at, here), colon: here };
    if (text[here] === '#' && isBlank(text[here - 1])) return null;
  }
  return null;
}
