import { resolve } from 'node:path';
import type { SourceFile } from '../core/document.ts';
import { readCatalog } from './files.ts';
import { fromPlace } from './place.ts';
import { Obstacle, type Programme } from './programme.ts';
import { branchHead } from './remote.ts';
import { readCatalogFolder } from './tree.ts';
import type { World } from './world.ts';

/**
 * The files that the working copy is linted as: the catalog's folder; in a clone of private submissions those of the
 * working copy, with the catalog as its main has it.
 */
export async function workingFiles(world: World, programme: Programme): Promise<readonly SourceFile[]> {
  const { here, git, folder } = programme;
  if (here === null || !here.isPrivate) return readCatalog(world.files, resolve(git.folder, folder));
  const main = await branchHead(git, programme.repository.defaultBranch);
  if (main === null) throw new Obstacle(`The catalog of ${programme.repository.owner}/${programme.repository.name} could not be fetched. Run the command again.`);
  const own = (await readCatalog(world.files, here.git.folder)).filter(({ path }) => fromPlace(here, path)?.startsWith('submissions/') === true);
  return [...(await readCatalogFolder(git, main, folder)), ...own];
}
