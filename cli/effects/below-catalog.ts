import { resolve } from 'node:path';
import { Obstacle } from './obstacle.ts';
import type { World } from './world.ts';

/**
 * A path that was named on the command line, below the catalog's folder; empty for the folder itself.
 * @throws Obstacle when it lies elsewhere, or is not there.
 */
export async function belowCatalog(world: World, root: string, path: string): Promise<string> {
  const whole = resolve(world.cwd, path);
  if (whole !== root && !whole.startsWith(`${root}/`)) throw new Obstacle(`${path} is not in the catalog's folder. Name a file or folder below it, or say where the catalog is with --catalog.`);
  if (!(await world.files.exists(whole))) throw new Obstacle(`There is no file or folder ${path}.`);
  return whole.slice(root.length + 1);
}

/** Whether a path below the catalog's folder is among the files and folders that were named; all are where none was. */
export const isBelow = (named: readonly string[], path: string): boolean => named.length === 0 || named.some((prefix) => prefix === '' || path === prefix || path.startsWith(`${prefix}/`));
