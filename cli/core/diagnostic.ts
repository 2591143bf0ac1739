/** How much a fault weighs: an error fails the lint, a warning does not. */
export type Severity = 'error' | 'warning';

/** A part of a file's text, in UTF-16 code units from its start, and what is to stand there. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A mend that needs no judgement: all of its edits together, in the file of its diagnostic. */
export interface Fix {
  /** What it does, in the imperative: "Write the id in lower case". */
  readonly title: string;
  readonly edits: readonly Edit[];
}

/** What is wrong, where it stands, and how to mend it. */
export interface Diagnostic {
  /** Path of the file, relative to the catalog's folder, with `/` between its parts. */
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 code units. */
  readonly column: number;
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly remedy: string;
  readonly fix?: Fix;
}

/** A place in a file: 1-based line and column. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where the lines of a text begin. They end as in an editor: at a line feed, at a carriage return, or at both together. */
function lineStarts(text: string): readonly number[] {
  const starts = [0];
  if (text.includes('\r')) for (const { index, 0: end } of text.matchAll(/\r\n?|\n/g)) starts.push(index + end.length);
  else for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The lines of a text, without their ends. */
export const linesOf = (text: string): readonly string[] => text.split(text.includes('\r') ? /\r\n?|\n/ : '\n');

/** Where `offset` (UTF-16 units from the start) stands in `text`; offsets outside are moved to the nearest end. */
export const positionAt = (text: string, offset: number): Position => positionsIn(text)(offset);

/** Like `positionAt`, for many offsets of one text: the lines are found once, when the first is asked for. */
export function positionsIn(text: string): (offset: number) => Position {
  let starts: readonly number[] | null = null;
  return (offset) => {
    starts ??= lineStarts(text);
    const end = Math.min(Math.max(offset, 0), text.length);
    let low = 0;
    for (let high = starts.length; high - low > 1; ) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= end) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: end - starts[low]! + 1 };
  };
}

/** Order for reports: by file, then place, then rule. */
export function byPlace(a: Diagnostic, b: Diagnostic): number {
  return compare(a.path, b.path) || a.line - b.line || a.column - b.column || compare(a.rule, b.rule);
}

/** Order of strings by code units, the same on every machine. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The offset of a place in `text`: the way back from `positionAt`. */
export function offsetAt(text: string, { line, column }: Position): number {
  const start = line === 1 ? 0 : lineStarts(text)[line - 1];
  return start === undefined ? text.length : Math.min(start + column - 1, text.length);
}

/** Counts for a report's last line. */
export const summarise = (diagnostics: readonly Diagnostic[], files: number): { readonly errors: number; readonly warnings: number; readonly files: number } => ({
  errors: diagnostics.filter(({ severity }) => severity === 'error').length,
  warnings: diagnostics.filter(({ severity }) => severity === 'warning').length,
  files,
});
