import { GitFailure, type Git } from './git.ts';
import { resolveObject } from './tree.ts';

/** Fetches the branches of a repository into `refs/laurel/heads/`. Branches that are gone are forgotten. */
export async function fetchBranches(git: Git, address: string): Promise<void> {
  await git.text(['fetch', '--quiet', '--no-tags', '--force', '--prune', address, '+refs/heads/*:refs/laurel/heads/*']);
}

/** Fetches the heads of some pull requests into `refs/laurel/pulls/`, as many as there are of them: a repository has thousands, a command needs a few. */
export async function fetchPulls(git: Git, address: string, numbers: readonly number[]): Promise<void> {
  const fetch = (some: readonly number[]): ReturnType<Git['run']> => git.run(['fetch', '--quiet', '--no-tags', '--force', address, ...some.map((number) => `+refs/pull/${number}/head:refs/laurel/pulls/${number}`)]);
  for (let at = 0; at < numbers.length; at += 200) {
    const some = numbers.slice(at, at + 200);
    // One that is missing must not hide the others.
    if ((await fetch(some)).code !== 0 && some.length > 1) for (const number of some) await fetch([number]);
  }
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
