import type { Git } from './git.ts';

/**
 * Commits of a branch's history that changed or removed something below these folders, the newest first. A merge is compared with each
 * of its parents: one that keeps a side without what the other wrote has removed it, though neither side did.
 */
export async function rewritingCommits(git: Git, head: string, folders: readonly string[]): Promise<readonly string[]> {
  const out = await git.text(['log', '--full-history', '-m', '--no-renames', '--diff-filter=MDT', '--format=commit %H', '--name-only', head, '--', ...folders]);
  const commits = out.split('\n').filter((row) => row.startsWith('commit ')).map((row) => row.slice('commit '.length));
  return [...new Set(commits)];
}
