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
export async function handedBy({ git }: Pick<Place, 'git'>, path: string, head: string, pushes: readonly Push[]): Promise<readonly Account[]> {
  const [now, ...trees] = await resolveObjects(git, [head, ...pushes.flatMap(({ before, after }) => [before, after])].map((commit) => `${commit}:${path}`));
  return pushes.flatMap(({ account }, at) => (now != null && trees[2 * at + 1] === now && trees[2 * at] !== now ? [account] : []));
}
