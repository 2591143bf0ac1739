import { permitted, readable, somebody } from '../access.ts';
import { flag, requiredText, text } from '../fields.ts';
import type { Call, Reply, Route } from '../host.ts';
import { personByLogin } from '../records.ts';
import { forbidden, notFound } from '../refusal.ts';
import { createRepository, forkRepository } from '../repositories.ts';
import { fullRepository } from '../shapes/repository.ts';
import type { Person } from '../state.ts';

/** Repositories and forks. */
export const repositoryRoutes: readonly Route[] = [
  { method: 'POST', path: '/user/repos', run: (call) => create(call, somebody(call)) },
  {
    method: 'POST',
    path: '/orgs/{org}/repos',
    run: (call) => {
      somebody(call);
      const org = personByLogin(call.host.store.get(), call.params['org'] ?? '');
      if (org?.type !== 'Organization') throw notFound();
      return create(call, org);
    },
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}',
    run: (call) => ({ status: 200, body: fullRepository(call.host, readable(call), call.caller) }),
  },
  {
    method: 'POST',
    path: '/repos/{owner}/{repo}/forks',
    run: async (call) => {
      const parent = permitted(call, 'pull');
      const caller = somebody(call);
      const organization = text(call, 'organization', 'Repository');
      const owner = organization === null ? caller : personByLogin(call.host.store.get(), organization);
      if (owner === undefined || (owner.id !== caller.id && owner.type !== 'Organization')) throw notFound();
      if (owner.id === parent.ownerId) throw forbidden('You already own this repository.');
      const name = text(call, 'name', 'Repository');
      const fork = await forkRepository(call.host, parent, { owner, name, defaultBranchOnly: flag(call, 'default_branch_only', false), by: caller });
      return { status: 202, body: fullRepository(call.host, fork, caller) };
    },
  },
];

async function create(call: Call, owner: Person): Promise<Reply> {
  const made = await createRepository(call.host, {
    owner,
    by: somebody(call),
    name: requiredText(call, 'name', 'Repository'),
    description: text(call, 'description', 'Repository'),
    homepage: text(call, 'homepage', 'Repository'),
    private: flag(call, 'private', false) || call.body['visibility'] === 'private',
    autoInit: flag(call, 'auto_init', false),
  });
  return { status: 201, body: fullRepository(call.host, made, call.caller) };
}
