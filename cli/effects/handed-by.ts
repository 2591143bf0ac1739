import type { Push } from './github/activity.ts';
import type { Account } from './github/github.ts';
import type { Place } from './place.ts';
import { issueOf, type Opened } from './submitter.ts';
import { resolveObjects } from './tree.ts';

/** Whether a pull request's branch is one that other teachers may push to as well: of a shared repository's own, and not one that the desk made. */
export const isCommonBranch = (place: Place, pull: Opened, desk: number | null): boolean =>
  place.isShared && pull.head !== null && pull.head.owner === place.repository.owner && pull.head.name === place.repository.name && issueOf(place, pull, desk) === null;

/**
 * Who brought a claim folder to the content that it has at a commit: whoever has write access can change a classmate's branch
 * under the classmate's name, and only this record tells. A push that leaves the folder as it was, as when a branch is brought up to
 * date with main, makes nobody's work anybody else's.
 */
export const handedBy = async (place: Pick<Place, 'git'>, path: string, head: string, pushes: readonly Push[]): Promise<readonly Account[]> => (await handingIn(place, path, head, pushes)).map(({ account }) => account);

/** When the content that a claim folder has at a commit was last handed in, by the same record; null where it does not tell. */
export const handedInAt = async (place: Pick<Place, 'git'>, path: string, head: string, pushes: readonly Push[]): Promise<string | null> => (await handingIn(place, path, head, pushes)).map(({ at }) => at).sort().at(-1) ?? null;

// The pushes that brought the folder to that content.
async function handingIn({ git }: Pick<Place, 'git'>, path: string, head: string, pushes: readonly Push[]): Promise<readonly Push[]> {
  const [now, ...trees] = await resolveObjects(git, [head, ...pushes.flatMap(({ before, after }) => [before, after])].map((commit) => `${commit}:${path}`));
  return pushes.filter((_, at) => now != null && trees[2 * at + 1] === now && trees[2 * at] !== now);
}
