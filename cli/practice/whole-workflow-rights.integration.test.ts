import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { approve, rehearse, root, work, type Snapshot, type TestRehearsal } from '../testing/rehearse.ts';
import { keepScene } from '../testing/scenes.ts';
import { RIGHTS } from '../testing/submissions-rights.ts';
import { must, type Ended } from './actor.ts';
import { assess } from './story/assessment.ts';
import type { Permissions } from './grants.ts';

const PORTFOLIO = 'marlow-valley/portfolio-maya-okafor';
const DESK = { id: 1301, login: 'marlow-desk', name: 'The desk', token: 'practice_unused' };
const CATALOG_TOKEN = 'catalog-token-of-the-rehearsal';

let begun: Snapshot;
let rehearsal: TestRehearsal;
beforeAll(async () => void (begun = await keepScene('handed-in', { mode: 'private-per-teacher', workflows: true })), 240_000);
afterAll(() => rm(begun.folder, { recursive: true, force: true }));
beforeEach(async () => {
  rehearsal = await rehearse(begun);
  rehearsal.practice.addPerson(DESK);
  expect((await rehearsal.rest('marlow-valley', 'PUT', `/repos/${PORTFOLIO}/collaborators/${DESK.login}`, { permission: 'push' })).status).toBe(204);
  rehearsal.practice.addToken({ token: CATALOG_TOKEN, repository: 'marlow-valley/credentials', permissions: { contents: 'write', 'pull-requests': 'write', issues: 'write', actions: 'write' } });
}, 120_000);
afterEach(() => rehearsal.end(), 60_000);

/** Runs a command with the catalog's token and one for the private repository that may do so much. */
async function withRights(permissions: Permissions, ...args: readonly string[]): Promise<Ended> {
  const token = `submissions-${JSON.stringify(permissions)}`;
  rehearsal.practice.addPersonToken({ token, personId: DESK.id, repositories: [PORTFOLIO], permissions });
  const world = rehearsal.world('priya-nair');
  return rehearsal.runIn({ ...world, env: { ...world.env, GITHUB_TOKEN: CATALOG_TOKEN, LAUREL_SUBMISSIONS_TOKEN: token } }, ...args);
}

// A right to write becomes one to read, a right to read is taken away.
const less = (rights: Permissions, name: string): Permissions => Object.fromEntries(Object.entries(rights).flatMap(([one, right]) => (one !== name ? [[one, right]] : right === 'write' ? [[one, 'read']] : [])));
const merged = async (): Promise<boolean> => (await rehearsal.rest('priya-nair', 'GET', `/repos/${PORTFOLIO}/pulls/1`)).body.merged;

describe('the token for private submissions', { timeout: 240_000 }, () => {
  it('may do in each environment what the docs tell a lead to allow', async () => {
    const docs = await readFile(join(root, 'docs', 'leads.md'), 'utf8');
    const words = (rights: Permissions): string => ['write', 'read'].flatMap((right) => {
      const names = Object.entries(rights).filter(([, one]) => one === right).map(([name]) => name.replace('-', ' ').replace(/requests?$/, 'requests'));
      return names.length === 0 ? [] : [`${names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`}: ${right}`];
    }).join('; ');
    for (const [environment, rights] of Object.entries(RIGHTS)) expect(docs).toMatch(new RegExp(`\`${environment}\`\\s\\(${words(rights)}\\)`));
  });

  it('lets the desk ask and merge with what it may, and with nothing less', async () => {
    const asked = async (): Promise<number> => (await rehearsal.rest('priya-nair', 'GET', `/repos/${PORTFOLIO}/pulls/1`)).body.requested_reviewers.length;
    const { issues: _none, ...blind } = RIGHTS.desk;
    expect([(await withRights(less(RIGHTS.desk, 'pull-requests'), 'desk')).code, await asked()]).toEqual([1, 0]);
    expect([(await withRights(less(RIGHTS.desk, 'contents'), 'desk')).code, await asked()]).toEqual([0, 2]);
    // What it may not see is told, and the rest is done.
    const half = await withRights(blind, 'desk');
    expect([half.code, half.out]).toEqual([1, expect.stringMatching(/One private repository could not be read[\s\S]*portfolio-maya-okafor: .*issues/)]);
    await approve(rehearsal, 'ines-carvalho', 'daniel-okoye');
    expect([(await withRights(less(RIGHTS.desk, 'contents'), 'desk')).code, await merged()]).toEqual([1, false]);
    const desk = await withRights(RIGHTS.desk, 'desk');
    expect([desk.err, desk.code, await merged()]).toEqual(['', 0, true]);
  });

  it('lets the signing job write the register with what it may, and with nothing less', async () => {
    await approve(rehearsal, 'ines-carvalho', 'daniel-okoye');
    expect((await rehearsal.rest('marlow-valley', 'PUT', `/repos/${PORTFOLIO}/pulls/1/merge`, {})).status).toBe(200);
    for (const name of ['contents', 'pull-requests']) {
      const { code, out } = await withRights(less(RIGHTS.signing, name), 'issue');
      expect([name, code, out]).toEqual([name, 1, expect.stringMatching(/portfolio-maya-okafor: .*403/)]);
    }
    const issued = await withRights(RIGHTS.signing, 'issue', '--json');
    expect([issued.err, JSON.parse(issued.out).awarded]).toEqual(['', [expect.objectContaining({ visibility: 'private' })]]);
  });

  it('earns no badge for the account that it belongs to, when that hands in what came by an issue', async () => {
    const api = `/repos/${PORTFOLIO}`;
    const { head } = (await rehearsal.rest('priya-nair', 'GET', `${api}/pulls/1`)).body as { readonly head: { readonly sha: string } };
    const token = 'desk-token-of-the-rehearsal';
    rehearsal.practice.addPersonToken({ token, personId: DESK.id, repositories: [PORTFOLIO], permissions: RIGHTS.desk });
    const asDesk = (path: string, body: object): Promise<Response> => fetch(`${rehearsal.practice.apiUrl}${api}${path}`, { method: 'POST', headers: { authorization: `token ${token}`, 'content-type': 'application/json' }, body: JSON.stringify(body) });
    must(await rehearsal.actors['maya-okafor'].git('push', '--quiet', rehearsal.practice.gitUrl('marlow-valley', 'portfolio-maya-okafor'), `${head.sha}:refs/heads/laurel/issues/9`), 'push');
    expect((await asDesk('/pulls', { title: 'From an issue', head: 'laurel/issues/9', base: 'main' })).status).toBe(201);
    const reviews = Object.fromEntries(await Promise.all((['ines-carvalho', 'daniel-okoye'] as const).map(async (login) => [login, await assess(rehearsal.actors[login], 'portfolio-maya-okafor#2', work, 'second')] as const)));
    expect(Object.values(reviews).map(({ err }) => err)).toEqual(['', '']);
    expect((await rehearsal.rest('marlow-valley', 'PUT', `${api}/pulls/2/merge`, {})).status).toBe(200);
    const issued = JSON.parse((await withRights(RIGHTS.signing, 'issue', '--json')).out) as { readonly awarded: readonly unknown[]; readonly refused: readonly { readonly reasons: readonly string[] }[] };
    expect([issued.awarded, issued.refused.flatMap(({ reasons }) => reasons).join()]).toEqual([[], expect.stringContaining('cannot be told whose claim it is')]);
  });
});
