import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '../core/badge/result.ts';
import { sha256 } from '../core/canonical.ts';
import { issued as issueEntry, parseEntry, revoked } from '../core/log/entry.ts';
import type { World } from '../effects/world.ts';
import { must, type Ended } from '../practice/actor.ts';
import { branchBytes, branchFiles, rehearse, type Snapshot, type TestRehearsal } from '../testing/rehearse.ts';
import { keepScene } from '../testing/scenes.ts';

const LONG = 900_000;
let kept: Snapshot;
let rehearsal: TestRehearsal;
let serial: string;
/** The ledger after the badge was issued, and after it was revoked. */
let heads: readonly [issued: string, revoked: string];
const lead = () => rehearsal.actors['priya-nair'];
const ledgerHead = async (): Promise<string> => {
  must(await lead().git('fetch', '--quiet', 'origin', 'ledger'), 'fetch');
  return must(await lead().git('rev-parse', 'FETCH_HEAD'), 'rev-parse').out.trim();
};

beforeAll(async () => {
  kept = await keepScene('merged', {}, async (beginning) => {
    rehearsal = beginning;
    const { awarded } = JSON.parse(must(await lead().laurel('issue', '--json'), 'issue').out) as { readonly awarded: readonly { readonly serial: string }[] };
    serial = awarded[0]!.serial;
    const first = await ledgerHead();
    must(await lead().laurel('revoke', serial, '--reason', 'To have something more to log'), 'revoke');
    heads = [first, await ledgerHead()];
    must(await lead().git('pull', '--quiet'), 'pull');
  });
  rehearsal = await rehearse(kept);
}, LONG);
afterAll(async () => {
  await rehearsal?.end();
  await rm(kept.folder, { recursive: true, force: true });
});
// Nobody may force this branch, so what holds it on the server's disk is put back.
const putAt = async (commit: string): Promise<void> => void must(await lead().git('-C', join(rehearsal.folder, 'server', 'repositories', 'marlow-valley', 'credentials.git'), 'update-ref', 'refs/heads/ledger', commit), 'put it there');
afterEach(() => putAt(heads[1]));

async function meddle(change: () => Promise<void>): Promise<void> {
  const { git } = lead();
  must(await git('checkout', '--quiet', '--detach', heads[1]), 'checkout');
  await change();
  must(await git('add', '--all'), 'add');
  must(await git('commit', '--quiet', '--message', 'Meddle'), 'commit');
  must(await git('push', '--quiet', 'origin', 'HEAD:ledger'), 'push');
  must(await git('checkout', '--quiet', 'main'), 'checkout');
}

const inClone = (path: string): string => join(lead().clone, path);
const shown = async (commit: string, path: string): Promise<string> => must(await lead().git('show', `${commit}:${path}`), 'show').out;
const badgePath = (): string => `badges/${serial.slice(0, 2)}/${serial.slice(2, 4)}/${serial}.json`;
const keyless = (): World => {
  const world = rehearsal.world('priya-nair');
  return { ...world, env: { ...world.env, LAUREL_KEY_FILE: '/nonexistent/key' } };
};
const outcomes = ({ out }: Ended): Readonly<Record<string, string>> => Object.fromEntries((JSON.parse(out) as { readonly results: readonly Result[] }).results.map(({ name, outcome }) => [name, outcome]));
const pass = { checkpoint: 'pass', tiles: 'pass', entries: 'pass', ledger: 'pass', history: 'pass' };

async function refusedByIssue(words: RegExp): Promise<void> {
  const before = await branchFiles(rehearsal, 'ledger');
  const { code, err } = await lead().laurel('issue');
  expect(code, err).toBe(2);
  expect(err).toMatch(words);
  expect(await branchFiles(rehearsal, 'ledger')).toEqual(before);
}

describe('the log of a ledger', () => {
  it('holds the key, the badge and its revocation by hash, and nothing else of anybody', async () => {
    const { out } = must(await lead().laurel('log', 'show', '--json'), 'show');
    const { entries, size } = JSON.parse(out) as { readonly size: number; readonly entries: readonly object[] };
    const hash = sha256(await shown(heads[1], badgePath()));
    expect(size).toBe(3);
    expect(entries).toEqual([{ laurel: 'log-1', event: 'key', key: expect.stringMatching(/^z6Mk/), from: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) }, JSON.parse(issueEntry(hash)), JSON.parse(revoked(hash))]);
    const files = [...(await branchBytes(rehearsal, 'ledger'))].filter(([path]) => path.startsWith('log/'));
    expect(files.map(([path]) => path)).toEqual(['log/checkpoint', 'log/tile/0/000.p/2', 'log/tile/0/000.p/3', 'log/tile/entries/000.p/2', 'log/tile/entries/000.p/3']);
    for (const [path, bytes] of files) expect(bytes.includes(serial), path).toBe(false);
  }, LONG);

  it('verifies from its own checkpoints and with the badge in it, and says what does not hold', async () => {
    const [earlier, badge, edited] = ['earlier', 'badge.json', 'edited.json'].map((name) => join(rehearsal.folder, name)) as [string, string, string];
    await writeFile(earlier, await shown(heads[0], 'log/checkpoint'));
    await writeFile(badge, await shown(heads[1], badgePath()));
    await writeFile(edited, (await shown(heads[1], badgePath())).replace('Marlow Valley', 'Marlow Hills'));
    const sound = await lead().laurel('log', 'verify', '--json', '--from', earlier, badge);
    expect(sound.code, sound.err).toBe(0);
    expect(outcomes(sound)).toEqual({ ...pass, 'earlier checkpoint': 'pass', badge: 'pass' });
    await writeFile(earlier, (await shown(heads[0], 'log/checkpoint')).replace(/\n([A-Za-z0-9+/]{43}=)\n/, `\n${'A'.repeat(43)}=\n`));
    const bad = await lead().laurel('log', 'verify', '--json', '--from', earlier, edited);
    expect(bad.code).toBe(1);
    expect(outcomes(bad)).toEqual({ ...pass, 'earlier checkpoint': 'fail', badge: 'fail' });
    expect(must(await lead().laurel('log', 'verify'), 'verify').out).toContain('It extends every one of the 2 checkpoints');
  }, LONG);

  it('makes a proof by serial or by file, which verify takes in place of the log', async () => {
    const [proof, badge] = ['one.tlog-proof', 'badge.json'].map((name) => join(rehearsal.folder, name)) as [string, string];
    await writeFile(badge, await shown(heads[1], badgePath()));
    must(await lead().laurel('log', 'proof', serial, '--out', proof), 'proof');
    expect(must(await lead().laurel('log', 'proof', badge), 'proof of a file').out).toBe(await readFile(proof, 'utf8'));
    expect(await readFile(proof, 'utf8')).toMatch(/^c2sp\.org\/tlog-proof@v1\nindex 1\n(?:[A-Za-z0-9+/]{43}=\n){2}\n/);
    const { code, err } = await lead().laurel('log', 'proof', '000000000000');
    expect([code, err]).toEqual([2, expect.stringContaining('There is no badge 000000000000')]);
    expect((await lead().laurel('log', 'proof', 'zzz')).err).toContain('There is no file zzz. Give a badge\'s file or its serial');
    expect((await lead().laurel('log', 'verify', '--from', 'nope')).err).toContain('There is no file nope. Give a copy that you kept');
  }, LONG);
});

describe('a log that somebody meddled with', () => {
  it('stops the run where it was cut back to a checkpoint that was ours once', async () => {
    await meddle(async () => {
      must(await lead().git('rm', '--quiet', '-r', 'log'), 'rm');
      must(await lead().git('checkout', '--quiet', heads[0], '--', 'log'), 'checkout the older');
    });
    await refusedByIssue(/log\/checkpoint: the log has 2 entries, and had 3 at commit [0-9a-f]{10}, and a log only grows/);
    expect(outcomes(await lead().laurel('log', 'verify', '--json'))).toMatchObject({ checkpoint: 'pass', tiles: 'pass', ledger: 'fail', history: 'fail' });
  }, LONG);

  it('stops the run where it was taken away altogether', async () => {
    await meddle(async () => void must(await lead().git('rm', '--quiet', '-r', 'log'), 'rm'));
    const { code, err } = await lead().laurel('issue');
    expect([code, err]).toEqual([2, expect.stringContaining('log/checkpoint: it was taken away, and a log only grows')]);
  }, LONG);

  it('goes on where what was cut back was put back', async () => {
    await meddle(async () => {
      must(await lead().git('rm', '--quiet', '-r', 'log'), 'rm');
      must(await lead().git('commit', '--quiet', '--message', 'Lose the log'), 'commit');
      must(await lead().git('checkout', '--quiet', heads[1], '--', 'log'), 'put it back');
    });
    expect(must(await lead().laurel('issue'), 'issue').out).toContain('Nothing is due');
    expect(outcomes(await lead().laurel('log', 'verify', '--json'))).toEqual(pass);
  }, LONG);

  it('stops the run where that was done by a merge that hides it', async () => {
    const { git } = lead();
    must(await git('checkout', '--quiet', '--detach', heads[1]), 'checkout');
    const tree = must(await git('rev-parse', `${heads[0]}^{tree}`), 'tree').out.trim();
    const commit = must(await git('commit-tree', tree, '-p', heads[1], '-p', heads[0], '-m', 'Merge'), 'commit').out.trim();
    must(await git('push', '--quiet', 'origin', `${commit}:ledger`), 'push');
    must(await git('checkout', '--quiet', 'main'), 'checkout main');
    await refusedByIssue(/the log has 2 entries, and had 3 at commit/);
  }, LONG);

  it.each<readonly [string, string, (text: string) => string, RegExp]>([
    ['an entry', 'log/tile/entries/000.p/3', (text) => text.replace('"revoke"', '"reviki"'), /log\/checkpoint: the tree's right edge does not add up to it/],
    ['the checkpoint', 'log/checkpoint', (text) => text.replace('\n3\n', '\n2\n'), /log\/tile\/0\/000\.p\/3: it is of a larger log/],
    ['the checkpoint\'s signature', 'log/checkpoint', (text) => text.replace(/(— \S+ .{20})(.)/, (_, before: string, letter: string) => `${before}${letter === 'A' ? 'B' : 'A'}`), /log\/checkpoint: it is not signed with a key of the issuer/],
  ])('stops the run where it changed: %s', async (_, path, change, words) => {
    await meddle(async () => {
      const before = await readFile(inClone(path), 'utf8');
      expect(change(before)).not.toBe(before);
      await writeFile(inClone(path), change(before));
    });
    await refusedByIssue(words);
    const { code } = await lead().laurel('log', 'verify');
    expect(code).not.toBe(0);
  }, LONG);

  it('is not published, nor is one that does not extend what is published', async () => {
    const { git, laurel } = lead();
    const note = await shown(heads[1], 'log/checkpoint');
    must(await git('checkout', '--quiet', '--orphan', 'gh-pages'), 'checkout');
    must(await git('rm', '--quiet', '-r', '--cached', '.'), 'rm');
    await writeFile(inClone('index.json'), `${JSON.stringify({ ledger: heads[0] })}\n`);
    await writeFile(inClone('seen'), note);
    for (const [file, path] of [['index.json', 'v1/index.json'], ['seen', 'log/checkpoint']] as const) {
      const blob = must(await git('hash-object', '-w', file), 'hash').out.trim();
      must(await git('update-index', '--add', '--cacheinfo', `100644,${blob},${path}`), 'index');
      await rm(inClone(file));
    }
    must(await git('commit', '--quiet', '--message', 'Publish'), 'commit');
    must(await git('push', '--quiet', 'origin', 'HEAD:gh-pages'), 'push');
    must(await git('checkout', '--quiet', '--force', 'main'), 'checkout main');
    // The ledger of the day before: its badges verify, and its commit is in the history of what the index names.
    await putAt(heads[0]);
    const { code, err } = await laurel('publish', '--branch', 'gh-pages', '--out', join(rehearsal.folder, 'never'));
    expect(code, err).toBe(2);
    expect(err).toMatch(/The log to publish does not extend the one that is published: it has 2 entries, and had 3/);
  }, LONG);
});

describe('a log that lost something, or has not begun', () => {
  it('gets its tiles again without a key, byte for byte', async () => {
    const before = await branchFiles(rehearsal, 'ledger');
    await meddle(async () => void must(await lead().git('rm', '--quiet', 'log/tile/0/000.p/3'), 'rm'));
    expect(must(await rehearsal.runIn(keyless(), 'issue', '--json'), 'issue without a key').out).toContain('"logged": 1');
    expect(await branchFiles(rehearsal, 'ledger')).toEqual(before);
  }, LONG);

  it('begins with all that an older ledger holds, and changes nothing of it', async () => {
    const before = await branchFiles(rehearsal, 'ledger');
    must(await lead().git('checkout', '--quiet', '--detach', heads[1]), 'checkout');
    must(await lead().git('rm', '--quiet', '-r', 'log'), 'rm');
    const tree = must(await lead().git('write-tree'), 'tree').out.trim();
    must(await lead().git('reset', '--quiet', '--hard'), 'reset');
    must(await lead().git('checkout', '--quiet', 'main'), 'checkout');
    await putAt(await pushed(must(await lead().git('commit-tree', tree, '-m', 'A ledger from before the log'), 'commit').out.trim()));
    expect(must(await rehearsal.runIn(keyless(), 'issue', '--due'), 'due').out).toContain('3 entries of the log to publish');
    expect(must(await lead().laurel('issue', '--json'), 'issue').out).toContain('"logged": 3');
    const after = await branchFiles(rehearsal, 'ledger');
    for (const [path, text] of before) if (!path.startsWith('log/')) expect(after.get(path)).toBe(text);
    expect(outcomes(await lead().laurel('log', 'verify', '--json'))).toEqual(pass);
    const entries = (JSON.parse(must(await lead().laurel('log', 'show', '--json'), 'show').out) as { readonly entries: readonly object[] }).entries.map((entry) => parseEntry(JSON.stringify(entry, ['badge', 'event', 'from', 'key', 'laurel', 'until']))?.event);
    expect(entries).toEqual(['key', 'issue', 'revoke']);
    expect(must(await lead().laurel('issue'), 'issue again').out).toContain('Nothing is due');
  }, LONG);
});

// The server must have the commit before a branch can be put at it.
async function pushed(commit: string): Promise<string> {
  must(await lead().git('push', '--quiet', '--force', 'origin', `${commit}:refs/heads/spare`), 'push');
  return commit;
}
