import { describe, expect, it } from 'vitest';
import { commitFiles } from '../../effects/tree.ts';
import { sha256 } from '../../core/canonical.ts';
import { claimText } from '../../core/plan/award.ts';
import { below, type Bench, type Work } from '../../testing/claim-bench.ts';
import { eachFromHandedIn, issue as issueIn, type Issued } from '../../testing/handed-in.ts';
import { branchFiles, type TestRehearsal } from '../../testing/rehearse.ts';
import { openedKey } from '../../testing/test-key.ts';
import { must } from '../actor.ts';
import type { Mode } from '../people.ts';
import { CREDENTIAL } from '../story/submission.ts';

const OWN = 'portfolio-maya-okafor';
const OTHER = 'portfolio-tomas-reyes';

let rehearsal: TestRehearsal;
let bench: Bench;
const lead = () => rehearsal.actors['priya-nair'];

const begin = (mode: Mode): void => eachFromHandedIn(mode, (begun) => void ({ rehearsal, bench } = begun));

const issue = (): Promise<Issued> => issueIn(rehearsal);

/** The second teacher's next claim, merged after two approvals. */
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

/** Writes the first teacher's own register, as she may. */
async function writeRegister(files: Work): Promise<void> {
  const git = bench.git('maya-okafor');
  const commit = await commitFiles(git, { parent: null, files, message: 'Write\n', by: { name: 'maya-okafor', email: 'maya-okafor@marlow-valley.example', at: new Date() } });
  await git.text(['push', '--quiet', rehearsal.practice.gitUrl('marlow-valley', OWN), `${commit}:refs/heads/register`]);
}

const idOf = async (repository: string): Promise<number> => (await rehearsal.rest('marlow-valley', 'GET', `/repos/marlow-valley/${repository}`)).body.id as number;

/** The second teacher's only award, with its path, as a pattern for forgeries. */
async function theirs(): Promise<readonly [string, { readonly serial: string; readonly claim: string; readonly earner: string; readonly source: object }]> {
  const [path, text] = [...(await branchFiles(rehearsal, 'register', OTHER))].find(([name]) => name.endsWith('award.json'))!;
  return [path, JSON.parse(text)];
}

describe('whoever owns a private portfolio', () => {
  begin('private-per-teacher');

  it('cannot stop another teacher\'s badges by records with the serials that the ledger shows', async () => {
    await honest(1);
    await issue();
    const [path, award] = await theirs();
    const forged = { ...award, claim: '0'.repeat(64), earner: 'urn:uuid:00000000-0000-8000-8000-000000000000', source: { ...award.source, repository: await idOf(OWN) } };
    await writeRegister(new Map([[path, JSON.stringify(forged)]]));
    await honest(2);
    const { awarded, refused } = await issue();
    expect(awarded).toHaveLength(1);
    expect(refused.map((one) => one.path)).toEqual([`marlow-valley/${OWN}`]);
  });

  it('cannot work out the key of another teacher\'s claim, and could not stop it with that key by a record that says it was awarded', async () => {
    await honest(1);
    await issue();
    const [path, award] = await theirs();
    const other = await idOf(OTHER);
    // Ids of repositories are few, and whoever was shown a badge knows its earner.
    const named = (number: number) => ({ repository: other, credential: CREDENTIAL, earner: award.earner, number });
    const onLedger = [...(await branchFiles(rehearsal, 'ledger'))].filter(([name]) => name.startsWith('private/')).map(([, text]) => (JSON.parse(text) as { readonly claim: string }).claim);
    expect(onLedger).toEqual([award.claim]);
    for (const text of [claimText(named(1)), claimText(named(1)).replace(/^claim /, '')]) expect(onLedger).not.toContain(sha256(text));
    const keys = await openedKey(rehearsal);
    expect(keys.claim(named(1))).toBe(award.claim);
    const serial = `${award.serial.slice(0, 11)}${award.serial.endsWith('0') ? '1' : '0'}`;
    const forged = { ...award, serial, claim: keys.claim(named(2)), status: { list: 1, index: 7 }, source: { ...award.source, repository: await idOf(OWN) } };
    await writeRegister(new Map([[path.replace(award.serial, serial), JSON.stringify(forged)]]));
    await honest(2);
    const { awarded, refused } = await issue();
    expect(awarded).toHaveLength(1);
    expect(refused.map((one) => one.path).join()).toContain(serial);
  });

  it('cannot make a "not yet" vanish by dismissing it', async () => {
    const pull = await bench.claim(2);
    const levels = /- \[x\] `(?:proficient|accomplished)`/g;
    const body = bench.forms['daniel-okoye'].replace(levels, (box) => box.replace(/`.+`/, '`not-yet`'));
    expect(body).not.toBe(bench.forms['daniel-okoye']);
    const id = await bench.review('daniel-okoye', pull, { event: 'REQUEST_CHANGES', body });
    expect((await rehearsal.rest('maya-okafor', 'PUT', bench.api(`/pulls/${pull}/reviews/${id}/dismissals`), { message: 'No' })).status).toBe(200);
    await bench.pass(pull, 'ines-carvalho');
    await bench.review('ruth-lindqvist', pull, { event: 'APPROVE', body: bench.forms['daniel-okoye'] });
    expect((await lead().laurel('merge', `${OWN}#${pull}`)).err).toContain('says "not yet" and was dismissed');
    await bench.force(pull);
    expect((await issue()).awarded).toEqual([]);
  });
});

describe('whoever opens a claim twice', () => {
  begin('one-repository');

  it('is read in the older pull request alone: nobody is asked for the other one', async () => {
    const first = await bench.claim(2);
    await bench.push('maya-okafor', await bench.commit('maya-okafor', await bench.main('maya-okafor'), below(bench.folder(2), bench.work)), 'again');
    const second = await bench.open('maya-okafor', 'again');
    must(await lead().laurel('desk'), 'desk');
    const asked = async (pull: number): Promise<number> => ((await rehearsal.rest('priya-nair', 'GET', bench.api(`/pulls/${pull}`))).body.requested_reviewers as readonly unknown[]).length;
    expect([await asked(first), await asked(second)]).toEqual([2, 0]);
    const comments = (await rehearsal.rest('priya-nair', 'GET', bench.api(`/issues/${second}/comments`))).body as readonly { readonly body: string }[];
    expect(comments[0]!.body).toContain(`open as pull request ${first} already`);
  });
});
