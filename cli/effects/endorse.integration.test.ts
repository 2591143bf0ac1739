import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { badgeText } from '../core/badge/credential.ts';
import { agencyEndorsement } from '../core/badge/fixture.ts';
import { must, type Ended } from '../practice/actor.ts';
import { branchFiles, rehearse, type Snapshot, type TestRehearsal } from '../testing/rehearse.ts';
import { keepScene, type Scene } from '../testing/scenes.ts';

const about = 'https://partner.example/releases/coaching/2.0.0/achievement.json';
let snapshot: Snapshot;
let rehearsal: TestRehearsal;
async function begin(scene: Scene): Promise<void> {
  snapshot = await keepScene(scene);
  rehearsal = await rehearse(snapshot);
}
afterEach(async () => {
  await rehearsal.end();
  await rm(snapshot.folder, { recursive: true, force: true });
});
const lead = (...args: readonly string[]): Promise<Ended> => rehearsal.actors['priya-nair'].laurel(...args);

describe('an endorsement that the programme gives', () => {
  it('is signed once, stands in the ledger and its log, and verifies from what the programme leaves; one that it did not give stops every run', async () => {
    await begin('issued');
    const { clone, git } = rehearsal.actors['priya-nair'];
    for (const [id, words] of [['https://credentials.marlow-valley.example/releases/x/1.0.0/achievement.json', 'is the programme\'s own'], ['coaching', 'is no id']] as const) expect((await lead('endorse', 'give', id, '--comment', 'Counts')).err.replace(/\s+/g, ' ')).toContain(words);
    expect((await lead('endorse', 'give', about, '--comment', 'Counts', '--until', '2099-01-01')).err.replace(/\s+/g, ' ')).toContain('at most 10 years ahead');

    const first = JSON.parse(must(await lead('endorse', 'give', about, '--comment', 'Counts in our schools', '--out', 'endorsement.json', '--json'), 'endorse').out) as { readonly serial: string; readonly address: string; readonly isNew: boolean };
    expect(first).toMatchObject({ isNew: true, address: `https://credentials.marlow-valley.example/endorses/${first.serial}/endorsement.json` });
    expect(JSON.parse(must(await lead('endorse', 'give', about, '--comment', 'Counts in our schools', '--json'), 'endorse again').out)).toMatchObject({ serial: first.serial, isNew: false });
    const path = `endorsements/${first.serial}.json`;
    const text = (await branchFiles(rehearsal, 'ledger')).get(path);
    expect(text).toBe(await readFile(join(clone, 'endorsement.json'), 'utf8'));

    expect(JSON.parse(must(await lead('issue', '--due', '--json'), 'due').out)).toMatchObject({ log: 0, lists: [], unpublished: [] });
    expect(must(await lead('log', 'verify', 'endorsement.json'), 'log verify').out.replace(/\s+/g, ' ')).toMatch(/1 endorsement.*endorsement.json: its exact bytes are entry/);
    const audited = JSON.parse((await lead('audit', '--json')).out) as { readonly results: readonly { readonly name: string; readonly outcome: string }[] };
    expect(audited.results.filter(({ name }) => ['ledger', 'ledger history', 'badges verify', 'log'].includes(name)).map(({ outcome }) => outcome)).toEqual(['pass', 'pass', 'pass', 'pass']);
    must(await lead('will'), 'will');
    const verified = must(await lead('verify', 'endorsement.json', '--will', 'will.zip', '--offline', '--json'), 'verify');
    const { results, endorsement } = JSON.parse(verified.out) as { readonly results: readonly { readonly name: string; readonly outcome: string }[]; readonly endorsement: object };
    expect(endorsement).toMatchObject({ about, comment: 'Counts in our schools' });
    expect(Object.fromEntries(results.map(({ name, outcome }) => [name, outcome]))).toMatchObject({ proof: 'pass', issuer: 'pass', key: 'pass', log: 'pass' });

    must(await git('fetch', '--quiet', 'origin', '+ledger:refs/remotes/origin/ledger'), 'fetch');
    must(await git('checkout', '--quiet', '-b', 'forging', 'origin/ledger'), 'checkout');
    await writeFile(join(clone, path), text!.replace('Counts in our schools', 'Counts everywhere'));
    must(await git('commit', '--quiet', '-am', 'Forge'), 'commit');
    must(await git('push', '--quiet', 'origin', 'forging:ledger'), 'push');
    must(await git('checkout', '--quiet', 'main'), 'back');
    const stopped = await lead('issue');
    expect([stopped.code, stopped.err.replace(/\s+/g, ' ')]).toEqual([2, expect.stringContaining(`unexpected at ${path}: its signature does not hold`)]);
    expect((await lead('audit', '--json')).out).toContain('changed or removed what is written once');
  });
});

describe('an endorsement of a credential, where the policy wants it inside', () => {
  it('is in the badges that are awarded while it stands in the catalog, and in their records, and a badge that is lost is made again without the catalog\'s copy', async () => {
    await begin('merged');
    const { clone, git } = rehearsal.actors['priya-nair'];
    const endorsement = await agencyEndorsement('https://credentials.marlow-valley.example/releases/checking-for-understanding/1.0.0/achievement.json');
    await writeFile(join(clone, 'agency.json'), badgeText(endorsement));
    must(await git('pull', '--quiet', '--rebase', '--autostash'), 'pull');
    must(await lead('endorse', 'add', 'agency.json'), 'endorse add');
    const issuer = join(clone, 'catalog', 'issuer.yaml');
    await writeFile(issuer, (await readFile(issuer, 'utf8')).replace('  coach-after: 3\n', '  coach-after: 3\n  endorsements-inside: true\n'));
    must(await lead('lint'), 'lint');
    const push = async (...args: readonly string[]): Promise<void> => {
      must(await git(...args), args[0]!);
      must(await git('commit', '--quiet', '--message', 'Endorsed'), 'commit');
      must(await git('push', '--quiet', 'origin', 'HEAD:main'), 'push');
    };
    await push('add', 'catalog');
    const { signed: [serial] } = JSON.parse(must(await lead('issue', '--json'), 'issue').out) as { readonly signed: readonly string[] };
    const pathOf = (file: string): string => `badges/${serial!.slice(0, 2)}/${serial!.slice(2, 4)}/${serial}${file}.json`;
    const badge = (await branchFiles(rehearsal, 'ledger')).get(pathOf(''))!;
    expect(JSON.parse(badge)).toMatchObject({ credentialSubject: { achievement: { endorsement: [endorsement] } } });
    expect(JSON.parse((await branchFiles(rehearsal, 'register')).get(pathOf('/award'))!)).toMatchObject({ endorsements: [endorsement] });

    await push('rm', '--quiet', 'catalog/endorsements/checking-for-understanding/state-agency.json');
    must(await git('fetch', '--quiet', 'origin', '+register:refs/remotes/origin/register'), 'fetch');
    must(await git('checkout', '--quiet', '-b', 'losing', 'origin/register'), 'checkout');
    must(await git('rm', '--quiet', pathOf('/badge')), 'rm');
    must(await git('commit', '--quiet', '--message', 'Lose it'), 'commit');
    must(await git('push', '--quiet', 'origin', 'losing:register'), 'push');
    must(await git('checkout', '--quiet', 'main'), 'back');
    expect(JSON.parse(must(await lead('issue', '--json'), 'issue again').out)).toMatchObject({ signed: [serial], refused: [] });
    expect((await branchFiles(rehearsal, 'register')).get(pathOf('/badge'))).toBe(badge);
    const { results } = JSON.parse((await lead('audit', '--json')).out) as { readonly results: readonly { readonly name: string; readonly outcome: string }[] };
    expect(results.filter(({ name }) => ['badges verify', 'badges agree', 'log'].includes(name)).map(({ outcome }) => outcome)).toEqual(['pass', 'pass', 'pass']);
  });
});
