import { branches } from '../git/bare.ts';
import { gitDir } from '../host.ts';
import { notFound } from '../refusal.ts';
import { branchPath } from './branch-path.ts';
import type { Place } from './destination.ts';
import { repositoryOf, signedIn, type Visit } from './visit.ts';

/**
 * The branch and the folder or file that an editor's address names; an empty repository takes any branch for its first commit.
 * @throws 401 for nobody, before anything is said about the repository; 404 where there is no such branch.
 */
export async function placeOf(visit: Visit): Promise<Place & { readonly path: string }> {
  signedIn(visit);
  const repository = repositoryOf(visit);
  const rest = visit.params['path'] ?? '';
  if ((await branches(gitDir(visit.host, repository))).size === 0) {
    const [branch = '', ...path] = rest.split('/');
    return { repository, branch: branch === '' ? repository.defaultBranch : branch, commit: null, path: path.join('/') };
  }
  const { branch, commit, path } = await branchPath(visit.host, repository, rest === '' ? repository.defaultBranch : rest);
  if (branch === null) throw notFound();
  return { repository, branch, commit, path };
}
