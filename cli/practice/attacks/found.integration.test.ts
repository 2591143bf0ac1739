import { rm } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { commitFiles } from '../../effects/tree.ts';
import { claimKey } from '../../core/plan/award.ts';
import { below, benchFor, type Bench, type Work } from '../../testing/claim-bench.ts';
import { branchFiles, handIn, keep, rehearse, type Snapshot, type TestRehearsal } from '../../testing/rehearse.ts';
import { must } from '../actor.ts';
import { CREDENTIAL } from '../story/submission.ts';

const OWN = 'portfolio-maya-okafor';
const OTHER = 'portfolio-tomas-reyes';
let handedIn: Snapshot;
let rehearsal: TestRehearsal;
let bench: Bench;
const lead = () => rehearsal.actors['priya-nair'];
async function issue(): Promise<any> {
  const ended = await lead().laurel('issue', '--json');
  console.log('issue', ended.code, ended.err.slice(0, 400));
  return ended.out === '' ? null : JSON.parse(ended.out);
}
async function writeBranch(login: 'maya-okafor' | 'tomas-reyes', repository: string, branch: string, files: Work, removed: readonly string[] = []): Promise<void> {
  const git = bench.git(login);
  const address = rehearsal.practice.gitUrl('marlow-valley', repository);
  const fetched = await git.run(['fetch', '--quiet', address, `+refs/heads/${branch}:refs/attack/own`]);
  const parent = fetched.code === 0 ? await git.text(['rev-parse', 'refs/attack/own']) : null;
  const commit = await commitFiles(git, { parent, files, removed, message: 'Write\n', by: { name: login, email: `${login}@marlow-valley.example`, at: new Date() } });
  await git.text(['push', '--quiet', address, `${commit}:refs/heads/${branch}`]);
}
async function honest(number: number): Promise<void> {
  const git = bench.git('tomas-reyes');
  const address = rehearsal.practice.gitUrl('marlow-valley', OTHER);
  await git.text(['fetch', '--quiet', address, '+refs/heads/main:refs/attack/main']);
  const commit = await bench.commit('tomas-reyes', await git.text(['rev-parse', 'refs/attack/main']), below(bench.folder(number, 'tomas-reyes'), bench.work));
  await git.text(['push', '--quiet', address, `${commit}:refs/heads/claim-${number}`]);
  const { body } = await rehearsal.rest('tomas-reyes', 'POST', `/repos/marlow-valley/${OTHER}/pulls`, { title: 'Claim', head: `claim-${number}`, base: 'main' });
  for (const judge of ['ines-carvalho', 'daniel-okoye'] as const) await rehearsal.rest(judge, 'POST', `/repos/marlow-valley/${OTHER}/pulls/${body.number}/reviews`, { event: 'APPROVE', body: bench.forms[judge] });
  must(await lead().laurel('merge', `${OTHER}#${body.number}`), 'merge');
}
const setUp = (mode: 'one-repository' | 'private-per-teacher') => {
  beforeAll(async () => void (handedIn = await keep(handIn, { mode })), 300_000);
  afterAll(() => rm(handedIn.folder, { recursive: true, force: true }));
  beforeEach(async () => {
    rehearsal = await rehearse(handedIn);
    bench = await benchFor(rehearsal);
  }, 100_000);
  afterEach(() => rehearsal.end());
};
const worse = (form: string): string => form.replaceAll('- [x] `proficient`', '- [x] `not-yet`').replaceAll('- [x] `accomplished`', '- [x] `not-yet`');

describe('private', () => {
  setUp('private-per-teacher');
  it('serials from the public ledger', async () => {
    await honest(1);
    await issue();
    const ledger = await branchFiles(rehearsal, 'ledger');
    const template = JSON.parse([...(await branchFiles(rehearsal, 'register', OTHER))].find(([name]) => name.endsWith('award.json'))![1]);
    const own = (await rehearsal.rest('maya-okafor', 'GET', `/repos/marlow-valley/${OWN}`)).body.id;
    const forged = new Map([...ledger.keys()].filter((p) => p.startsWith('private/')).map((p) => {
      const serial = p.slice(-17, -5);
      return [p.replace('private/', 'badges/').replace('.json', '/award.json'), `${JSON.stringify({ ...template, serial, claim: '0'.repeat(64), earner: 'urn:uuid:00000000-0000-8000-8000-000000000000', source: { ...template.source, repository: own } }, null, 2)}\n`] as const;
    }));
    console.log([...forged.keys()]);
    await writeBranch('maya-okafor', OWN, 'register', forged);
    await honest(2);
    console.log('A', JSON.stringify(await issue()));
  }, 200_000);
  it('claim key', async () => {
    await honest(1);
    await issue();
    const [path, text] = [...(await branchFiles(rehearsal, 'register', OTHER))].find(([name]) => name.endsWith('award.json'))!;
    const award = JSON.parse(text);
    const own = (await rehearsal.rest('maya-okafor', 'GET', `/repos/marlow-valley/${OWN}`)).body.id;
    const theirs = (await rehearsal.rest('tomas-reyes', 'GET', `/repos/marlow-valley/${OTHER}`)).body.id;
    expect(claimKey({ repository: theirs, credential: CREDENTIAL, earner: award.earner, number: 1 })).toBe(award.claim);
    const serial = `${award.serial.slice(0, 11)}${award.serial.endsWith('0') ? '1' : '0'}`;
    const forged = { ...award, serial, claim: claimKey({ repository: theirs, credential: CREDENTIAL, earner: award.earner, number: 2 }), status: { list: 1, index: 7 }, source: { ...award.source, repository: own } };
    await writeBranch('maya-okafor', OWN, 'register', new Map([[path.replace(award.serial, serial), `${JSON.stringify(forged, null, 2)}\n`]]));
    await honest(2);
    console.log('B', JSON.stringify(await issue()));
  }, 200_000);
  it('100001 indexes', async () => {
    await honest(1);
    await issue();
    const [, text] = [...(await branchFiles(rehearsal, 'register', OTHER))].find(([name]) => name.endsWith('award.json'))!;
    const award = JSON.parse(text);
    const many = new Map(Array.from({ length: 100_002 }, (_, at) => {
      const serial = `zz${at.toString(36).padStart(10, '0')}`;
      return [`badges/${serial.slice(0, 2)}/${serial.slice(2, 4)}/${serial}/award.json`, JSON.stringify({ ...award, serial, claim: at.toString(16).padStart(64, '0'), status: { list: 1, index: at } })] as const;
    }));
    await writeBranch('maya-okafor', OWN, 'register', many);
    await honest(2);
    const began = Date.now();
    const done = await issue();
    console.log('C', Date.now() - began, JSON.stringify(done)?.slice(0, 500));
  }, 400_000);
  it('dismissal', async () => {
    const pull = await bench.claim(2);
    const body = worse(bench.forms['daniel-okoye']);
    expect(body).not.toBe(bench.forms['daniel-okoye']);
    const id = await bench.review('daniel-okoye', pull, { event: 'REQUEST_CHANGES', body });
    const dismissed = await rehearsal.rest('maya-okafor', 'PUT', bench.api(`/pulls/${pull}/reviews/${id}/dismissals`), { message: 'no' });
    console.log('D', dismissed.status);
    await bench.pass(pull, 'ines-carvalho');
    await bench.review('ruth-lindqvist', pull, { event: 'APPROVE', body: bench.forms['daniel-okoye'] });
    console.log('D', await lead().laurel('merge', `${OWN}#${pull}`));
    console.log('D', JSON.stringify(await issue()));
  }, 200_000);
});

describe('one repository', () => {
  setUp('one-repository');
  it('forged author', async () => {
    const commit = await bench.commit('maya-okafor', await bench.main('maya-okafor'), below(bench.folder(2), bench.work), { author: 'daniel-okoye' });
    await bench.push('maya-okafor', commit, 'claim-2');
    const pull = await bench.open('maya-okafor', 'claim-2');
    await bench.pass(pull, 'ines-carvalho');
    await bench.review('ruth-lindqvist', pull, { event: 'APPROVE', body: bench.forms['daniel-okoye'] });
    await bench.review('daniel-okoye', pull, { event: 'REQUEST_CHANGES', body: worse(bench.forms['daniel-okoye']) });
    console.log('E', await lead().laurel('merge', String(pull)));
    console.log('E', JSON.stringify(await issue()));
  }, 200_000);
  it('two pulls', async () => {
    const first = await bench.claim(2);
    await bench.review('daniel-okoye', first, { event: 'REQUEST_CHANGES', body: worse(bench.forms['daniel-okoye']) });
    await bench.review('ines-carvalho', first, { event: 'REQUEST_CHANGES', body: worse(bench.forms['ines-carvalho']) });
    const commit = await bench.commit('maya-okafor', await bench.main('maya-okafor'), below(bench.folder(2), bench.work));
    await bench.push('maya-okafor', commit, 'again');
    const second = await bench.open('maya-okafor', 'again');
    await bench.review('ruth-lindqvist', second, { event: 'APPROVE', body: bench.forms['daniel-okoye'] });
    console.log('F', must(await lead().laurel('desk'), 'desk').out);
    const { body } = await rehearsal.rest('priya-nair', 'GET', bench.api(`/pulls/${second}`));
    console.log('F asked', JSON.stringify(body.requested_reviewers.map((r: any) => r.login)));
  }, 200_000);
  it('hundred comments', async () => {
    const pull = await bench.claim(2);
    for (let at = 0; at < 101; at += 1) await rehearsal.rest('tomas-reyes', 'POST', bench.api(`/issues/${pull}/comments`), { body: `Hello ${at}` });
    for (let at = 0; at < 3; at += 1) console.log('G', must(await lead().laurel('desk'), 'desk').out);
    const after = (await rehearsal.rest('priya-nair', 'GET', bench.api(`/issues/${pull}/comments?per_page=100&page=2`))).body;
    console.log('G', after.length, after.filter((c: any) => c.body.includes('laurel:desk')).length);
  }, 200_000);
  it('many claims', async () => {
    const pulls: number[] = [];
    for (let n = 2; n < 12; n += 1) pulls.push(await bench.claim(n));
    const other = await bench.claim(1, bench.work, 'tomas-reyes');
    console.log('H', must(await lead().laurel('desk'), 'desk').out);
    const { body } = await rehearsal.rest('priya-nair', 'GET', bench.api(`/pulls/${other}`));
    console.log('H asked', JSON.stringify(body.requested_reviewers.map((r: any) => r.login)));
  }, 200_000);
  it('many files', async () => {
    const files = new Map([...bench.work, ...Array.from({ length: 20_000 }, (_, at) => [`f${at}.txt`, 'x'] as const)]);
    const pull = await bench.claim(2, files);
    const began = Date.now();
    const ended = await lead().laurel('desk');
    console.log('I', pull, Date.now() - began, ended.code, ended.err.slice(0, 300), ended.out.slice(0, 300));
  }, 600_000);
});
