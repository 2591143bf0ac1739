import { expect, test } from 'vitest';
import type { RequestEntry } from '../server.ts';
import { createContract } from './contract.ts';
import { DEVIATIONS, NULLS, OVERLAPPING, UNDESCRIBED } from './deviations.ts';
import { toJsonSchema } from './nullable.ts';

const { check } = createContract();

const merge: RequestEntry = {
  at: '2026-03-02T09:00:00Z',
  method: 'PUT',
  path: '/api/v3/repos/lead/programme/pulls/1/merge',
  query: '',
  login: 'lead',
  status: 200,
  requestBody: { merge_method: 'squash', sha: 'a'.repeat(40) },
  responseBody: { sha: 'b'.repeat(40), merged: true, message: 'Merged' },
  route: '/repos/{owner}/{repo}/pulls/{pull_number}/merge',
};

test('a request and an answer as described pass', () => {
  expect(check(merge)).toEqual([]);
});

test.each<[string, Partial<RequestEntry>, RegExp]>([
  ['an unknown query parameter', { query: 'force=true' }, /query parameter.*force/],
  ['a path parameter of the wrong kind', { path: '/api/v3/repos/lead/programme/pulls/one/merge' }, /path parameter: \/pull_number must be integer/],
  ['an unknown field in the body', { requestBody: { method: 'squash' } }, /"method" is not a field that GitHub knows/],
  ['a value that is not among those allowed', { requestBody: { merge_method: 'fast-forward' } }, /request body: \/merge_method/],
  ['a missing field in the answer', { responseBody: { sha: 'b', merged: true } }, /must have required property 'message'/],
  ['a status that is not described', { status: 201 }, /status is not described/],
  ['an operation that is not answered', { route: null, path: '/api/v3/gists' }, /no such operation/],
])('%s is found', (_what, change, fault) => {
  expect(check({ ...merge, ...change }).join('\n')).toMatch(fault);
});

test('a body that the server refused as wrong is not held against it twice', () => {
  expect(
    check({ ...merge, status: 422, requestBody: { method: 1 }, responseBody: { message: 'Validation Failed', documentation_url: 'x' } }),
  ).toEqual([]);
});

test('a GraphQL document outside the extract is found', () => {
  const entry = { ...merge, method: 'POST', path: '/api/graphql', route: null, requestBody: { query: '{ viewer { login } }' } };
  expect(check(entry).join()).toContain('viewer');
});

test('what a test made fail is not held against GitHub', () => {
  expect(check({ ...merge, status: 502, responseBody: null, fault: { status: 502 } })).toEqual([]);
});

test('a fork that is gone may be null, and nothing else of a pull request', () => {
  const pulls = { ...merge, method: 'GET', path: '/api/v3/repos/lead/programme/pulls/1', route: '/repos/{owner}/{repo}/pulls/{pull_number}', requestBody: null };
  const said = check({ ...pulls, responseBody: { head: { repo: null, user: null }, base: { repo: null } } }).join('\n');
  expect(said).toContain('/base/repo must be object');
  expect(said).not.toContain('/head/repo must');
});

test('git and pages are not held to anything', () => {
  expect(check({ ...merge, path: '/lead/programme.git/info/refs', route: null })).toEqual([]);
});

test('what may be null in OpenAPI may be null in JSON Schema', () => {
  expect(toJsonSchema({ type: 'string', nullable: true })).toEqual({ type: ['string', 'null'] });
  expect(toJsonSchema({ type: 'string', enum: ['a'], nullable: true })).toEqual({ anyOf: [{ type: 'string', enum: ['a'] }, { type: 'null' }] });
  expect(toJsonSchema({ properties: { nullable: { type: 'boolean' } } })).toEqual({ properties: { nullable: { type: 'boolean' } } });
});

test('every deviation has a reason', () => {
  expect([...DEVIATIONS, ...OVERLAPPING, ...UNDESCRIBED, ...NULLS].filter((one) => one.reason.length < 20)).toEqual([]);
});
