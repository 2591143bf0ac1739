import { dirname, join, relative, sep } from 'node:path';
import { CODEOWNERS_FILE, codeownersFault, type Stewards } from '../core/codeowners.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import type { World } from './world.ts';

/** A folder of a repository as CODEOWNERS names it. */
export const below = (top: string, folder: string): string => relative(top, folder).split(sep).join('/');

/** The root of the repository that a folder lies in, or null. Without asking git: a lint of files that lie in no repository has nothing to compare with. */
export async function repositoryTop(world: World, folder: string): Promise<string | null> {
  for (let at = folder; ; at = dirname(at)) {
    if (await world.files.exists(join(at, '.git'))) return at;
    if (dirname(at) === at) return null;
  }
}

/** What is wrong with CODEOWNERS in the repository of a catalog's folder (absolute); nothing where the repository has no `.github`. */
export async function ownersFaults(world: World, folder: string, stewards: Stewards | null): Promise<readonly Diagnostic[]> {
  const top = await repositoryTop(world, folder);
  if (top === null || !(await world.files.exists(join(top, '.github')))) return [];
  const present = await world.files.read(join(top, CODEOWNERS_FILE)).then((bytes) => new TextDecoder().decode(bytes), () => null);
  const fault = codeownersFault(stewards, below(top, folder), present);
  return fault === null ? [] : [fault];
}
