import type { Diagnostic } from '../../core/diagnostic.ts';
import type { Stewards } from '../../core/codeowners.ts';
import type { Part } from '../../core/parts/part.ts';

/** What a lint of a folder comes to. */
export interface FolderReport {
  readonly diagnostics: readonly Diagnostic[];
  /** What would be among them, if no allowance let it stand. */
  readonly letStand: readonly Diagnostic[];
  /** Every source file, below the folder. */
  readonly paths: readonly string[];
  /** The address of the programme's site. */
  readonly site: string | null;
  readonly stewards: Stewards | null;
}

/** What is known of a folder after a lint; the next one reads again only what changed since. */
export interface Known {
  readonly report: FolderReport;
  /** By path; a file that had only just changed has none. */
  readonly stamps: ReadonlyMap<string, string>;
  /** Of issuer.yaml: by it every definition is judged. */
  readonly issuer: string;
  readonly parts: () => Promise<ReadonlyMap<string, Part>>;
}
