import { somebody } from '../access.ts';
import type { Route } from '../host.ts';
import { personByLogin } from '../records.ts';
import { notFound } from '../refusal.ts';
import { privateUser, publicUser } from '../shapes/person.ts';

/** Accounts. */
export const userRoutes: readonly Route[] = [
  { method: 'GET', path: '/user', run: (call) => ({ status: 200, body: privateUser(call.host, somebody(call)) }) },
  {
    method: 'GET',
    path: '/users/{username}',
    run: (call) => {
      const found = personByLogin(call.host.store.get(), call.params['username'] ?? '');
      if (found === undefined) throw notFound();
      return { status: 200, body: publicUser(call.host, found) };
    },
  },
  {
    method: 'GET',
    path: '/user/{account_id}',
    run: (call) => {
      const found = call.host.store.get().people[call.params['account_id'] ?? ''];
      if (found === undefined) throw notFound();
      return { status: 200, body: publicUser(call.host, found) };
    },
  },
  {
    method: 'GET',
    path: '/rate_limit',
    run: ({ host }) => {
      const reset = Math.floor(host.now().getTime() / 1000) + 3600;
      const bucket = (limit: number) => ({ limit, used: 0, remaining: limit, reset, resource: 'core' });
      const rate = { limit: 5000, used: 0, remaining: 5000, reset };
      return { status: 200, body: { resources: { core: bucket(5000), search: bucket(30), graphql: bucket(5000) }, rate } };
    },
  },
];
