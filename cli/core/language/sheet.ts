import { kindAt } from '../load-with.ts';
import type { Kind } from '../schema.ts';
import { sizeLimit } from '../size-limit.ts';
import { outlineOf, type Outline } from './outline.ts';
import { partsOf, type Parts } from './parts.ts';
import type { Stretch, Written } from './written.ts';

/** A place in what is written, with what stands below it. */
export interface Branch {
  readonly written: Written | null;
  readonly below: ReadonlyMap<string, Branch>;
}

/** One file of the catalog as far as it is written, with or without faults. */
export interface Sheet {
  readonly path: string;
  readonly kind: Kind;
  /** What others call it by: its path below the folder of its kind, without the ending. */
  readonly id: string;
  readonly text: string;
  readonly parts: Parts;
  readonly outline: Outline;
  readonly top: Branch;
}

/** Every file of a catalog, by its path below the catalog's folder. */
export type Sheets = ReadonlyMap<string, Sheet>;

const NOTHING: Outline = { written: [], frames: [], waiting: null, textBelow: null };

/** Reads a file as far as it is written; null for one that has no kind, or is larger than what the lint reads. */
export function sheetOf(path: string, text: string): Sheet | null {
  const kind = kindAt(path);
  if (kind === null || text.length > sizeLimit(path)) return null;
  const parts = partsOf(path, text);
  // JSON is written by commands and opened by nobody to write in.
  const outline = path.endsWith('.json') ? NOTHING : outlineOf(text, parts.yaml.start, parts.yaml.end);
  const id = path.slice(path.indexOf('/') + 1).replace(/(?:\/(?:submission|agreed))?\.[a-z]+$/, '');
  return { path, kind, id, text, parts, outline, top: branches(outline) };
}

function branches({ written }: Outline): Branch {
  interface Growing {
    written: Written | null;
    readonly below: Map<string, Growing>;
  }
  const grown = (): Growing => ({ written: null, below: new Map() });
  const top = grown();
  for (const one of written) {
    let here = top;
    for (const key of one.path) {
      const next = here.below.get(key) ?? grown();
      here.below.set(key, next);
      here = next;
    }
    // Of a key that stands twice the first counts, as the lint says.
    here.written ??= one;
  }
  return top;
}

/** What stands at a path below a branch. */
export const branchAt = (branch: Branch, ...path: readonly string[]): Branch | undefined => path.reduce<Branch | undefined>((here, key) => here?.below.get(key), branch);

/** The text at a path below a branch; undefined where there is none. */
export const textAt = (branch: Branch, ...path: readonly string[]): string | undefined => branchAt(branch, ...path)?.written?.text ?? undefined;

/** The entries of a list or group below a branch, in the order in which they are written. */
export const entriesAt = (branch: Branch, ...path: readonly string[]): readonly Branch[] => [...(branchAt(branch, ...path)?.below.values() ?? [])];

/** The texts of a list below a branch. */
export const textsAt = (branch: Branch, ...path: readonly string[]): readonly string[] => entriesAt(branch, ...path).flatMap(({ written }) => (written?.text == null ? [] : [written.text]));

/** The files of a kind. */
export const sheetsOf = (sheets: Sheets, kind: Kind): readonly Sheet[] => [...sheets.values()].filter((sheet) => sheet.kind === kind);

/** Where a file begins. */
export const BEGINNING: Stretch = { start: 0, end: 0 };
