import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rehearse, type Snapshot, type TestRehearsal } from '../testing/rehearse.ts';
import { whileAsking, type Asked } from './github-asked.ts';
import { growPortfolios } from './portfolios.ts';

const SIZE = { portfolios: 55, open: 3 };
/** Places are asked about 50 at a time; the sample has two of its own. */
const GLANCE = Math.ceil((SIZE.portfolios + 2) / 50);
const REST = { 'GET /repos/{owner}/{repo}': 1, 'GET /orgs/{org}/repos': 1 };

// Bounds are counts and never times. One rehearsal goes through all of it, in this order.
describe(`what is asked of GitHub with ${SIZE.portfolios + 2} private repositories, in ${SIZE.open} of which a claim is open`, { timeout: 200_000 }, () => {
  let snapshot: Snapshot;
  let rehearsal: TestRehearsal;
  const laurel = async (...args: readonly string[]): Promise<Asked & { readonly said: any; readonly at: readonly string[] }> => {
    const before = rehearsal.practice.requests.length;
    const { outcome, asked } = await whileAsking(rehearsal.practice, () => rehearsal.actors['priya-nair'].laurel(...args, '--json'));
    expect(outcome.code, outcome.out + outcome.err).toBe(0);
    return { ...asked, said: JSON.parse(outcome.out), at: rehearsal.practice.requests.slice(before).filter(({ path }) => path.includes('.git/')).map(({ path }) => path.split('/')[2]!) };
  };

  beforeAll(async () => {
    snapshot = await growPortfolios(SIZE);
    rehearsal = await rehearse(snapshot);
  }, 200_000);
  afterAll(async () => {
    await rehearsal?.end();
    await rm(snapshot.folder, { recursive: true, force: true });
  });

  it('queue asks one GraphQL request for each open claim\'s repository and for 50 that rest, twice, and git only of what it does not have', async () => {
    const first = await laurel('queue');
    expect([first.said.claims.length, first.said.merged, first.said.unread]).toEqual([SIZE.open, [], []]);
    expect([first.routes, first.graphql]).toEqual([REST, SIZE.open + 2 * GLANCE]);
    // The lead's clone has the sample's own two already.
    expect(new Set(first.at).size).toBe(SIZE.portfolios + 1);
    const again = await laurel('queue');
    expect([again.said.claims, again.routes, again.graphql]).toEqual([first.said.claims, REST, first.graphql]);
    // Heads of what is open are asked for each time, and the catalog.
    expect(new Set(again.at).size).toBe(SIZE.open + 1);
  });

  it('issue --due asks nothing else, and git only of the repository that moved', async () => {
    const { body } = await rehearsal.rest('marlow-valley', 'PUT', '/repos/marlow-valley/portfolio-teacher-40/contents/notes.txt', { message: 'x', content: 'eA==' });
    expect(body.commit.sha).toMatch(/^[0-9a-f]{40}$/);
    const due = await laurel('issue', '--due');
    expect([due.said.claims, due.said.refused, due.routes, due.graphql]).toEqual([[], [], REST, GLANCE]);
    expect([...new Set(due.at)].sort()).toEqual(['credentials.git', 'portfolio-teacher-40.git']);
  });

  it('desk asks for issues where some are open, and in the end writes nothing twice', async () => {
    const first = await laurel('desk');
    expect(first.graphql).toBe(SIZE.open + 3 * GLANCE + first.said.told.length);
    expect(first.routes['GET /repos/{owner}/{repo}/issues']).toBeUndefined();
    const third = [await laurel('desk'), await laurel('desk')][1]!;
    expect([third.writes, third.graphql]).toEqual([0, SIZE.open + 3 * GLANCE]);
  });

  it('a run that begins with nothing reads every repository once', async () => {
    await rm(join(rehearsal.actors['priya-nair'].clone, '.git', 'laurel'), { recursive: true });
    const run = await laurel('issue', '--due');
    expect([run.routes, run.graphql]).toEqual([REST, GLANCE]);
    expect(run.at.filter((name) => name !== 'credentials.git').length).toBeLessThanOrEqual(4 * (SIZE.portfolios + 2));
  });
});
