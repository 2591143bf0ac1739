import { dirname, resolve } from 'node:path';
import type { Catalog } from '../core/catalog.ts';
import { parseDocument } from '../core/document.ts';
import type { ReleaseFile, Submission } from '../core/model.generated.ts';
import { validate } from '../core/schema.ts';
import { branchName, ownPlace } from './claim-branch.ts';
import type { Git } from './git.ts';
import { inPlace } from './place.ts';
import { catalogFromDisk, Obstacle, openProgramme } from './programme.ts';
import type { World } from './world.ts';

/** The submission of the branch that is checked out, as it stands on disk. */
export interface OwnSubmission {
  /** Its path below the folder that holds submissions/. */
  readonly own: string;
  /** Where it is on disk, and its folder. */
  readonly path: string;
  readonly folder: string;
  readonly text: string;
  readonly submission: Submission;
  readonly release: ReleaseFile | null;
}

/**
 * Finds and reads the submission that a teacher works on: by the catalog's folder where the clone has one, and without
 * asking GitHub anything; else in a clone of private submissions.
 */
export async function ownSubmission(world: World, catalogFolder: string): Promise<OwnSubmission> {
  const { git, catalog, below } = await clone(world, catalogFolder);
  const branch = branchName(await git.text(['branch', '--show-current']));
  if (branch === null) throw new Obstacle('The branch that is checked out is not one of a claim. Run `laurel start <credential>` first.');
  // Without a login in the branch's name, the claim's file is the last that this branch added for that claim number.
  const own = await git.text(['log', '-1', '--diff-filter=A', '--format=', '--name-only', '--relative', '--', `${below}submissions/${branch.credential}/${branch.login ?? '*'}/${branch.claim}/submission.md`]);
  if (own === '') throw new Obstacle('Your submission.md was not found on this branch.');
  const path = resolve(git.folder, own);
  const bytes = await world.files.read(path).catch(() => {
    throw new Obstacle(`${own} is not there any more. Restore it with: git checkout HEAD -- ${own}`);
  });
  const text = new TextDecoder().decode(bytes);
  const document = parseDocument({ path: own, bytes });
  if (document.faults.length > 0 || validate('submission', document).length > 0) throw new Obstacle('Your submission.md has faults. Run `laurel lint` and mend them first.');
  const submission = document.value as unknown as Submission;
  return { own, path, folder: dirname(path), text, submission, release: [...catalog.releases.values()].find(({ value }) => value.digest === submission.release)?.value ?? null };
}

async function clone(world: World, catalogFolder: string): Promise<{ readonly git: Git; readonly catalog: Catalog; readonly below: string }> {
  const folder = resolve(world.cwd, catalogFolder);
  if (await world.files.exists(folder)) return { git: world.git(folder), catalog: (await catalogFromDisk(world, catalogFolder)).catalog, below: '' };
  const programme = await openProgramme(world, catalogFolder);
  const place = ownPlace(programme);
  return { git: place.git, catalog: programme.catalog, below: inPlace(place, '') };
}
