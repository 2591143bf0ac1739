import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Octokit } from '@octokit/rest';
import { afterAll, expect, test } from 'vitest';
import { git } from '../git/run.ts';
import { startPractice } from '../server.ts';
import { openClaim, openScene, PEOPLE, refusalOf } from './scene.ts';

const ends: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const end of ends.toReversed()) await end();
});

async function freshRoot(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'laurel-keeping-'));
  ends.push(() => rm(root, { recursive: true, force: true }));
  return root;
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

test('everything is there again after a restart, at another address', async () => {
  const root = await freshRoot();
  const order = { owner: 'lead', repo: 'programme' };
  const first = await startPractice({ root, people: PEOPLE });
  const before = new Octokit({ baseUrl: first.apiUrl, auth: 'token-of-lead' });
  await before.repos.createForAuthenticatedUser({ name: 'programme', auto_init: true });
  const teacher = new Octokit({ baseUrl: first.apiUrl, auth: 'token-of-teacher' });
  await teacher.repos.createFork(order);
  await teacher.repos.createOrUpdateFileContents({ owner: 'teacher', repo: 'programme', path: 'x', message: 'x', content: base64('x') });
  await teacher.pulls.create({ ...order, title: 'Kept', head: 'teacher:main', base: 'main' });
  await before.pulls.createReview({ ...order, pull_number: 1, event: 'APPROVE' });
  await first.close();

  // As after a crash: git took a push that nobody had the time to write down.
  const fork = join(root, 'repositories', 'teacher', 'programme.git');
  const late = (
    await git(fork, ['-c', 'user.name=T', '-c', 'user.email=t@example.org', 'commit-tree', 'main^{tree}', '-p', 'main', '-m', 'late'])
  ).trim();
  await git(fork, ['update-ref', 'refs/heads/main', late]);

  const second = await startPractice({ root, people: PEOPLE });
  ends.push(() => second.close());
  const after = new Octokit({ baseUrl: second.apiUrl, auth: 'token-of-lead' });
  const { data } = await after.pulls.get({ ...order, pull_number: 1 });
  expect([data.title, data.head.sha, data.html_url.startsWith(second.url)]).toEqual(['Kept', late, true]);
  expect((await after.pulls.listReviews({ ...order, pull_number: 1 })).data.map((review) => review.state)).toEqual(['APPROVED']);
});

test('tokens stand in no log and no file', async () => {
  const root = await freshRoot();
  const practice = await startPractice({ root, people: PEOPLE.slice(0, 1) });
  ends.push(() => practice.close());
  practice.addPerson({ login: 'late', id: 300, name: 'Late', token: 'token-of-late' });
  const late = new Octokit({ baseUrl: practice.apiUrl, auth: 'token-of-late' });
  expect((await late.users.getAuthenticated()).data.id).toBe(300);
  await fetch(`${practice.apiUrl}/user?access_token=token-of-late`);
  expect(JSON.stringify(practice.requests)).not.toContain('token-of');
  expect(await readFile(join(root, 'state.json'), 'utf8')).not.toContain('token-of');
});

test('the pages show what happened, escape what people wrote, and keep private what is private', async () => {
  const scene = await openScene(() => new Date('2026-03-02T09:00:00Z'));
  ends.push(scene.end);
  const claim = await openClaim(scene, await scene.programme(), { title: '<script>alert(1)</script>' });
  await scene.as('ada').pulls.createReview({ ...claim.pull, event: 'REQUEST_CHANGES', body: 'Not yet & <b>why</b>' });
  await scene.as('lead').issues.createComment({ ...claim.place, issue_number: 1, body: 'Thank you' });
  const page = await fetch(`${scene.practice.url}/${claim.place.owner}/${claim.place.repo}/pull/1`);
  const html = await page.text();
  expect(html).not.toMatch(/<script|<b>why/);
  for (const said of ['&lt;script&gt;', 'Ada Assessor (ada)', 'asked for changes', 'Thank you', 'claim.md', claim.head.slice(0, 9)])
    expect(html).toContain(said);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await (await fetch(`${scene.practice.url}/${claim.place.owner}/${claim.place.repo}`)).text()).toContain('/pull/1');
  const hidden = await scene.programme({ private: true });
  const address = `${scene.practice.url}/${hidden.owner}/${hidden.repo}`;
  expect((await fetch(address)).status).toBe(404);
  expect((await fetch(address, { headers: { authorization: `Basic ${base64('lead:token-of-lead')}` } })).status).toBe(200);
  expect(await (await fetch(scene.practice.url)).text()).not.toContain(hidden.repo);
});

test('a request that makes no sense is refused in words', async () => {
  const scene = await openScene(() => new Date('2026-03-02T09:00:00Z'));
  ends.push(scene.end);
  const headers = { authorization: 'token token-of-lead' };
  const post = (body: string) => fetch(`${scene.practice.apiUrl}/user/repos`, { method: 'POST', headers, body });
  expect((await post('{')).status).toBe(400);
  expect((await post('[]')).status).toBe(422);
  expect((await refusalOf(scene.as('lead').repos.createForAuthenticatedUser({ name: '../up' }))).status).toBe(422);
  expect((await fetch(`${scene.practice.apiUrl}/nothing`, { headers })).status).toBe(404);
  expect((await fetch(`${scene.practice.url}/lead/..%2F..%2Fstate.json`)).status).toBe(404);
  expect(scene.practice.requests.map((entry) => entry.status)).toEqual([400, 422, 422, 404, 404]);
});

test('an account that was renamed keeps its new login after a restart, though it was started with the old one', async () => {
  const root = await freshRoot();
  const first = await startPractice({ root, people: PEOPLE });
  first.rename('ada', 'ada-lovelock');
  await first.close();
  const second = await startPractice({ root, people: PEOPLE });
  ends.push(() => second.close());
  const ada = new Octokit({ baseUrl: second.apiUrl, auth: 'token-of-ada' });
  expect((await ada.users.getAuthenticated()).data.login).toBe('ada-lovelock');
});
