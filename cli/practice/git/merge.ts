import { between, readCommit, readCommits, writeCommit, type Signature } from './commits.ts';
import { EMPTY_TREE } from './diff.ts';
import { lines, runGit } from './run.ts';

/** Merges two commits without a working tree: the merged tree, or null where they are in conflict. */
export async function mergeTrees(dir: string, ours: string, theirs: string): Promise<string | null> {
  const result = await runGit(dir, ['merge-tree', '--write-tree', '--no-messages', ours, theirs]);
  if (result.code > 1) throw new Error(`git merge-tree ended with ${result.code}: ${result.err.trim()}`);
  return result.code === 0 ? (lines(result.out.toString('utf8'))[0] ?? null) : null;
}

/** A merge that is wanted. */
export interface MergeOrder {
  readonly base: string;
  readonly head: string;
  readonly message: string;
  readonly author: Signature;
  readonly committer: Signature;
}

/** Two parents: the base, then the head. */
export async function mergeCommit(dir: string, order: MergeOrder): Promise<string | null> {
  const tree = await mergeTrees(dir, order.base, order.head);
  if (tree === null) return null;
  return writeCommit(dir, { tree, parents: [order.base, order.head], author: order.author, committer: order.committer, message: order.message });
}

/** The same tree with one parent. */
export async function squashCommit(dir: string, order: MergeOrder): Promise<string | null> {
  const tree = await mergeTrees(dir, order.base, order.head);
  if (tree === null) return null;
  return writeCommit(dir, { tree, parents: [order.base], author: order.author, committer: order.committer, message: order.message });
}

/** Every commit made anew on top of the base, its author kept; one that brings nothing any more is dropped. */
export async function rebaseCommits(dir: string, base: string, head: string, committer: Signature): Promise<readonly string[] | null> {
  const landed: string[] = [];
  const commits = await readCommits(dir, await between(dir, base, head));
  let tip = await readCommit(dir, base);
  for (const commit of commits) {
    if (commit.parents.length > 1) continue;
    const before = commit.parents[0] === undefined ? EMPTY_TREE : (await readCommit(dir, commit.parents[0])).tree;
    const tree = await applyChange(dir, before, commit.tree, tip.tree, committer);
    if (tree === null) return null;
    if (tree === tip.tree && commit.tree !== before) continue;
    const sha = await writeCommit(dir, { ...commit, tree, parents: [tip.sha], committer });
    landed.push(sha);
    tip = { ...commit, sha, tree };
  }
  return landed;
}

// git 2.39 cannot be told the merge base, so the three trees are given as three commits that nothing refers to.
async function applyChange(dir: string, before: string, after: string, onto: string, by: Signature): Promise<string | null> {
  if (before === onto) return after;
  const stone = (tree: string, parents: readonly string[]): Promise<string> =>
    writeCommit(dir, { tree, parents, author: by, committer: by, message: 'A step of a rebase\n' });
  const root = await stone(before, []);
  return mergeTrees(dir, await stone(onto, [root]), await stone(after, [root]));
}
