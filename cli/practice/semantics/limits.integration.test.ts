import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Octokit } from '@octokit/rest';
import { afterAll, expect, test } from 'vitest';
import type { FaultMatch } from '../faults.ts';
import { startPractice, type Practice } from '../server.ts';
import { gitRefusal, openScene, PEOPLE, refusalOf } from './scene.ts';

let at = Date.parse('2026-03-02T09:00:00Z');
const now = (): Date => new Date(at);
const ends: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const end of ends.toReversed()) await end();
});

async function limited(limits: { readonly person?: number; readonly workflow?: number }): Promise<Practice> {
  const root = await mkdtemp(join(tmpdir(), 'laurel-limits-'));
  const practice = await startPractice({ root, people: PEOPLE, now, limits });
  ends.push(() => practice.close().then(() => rm(root, { recursive: true })));
  return practice;
}

const get = (practice: Practice, path: string, login: string | null, headers: Record<string, string> = {}) =>
  fetch(`${practice.apiUrl}${path}`, { headers: { ...(login === null ? {} : { authorization: `token token-of-${login}` }), ...headers } });
const left = (answer: Response): number => Number(answer.headers.get('x-ratelimit-remaining'));

// Source: docs, "Rate limits for the REST API".
test('every answer says how much is left; at zero everything is refused until the hour is over', async () => {
  const practice = await limited({ person: 3 });
  const answers = [await get(practice, '/user', 'ada'), await get(practice, '/users/nobody', 'ada'), await get(practice, '/user', 'ada')];
  expect(answers.map((one) => [one.status, left(one)])).toEqual([[200, 2], [404, 1], [200, 0]]);
  const refused = await get(practice, '/user', 'ada');
  expect([refused.status, left(refused), ((await refused.json()) as { readonly message: string }).message]).toEqual([403, 0, 'API rate limit exceeded for user ID 103.']);
  expect(Number(refused.headers.get('x-ratelimit-reset'))).toBe(at / 1000 + 3600);
  expect((await get(practice, '/user', 'lead')).status).toBe(200);
  const { resources } = (await (await get(practice, '/rate_limit', 'ada')).json()) as { readonly resources: Readonly<Record<string, { readonly remaining: number }>> };
  expect([resources['core']?.remaining, resources['graphql']?.remaining]).toEqual([0, 3]);
  at += 3_600_000;
  expect((await get(practice, '/user', 'ada')).status).toBe(200);
});

// Source: docs, "Best practices for using the REST API", conditional requests; only authorised ones are free.
test('asking for what has not changed costs nothing, unless nobody asks', async () => {
  const practice = await limited({});
  const first = await get(practice, '/users/ada', 'lead');
  const etag = first.headers.get('etag') ?? '';
  const again = await get(practice, '/users/ada', 'lead', { 'if-none-match': etag });
  expect([again.status, left(again)]).toEqual([304, left(first)]);
  const anonymous = [await get(practice, '/users/ada', null), await get(practice, '/users/ada', null, { 'if-none-match': etag })];
  expect(anonymous.map((one) => [one.status, left(one)])).toEqual([[200, 59], [304, 58]]);
});

// Source: docs, "Rate limits for GITHUB_TOKEN": 1,000 requests an hour and repository.
test('a workflow’s tokens share the limit of their repository', async () => {
  const practice = await limited({ workflow: 2 });
  const octokit = (auth: string) => new Octokit({ baseUrl: practice.apiUrl, auth, log: { debug() {}, info() {}, warn() {}, error() {} } });
  await octokit('token-of-lead').repos.createForAuthenticatedUser({ name: 'programme' });
  for (const token of ['run-1', 'run-2', 'run-3']) practice.addToken({ token, repository: token === 'run-3' ? 'lead/other' : 'lead/programme', permissions: {} });
  const asked = (token: string) => refusalOf(octokit(token).repos.get({ owner: 'lead', repo: 'programme' }));
  expect([(await asked('run-1')).status, (await asked('run-2')).status, (await asked('run-1')).status, (await asked('run-3')).status]).toEqual([0, 0, 403, 0]);
});

test('a next page that appears makes a page another, though its own records are the same', async () => {
  const practice = await limited({});
  const post = (title: string) => fetch(`${practice.apiUrl}/repos/lead/programme/issues`, { method: 'POST', headers: { authorization: 'token token-of-lead' }, body: JSON.stringify({ title }) });
  await fetch(`${practice.apiUrl}/user/repos`, { method: 'POST', headers: { authorization: 'token token-of-lead' }, body: '{"name":"programme"}' });
  await post('One');
  const path = '/repos/lead/programme/issues?per_page=1&direction=asc';
  const etag = (await get(practice, path, 'lead')).headers.get('etag') ?? '';
  await post('Two');
  expect((await get(practice, path, 'lead', { 'if-none-match': etag })).status).toBe(200);
});

test('requests fail as a test wants it, before or after the work', async () => {
  const scene = await openScene(now);
  ends.push(scene.end);
  const place = await scene.programme();
  const { practice } = scene;
  const lead = scene.as('lead');
  const url = `${practice.apiUrl}/repos/${place.owner}/${place.repo}/issues`;
  const post = (title: string, more: RequestInit = {}) => fetch(url, { method: 'POST', headers: { authorization: 'token token-of-lead' }, body: JSON.stringify({ title }), ...more });
  const titles = async () => (await lead.issues.listForRepo({ ...place, direction: 'asc' })).data.map((issue) => issue.title);
  const withFault = async <T>(fault: ReturnType<FaultMatch>, act: () => Promise<T>): Promise<T> => {
    const end = practice.fail((request) => (request.method === 'POST' && request.login === 'lead' && request.path.endsWith('/issues') ? fault : null));
    return act().finally(end);
  };
  const slow = await withFault({ status: 429, headers: { 'retry-after': '7' } }, () => post('too many'));
  expect([slow.status, slow.headers.get('retry-after')]).toEqual([429, '7']);
  expect((await withFault({ status: 502 }, () => post('gateway'))).status).toBe(502);
  await expect(withFault({ drop: true }, () => post('dropped'))).rejects.toThrow();
  await expect(withFault({ hang: true }, () => post('hung', { signal: AbortSignal.timeout(200) }))).rejects.toThrow(/timeout|aborted/i);
  expect(await titles()).toEqual([]);
  await expect(withFault({ cut: 40 }, async () => (await post('cut')).json())).rejects.toThrow();
  expect((await withFault({ after: { status: 500 } }, () => post('lost answer'))).status).toBe(500);
  await expect(withFault({ after: { drop: true } }, () => post('lost connection'))).rejects.toThrow();
  expect(await titles()).toEqual(['cut', 'lost answer', 'lost connection']);
  expect(practice.requests.filter((entry) => entry.fault !== undefined).map((entry) => entry.status)).toEqual([429, 502, 0, 0]);
});

test('a push can be refused on the way, or taken without the pusher hearing of it', async () => {
  const scene = await openScene(now);
  ends.push(scene.end);
  const place = await scene.programme();
  const clone = await scene.clone('lead', place);
  const sha = await clone.commit('a.md', 'a');
  const during = async (fault: ReturnType<FaultMatch>): Promise<string | null> => {
    const end = scene.practice.fail(({ method, path }) => (method === 'POST' && path.endsWith('git-receive-pack') ? fault : null));
    return gitRefusal(clone.git('push', '--quiet', 'origin', 'main')).finally(end);
  };
  const tip = async () => (await scene.as('lead').repos.getBranch({ ...place, branch: 'main' })).data.commit.sha;
  expect(await during({ status: 500 })).not.toBeNull();
  expect(await tip()).not.toBe(sha);
  expect(await during({ after: { drop: true } })).not.toBeNull();
  expect(await tip()).toBe(sha);
});

test('a server closes although a request hangs', async () => {
  const practice = await startPractice({ root: await mkdtemp(join(tmpdir(), 'laurel-hang-')), people: PEOPLE });
  practice.fail(() => ({ hang: true }));
  const hung = get(practice, '/user', 'ada');
  hung.catch(() => undefined);
  await new Promise((done) => setTimeout(done, 50));
  await practice.close();
  await expect(hung).rejects.toThrow();
});
