import { branches } from '../git/bare.ts';
import { resolve } from '../git/commits.ts';
import { gitDir, type Host } from '../host.ts';
import { notFound } from '../refusal.ts';
import type { Repository } from '../state.ts';

/** A place in a repository: a branch (or a commit, then `branch` is null), and a path in it. */
export interface BranchPath {
  readonly ref: string;
  readonly branch: string | null;
  readonly commit: string;
  readonly path: string;
}

/**
 * Tells the branch from the path in the rest of an address: branches may hold slashes, so that the longest that fits is meant.
 * @throws 404 where it names neither a branch nor a commit.
 */
export async function branchPath(host: Host, repository: Repository, rest: string): Promise<BranchPath> {
  const dir = gitDir(host, repository);
  const known = await branches(dir);
  const parts = rest.split('/').filter((part) => part !== '');
  for (let count = parts.length; count > 0; count -= 1) {
    const ref = parts.slice(0, count).join('/');
    const commit = known.get(ref);
    if (commit !== undefined) return { ref, branch: ref, commit, path: parts.slice(count).join('/') };
  }
  const [ref = '', ...path] = parts;
  const commit = await resolve(dir, ref);
  if (commit === null) throw notFound();
  return { ref, branch: null, commit, path: path.join('/') };
}
