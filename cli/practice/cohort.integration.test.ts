import { rm } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { branchFiles, rehearse, work, type Snapshot, type TestRehearsal } from '../testing/rehearse.ts';
import { keepScene } from '../testing/scenes.ts';
import { must } from './actor.ts';
import { assess } from './story/assessment.ts';
import { CREDENTIAL, writeAttempt } from './story/submission.ts';

const COHORT = 'cohort-spring';
const MODE = 'private-per-cohort';

let handedIn: Snapshot;
let rehearsal: TestRehearsal;
beforeAll(async () => void (handedIn = await keepScene('handed-in', { mode: MODE })), 240_000);
afterAll(() => rm(handedIn.folder, { recursive: true, force: true }));
beforeEach(async () => void (rehearsal = await rehearse(handedIn)));
afterEach(() => rehearsal.end());

const maya = () => rehearsal.actors['maya-okafor'];
const tomas = () => rehearsal.actors['tomas-reyes'];
const lead = () => rehearsal.actors['priya-nair'];
const api = (path: string): string => `/repos/marlow-valley/${COHORT}${path}`;
const branchOf = async (actor: ReturnType<typeof maya>): Promise<string> => (await actor.git('branch', '--show-current')).out.trim();
const pull = async (number: number) => {
  const { user, draft, head } = (await rehearsal.rest('priya-nair', 'GET', api(`/pulls/${number}`))).body as { readonly user: { readonly login: string }; readonly draft: boolean; readonly head: { readonly ref: string; readonly sha: string } };
  return { author: user.login, draft, ref: head.ref, sha: head.sha };
};

describe('two members of a cohort, in the one repository that they share', { timeout: 240_000 }, () => {
  it('start, submit and pass the same credential, each on a branch and in a folder of their own', async () => {
    const before = await pull(1);
    const started = must(await tomas().laurel('start', CREDENTIAL), 'start');
    expect(started.out).toContain('Started Checking for understanding');
    expect([await branchOf(maya()), await branchOf(tomas())]).toEqual([`laurel/maya-okafor/${CREDENTIAL}/1`, `laurel/tomas-reyes/${CREDENTIAL}/1`]);
    await writeAttempt(tomas(), work, 'first', MODE);
    await writeAttempt(tomas(), work, 'second', MODE);
    must(await tomas().laurel('submit'), 'submit');
    expect(await pull(1)).toEqual(before);
    expect(await pull(2)).toMatchObject({ author: 'tomas-reyes', draft: false });
    for (const number of ['1', '2']) for (const login of ['ines-carvalho', 'daniel-okoye'] as const) must(await assess(rehearsal.actors[login], number, work, 'second'), 'assess');
    expect(must(await lead().laurel('desk'), 'desk').out).toMatch(/merged it[\s\S]*merged it/);
    const issued = JSON.parse(must(await lead().laurel('issue', '--json'), 'issue').out) as { readonly awarded: readonly { readonly pull: number; readonly serial: string }[]; readonly refused: readonly unknown[] };
    expect([issued.awarded.map((one) => one.pull).sort(), issued.refused]).toEqual([[1, 2], []]);
    const awards = [...(await branchFiles(rehearsal, 'register', COHORT))].filter(([path]) => path.endsWith('/award.json')).map(([, text]) => JSON.parse(text) as { readonly earner: string });
    expect(new Set(awards.map(({ earner }) => earner)).size).toBe(2);
    for (const [at, actor] of [maya(), tomas()].entries()) {
      const status = must(await actor.laurel('status'), 'status').out;
      expect(issued.awarded.map(({ pull: number, serial }) => [number, status.includes(serial)])).toEqual(expect.arrayContaining([[at + 1, true], [2 - at, false]]));
    }
  });

  it('cannot hand in on each other\'s branches by mistake: the command says whose it is', async () => {
    const theirs = (await pull(1)).ref;
    must(await tomas().git('fetch', '--quiet', 'origin', `${theirs}:${theirs}`), 'fetch');
    must(await tomas().git('checkout', '--quiet', theirs), 'checkout');
    const before = await pull(1);
    const submitted = await tomas().laurel('submit');
    expect([submitted.code, submitted.err]).toEqual([2, expect.stringContaining('is maya-okafor\'s')]);
    expect(await pull(1)).toEqual(before);
  });

  it('are told when a classmate has opened a pull request from the branch that carries their name, and nothing is taken over', async () => {
    const branch = `laurel/tomas-reyes/${CREDENTIAL}/1`;
    must(await maya().git('push', '--quiet', rehearsal.practice.gitUrl('marlow-valley', COHORT), `HEAD:refs/heads/${branch}`), 'push');
    expect((await rehearsal.rest('maya-okafor', 'POST', api('/pulls'), { title: 'Not his', head: branch, base: 'main' })).status).toBe(201);
    const started = await tomas().laurel('start', CREDENTIAL);
    expect([started.code, started.err]).toEqual([2, expect.stringMatching(/opened by maya-okafor[\s\S]*programme lead/)]);
    expect(await branchOf(tomas())).toBe('main');
  });
});
