import { join } from 'node:path';
import type { Stewards } from '../core/codeowners.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import type { SourceFile } from '../core/document.ts';
import type { Known } from '../effects/linting/known.ts';
import type { World } from '../effects/world.ts';

/** What is told of a catalog, whichever way it was linted. */
export interface Outcome {
  readonly diagnostics: readonly Diagnostic[];
  readonly letStand: readonly Diagnostic[];
  /** What a change since the base means, as Markdown; empty without one. */
  readonly meaning: string;
  /** Every source file. */
  readonly paths: readonly string[];
  readonly site: string | null;
  readonly stewards: Stewards | null;
  readonly mended: readonly Diagnostic[];
  /** Files as they were read, for the lines that are shown. */
  readonly read: (paths: readonly string[]) => readonly SourceFile[];
}

/** What is told of a folder that was linted by itself. */
export const outcomeOf = (world: World, root: string, { report }: Known): Outcome => ({
  ...report,
  mended: [],
  meaning: '',
  read: (paths) => paths.flatMap((path) => (world.files.stamp(join(root, path)) === null ? [] : [{ path, bytes: world.files.readNow(join(root, path)) }])),
});
