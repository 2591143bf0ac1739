import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NOTICE } from '../core/desk/notice.ts';
import { claimPath, proposeSubmission, reviewByForm, reviseFile, submissionText } from './story/on-the-web.ts';
import { HOSTILE, traces } from '../testing/hostile-words.ts';
import { liveWorkflows, program, PROGRAMME, type LiveWorkflows } from './live-workflows.ts';
import { branchFiles, keep, rehearse, type Snapshot, type TestRehearsal } from '../testing/rehearse.ts';
import { holdsNoKey, keyOf, type TestKey } from '../testing/test-key.ts';
import type { Run } from './actions/records.ts';
import { must } from './actor.ts';
import { drawKey } from './story/key.ts';

const MODE = 'one-repository';
const FORK = 'maya-okafor/credentials';
const PATH = claimPath(MODE);

let drawn: Snapshot;
let rehearsal: TestRehearsal;
let live: LiveWorkflows;
let key: TestKey;
beforeAll(async () => {
  drawn = await keep(drawKey, { beside: program() });
  rehearsal = await rehearse(drawn);
  key = await keyOf(rehearsal);
  live = await liveWorkflows(rehearsal, { environments: { signing: { branches: ['main'], secrets: { LAUREL_KEY: key.text } }, desk: { branches: ['main'], secrets: {} } } });
}, 300_000);
afterAll(async () => {
  await live.end();
  await rehearsal.end();
  await rm(drawn.folder, { recursive: true, force: true });
}, 120_000);

const api = (path: string): string => `/repos/${PROGRAMME}${path}`;
const ask = async <T>(path: string): Promise<T> => (await rehearsal.rest('priya-nair', 'GET', api(path))).body as T;
const notice = async (): Promise<string> => {
  const own = (await ask<readonly { readonly body: string; readonly user: { readonly login: string } }[]>('/issues/1/comments')).filter(({ body }) => body.includes(NOTICE));
  expect(own.map(({ user }) => user.login)).toEqual(['github-actions[bot]']);
  return own[0]!.body;
};
const asked = async (): Promise<readonly string[]> => (await ask<{ readonly requested_reviewers: readonly { readonly login: string }[] }>('/pulls/1')).requested_reviewers.map(({ login }) => login).sort();
const lastOf = async (file: string): Promise<Run> => (await live.runsOf(file)).at(-1)!;
const review = async (login: string, attempt: 'first' | 'second', as: string): Promise<void> => {
  const page = await reviewByForm(rehearsal.actors[login as 'ines-carvalho'], await live.visit(login), { repository: PROGRAMME, pull: 1, named: '1', attempt, as });
  expect(page.status).toBe(200);
};
const conclusions = (run: Run): unknown => [run.conclusion, Object.fromEntries(run.jobs.map(({ id, conclusion }) => [id, conclusion]))];

// One story, told in order: what one step leaves is where the next begins.
describe('the loop as the workflow files define it, in one repository', { timeout: 600_000 }, () => {
  let assessors: readonly string[];

  it('lints what a stranger hands in on the web from the merge commit, with a token that can only read', async () => {
    const teacher = await live.visit('maya-okafor');
    const text = await submissionText('first', MODE, { attestations: { 'own-work': true, 'team-named': true, 'names-removed': false, 'consent-on-file': true, 'public-consent': true } });
    const opened = await proposeSubmission(teacher, PROGRAMME, PATH, text, { title: HOSTILE.title, body: HOSTILE.body });
    expect(opened.address).toBe(`/${PROGRAMME}/pull/1`);
    const run = await lastOf('lint.yml');
    const pull = await ask<{ readonly merge_commit_sha: string; readonly head: { readonly repo: { readonly full_name: string }; readonly ref: string } }>('/pulls/1');
    expect(pull.head).toMatchObject({ repo: { full_name: FORK }, ref: 'patch-1' });
    expect(run).toMatchObject({ event: 'pull_request', ref: 'refs/pull/1/merge', sha: pull.merge_commit_sha, conclusion: 'failure' });
    expect(run.jobs[0]!.permissions).toEqual({ contents: 'read' });
    expect(run.log).toMatch(/proposal\/catalog\/submissions\/checking-for-understanding\/maya-okafor\/1\/submission\.md[^]*names-removed/);
    expect(live.runner.runs.map(({ path }) => path)).toEqual(['.github/workflows/lint.yml']);
  });

  it('says in one comment what is missing, and asks nobody meanwhile', async () => {
    expect(conclusions(await live.clock('desk.yml'))).toEqual(['success', { desk: 'success' }]);
    expect(await notice()).toMatch(/What is missing[^]*names-removed[^]*true/);
    expect(await asked()).toEqual([]);
  });

  it('asks two assessors once the teacher has mended it on the web', async () => {
    const page = await reviseFile(await live.visit('maya-okafor'), FORK, 'patch-1', PATH, await submissionText('first', MODE));
    expect(page.status).toBe(200);
    const lint = await lastOf('lint.yml');
    expect([lint.conclusion, lint.log]).toEqual(['success', expect.not.stringContaining('error')]);
    await live.clock('desk.yml');
    assessors = await asked();
    expect(assessors).toHaveLength(2);
    const said = await notice();
    expect(said).not.toContain('What is missing');
    for (const login of assessors) expect(said).toContain(`@${login}`);
  });

  it('tells the teacher that it is her turn when both assessors say "not yet" on the page of the pull request', async () => {
    await review(assessors[0]!, 'first', 'ines-carvalho');
    await live.clock('desk.yml');
    expect(await notice()).toContain(`@${assessors[1]}`);
    await review(assessors[1]!, 'first', 'ines-carvalho');
    await live.clock('desk.yml');
    expect(await notice()).toMatch(/Whose turn: [^*]*teacher[^*]*@maya-okafor/);
    expect((await live.runsOf('award.yml'))).toEqual([]);
  });

  it('merges what both approve, proves it, signs it in the one environment with the key, and deploys it, each started by the one before', async () => {
    await reviseFile(await live.visit('maya-okafor'), FORK, 'patch-1', PATH, await submissionText('second', MODE));
    await live.clock('desk.yml');
    expect(await asked()).toEqual(assessors);
    await review(assessors[0]!, 'second', 'ines-carvalho');
    await live.clock('desk.yml');
    expect((await ask<{ readonly merged: boolean }>('/pulls/1')).merged).toBe(false);
    await review(assessors[1]!, 'second', 'daniel-okoye');
    const desk = await live.clock('desk.yml');
    expect(desk.log).toContain('Started award.yml');
    expect(await ask('/pulls/1')).toMatchObject({ merged: true, merged_by: { login: 'github-actions[bot]' } });
    const [award, ...awards] = await live.runsOf('award.yml');
    expect([award!.log, conclusions(award!)]).toEqual([expect.stringContaining('Started publish.yml'), ['success', { plan: 'success', sign: 'success' }]]);
    expect([awards, award!.event, award!.actor, award!.jobs[0]!.outputs, award!.jobs[1]!.environment?.name]).toEqual([[], 'workflow_dispatch', 'github-actions[bot]', { due: 'true' }, 'signing']);
    const [publish, ...publishes] = await live.runsOf('publish.yml');
    expect([publish!.log, conclusions(publish!)]).toEqual([expect.stringContaining('which verifies'), ['success', { build: 'success', deploy: 'success' }]]);
    expect([publishes, publish!.event, publish!.jobs[1]!.environment?.name]).toEqual([[], 'workflow_dispatch', 'github-pages']);
  });

  it('leaves a site whose badge passes every question of `laurel verify` that somebody asks', async () => {
    const badges = [...(await branchFiles(rehearsal, 'ledger'))].filter(([path]) => path.startsWith('badges/'));
    expect(badges).toHaveLength(1);
    const [, text] = badges[0]!;
    const serial = /\/badges\/([^/"]+)\//.exec((JSON.parse(text) as { readonly id: string }).id)![1]!;
    const site = live.runner.pages(PROGRAMME)!;
    const folder = join(site, 'badges', serial);
    expect(await readFile(join(folder, 'badge.json'), 'utf8')).toBe(text);
    for (const file of ['badge.json', 'badge.png']) {
      const { results } = JSON.parse(must(await rehearsal.actors['tomas-reyes'].laurel('verify', join(folder, file), '--site', site, '--json'), 'verify').out) as { readonly results: readonly { readonly name: string; readonly outcome: string }[] };
      expect(results.filter(({ outcome }) => outcome !== 'pass')).toEqual(['registry', 'endorsements', 'recipient'].map((name) => expect.objectContaining({ name, outcome: 'skipped' })));
    }
  });

  it('skips the job with the key when nothing is due', async () => {
    const again = await live.clock('award.yml');
    expect([again.event, again.jobs[0]!.outputs, conclusions(again)]).toEqual(['schedule', { due: 'false' }, ['success', { plan: 'success', sign: 'skipped' }]]);
    expect((await live.runsOf('publish.yml'))).toHaveLength(1);
  });

  it('passes the audit of the deployed site, and opens no issue', async () => {
    const audit = await live.clock('audit.yml');
    expect([audit.log, conclusions(audit)]).toEqual([expect.stringContaining('byte for byte'), ['success', { audit: 'success' }]]);
    expect((await ask<readonly { readonly number: number }[]>('/issues?state=all')).map(({ number }) => number)).toEqual([1]);
  });

  it('started nothing by a push of its own', () => {
    expect(live.runner.runs.filter(({ event }) => event === 'push')).toEqual([]);
    const byWorkflow = live.runner.runs.filter(({ actor }) => actor === 'github-actions[bot]');
    expect(byWorkflow.map(({ event, path }) => [event, path])).toEqual([['workflow_dispatch', '.github/workflows/award.yml'], ['workflow_dispatch', '.github/workflows/publish.yml']]);
  });

  it('executed nothing of the title and the description that the pull request had all the while', async () => {
    expect(await ask('/pulls/1')).toMatchObject({ title: HOSTILE.title });
    expect(await traces(live)).toEqual([]);
  });

  it('gave the key to the one process that signs, and wrote it nowhere', () => holdsNoKey(live, key, { processes: 1 }));
});
