import { expect, test } from 'vitest';
import { needsOf } from './permissions.ts';
import { routes } from './routes/all.ts';

// From GitHub's page "Permissions required for fine-grained personal access tokens".
test.each([
  ['GET', '', 'metadata', 'read'],
  ['PATCH', '', 'administration', 'write'],
  ['GET', '/contents/a/b.md', 'contents', 'read'],
  ['PUT', '/contents/a/b.md', 'contents', 'write'],
  ['GET', '/commits/main/pulls', 'pull-requests', 'read'],
  ['POST', '/check-runs', 'checks', 'write'],
  ['PUT', '/pulls/7/merge', 'contents', 'write'],
  ['GET', '/pulls/7/merge', 'pull-requests', 'read'],
  ['POST', '/pulls/7/reviews', 'pull-requests', 'write'],
  ['POST', '/pulls/7/requested_reviewers', 'pull-requests', 'write'],
  ['POST', '/issues', 'issues', 'write'],
  ['PUT', '/collaborators/ada', 'administration', 'write'],
  ['GET', '/rulesets', 'metadata', 'read'],
  ['POST', '/rulesets', 'administration', 'write'],
  ['GET', '/environments/signing', 'actions', 'read'],
  ['PUT', '/environments/signing', 'administration', 'write'],
  ['PUT', '/environments/signing/secrets/KEY', 'environments', 'write'],
  ['GET', '/actions/secrets', 'secrets', 'read'],
  ['PUT', '/actions/permissions/workflow', 'administration', 'write'],
  ['POST', '/actions/workflows/award.yml/dispatches', 'actions', 'write'],
  ['POST', '/pages', 'pages', 'write'],
  ['DELETE', '/something/unheard/of', 'administration', 'write'],
])('%s %s needs %s: %s', (method, path, name, level) => {
  expect(needsOf(method, path)).toEqual([[name, level]]);
});

test('every write in a repository that the practice GitHub answers needs more than metadata', () => {
  const writes = routes.filter(({ method, path }) => method !== 'GET' && path.startsWith('/repos/{owner}/{repo}'));
  const free = writes.filter(({ method, path }) => needsOf(method, path.slice('/repos/{owner}/{repo}'.length)).some(([name]) => name === 'metadata'));
  expect(free.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
});
