import { rm, writeFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { must } from '../practice/actor.ts';
import { branchFiles, rehearse, type Snapshot, type TestRehearsal } from '../testing/rehearse.ts';
import { keepScene } from '../testing/scenes.ts';
import { dyingWorld } from '../testing/dying-world.ts';
import type { World } from './world.ts';

let rehearsal: TestRehearsal;
let merged: Snapshot;
beforeAll(async () => {
  merged = await keepScene('merged');
});
afterAll(() => rm(merged.folder, { recursive: true, force: true }));
beforeEach(async () => void (rehearsal = await rehearse(merged)));
afterEach(() => rehearsal.end());

const lead = () => rehearsal.actors['priya-nair'];
const stores = async (): Promise<Readonly<Record<string, string>>> => Object.fromEntries([...(await branchFiles(rehearsal, 'register')), ...[...(await branchFiles(rehearsal, 'ledger'))].map(([path, text]) => [`ledger:${path}`, text] as const)]);

describe('issuing', () => {
  it('changes nothing the second time', async () => {
    must(await lead().laurel('issue'), 'issue');
    const before = await stores();
    expect(Object.keys(before)).toHaveLength(10);
    expect(must(await lead().laurel('issue'), 'issue').out).toContain('Nothing is due');
    expect(await stores()).toEqual(before);
  });

  it.each([1, 2, 3, 4, 5, 6].flatMap((step) => [[step, 'before'], [step, 'after']] as const))('ends in the same state when it is killed at write %i, %s it has effect, and run again', async (step, when) => {
    const { world, died } = dyingWorld(rehearsal.world('priya-nair'), step, when);
    expect((await rehearsal.runIn(world, 'issue')).code).toBe(2);
    expect(died()).toBe(true);
    const killed = await stores();
    must(await lead().laurel('issue'), 'issue');
    const after = await stores();
    expect(Object.keys(after).map((path) => path.replace(/[0-9a-z]{2}\/[0-9a-z]{2}\/[0-9a-z]{12,64}/, '<id>').replace(/1-[0-9a-f]{12}/, '<attempt>'))).toEqual(['badges/<id>/award.json', 'badges/<id>/badge.json', 'badges/<id>/proof.json', 'claims/<id>/<attempt>.json', 'ledger:badges/<id>.json', 'ledger:log/checkpoint', 'ledger:log/tile/0/000.p/2', 'ledger:log/tile/entries/000.p/2', 'ledger:status/1.json', 'ledger:status/1.record.json']);
    // What was drawn and written before the kill is never drawn again: serial, index, moment, signature.
    expect(after).toMatchObject(killed);
    expect(must(await lead().laurel('issue'), 'issue').out).toContain('Nothing is due');
  });

  it('rebuilds badges and lists byte for byte from records, proofs and releases, without a private key', async () => {
    must(await lead().laurel('issue'), 'issue');
    const serial = Object.keys(await stores()).find((path) => path.endsWith('award.json'))!.split('/')[3]!;
    const revoked = must(await lead().laurel('revoke', serial, '--reason', 'A test of revoking', '--public-reason', 'It was a test.'), 'revoke');
    expect(revoked.err).toContain('the register of this programme is public');
    const before = await stores();
    expect(JSON.parse(before[`ledger:reasons/${serial}.json`]!)).toMatchObject({ serial, reason: 'It was a test.' });
    const git = lead().git;
    for (const [branch, gone] of [['register', '*badge.json'], ['ledger', 'badges'], ['ledger', 'status/1.json'], ['ledger', 'reasons']] as const) {
      must(await git('fetch', '--quiet', 'origin', branch), 'fetch');
      must(await git('checkout', '--quiet', '--detach', 'FETCH_HEAD'), 'checkout');
      must(await git('rm', '--quiet', '-r', '--', gone), 'rm');
      must(await git('commit', '--quiet', '--message', 'Lose some files'), 'commit');
      must(await git('push', '--quiet', 'origin', `HEAD:${branch}`), 'push');
    }
    must(await git('checkout', '--quiet', 'main'), 'checkout');
    expect(Object.keys(await stores()).length).toBe(Object.keys(before).length - 4);
    const world = rehearsal.world('priya-nair');
    const keyless: World = { ...world, env: { ...world.env, LAUREL_KEY_FILE: '/nonexistent/key' } };
    must(await rehearsal.runIn(keyless, 'issue'), 'issue without a key');
    expect(await stores()).toEqual(before);
  });

  it('signs nothing without a key, and says why in a sentence', async () => {
    const world = rehearsal.world('priya-nair');
    const issue = await rehearsal.runIn({ ...world, env: { ...world.env, LAUREL_KEY_FILE: '/nonexistent/key' } }, 'issue');
    expect(issue.code).toBe(2);
    expect(issue.err).toMatch(/There is no signing key: .* Nothing was signed\./);
    expect(await stores()).toEqual({});
  });

  it.each([['damaged', 'not json'], ['of another programme', '']])('signs nothing with a key that is %s', async (_, text) => {
    const world = rehearsal.world('priya-nair');
    const { drawKey } = await import('./keys.ts');
    const issue = await rehearsal.runIn({ ...world, env: { ...world.env, LAUREL_KEY: text === '' ? drawKey(world.random).text : text } }, 'issue');
    expect(issue.code).toBe(2);
    expect(issue.err).toContain('Nothing was signed');
    expect(issue.err).not.toContain('z3u2');
    expect(await stores()).toEqual({});
  });

  it('signs nothing when the server cannot be reached', async () => {
    const world = rehearsal.world('priya-nair');
    const issue = await rehearsal.runIn({ ...world, env: { ...world.env, GITHUB_API_URL: 'http://127.0.0.1:1', GITHUB_SERVER_URL: 'http://127.0.0.1:1' } }, 'issue');
    expect(issue.code).toBe(2);
    expect(issue.err).toContain('cannot be reached');
    expect(issue.err).not.toContain('at ');
    expect(await stores()).toEqual({});
  });

  it('signs nothing when a store holds what it did not write', async () => {
    must(await lead().laurel('issue'), 'issue');
    must(await lead().git('fetch', '--quiet', 'origin', 'register'), 'fetch');
    must(await lead().git('checkout', '--quiet', '--detach', 'FETCH_HEAD'), 'checkout');
    await writeFile(`${lead().clone}/stray.txt`, 'stray');
    must(await lead().git('add', 'stray.txt'), 'add');
    must(await lead().git('commit', '--quiet', '--message', 'Stray'), 'commit');
    must(await lead().git('push', '--quiet', 'origin', 'HEAD:register'), 'push');
    must(await lead().git('checkout', '--quiet', 'main'), 'checkout');
    const issue = await lead().laurel('issue');
    expect(issue.code).toBe(2);
    expect(issue.err).toContain('stray.txt');
  });

  it('lets two runs at once end in one badge', async () => {
    const [a, b] = await Promise.all([rehearsal.runIn(rehearsal.world('priya-nair'), 'issue'), rehearsal.runIn(rehearsal.world('priya-nair'), 'issue')]);
    expect([a.code, b.code].filter((code) => code === 0).length).toBeGreaterThan(0);
    must(await lead().laurel('issue'), 'issue');
    expect(Object.keys(await stores())).toHaveLength(10);
  });
});
