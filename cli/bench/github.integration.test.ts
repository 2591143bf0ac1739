import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rehearse, type TestRehearsal } from '../testing/rehearse.ts';
import { whileAsking, type Asked } from './github-asked.ts';
import type { Claim, Stage } from './github-claims.ts';
import { growRepository, type Grown } from './github-repository.ts';

/** More are open than one GraphQL request asks about, also once some are merged. */
const SIZE = { past: 30, open: 25 };
const GLANCES = Math.ceil(SIZE.open / 20);
/** What is asked about the programme itself, whatever is in it. */
const REPOSITORY = 'GET /repos/{owner}/{repo}';
const ISSUES = 'GET /repos/{owner}/{repo}/issues';
/** In one of the open issues an earner may ask to be named otherwise. */
const NAMINGS = 1;
const ACTIVITY = `${REPOSITORY}/activity`;

// Bounds are counts and never times: they hold on every machine. One rehearsal goes through all of it, in this order.
describe(`what is asked of GitHub with ${SIZE.past} claims awarded and ${SIZE.open} open`, { timeout: 300_000 }, () => {
  let grown: Grown;
  let rehearsal: TestRehearsal;
  const at = (stage: Stage): readonly Claim[] => grown.claims.filter((claim) => claim.stage === stage);
  const laurel = async (code: number, ...args: readonly string[]): Promise<Asked & { readonly said: any }> => {
    const { outcome, asked } = await whileAsking(rehearsal.practice, () => rehearsal.actors['priya-nair'].laurel(...args, '--json'));
    expect(outcome.code, outcome.err).toBe(code);
    return { ...asked, said: JSON.parse(outcome.out) };
  };

  beforeAll(async () => {
    grown = await growRepository(SIZE, new Date());
    rehearsal = await rehearse(grown.snapshot);
  }, 400_000);
  afterAll(async () => {
    await rehearsal.end();
    await rm(grown.snapshot.folder, { recursive: true, force: true });
  });

  it('queue asks one GraphQL request for 20 open claims and one more for each that was revised, however often it is run', async () => {
    const revised = at('revised').length;
    expect(revised).toBe(5);
    for (const run of [await laurel(0, 'queue'), await laurel(0, 'queue')]) {
      expect(run.said.claims).toHaveLength(SIZE.open);
      expect(run.graphql).toBe(GLANCES);
      expect(run.routes).toEqual({ [REPOSITORY]: 1, [ACTIVITY]: revised });
    }
  });

  it('finds each claim where it was put, so that what is counted is the real work', async () => {
    const { said } = await laurel(0, 'queue');
    const turns = new Map<number, string>((said.claims as readonly { readonly pull: number; readonly turn: string }[]).map(({ pull, turn }) => [pull, turn]));
    const expected: Readonly<Record<Stage, string>> = { draft: 'teacher', waiting: 'assessors', assessed: 'assessors', revised: 'assessors', disputed: 'third-assessor', passed: 'desk', 'not-yet': 'teacher' };
    expect(grown.claims.filter(({ stage }) => stage !== null).map(({ pull, stage }) => [pull, stage, turns.get(pull)])).toEqual(grown.claims.flatMap(({ pull, stage }) => (stage === null ? [] : [[pull, stage, expected[stage]]])));
  });

  it('issue asks nothing about past claims when nothing is due', async () => {
    for (const args of [['issue', '--due'], ['issue']]) {
      const run = await laurel(0, ...args);
      expect([run.routes, run.graphql], args.join(' ')).toEqual([{ [REPOSITORY]: 1, [ISSUES]: 1 }, 0]);
    }
  });

  it('desk proves what passes with four requests each, writes three times a claim at most, and nothing twice', async () => {
    const [passed, revised] = [at('passed').length, at('revised').length];
    // The claim that was played before was awarded today: its earner is told, and for some days it is looked whether that was done.
    const recent = 1;
    const first = await laurel(0, 'desk');
    expect(first.said.merged).toBe(passed);
    expect(first.graphql).toBe(GLANCES + passed + recent);
    expect(first.rest - first.writes).toBeLessThanOrEqual(2 + NAMINGS + revised + 4 * passed + recent);
    expect(first.writes).toBeLessThanOrEqual(3 * SIZE.open + recent);
    // What was merged and has no badge yet is proven again, to say whether one is on its way.
    const second = await laurel(0, 'desk');
    expect(second.graphql).toBe(GLANCES + 2 * passed);
    expect(second.rest - second.writes).toBeLessThanOrEqual(2 + NAMINGS + revised + 4 * passed + recent);
    const third = await laurel(0, 'desk');
    expect(third.writes).toBe(0);
  });

  it('issue --due asks four REST requests and one GraphQL request for each claim that is due', async () => {
    const due = at('passed').length;
    const run = await laurel(0, 'issue', '--due');
    expect(run.said.claims).toHaveLength(due);
    expect([run.rest, run.graphql]).toEqual([1 + NAMINGS + 4 * due, due]);
  });

  it('issue proves a claim twice and pays for what has not changed once', async () => {
    const due = at('passed').length;
    const run = await laurel(0, 'issue');
    expect(run.said.awarded).toHaveLength(due);
    // The repository itself changes when the register is written, and what names it with it.
    expect(run.rest).toBeLessThanOrEqual(1 + NAMINGS + 5 * due);
    expect(run.graphql).toBe(2 * due);
  });

  it('a claim that is refused for ever costs the same in every run', async () => {
    const half = at('assessed')[0]!.pull;
    expect((await rehearsal.rest('marlow-valley', 'PUT', `/repos/marlow-valley/credentials/pulls/${half}/merge`, {})).status).toBe(200);
    for (const run of [await laurel(1, 'issue'), await laurel(1, 'issue'), await laurel(1, 'issue')]) {
      expect(run.said.refused).toHaveLength(1);
      expect([run.rest, run.graphql]).toEqual([1 + NAMINGS + 4, 1]);
    }
  });

  it('queue and desk ask five and six requests for each merged claim without a badge, and the desk writes of it once', async () => {
    const half = 1;
    const queues = [await laurel(0, 'queue'), await laurel(0, 'queue')];
    for (const run of queues) expect([run.said.merged.length, run.routes[REPOSITORY], run.rest - (run.routes[ACTIVITY] ?? 0), run.graphql]).toEqual([half, 1, 1 + 3 * half, GLANCES + half]);
    const [first, second, third] = [await laurel(0, 'desk'), await laurel(0, 'desk'), await laurel(0, 'desk')];
    expect(first.said.notProven).toHaveLength(half);
    expect([second.writes, third.writes]).toEqual([0, 0]);
    expect([third.rest, third.graphql]).toEqual([second.rest, second.graphql]);
    expect(third.graphql).toBe(GLANCES + 2 * half);
  });
});
