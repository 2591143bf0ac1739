import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Result } from '../../core/badge/result.ts';
import { decodeList, setBits } from '../../core/badge/status-list.ts';
import type { ListRecord } from '../../core/plan/ledger.ts';
import { openGit } from '../../effects/git.ts';
import { commitFiles } from '../../effects/tree.ts';
import { benchFor, below, type Bench } from '../../testing/claim-bench.ts';
import { branchFiles, rehearse, type Snapshot, type TestRehearsal } from '../../testing/rehearse.ts';
import { keepScene } from '../../testing/scenes.ts';
import { must, type Ended } from '../actor.ts';
import { CREDENTIAL } from '../story/submission.ts';

const LONG = 900_000;
const MAYA = 'portfolio-maya-okafor';
const TOMAS = 'portfolio-tomas-reyes';
let issued: Snapshot;
let rehearsal: TestRehearsal;
beforeAll(async () => {
  issued = await keepScene('handed-in', { mode: 'private-per-teacher' }, async (beginning) => {
    const bench = await benchFor(beginning);
    await bench.pass(1, 'ines-carvalho', 'daniel-okoye');
    expect(await bench.force(1)).toBe(200);
    await claimOfTomas(beginning, bench, 1);
    must(await beginning.actors['priya-nair'].laurel('issue'), 'issue');
    must(await beginning.actors['priya-nair'].git('pull', '--quiet'), 'pull');
  });
}, LONG);
afterAll(() => rm(issued.folder, { recursive: true, force: true }));
beforeEach(async () => void (rehearsal = await rehearse(issued)));
afterEach(() => rehearsal.end());

const lead = () => rehearsal.actors['priya-nair'];

// A claim of the other teacher in his own repository, approved and merged.
async function claimOfTomas({ actors, practice, people, rest }: TestRehearsal, { work, forms }: Pick<Bench, 'work' | 'forms'>, number: number): Promise<void> {
  const { token, id } = people.find(({ login }) => login === 'tomas-reyes')!;
  const git = openGit(actors['tomas-reyes'].clone, process.env, { server: practice.url, token });
  const address = practice.gitUrl('marlow-valley', TOMAS);
  await git.text(['fetch', '--quiet', address, 'main']);
  const parent = await git.text(['rev-parse', 'FETCH_HEAD']);
  const commit = await commitFiles(git, { parent, files: below(`submissions/${CREDENTIAL}/tomas-reyes/${number}`, work), message: 'My claim\n', by: { name: 'Tomás Reyes', email: `${id}+tomas-reyes@users.noreply.github.com`, at: new Date() } });
  await git.text(['push', '--quiet', address, `${commit}:refs/heads/claim-${number}`]);
  const opened = await rest('tomas-reyes', 'POST', `/repos/marlow-valley/${TOMAS}/pulls`, { title: `Claim ${number}`, head: `claim-${number}`, base: 'main' });
  expect(opened.status).toBe(201);
  const pull = `/repos/marlow-valley/${TOMAS}/pulls/${opened.body.number}`;
  for (const judge of ['ines-carvalho', 'daniel-okoye'] as const) expect((await rest(judge, 'POST', `${pull}/reviews`, { event: 'APPROVE', body: forms[judge] })).status).toBe(200);
  expect((await rest('marlow-valley', 'PUT', `${pull}/merge`, { merge_method: 'merge' })).status).toBe(200);
}

/** The badges of a private repository's register: serial and text. */
async function badgesIn(repository: string): Promise<readonly { readonly serial: string; readonly text: string; readonly index: number }[]> {
  const files = await branchFiles(rehearsal, 'register', repository);
  return [...files].filter(([path]) => path.endsWith('/badge.json')).map(([path, text]) => {
    const { serial, status } = JSON.parse(files.get(path.replace('badge.json', 'award.json'))!) as { readonly serial: string; readonly status: { readonly index: number } };
    return { serial, text, index: status.index };
  });
}

const site = (): string => join(rehearsal.folder, 'site');
const publish = (): Promise<Ended> => lead().laurel('publish', '--branch', 'gh-pages', '--out', site());

async function verify(text: string): Promise<{ readonly code: number; readonly results: readonly Result[] }> {
  const file = join(rehearsal.folder, 'badge.json');
  await writeFile(file, text);
  const { code, out } = await lead().laurel('verify', file, '--site', site(), '--json');
  return { code, results: (JSON.parse(out) as { readonly results: readonly Result[] }).results };
}

async function revokedNow(): Promise<readonly number[]> {
  const { encodedList } = JSON.parse((await branchFiles(rehearsal, 'ledger')).get('status/1.record.json')!) as ListRecord;
  const decoded = await decodeList(encodedList);
  return decoded.ok ? [...setBits(decoded.bits)] : [];
}

// Nothing of her is kept in the lead's clone either: a workflow's checkout is a new one.
async function forgetPlaces(): Promise<void> {
  await rm(join(lead().clone, '.git', 'laurel'), { recursive: true, force: true });
}

describe('an erasure request', () => {
  it('leaves everything else verifiable: her repository is deleted, and issue, publish, audit and verify of everybody else\'s badges still work', async () => {
    const [hers] = await badgesIn(MAYA);
    const [his] = await badgesIn(TOMAS);
    const hash = [...(await branchFiles(rehearsal, 'ledger'))].find(([path]) => path.includes(hers!.serial))!;
    must(await publish(), 'publish');
    expect((await verify(hers!.text)).code).toBe(0);

    must(await lead().laurel('revoke', hers!.serial, '--reason', 'The earner asked for erasure'), 'revoke');
    must(await publish(), 'publish the list');
    rehearsal.practice.deleteRepository('marlow-valley', MAYA);
    expect((await rehearsal.rest('priya-nair', 'GET', `/repos/marlow-valley/${MAYA}`)).status).toBe(404);
    await forgetPlaces();

    expect(must(await lead().laurel('issue'), 'issue').out).toContain('Nothing is due');
    must(await publish(), 'publish');
    const world = rehearsal.world('priya-nair');
    const audit = await rehearsal.runIn({ ...world, env: { ...world.env, LAUREL_SUBMISSIONS_TOKEN: world.env['GITHUB_TOKEN'] } }, 'audit', '--json', '--site', site());
    expect(JSON.parse(audit.out).results.filter(({ outcome }: Result) => outcome !== 'pass')).toEqual([]);
    expect(audit.code).toBe(0);
    expect(await verify(his!.text)).toMatchObject({ code: 0 });

    // A copy of hers that somebody kept: genuine, and revoked for ever.
    const copy = await verify(hers!.text);
    expect(copy.code).toBe(1);
    expect(copy.results.filter(({ outcome }) => outcome === 'fail').map(({ name }) => name)).toEqual(['status', 'log']);
    expect(await revokedNow()).toEqual([hers!.index]);

    // What the public still has of her names nobody and holds nothing of her work.
    expect((await branchFiles(rehearsal, 'ledger')).get(hash[0])).toBe(hash[1]);
    expect(Object.keys(JSON.parse(hash[1])).sort()).toEqual(['claim', 'format', 'serial', 'sha256', 'status']);
    const everything = (await Promise.all((await readdir(site(), { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map(({ parentPath, name }) => readFile(join(parentPath, name), 'latin1')))).join('\n');
    const { id: earner } = (JSON.parse(hers!.text) as { readonly credentialSubject: { readonly id: string } }).credentialSubject;
    for (const words of [earner, hers!.serial, 'https://files.marlow-valley.example/maya']) expect(everything.includes(words), words).toBe(false);
    expect(JSON.stringify([...(await branchFiles(rehearsal, 'ledger'))])).not.toMatch(new RegExp(`maya|${earner}`));

    // The programme goes on: a new badge has a place of its own, and another revocation keeps her bit although her register is gone.
    await claimOfTomas(rehearsal, await benchOf(), 2);
    must(await lead().laurel('issue'), 'issue another');
    const all = await badgesIn(TOMAS);
    expect(all).toHaveLength(2);
    expect(new Set([hers!.index, ...all.map(({ index }) => index)]).size).toBe(3);
    must(await lead().laurel('revoke', his!.serial, '--reason', 'A test'), 'revoke another');
    expect([...(await revokedNow())].sort()).toEqual([hers!.index, his!.index].sort());
    expect(must(await lead().laurel('issue'), 'issue').out).toContain('Nothing is due');
  }, LONG);

  it('leaves no way to the same badge: when her register alone is gone, the claim that is still on main is not awarded again, by its key', async () => {
    const [hers] = await badgesIn(MAYA);
    const before = await branchFiles(rehearsal, 'ledger');
    // Nobody may delete this branch by a push; whoever deletes the repository, or restores it from an old copy, loses it.
    must(await lead().git('-C', join(rehearsal.folder, 'server', 'repositories', 'marlow-valley', `${MAYA}.git`), 'update-ref', '-d', 'refs/heads/register'), 'lose the register');
    const issue = await lead().laurel('issue', '--json');
    expect(issue.code, issue.err).toBe(1);
    const { awarded, refused } = JSON.parse(issue.out) as { readonly awarded: readonly unknown[]; readonly refused: readonly { readonly path: string; readonly reasons: readonly string[] }[] };
    expect(awarded).toEqual([]);
    expect(refused).toEqual([{ path: `marlow-valley/${MAYA}: submissions/${CREDENTIAL}/maya-okafor/1`, reasons: ['this claim has been awarded already'] }]);
    expect(await branchFiles(rehearsal, 'ledger')).toEqual(before);
    expect(await branchFiles(rehearsal, 'register', MAYA)).toEqual(new Map());
    expect([...before.keys()].some((path) => path.includes(hers!.serial))).toBe(true);
  }, LONG);
});

// The work and the forms, read again from the teacher's clone.
async function benchOf(): Promise<Pick<Bench, 'work' | 'forms'>> {
  const folder = join(rehearsal.actors['maya-okafor'].clone, 'submissions', CREDENTIAL, 'maya-okafor', '1');
  const work = new Map(await Promise.all((await readdir(folder)).map(async (name) => [name, new Uint8Array(await readFile(join(folder, name)))] as const)));
  const reviews = (await rehearsal.rest('priya-nair', 'GET', `/repos/marlow-valley/${TOMAS}/pulls/1/reviews`)).body as readonly { readonly body: string }[];
  return { work, forms: { 'ines-carvalho': reviews[0]!.body, 'daniel-okoye': reviews[1]!.body } };
}
