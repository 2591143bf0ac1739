import { GitFailure, type Git } from './git.ts';
import { resolveObject } from './tree.ts';

/** Fetches branches and pull request heads of the programme's repository into `refs/laurel/`. Branches that are not there yet are passed over. */
export async function fetchProgramme(git: Git, address: string): Promise<void> {
  await git.text(['fetch', '--quiet', '--no-tags', '--force', '--prune', address, '+refs/heads/*:refs/laurel/heads/*', '+refs/pull/*/head:refs/laurel/pulls/*']);
}

/** The commit that a fetched branch stands at, or null where there is no such branch. */
export const branchHead = (git: Git, branch: string): Promise<string | null> => resolveObject(git, `refs/laurel/heads/${branch}`);

/**
 * Moves a branch forward to a commit, never by force.
 * @returns false when somebody else moved it first: fetch and work it out again.
 * @throws GitFailure when the server refuses for another reason or cannot be reached.
 */
export async function pushForward(git: Git, address: string, commit: string, branch: string): Promise<boolean> {
  const args = ['push', '--quiet', '--porcelain', address, `${commit}:refs/heads/${branch}`];
  const result = await git.run(args);
  if (result.code === 0) {
    await git.text(['update-ref', `refs/laurel/heads/${branch}`, commit]);
    return true;
  }
  const said = `${result.stdout.toString('utf8')}\n${result.stderr}`;
  if (/non-fast-forward|fetch first|\[rejected\]|cannot lock ref|failed to update ref/.test(said)) return false;
  throw new GitFailure(args, result);
}
