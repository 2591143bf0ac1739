import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NOTICE } from '../core/desk/notice.ts';
import { liveWorkflows, PROGRAMME, type LiveWorkflows } from './live-workflows.ts';
import { approve, rehearse, type Snapshot, type TestRehearsal } from '../testing/rehearse.ts';
import { keepScene } from '../testing/scenes.ts';
import { keyOf } from '../testing/test-key.ts';
import type { Run } from './actions/records.ts';

let handedIn: Snapshot;
let rehearsal: TestRehearsal;
let live: LiveWorkflows;
beforeAll(async () => {
  handedIn = await keepScene('handed-in', { workflows: true });
  rehearsal = await rehearse(handedIn);
  const key = await keyOf(rehearsal);
  await approve(rehearsal, 'ines-carvalho');
  expect((await rehearsal.rest('marlow-valley', 'PUT', `/repos/${PROGRAMME}/pulls/1/merge`, {})).status).toBe(200);
  live = await liveWorkflows(rehearsal, { environments: { signing: { branches: ['main'], secrets: { LAUREL_KEY: key.text } }, desk: { branches: ['main'], secrets: {} } } });
}, 300_000);
afterAll(async () => {
  await live.end();
  await rehearsal.end();
  await rm(handedIn.folder, { recursive: true, force: true });
}, 120_000);

const ask = async <T>(path: string): Promise<T> => (await rehearsal.rest('priya-nair', 'GET', `/repos/${PROGRAMME}${path}`)).body as T;
const conclusions = (run: Run): unknown => Object.fromEntries(run.jobs.map(({ id, conclusion }) => [id, conclusion]));

describe('a claim that was merged by force, as the workflow files deal with it', { timeout: 600_000 }, () => {
  it('makes no run of award red that others wait for, and stands on its page with the reason', async () => {
    const award = await live.clock('award.yml');
    expect([award.log, conclusions(award)]).toEqual([expect.stringContaining('1 of 2 independent'), { plan: 'success', sign: 'skipped' }]);
    expect(award.jobs[0]!.steps.map(({ summary }) => summary).join('')).toMatch(/One merged claim gets no badge[^]*1 of 2 independent assessments/);
  });

  it('is said by desk in the one comment and in one issue, and by its next run not again', async () => {
    for (const run of [await live.clock('desk.yml'), await live.clock('desk.yml')]) expect([run.log, conclusions(run)]).toEqual([expect.stringContaining('not proven'), { desk: 'success' }]);
    const said = await ask<readonly { readonly body: string; readonly user: { readonly login: string } }[]>('/issues/1/comments');
    expect(said.filter(({ body }) => body.includes(NOTICE)).map(({ user }) => user.login)).toEqual(['github-actions[bot]']);
    const issues = (await ask<readonly { readonly title: string; readonly pull_request?: object; readonly user: { readonly login: string } }[]>('/issues?state=all')).filter((one) => one.pull_request === undefined);
    expect(issues.map(({ user }) => user.login)).toEqual(['github-actions[bot]']);
  });
});
