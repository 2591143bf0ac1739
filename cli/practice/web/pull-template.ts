import { branchTip } from '../git/bare.ts';
import { listTree, readBlob } from '../git/files.ts';
import { gitDir, type Host } from '../host.ts';
import type { Repository } from '../state.ts';
import { textOf } from './text-of.ts';

/** The text that a description begins with: the repository's pull request template, or the named one of several; null without it. */
export async function pullTemplate(host: Host, repository: Repository, name: string | null): Promise<string | null> {
  const dir = gitDir(host, repository);
  const commit = await branchTip(dir, repository.defaultBranch);
  if (commit === null) return null;
  const wanted = name === null ? /^(?:docs\/|\.github\/)?pull_request_template\.(?:md|txt)$/i : /^(?:docs\/|\.github\/)?pull_request_template\/[^/]+$/i;
  const found = (await listTree(dir, commit, true)).find(({ path, type }) => type === 'blob' && wanted.test(path) && (name === null || path.split('/').at(-1) === name));
  return found === undefined ? null : textOf(await readBlob(dir, found.sha));
}
