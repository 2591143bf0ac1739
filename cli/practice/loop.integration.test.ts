import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { approve, branchFiles, CLAIM, rehearse, work, type Snapshot, type TestRehearsal } from '../testing/rehearse.ts';
import { keepScene } from '../testing/scenes.ts';
import { must } from './actor.ts';
import { createContract } from './contract/contract.ts';
import { assess } from './story/assessment.ts';

let rehearsal: TestRehearsal;
let handedIn: Snapshot;
beforeAll(async () => void (handedIn = await keepScene('handed-in')));
afterAll(() => rm(handedIn.folder, { recursive: true, force: true }));
beforeEach(async () => void (rehearsal = await rehearse(handedIn, { processes: true })));
afterEach(() => rehearsal.end());

const REVIEWS = '/repos/{owner}/{repo}/pulls/{pull_number}/reviews';
const approvals = (): readonly (string | null)[] => rehearsal.practice.requests.filter(({ method, route, status, requestBody }) => method === 'POST' && route === REVIEWS && status === 200 && (requestBody as { event?: string }).event === 'APPROVE').map(({ login }) => login);
const badges = async (): Promise<number> => [...(await branchFiles(rehearsal, 'register')).keys()].filter((path) => path.endsWith('badge.json')).length;
const lead = () => rehearsal.actors['priya-nair'];

// Whoever administers a repository can merge anything: what stands in the way of a badge is the proof, not the button.
const forceMerge = async (): Promise<number> => (await rehearsal.rest('marlow-valley', 'PUT', '/repos/marlow-valley/credentials/pulls/1/merge', { merge_method: 'merge' })).status;

describe('the loop', () => {
  it('ends in one badge when two listed assessors approve, and every request is one that GitHub describes', async () => {
    must(await assess(rehearsal.actors['ines-carvalho'], '1', work, 'first'), 'assess');
    expect((await lead().laurel('merge', '1')).err).toContain('says "not yet"');
    await approve(rehearsal, 'ines-carvalho', 'daniel-okoye');
    must(await lead().laurel('merge', '1'), 'merge');
    const issued = must(await lead().laurel('issue', '--json'), 'issue');
    expect(JSON.parse(issued.out).awarded).toHaveLength(1);
    expect(await badges()).toBe(1);
    expect(approvals()).toEqual(['ines-carvalho', 'daniel-okoye']);
    const file = `${rehearsal.folder}/badge.json`;
    const text = [...(await branchFiles(rehearsal, 'ledger'))].find(([path]) => path.startsWith('badges/'))![1];
    await writeFile(file, text);
    const offline = await lead().laurel('verify', file, '--offline', '--json');
    expect(offline.code).toBe(3);
    expect(JSON.parse(offline.out).badge).toBeNull();
    await writeFile(file, text.replace('"proficient"', '"excellent"').replace('Checking for understanding', 'Checking for more'));
    expect((await lead().laurel('verify', file, '--offline')).code).toBe(1);
    const contract = createContract();
    expect(rehearsal.practice.requests.flatMap((entry) => contract.check(entry))).toEqual([]);
  });

  it.each(['ines-carvalho', 'daniel-okoye'] as const)('ends in no badge when only %s approves, even if an administrator merges', async (only) => {
    await approve(rehearsal, only);
    const merge = await lead().laurel('merge', '1');
    expect(merge.code).toBe(1);
    expect(merge.err).toContain('1 of 2 independent assessments');
    expect(await forceMerge()).toBe(200);
    const issue = await lead().laurel('issue');
    expect(issue.code).toBe(1);
    expect(issue.out).toContain(`No badge for ${CLAIM}`);
    expect(issue.out).toContain('1 of 2 independent assessments');
    expect(await badges()).toBe(0);
    expect(approvals()).toEqual([only]);
  });

  it('lets the teacher approve neither by the command line nor by the API', async () => {
    await approve(rehearsal, 'ines-carvalho');
    expect((await rehearsal.actors['maya-okafor'].laurel('assess', '1', '--from', '/nonexistent')).err).toContain('your own claim');
    const form = (await rehearsal.rest('ines-carvalho', 'GET', '/repos/marlow-valley/credentials/pulls/1/reviews')).body[0].body as string;
    expect((await rehearsal.rest('maya-okafor', 'POST', '/repos/marlow-valley/credentials/pulls/1/reviews', { event: 'APPROVE', body: form })).status).toBe(422);
    expect(await forceMerge()).toBe(200);
    expect((await lead().laurel('issue')).code).toBe(1);
    expect(await badges()).toBe(0);
    expect(approvals()).toEqual(['ines-carvalho']);
  });

  it('does not count the approval of a person with every right who is not listed', async () => {
    await approve(rehearsal, 'ines-carvalho');
    const form = (await rehearsal.rest('ines-carvalho', 'GET', '/repos/marlow-valley/credentials/pulls/1/reviews')).body[0].body as string;
    expect((await rehearsal.rest('priya-nair', 'POST', '/repos/marlow-valley/credentials/pulls/1/reviews', { event: 'APPROVE', body: form })).status).toBe(200);
    expect(await forceMerge()).toBe(200);
    expect((await lead().laurel('issue')).out).toContain('1 of 2 independent assessments');
    expect(await badges()).toBe(0);
  });

  it('does not count an approval of bytes that were pushed away after it', async () => {
    await approve(rehearsal, 'ines-carvalho', 'daniel-okoye');
    const file = `${rehearsal.actors['maya-okafor'].clone}/${CLAIM}/submission.md`;
    await writeFile(file, (await readFile(file, 'utf8')).replace('## What changed for learners', '## What changed for learners\n\nOne more thing that nobody has read.'));
    must(await rehearsal.actors['maya-okafor'].laurel('submit'), 'submit');
    expect((await lead().laurel('merge', '1')).err).toContain('another content');
    expect(await forceMerge()).toBe(200);
    expect((await lead().laurel('issue')).out).toContain('another content');
    expect(await badges()).toBe(0);
  });

  it.each(['squash', 'rebase'])('issues for a %s merge as for a merge commit', async (method) => {
    await approve(rehearsal, 'ines-carvalho', 'daniel-okoye');
    expect((await rehearsal.rest('marlow-valley', 'PUT', '/repos/marlow-valley/credentials/pulls/1/merge', { merge_method: method })).status).toBe(200);
    must(await lead().laurel('issue'), `issue after ${method}`);
    expect(await badges()).toBe(1);
  });

  it('refuses a claim that was pushed to main directly, and says so', async () => {
    await cp(`${rehearsal.actors['maya-okafor'].clone}/${CLAIM}`, `${lead().clone}/${CLAIM}`, { recursive: true });
    must(await lead().git('add', CLAIM), 'add');
    must(await lead().git('commit', '--quiet', '--message', 'A claim that nobody asked about'), 'commit');
    must(await lead().git('push', '--quiet', 'origin', 'HEAD:main'), 'push');
    expect((await lead().laurel('issue')).out).toContain('pushed directly');
    expect(await badges()).toBe(0);
  });
});
