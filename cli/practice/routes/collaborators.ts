import { may, permitted, readable, rightOf } from '../access.ts';
import { text } from '../fields.ts';
import type { Call, Route } from '../host.ts';
import { listed } from '../paging.ts';
import { all, personByLogin, put } from '../records.ts';
import { forbidden, invalid, notFound } from '../refusal.ts';
import { collaborator, roleName } from '../shapes/person.ts';
import type { Person, Right } from '../state.ts';

const LIST = '/repos/{owner}/{repo}/collaborators';

const RIGHTS: Readonly<Record<string, Right>> = {
  pull: 'pull',
  read: 'pull',
  triage: 'triage',
  push: 'push',
  write: 'push',
  maintain: 'maintain',
  admin: 'admin',
};

// Where the API still speaks of four permissions, the newer roles count as the ones below them.
const LEGACY: Readonly<Record<Right, string>> = { pull: 'read', triage: 'read', push: 'write', maintain: 'write', admin: 'admin' };

/** Who may do what in a repository. */
export const collaboratorRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: LIST,
    run: (call) => {
      const target = permitted(call, 'push');
      const wanted = RIGHTS[call.query.get('permission') ?? 'pull'] ?? 'pull';
      const people = all(call.host.store.get(), 'people').filter(
        (person) => person.type === 'User' && rightOf({ ...target, private: true }, person) !== null && may(target, person, wanted),
      );
      const outside = call.query.get('affiliation') === 'outside';
      return listed(
        call,
        people.filter((person) => !outside || person.id !== target.ownerId),
        (person) => collaborator(call.host, target, person),
      );
    },
  },
  {
    method: 'PUT',
    path: `${LIST}/{username}`,
    run: (call) => {
      const target = permitted(call, 'admin', () => forbidden('Must have admin rights to Repository.'));
      const named = personNamed(call);
      if (named.id === target.ownerId)
        throw invalid({ resource: 'Repository', code: 'custom', message: 'Repository owner cannot be a collaborator' });
      const right = RIGHTS[text(call, 'permission', 'Repository') ?? 'push'];
      if (right === undefined) throw invalid({ resource: 'Repository', field: 'permission', code: 'invalid' });
      // GitHub sends an invitation; here it counts as accepted.
      call.host.store.change((state) =>
        put(state, 'repositories', { ...(state.repositories[target.id] ?? target), collaborators: { ...target.collaborators, [named.id]: right } }),
      );
      return { status: 204 };
    },
  },
  {
    method: 'GET',
    path: `${LIST}/{username}/permission`,
    run: (call) => {
      const target = readable(call);
      const named = personNamed(call);
      const right = rightOf(target, named);
      const body = {
        permission: right === null ? 'none' : LEGACY[right],
        role_name: right === null ? 'none' : roleName(right),
        user: collaborator(call.host, target, named),
      };
      return { status: 200, body };
    },
  },
];

function personNamed(call: Call): Person {
  const found = personByLogin(call.host.store.get(), call.params['username'] ?? '');
  if (found === undefined) throw notFound();
  return found;
}
