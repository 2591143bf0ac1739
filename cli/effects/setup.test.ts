import { expect, it } from 'vitest';
import type { Request } from './github/github.ts';
import { applyPlan } from './setup.ts';

it('an invitation is not sent when its login has changed hands since the plan was made', async () => {
  const sent: string[] = [];
  const request: Request = async (route, parameters = {}) => {
    sent.push(route);
    return { status: 200, headers: {}, body: { id: parameters['username'] === 'ines-carvalho' ? 6666 : 1103 } };
  };
  const invite = (login: string, id: number) => ({ what: `assessor ${login}`, from: 'no access', to: 'invited', why: '', hand: '', steps: [{ route: 'PUT /repos/{owner}/{repo}/collaborators/{username}', parameters: { username: login }, who: { login, id } }] });
  const made = await applyPlan(request, [invite('ines-carvalho', 1102), invite('daniel-okoye', 1103)], () => undefined);
  expect(made.map(({ refused }) => refused)).toEqual([expect.stringContaining('no longer belongs to the account 1102'), null]);
  expect(sent.filter((route) => route.startsWith('PUT'))).toHaveLength(1);
});
