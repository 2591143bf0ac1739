import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Award } from '../../core/model.generated.ts';
import { recordText } from '../../core/plan/register.ts';
import { signRevocation } from '../../core/plan/revocation.ts';
import { throwAwayKey } from '../../effects/keys.ts';
import { commitFiles } from '../../effects/tree.ts';
import { below, withText, type Bench, type Work } from '../../testing/claim-bench.ts';
import { eachFromHandedIn, issue as issueIn, type Issued } from '../../testing/handed-in.ts';
import { branchFiles, type TestRehearsal } from '../../testing/rehearse.ts';
import { runGit } from '../git/run.ts';
import { must } from '../actor.ts';

const OWN = 'portfolio-maya-okafor';
const OTHER = 'portfolio-tomas-reyes';

let rehearsal: TestRehearsal;
let bench: Bench;
eachFromHandedIn('private-per-teacher', (begun) => void ({ rehearsal, bench } = begun));

const lead = () => rehearsal.actors['priya-nair'];
const merge = (pull: number) => lead().laurel('merge', `${OWN}#${pull}`);
const issue = (): Promise<Issued> => issueIn(rehearsal);
const reasons = ({ refused }: Issued, path: RegExp): string => refused.filter((one) => path.test(one.path)).flatMap((one) => one.reasons).join('\n');
const badgesIn = async (repository: string): Promise<readonly string[]> => [...(await branchFiles(rehearsal, 'register', repository)).keys()].filter((path) => path.endsWith('badge.json'));

/** Pushes to a branch of a portfolio as its teacher, who may write there. */
async function writeBranch(login: 'maya-okafor' | 'tomas-reyes', repository: string, branch: string, files: Work, removed: readonly string[] = []): Promise<void> {
  const git = bench.git(login);
  const address = rehearsal.practice.gitUrl('marlow-valley', repository);
  const fetched = await git.run(['fetch', '--quiet', address, `+refs/heads/${branch}:refs/attack/own`]);
  const parent = fetched.code === 0 ? await git.text(['rev-parse', 'refs/attack/own']) : null;
  const commit = await commitFiles(git, { parent, files, removed, message: 'Write\n', by: { name: login, email: `${login}@marlow-valley.example`, at: new Date() } });
  await git.text(['push', '--quiet', address, `${commit}:refs/heads/${branch}`]);
}

/** A second teacher's claim in the second portfolio, merged after two approvals: it must never wait for the first one's. */
async function honest(): Promise<void> {
  const git = bench.git('tomas-reyes');
  const address = rehearsal.practice.gitUrl('marlow-valley', OTHER);
  await git.text(['fetch', '--quiet', address, '+refs/heads/main:refs/attack/main']);
  const files = below(bench.folder(1, 'tomas-reyes'), bench.work);
  const commit = await bench.commit('tomas-reyes', await git.text(['rev-parse', 'refs/attack/main']), files);
  await git.text(['push', '--quiet', address, `${commit}:refs/heads/claim`]);
  const { body } = await rehearsal.rest('tomas-reyes', 'POST', `/repos/marlow-valley/${OTHER}/pulls`, { title: 'Claim', head: 'claim', base: 'main' });
  for (const judge of ['ines-carvalho', 'daniel-okoye'] as const) await rehearsal.rest(judge, 'POST', `/repos/marlow-valley/${OTHER}/pulls/${body.number}/reviews`, { event: 'APPROVE', body: bench.forms[judge] });
  must(await lead().laurel('merge', `${OTHER}#${body.number}`), 'merge');
}

const NOBODY = '1 of 2 independent assessments';

describe('in a private portfolio', () => {
  it('a list of assessors that the teacher puts there means nothing: no badge, and another teacher\'s is issued', async () => {
    const list = "assessors:\n  - login: tomas-reyes\n    id: 1202\n    covers: [all]\n    calibrated-until: '2099-12-31'\n  - login: ines-carvalho\n    id: 1102\n    covers: [all]\n    calibrated-until: '2099-12-31'\n";
    await writeBranch('maya-okafor', OWN, 'main', new Map([['assessors.yaml', list], ['catalog/assessors.yaml', list]]));
    await rehearsal.rest('marlow-valley', 'PUT', `/repos/marlow-valley/${OWN}/collaborators/tomas-reyes`, { permission: 'push' });
    const pull = await bench.claim(2);
    await bench.pass(pull, 'ines-carvalho');
    await bench.review('tomas-reyes', pull, { event: 'APPROVE', body: bench.forms['daniel-okoye'] });
    expect((await merge(pull)).err).toContain(NOBODY);
    // The teacher may write in her own repository, so she merges it herself.
    expect((await rehearsal.rest('maya-okafor', 'PUT', bench.api(`/pulls/${pull}/merge`), { merge_method: 'merge' })).status).toBe(200);
    await honest();
    const issued = await issue();
    expect(reasons(issued, /maya-okafor\/2$/)).toContain(NOBODY);
    expect(await badgesIn(OWN)).toEqual([]);
    expect(await badgesIn(OTHER)).toHaveLength(1);
  });

  it('a teacher who merges her own claim, pushes one to main, and pushes after the approval: no badge for any', async () => {
    const alone = await bench.claim(2);
    const late = await bench.claim(3);
    await bench.pass(late, 'ines-carvalho', 'daniel-okoye');
    const head = (await rehearsal.rest('maya-okafor', 'GET', bench.api(`/pulls/${late}`))).body.head.sha as string;
    const better = withText(bench.work, (text) => text.replace('## What changed for learners\n', '## What changed for learners\n\nOne more thing that nobody has read.\n'));
    await bench.push('maya-okafor', await bench.commit('maya-okafor', head, below(bench.folder(3), better)), 'claim-3');
    expect((await merge(alone)).err).toContain('0 of 2 independent assessments');
    expect((await merge(late)).err).toContain('another content than on main');
    for (const pull of [alone, late]) expect((await rehearsal.rest('maya-okafor', 'PUT', bench.api(`/pulls/${pull}/merge`), { merge_method: 'merge' })).status).toBe(200);
    await writeBranch('maya-okafor', OWN, 'main', below(bench.folder(4), bench.work));
    await honest();
    const issued = await issue();
    expect(reasons(issued, /maya-okafor\/2$/)).toContain('0 of 2 independent assessments');
    expect(reasons(issued, /maya-okafor\/3$/)).toContain('another content than on main');
    expect(reasons(issued, /maya-okafor\/4$/)).toContain('was pushed directly');
    expect(await badgesIn(OWN)).toEqual([]);
    expect(await badgesIn(OTHER)).toHaveLength(1);
  });

  it('an award record forged on the branch register: refused, and no badge', async () => {
    await honest();
    await issue();
    const [path, text] = [...(await branchFiles(rehearsal, 'register', OTHER))].find(([name]) => name.endsWith('award.json'))!;
    const award = JSON.parse(text) as { readonly serial: string; readonly source: object; readonly status: object };
    const serial = `${award.serial.slice(0, 11)}${award.serial.endsWith('0') ? '1' : '0'}`;
    const forged = { ...award, serial, claim: '0'.repeat(64), earner: 'urn:uuid:00000000-0000-8000-8000-000000000000', status: { list: 1, index: 7 } };
    await writeBranch('maya-okafor', OWN, 'register', new Map([[path.replace(award.serial, serial), `${JSON.stringify(forged, null, 2)}\n`]]));
    const issued = await issue();
    expect(issued.awarded).toEqual([]);
    expect(reasons(issued, new RegExp(serial))).toContain('its claim is not on main');
    expect(await badgesIn(OWN)).toEqual([]);
  });

  it.each(['a file that has no place', 'a badge and a proof of her own making'] as const)('%s on the branch register: refused alone, and another teacher\'s badge is issued', async (what) => {
    await honest();
    if (what === 'a file that has no place') await writeBranch('maya-okafor', OWN, 'register', new Map([['README.md', 'Mine.\n']]));
    else {
      await issue();
      const theirs = await branchFiles(rehearsal, 'register', OTHER);
      const serial = JSON.parse([...theirs].find(([name]) => name.endsWith('award.json'))![1]).serial as string;
      const mine = `${serial.slice(0, 11)}${serial.endsWith('0') ? '1' : '0'}`;
      await writeBranch('maya-okafor', OWN, 'register', new Map([...theirs].filter(([name]) => name.startsWith('badges/')).map(([name, text]) => [name.replace(serial, mine), text.replaceAll(serial, mine)])));
    }
    const issued = await issue();
    expect(issued.refused.map(({ path }) => path).join()).toContain(OWN);
    expect(await badgesIn(OTHER)).toHaveLength(1);
    const ledger = [...(await branchFiles(rehearsal, 'ledger')).keys()].filter((path) => /^(?:badges|private)\//.test(path));
    expect(ledger).toHaveLength(1);
  });

  it.each(['a copy of the badge', 'a bare record'] as const)('a revocation of another teacher\'s badge, forged on the branch register with %s: refused, and the status list stays as it was', async (what) => {
    await honest();
    await issue();
    const theirs = [...(await branchFiles(rehearsal, 'register', OTHER))].filter(([name]) => name.startsWith('badges/'));
    const { serial } = JSON.parse(theirs.find(([name]) => name.endsWith('award.json'))![1]) as { readonly serial: string };
    const mine = `${serial.slice(0, 11)}${serial.endsWith('0') ? '1' : '0'}`;
    const revocation = { format: 'laurel-revocation-1', serial: mine, at: '2026-11-22T09:00:00Z', by: 1201, reason: 'Because I can' };
    // The record names the same place in the status list.
    const files = theirs.filter(([name]) => what === 'a copy of the badge' || name.endsWith('award.json')).map(([name, text]) => [name.replace(serial, mine), text.replaceAll(serial, mine)] as const);
    await writeBranch('maya-okafor', OWN, 'register', new Map([...files, [files[0]![0].replace(/[^/]+$/, 'revocation.json'), `${JSON.stringify(revocation, null, 2)}\n`]]));
    const before = await branchFiles(rehearsal, 'ledger');
    const issued = await issue();
    expect(reasons(issued, new RegExp(mine))).toContain(what === 'a copy of the badge' ? 'something unexpected' : 'another badge\'s');
    expect(await branchFiles(rehearsal, 'ledger')).toEqual(before);
  });

  it.each(['nobody has signed', 'another key has signed'] as const)('a revocation that %s, beside a badge that was issued: refused, nothing is due for it, and the lead\'s own revocation still counts', async (how) => {
    const pull = await bench.claim(2);
    await bench.pass(pull, 'ines-carvalho', 'daniel-okoye');
    must(await merge(pull), 'merge');
    expect((await issue()).awarded).toHaveLength(1);
    const place = [...(await branchFiles(rehearsal, 'register', OWN)).keys()].find((name) => name.endsWith('award.json'))!;
    const serial = place.split('/').at(-2)!;
    const said = { serial, at: '2026-11-22T09:00:00Z', by: 1101, reason: 'Because I can' };
    const { publicKeyMultibase: publicKey, sign } = throwAwayKey();
    const forged = how === 'nobody has signed' ? { format: 'laurel-revocation-1', ...said } : await signRevocation(said, { publicKey, sign });
    await writeBranch('maya-okafor', OWN, 'register', new Map([[place.replace('award.json', 'revocation.json'), recordText(forged)]]));
    const before = await branchFiles(rehearsal, 'ledger');
    expect(JSON.parse(must(await lead().laurel('issue', '--due', '--json'), 'issue --due').out)).toMatchObject({ claims: [], unsigned: [], unpublished: [], lists: [], log: 0 });
    const issued = await issue();
    expect(reasons(issued, new RegExp(serial))).toContain('a revocation that the issuer has not signed');
    expect(await branchFiles(rehearsal, 'ledger')).toEqual(before);
    must(await lead().laurel('revoke', serial, '--reason', 'Issued for the wrong credential'), 'revoke');
    expect((await branchFiles(rehearsal, 'ledger')).get('status/1.json')).not.toBe(before.get('status/1.json'));
    expect((await issue()).refused).toEqual([]);
  });

  it('a record of an award that a teacher writes by hand: nothing is due for it, so that no job with the key starts, and the reason is said', async () => {
    await honest();
    await issue();
    const [name, text] = [...(await branchFiles(rehearsal, 'register', OTHER))].find(([path]) => path.endsWith('award.json'))!;
    const award = JSON.parse(text) as Award;
    const mine = { ...award, serial: `${award.serial.slice(0, 11)}${award.serial.endsWith('0') ? '1' : '0'}`, source: { ...award.source, repository: (await bench.rehearsal.rest('priya-nair', 'GET', `/repos/marlow-valley/${OWN}`)).body.id } };
    await writeBranch('maya-okafor', OWN, 'register', new Map([[name.replace(award.serial, mine.serial), recordText(mine)]]));
    const due = JSON.parse(must(await lead().laurel('issue', '--due', '--json'), 'issue --due').out) as { readonly refused: Issued['refused'] };
    expect(due).toMatchObject({ claims: [], unsigned: [], unpublished: [], lists: [], log: 0 });
    expect(due.refused.map(({ path }) => path).join()).toContain(mine.serial);
  });

  it('a record copied from another teacher\'s register: whoever holds the copy is refused before a person has looked, and the ledger stays as it was', async () => {
    await honest();
    await issue();
    await writeBranch('maya-okafor', OWN, 'register', await branchFiles(rehearsal, 'register', OTHER));
    const before = await branchFiles(rehearsal, 'ledger');
    const issued = await issue();
    expect(issued.refused.map(({ path }) => path)).toEqual([`marlow-valley/${OWN}`]);
    expect(reasons(issued, /portfolio/)).toContain('more than one repository');
    expect(await branchFiles(rehearsal, 'ledger')).toEqual(before);
  });

  it.each(['private', 'public'] as const)('a register deleted after a %s badge was issued: no second badge', async (visibility) => {
    const files = visibility === 'private' ? bench.work : withText(bench.work, (text) => text.replace('visibility: private', 'visibility: public').replace(/^( {2}names-removed: true)$/m, '$1\n  public-consent: true'));
    const pull = await bench.claim(2, files);
    await bench.pass(pull, 'ines-carvalho', 'daniel-okoye');
    must(await merge(pull), 'merge');
    expect((await issue()).awarded).toHaveLength(1);
    const before = await branchFiles(rehearsal, 'ledger');
    // On main nobody but the desk's token may delete the branch; here it is gone all the same.
    const removed = await runGit(join(rehearsal.folder, 'server', 'repositories', 'marlow-valley', `${OWN}.git`), ['update-ref', '-d', 'refs/heads/register']);
    expect(removed.code).toBe(0);
    const issued = await issue();
    expect(issued.awarded).toEqual([]);
    expect(reasons(issued, /maya-okafor\/2$/)).toContain('has been awarded already');
    expect(await badgesIn(OWN)).toEqual([]);
    expect(await branchFiles(rehearsal, 'ledger')).toEqual(before);
  });

  it('a register emptied by a commit after the badge was issued: no second badge', async () => {
    const pull = await bench.claim(2);
    await bench.pass(pull, 'ines-carvalho', 'daniel-okoye');
    must(await merge(pull), 'merge');
    expect((await issue()).awarded).toHaveLength(1);
    await writeBranch('maya-okafor', OWN, 'register', new Map([['claims/README', 'Nothing here.\n']]), [...(await branchFiles(rehearsal, 'register', OWN)).keys()]);
    await writeBranch('maya-okafor', OWN, 'register', new Map(), ['claims/README']);
    const issued = await issue();
    expect(issued.awarded).toEqual([]);
    expect(reasons(issued, /maya-okafor\/2$/)).toContain('has been awarded already');
    expect(await badgesIn(OWN)).toEqual([]);
  });
});
