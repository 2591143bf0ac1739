import { readable } from '../access.ts';
import { branches, branchTip, refs } from '../git/bare.ts';
import { readCommit } from '../git/commits.ts';
import { gitDir, type Call, type Route } from '../host.ts';
import { listed } from '../paging.ts';
import { notFound, refusal } from '../refusal.ts';
import { commitShape } from '../shapes/commit.ts';
import { nodeId } from '../shapes/node-id.ts';
import { repositoryPage, repositoryUrl } from '../shapes/repository.ts';
import type { Repository } from '../state.ts';

const UNPROTECTED = { enabled: false, required_status_checks: { enforcement_level: 'off', contexts: [], checks: [] } };

/** Branches and refs. */
export const branchRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/branches',
    run: async (call) => {
      const repository = readable(call);
      const found = [...(await branches(gitDir(call.host, repository)))];
      const kept = call.query.get('protected') === 'true' ? [] : found;
      return listed(call, kept, ([name, sha]) => ({
        name,
        commit: { sha, url: `${repositoryUrl(call.host, repository)}/commits/${sha}` },
        protected: false,
      }));
    },
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/branches/{branch}',
    run: async (call) => {
      const repository = readable(call);
      const dir = gitDir(call.host, repository);
      const name = call.params['branch'] ?? '';
      const tip = await branchTip(dir, name);
      if (tip === null) throw refusal(404, 'Branch not found');
      const url = `${repositoryUrl(call.host, repository)}/branches/${encodeURIComponent(name)}`;
      const body = {
        name,
        commit: commitShape(call.host, repository, await readCommit(dir, tip)),
        _links: { self: url, html: `${repositoryPage(call.host, repository)}/tree/${name}` },
        protected: false,
        protection: UNPROTECTED,
        protection_url: `${url}/protection`,
      };
      return { status: 200, body };
    },
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/git/ref/{ref}',
    run: async (call) => {
      const repository = readable(call);
      const [found] = await matching(call, repository, (ref, wanted) => ref === wanted);
      if (found === undefined) throw notFound();
      return { status: 200, body: found };
    },
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/git/matching-refs/{ref}',
    run: async (call) => ({ status: 200, body: await matching(call, readable(call), (ref, wanted) => ref.startsWith(wanted)) }),
  },
];

async function matching(call: Call, repository: Repository, fits: (ref: string, wanted: string) => boolean) {
  const wanted = `refs/${call.params['ref'] ?? ''}`;
  const url = repositoryUrl(call.host, repository);
  const found = (await refs(gitDir(call.host, repository), 'refs/')).filter(({ ref }) => fits(ref, wanted));
  return found.map(({ ref, sha, type }) => ({
    ref,
    node_id: nodeId('REF', `${repository.id}:${ref}`),
    url: `${url}/git/${ref}`,
    object: { sha, type, url: `${url}/git/${type}s/${sha}` },
  }));
}
