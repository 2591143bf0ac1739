import { dirname, resolve } from 'node:path';
import { parseRoster, ROSTER_LIMIT } from '../core/privacy/roster.ts';
import { Obstacle } from './obstacle.ts';
import { repositoryTop } from './owners-faults.ts';
import type { World } from './world.ts';

const USUAL = '.laurel/roster.txt';

/**
 * The names of pupils that the privacy rules look for, from a local file: the one that was named, else LAUREL_ROSTER,
 * else .laurel/roster.txt below the folder in which the command runs. Without any, no names.
 * @throws Obstacle when a named file is not there, lies inside the catalog, is kept by git, or has no name in it.
 */
export async function readRoster(world: World, named: string | undefined, catalog: string): Promise<readonly string[]> {
  const asked = named ?? (world.env['LAUREL_ROSTER'] === '' ? undefined : world.env['LAUREL_ROSTER']);
  const path = resolve(world.cwd, asked ?? USUAL);
  if (!(await world.files.exists(path))) {
    if (asked === undefined) return [];
    throw new Obstacle(`There is no roster at ${asked}. Name a text file with one pupil's name a line.`);
  }
  const inside = resolve(world.cwd, catalog);
  if (path.startsWith(`${inside}/`)) throw new Obstacle(`The roster ${asked} lies inside the catalog, where it would be committed. Move it to ${USUAL}, which git passes over.`);
  // One that git already keeps is not a list that is never committed.
  if ((await repositoryTop(world, dirname(path))) !== null && (await world.git(dirname(path)).run(['ls-files', '--error-unmatch', '--', path])).code === 0) throw new Obstacle(`The roster ${asked ?? USUAL} is kept by git, so everyone with the repository has these names. Take it out with \`git rm --cached ${asked ?? USUAL}\`, move it to ${USUAL}, which git passes over, and tell who looks after the repository: its history still holds it.`);
  const bytes = await world.files.read(path).catch(() => {
    throw new Obstacle(`The roster ${asked ?? USUAL} cannot be read as a file.`);
  });
  if (bytes.length > ROSTER_LIMIT) throw new Obstacle(`The roster ${asked ?? USUAL} is larger than ${ROSTER_LIMIT} bytes. Keep to one name a line.`);
  const names = parseRoster(new TextDecoder().decode(bytes));
  if (names.length === 0) throw new Obstacle(`There is no name in the roster ${asked ?? USUAL}. Write one pupil's name a line.`);
  return names;
}

/** The option of the commands that look for the names of pupils. */
export const ROSTER = { flags: '--roster <file>', summary: "names of pupils to look for, one a line; never committed (else LAUREL_ROSTER, else .laurel/roster.txt)" } as const;
