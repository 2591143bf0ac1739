import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { build, cacheFolder, workerProgram } from '../build.ts';
import { withProgress, type Given } from '../command.ts';
import type { Circumstances } from '../core/rule.ts';
import { lintFolder, type Folder } from '../effects/linting/lint-folder.ts';
import { memoryIn, type Memory } from '../effects/linting/memory.ts';
import type { World } from '../effects/world.ts';
import { outcomeOf, type Outcome } from './lint-outcome.ts';

/** Where what is known of a folder is kept, if anywhere. With a roster nothing is kept: names of pupils stay where they are. */
export function memoryOf(given: Given, world: World, root: string, { today, roster = [] }: Circumstances): Memory | null {
  const kept = (world.env['LAUREL_CACHE'] ?? '') === '' ? cacheFolder : resolve(world.cwd, world.env['LAUREL_CACHE']!);
  return given.options['cache'] === false || build === null || kept === null || roster.length > 0 ? null : memoryIn(kept, { build, today, root });
}

// More than a few threads would hold much memory for little time.
const MOST_THREADS = 4;

/** A catalog's folder, with the means of this program. */
export function folderToLint(world: World, root: string, circumstances: Circumstances): Folder {
  const asked = Number(world.env['LAUREL_THREADS'] ?? '');
  const count = Number.isInteger(asked) && asked > 0 ? asked : Math.min(availableParallelism(), MOST_THREADS);
  return { files: world.files, root, circumstances, now: world.now, ...(workerProgram === null ? {} : { threads: { program: workerProgram, count } }) };
}

/** Lints a folder by itself: what is known from the last time is not read again. */
export async function lintAgain(given: Given, world: World, root: string, circumstances: Circumstances): Promise<Outcome> {
  const memory = memoryOf(given, world, root, circumstances);
  const before = memory?.recall() ?? null;
  const { known } = await withProgress(world, 'Reading the catalog', () => lintFolder(folderToLint(world, root, circumstances), before));
  if (known !== before) await memory?.keep(known);
  return outcomeOf(world, root, known);
}
