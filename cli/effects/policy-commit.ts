import type { Git } from './git.ts';
import { ONCE_MORE, type MainBefore, type Stood } from './main-before.ts';
import { differing } from './tree.ts';

/** A commit that GitHub lists for a pull request. */
export interface PullCommit {
  readonly sha: string;
  readonly accounts: readonly number[];
}

const lines = (text: string): readonly string[] => text.split('\n').filter(Boolean);

/** Commits that a head has and main did not have before the merge, oldest first; 251 of them at most. */
export const brought = async (git: Git, head: string, policy: string): Promise<readonly string[]> => lines(await git.text(['rev-list', '--topo-order', '--max-count=251', head, `^${policy}`])).toReversed();

/**
 * Main just before the first commit that a merge brought, whether the commits came as they were, squashed or rebased.
 * @param commits the pull request's own commits, as GitHub lists them.
 */
export async function policyCommit(git: Git, merge: string, commits: readonly PullCommit[]): Promise<string> {
  const own = new Set(commits.map(({ sha }) => sha));
  // Moved forward onto the pull request's own commits: go back to the first that is not one of them.
  if (own.has(merge)) {
    const line = lines(await git.text(['rev-list', '--first-parent', `--max-count=${own.size + 1}`, merge]));
    return line.find((sha) => !own.has(sha)) ?? merge;
  }
  const parents = (await git.text(['rev-list', '--parents', '-n', '1', merge])).split(' ').slice(1);
  if (parents.length !== 1) return parents[0] ?? merge;
  const remade = await rebasable(git, commits);
  const named = async (args: readonly string[]): Promise<readonly string[]> => lines(await git.text(['log', '--format=%an%x00%ae%x00%at%x00%s', ...args]));
  if (remade.length > 1) {
    const theirs = await Promise.all(remade.map(async (sha) => (await named(['-1', sha]))[0] ?? ''));
    const onMain = await named(['--first-parent', '-n', String(remade.length), merge]);
    if (theirs.toReversed().join('\n') === onMain.join('\n')) return git.text(['rev-parse', `${merge}~${remade.length}`]);
  }
  return parents[0]!;
}

// A rebase leaves out merge commits and commits that change nothing.
async function rebasable(git: Git, commits: readonly PullCommit[]): Promise<readonly string[]> {
  const kept: string[] = [];
  for (const { sha } of commits.slice(0, 250)) {
    const parents = (await git.run(['rev-list', '--parents', '-n', '1', sha])).stdout.toString('utf8').trim().split(' ').length - 1;
    if (parents === 1 && (await differing(git, ['--root', sha])).length > 0) kept.push(sha);
  }
  return kept;
}

/**
 * The catalog's main just before a claim was merged in another repository. No history of git puts the two in order: only
 * GitHub's clock does.
 * @param main the catalog's main now, whose history it must be in.
 */
export async function catalogCommit({ git, mainBefore }: { readonly git: Git; readonly mainBefore: MainBefore }, main: string, mergedAt: string): Promise<Stood> {
  const stood = await mainBefore(mergedAt);
  if (!stood.ok || (await git.run(['merge-base', '--is-ancestor', stood.commit, main])).code === 0) return stood;
  return { ok: false, reason: `the catalog of the day of its merge is not in the history of main any more, ${ONCE_MORE}` };
}
