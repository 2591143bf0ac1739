import { branchTip } from '../git/bare.ts';
import { between, mergeBase } from '../git/commits.ts';
import { diff, type FileChange } from '../git/diff.ts';
import { gitDir, type Host } from '../host.ts';
import { repository } from '../records.ts';
import type { Pull } from '../state.ts';

/** What a pull request spans: from where its branch left the base to its head, and the commits on the way. */
export interface Scope {
  readonly from: string;
  readonly head: string;
  readonly commits: readonly string[];
}

const scopes = new Map<string, Scope>();

/** The scope of a pull request; a merged one keeps the scope that it was merged with. */
export async function scopeOf(host: Host, pull: Pull): Promise<Scope> {
  if (pull.merged !== null) return { from: pull.merged.mergeBase, head: pull.headSha, commits: pull.merged.brought };
  const dir = gitDir(host, repository(host.store.get(), pull.repositoryId));
  return scopeBetween(dir, (await branchTip(dir, pull.baseRef)) ?? pull.baseSha, pull.headSha);
}

/** The scope between two commits, which never changes and is therefore remembered. */
export async function scopeBetween(dir: string, base: string, head: string): Promise<Scope> {
  const key = `${dir} ${base} ${head}`;
  const known = scopes.get(key);
  if (known !== undefined) return known;
  const [from, commits] = await Promise.all([mergeBase(dir, base, head), between(dir, base, head)]);
  const scope = { from: from ?? base, head, commits };
  if (scopes.size > 2000) scopes.clear();
  scopes.set(key, scope);
  return scope;
}

/** The files that a pull request changes. */
export async function filesOf(host: Host, pull: Pull): Promise<readonly FileChange[]> {
  const { from, head } = await scopeOf(host, pull);
  return diff(gitDir(host, repository(host.store.get(), pull.repositoryId)), from, head);
}
