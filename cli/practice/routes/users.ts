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
      if (found === undefined || found.deleted === true) throw notFound();
      return { status: 200, body: publicUser(call.host, found) };
    },
  },
  {
    method: 'GET',
    path: '/rate_limit',
    run: ({ host, used }) => {
      const none = { limit: 5000, used: 0, remaining: 5000, reset: Math.floor(host.now().getTime() / 1000) + 3600 };
      const core = used?.('core') ?? none;
      return { status: 200, body: { resources: { core, search: { ...none, limit: 30, remaining: 30 }, graphql: used?.('graphql') ?? none }, rate: core } };
    },
  },
];
