import type { Sheet, Sheets } from './sheet.ts';
import type { Stretch } from './written.ts';

/** What an id can be of. */
export type Noun = 'credential' | 'former id' | 'rubric' | 'evidence' | 'competency' | 'framework' | 'all' | 'criterion' | 'level' | 'requirement' | 'option' | 'release' | 'assessor';

/** Something that has an id, and where it is defined. */
export interface Thing {
  readonly noun: Noun;
  readonly id: string;
  readonly title: string;
  /** The file that defines it; null for what no file of the catalog does. */
  readonly path: string | null;
  readonly stretch: Stretch;
  /** All about it, as Markdown. */
  readonly about: () => string;
}

/** Where somebody asks what an id means: the files, the one that names it, and the path at which it does. */
export interface Asking {
  readonly sheets: Sheets;
  readonly sheet: Sheet;
  readonly path: readonly string[];
}
