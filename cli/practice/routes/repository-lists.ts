import { may, rightOf, somebody } from '../access.ts';
import type { Caller } from '../grants.ts';
import type { Call, Route } from '../host.ts';
import { listed } from '../paging.ts';
import { all, fullName, person, personByLogin } from '../records.ts';
import { notFound } from '../refusal.ts';
import { repositoryShape } from '../shapes/repository.ts';
import type { Repository } from '../state.ts';

/** Lists of repositories. Whoever asks sees what they may see, and nothing says that there is more. */
export const repositoryListRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/orgs/{org}/repos',
    run: (call) => {
      const org = personByLogin(call.host.store.get(), call.params['org'] ?? '');
      if (org?.type !== 'Organization') throw notFound();
      const fits = TYPES[call.query.get('type') ?? 'all'] ?? TYPES['all']!;
      const found = all(call.host.store.get(), 'repositories').filter((one) => one.ownerId === org.id && may(one, call.caller, 'pull') && fits(one));
      return listed(call, sorted(call, found, 'created'), (one) => repositoryShape(call.host, one, call.caller));
    },
  },
  {
    method: 'GET',
    path: '/user/repos',
    run: (call) => {
      const caller = somebody(call);
      const kinds = (call.query.get('affiliation') ?? 'owner,collaborator,organization_member').split(',');
      const visibility = call.query.get('visibility') ?? 'all';
      const fits = (one: Repository): boolean => visibility === 'all' || (visibility === 'private') === one.private;
      const found = all(call.host.store.get(), 'repositories').filter((one) => kinds.includes(affiliation(call, one, caller) ?? '') && may(one, caller, 'pull') && fits(one));
      return listed(call, sorted(call, found, 'full_name'), (one) => repositoryShape(call.host, one, caller));
    },
  },
];

const TYPES: Readonly<Record<string, (one: Repository) => boolean>> = {
  all: () => true,
  public: (one) => !one.private,
  private: (one) => one.private,
  forks: (one) => one.parentId !== null,
  sources: (one) => one.parentId === null,
};

// In what an organisation owns somebody is a member rather than a collaborator from outside.
function affiliation({ host }: Call, one: Repository, caller: Caller): string | null {
  if (one.ownerId === caller.id) return 'owner';
  if (rightOf({ ...one, private: true }, caller) === null) return null;
  return person(host.store.get(), one.ownerId).type === 'Organization' ? 'organization_member' : 'collaborator';
}

function sorted(call: Call, found: readonly Repository[], otherwise: string): readonly Repository[] {
  const by = call.query.get('sort') ?? otherwise;
  const state = call.host.store.get();
  const key = (one: Repository): string => (by === 'full_name' ? fullName(state, one).toLowerCase() : by === 'created' ? one.createdAt : one.pushedAt);
  const up = found.toSorted((a, b) => key(a).localeCompare(key(b)) || a.id - b.id);
  return (call.query.get('direction') ?? (by === 'full_name' ? 'asc' : 'desc')) === 'asc' ? up : up.reverse();
}
