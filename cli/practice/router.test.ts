import { expect, test } from 'vitest';
import type { Route } from './host.ts';
import { createRouter } from './router.ts';

const route = (path: string): Route => ({ method: 'GET', path, run: () => ({ status: 200 }) });
const find = createRouter(
  ['/repos/{owner}/{repo}/commits/{ref}', '/repos/{owner}/{repo}/commits/{commit_sha}/pulls', '/repos/{owner}/{repo}/contents/{path}'].map(route),
);

test('an escaped slash and a plain one lead to the same place', () => {
  expect(find('GET', '/repos/a/b/contents/x%2Fy%20z.md')?.params['path']).toBe('x/y z.md');
  expect(find('GET', '/repos/a/b/contents/x/y%20z.md')?.params['path']).toBe('x/y z.md');
});

test('the more exact template wins', () => {
  expect(find('GET', '/repos/a/b/commits/abc/pulls')?.route.path).toBe('/repos/{owner}/{repo}/commits/{commit_sha}/pulls');
  expect(find('GET', '/repos/a/b/commits/heads%2Fmain')?.params['ref']).toBe('heads/main');
});

test('the path of a content may be empty, a name may not', () => {
  expect(find('GET', '/repos/a/b/contents/')?.params['path']).toBe('');
  expect(find('GET', '/repos//b/contents/x')).toBeNull();
});

test('a malformed escape and an unknown method lead nowhere', () => {
  expect(find('GET', '/repos/a/b/contents/%E0%A4%A')).toBeNull();
  expect(find('PUT', '/repos/a/b/contents/x')).toBeNull();
});
