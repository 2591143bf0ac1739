import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { logOrigin, signCheckpoint } from '../core/log/checkpoint.ts';
import { diskFiles } from '../effects/files.ts';
import { openGit, type Git } from '../effects/git.ts';
import { openKeys } from '../effects/keys.ts';
import type { World } from '../effects/world.ts';
import { main } from '../main.ts';
import { smallestTexts } from '../testing/smallest.ts';

const DID = 'did:web:credentials.example.org';
let folder: string;
let key: string;
let spoken: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'laurel-keys-'));
  key = join(folder, 'home', 'key.json');
  spoken = '';
  await mkdir(join(folder, 'repository', 'catalog'), { recursive: true });
  await writeFile(issuerFile(), smallestTexts['issuer.yaml']!.replace(/keys:\n.*\n.*\n/, '# Keep every key.\nkeys: []\n'));
});
afterEach(async () => {
  // Whatever was done, no secret was shown.
  expect(spoken).not.toMatch(/z3u2|"secret"|"earners"/);
  await rm(folder, { recursive: true, force: true });
});

const issuerFile = (): string => join(folder, 'repository', 'catalog', 'issuer.yaml');
const issuerText = (): Promise<string> => readFile(issuerFile(), 'utf8');
const keyFile = async (path = key): Promise<{ readonly public: string; readonly earners: string }> => JSON.parse(await readFile(path, 'utf8'));
const worldOn = (day: string, env: Readonly<Record<string, string>> = {}): World => {
  const output = { isTerminal: false, columns: 100, write: (text: string) => void (spoken += text) };
  const git = { run: async () => ({ code: 0, stdout: Buffer.from(`${join(folder, 'repository')}\n`), stderr: '' }) } as unknown as Git;
  return {
    cwd: join(folder, 'repository'), env: { HOME: folder, LAUREL_KEY_FILE: key, ...env }, out: output, err: output, input: async () => '', now: () => new Date(`${day}T09:00:00Z`), random: (bytes) => randomBytes(bytes),
    files: diskFiles, git: () => git, github: () => Promise.reject(new Error('no GitHub in this test')), fetch: () => Promise.reject(new Error('no network in this test')),
  };
};
async function keys(world: World, ...args: readonly string[]): Promise<{ readonly code: number; readonly said: string }> {
  const before = spoken.length;
  const code = await main(['keys', ...args], world);
  return { code, said: spoken.slice(before) };
}

describe('laurel keys new', () => {
  it('draws the first key, and explains before the first badge what the site\'s address is bound to', async () => {
    const { code, said } = await keys(worldOn('2026-11-22'), 'new');
    expect(code, said).toBe(0);
    for (const words of [`name the issuer ${DID}`, 'If the site moves', 'yours for good', 'Next: commit catalog/issuer.yaml']) expect(said).toContain(words);
    expect((await stat(key)).mode & 0o777).toBe(0o600);
    const drawn = await keyFile();
    expect(await issuerText()).toContain(`# Keep every key.\nkeys:\n  - public: ${drawn.public}\n    from: 2026-11-22\npolicy:`);
    expect((await openKeys(worldOn('2026-11-22'), DID, [drawn.public])).publicKey).toBe(drawn.public);
  });

  it('keeps the secret that names earners when the earlier key is elsewhere', async () => {
    await keys(worldOn('2026-11-22'), 'new');
    const elsewhere = { LAUREL_KEY_FILE: join(folder, 'home', 'other.json') };
    expect(await keys(worldOn('2026-11-23', elsewhere), 'new')).toMatchObject({ code: 2, said: expect.stringContaining('laurel keys rotate') });
    expect(await keys(worldOn('2026-11-23', elsewhere), 'new', '--earners-from', key)).toMatchObject({ code: 0 });
    expect((await keyFile(elsewhere.LAUREL_KEY_FILE)).earners).toBe((await keyFile()).earners);
  });

  it.each(['new', 'rotate'])('writes no secret into the repository (%s)', async (action) => {
    const { code, said } = await keys(worldOn('2026-11-22', { LAUREL_KEY_FILE: join(folder, 'repository', 'key.json') }), action, '--yes');
    expect([code, said]).toEqual([2, expect.stringContaining('is inside the repository')]);
    expect(await diskFiles.exists(join(folder, 'repository', 'key.json'))).toBe(false);
  });

  it.each(['new', 'rotate'])('writes no secret into the repository through a folder that leads into it (%s)', async (action) => {
    await symlink(join(folder, 'repository', 'catalog'), join(folder, 'link'));
    for (const path of [['key.json'], ['deep', 'key.json']]) {
      const { code, said } = await keys(worldOn('2026-11-22', { LAUREL_KEY_FILE: join(folder, 'link', ...path) }), action, '--yes');
      expect([code, said]).toEqual([2, expect.stringContaining('is inside the repository')]);
      expect(await diskFiles.exists(join(folder, 'repository', 'catalog', ...path))).toBe(false);
    }
  });
});

describe('laurel keys rotate', () => {
  beforeEach(async () => void (await keys(worldOn('2026-11-22'), 'new')));

  it('shows what it will do, and does nothing where nobody says yes', async () => {
    const [text, secret] = [await issuerText(), await readFile(key, 'utf8')];
    const { code, said } = await keys(worldOn('2027-01-10'), 'rotate');
    expect(code).toBe(1);
    expect(said).toMatch(/new: signs from 2027-01-10[^]+until \(no end\) → 2027-01-10[^]+goes on verifying[^]+Nothing was changed\. With --yes/);
    expect([await issuerText(), await readFile(key, 'utf8')]).toEqual([text, secret]);
  });

  it('ends the key at hand, draws the next with the same earners, and keeps the old file beside it', async () => {
    const old = await keyFile();
    expect(await keys(worldOn('2027-01-10'), 'rotate', '--yes', '--until', '2027-01-12')).toMatchObject({ code: 0 });
    const next = await keyFile();
    expect(next.public).not.toBe(old.public);
    expect(next.earners).toBe(old.earners);
    const aside = `${key}.${old.public.slice(-8)}`;
    expect(await keyFile(aside)).toEqual(old);
    for (const path of [key, aside]) expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await issuerText()).toContain(`# Keep every key.\nkeys:\n  - public: ${old.public}\n    from: 2026-11-22\n    until: 2027-01-12\n  - public: ${next.public}\n    from: 2027-01-10\n`);
  });

  it('takes the key from the environment too, and writes the next where nothing stands', async () => {
    const text = await readFile(key, 'utf8');
    expect(await keys(worldOn('2027-01-10', { LAUREL_KEY: text }), 'rotate', '--yes')).toMatchObject({ code: 2, said: expect.stringContaining('there is a file') });
    const target = join(folder, 'home', 'next.json');
    expect(await keys(worldOn('2027-01-10', { LAUREL_KEY: text, LAUREL_KEY_FILE: target }), 'rotate', '--yes')).toMatchObject({ code: 0 });
    expect((await keyFile(target)).earners).toBe((await keyFile()).earners);
  });

  it('refuses without a key to go on from, and with one that is not listed', async () => {
    expect(await keys(worldOn('2027-01-10', { LAUREL_KEY_FILE: join(folder, 'nothing.json') }), 'rotate', '--yes')).toMatchObject({ code: 2, said: expect.stringContaining('no key at hand to go on from') });
    await writeFile(issuerFile(), smallestTexts['issuer.yaml']!);
    expect(await keys(worldOn('2027-01-10'), 'rotate', '--yes')).toMatchObject({ code: 2, said: expect.stringContaining('is not one that catalog/issuer.yaml') });
  });
});

describe('laurel keys retire and list', () => {
  it('end a key and tell what each does', async () => {
    await keys(worldOn('2026-11-22'), 'new');
    const first = (await keyFile()).public;
    const alone = await keys(worldOn('2027-01-10'), 'retire', first.slice(0, 10), '--yes');
    expect(alone).toMatchObject({ code: 0, said: expect.stringContaining('No other key signs today') });
    expect(await keys(worldOn('2027-01-10'), 'retire', first, '--yes')).toMatchObject({ code: 2, said: expect.stringContaining('ends on 2027-01-10 already') });
    await keys(worldOn('2027-01-10'), 'rotate', '--yes');
    const second = (await keyFile()).public;
    const { said } = await keys(worldOn('2027-01-11'), 'list');
    expect(said).toBe(`${first}\n    retired: signed from 2026-11-22 until 2027-01-10; its badges verify\n${second}   (its secret half is at hand)\n    signs since 2027-01-10\n`);
    const { said: json } = await keys(worldOn('2027-01-11'), 'list', '--json');
    expect(JSON.parse(json)).toEqual({ issuer: DID, keys: [{ public: first, from: '2026-11-22', until: '2027-01-10', state: 'retired', atHand: false }, { public: second, from: '2027-01-10', state: 'signs', atHand: true }] });
  });

  it.each<readonly [string, readonly string[], string]>([
    ['no key', ['retire', '--yes'], 'Say which key'], ['an unknown key', ['retire', 'z6MkUnknown', '--yes'], 'lists no key'], ['a day before it began', ['retire', 'z6Mk', '--yes', '--until', '2020-01-01'], 'cannot be its last day'],
    ['a day that is none', ['retire', 'z6Mk', '--yes', '--until', 'tomorrow'], 'is not a date'], ['an unknown action', ['revive'], 'There is no `laurel keys revive`'],
  ])('refuse %s', async (_, args, words) => {
    await keys(worldOn('2026-11-22'), 'new');
    const whole = (await keyFile()).public;
    const before = await issuerText();
    expect(await keys(worldOn('2026-11-23'), ...args.map((arg) => (arg === 'z6Mk' ? whole : arg)))).toMatchObject({ code: 2, said: expect.stringContaining(words) });
    expect(await issuerText()).toBe(before);
  });
});

describe('laurel keys compromise', () => {
  const own = (): string => join(folder, 'repository');
  const real = (day: string): World => ({ ...worldOn(day), git: (at, access) => openGit(at, { HOME: folder, PATH: process.env['PATH'] }, access) });
  const git = (at: string, ...args: readonly string[]): string => execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.org', ...args], { cwd: at, encoding: 'utf8', env: { ...process.env, GIT_COMMITTER_DATE: '2026-11-25T09:00:00Z' } });

  it('needs no token: it fetches the ledger by git\'s own means, goes on with what the clone knew where that fails, and says so', async () => {
    await keys(worldOn('2026-11-22'), 'new');
    const { public: drawn } = await keyFile();
    const signer = { publicKey: drawn, sign: (await openKeys(worldOn('2026-11-22'), DID, [drawn])).sign };
    const origin = join(folder, 'origin');
    await mkdir(join(origin, 'log'), { recursive: true });
    git(origin, 'init', '--quiet', '--initial-branch', 'ledger');
    const grow = async (size: number): Promise<void> => {
      await writeFile(join(origin, 'log', 'checkpoint'), await signCheckpoint({ origin: logOrigin('https://credentials.example.org'), size, root: new Uint8Array(32) }, signer));
      git(origin, 'add', '--all');
      git(origin, 'commit', '--quiet', '--message', `${size} entries`);
    };
    git(own(), 'init', '--quiet');
    git(own(), 'remote', 'add', 'origin', join(folder, 'nowhere'));
    expect(await keys(real('2026-11-28'), 'compromise', drawn)).toMatchObject({ code: 2, said: expect.stringMatching(/could not be fetched, and this clone has none[^]*Set GITHUB_TOKEN/) });
    git(own(), 'remote', 'set-url', 'origin', origin);
    await grow(3);
    expect(await keys(real('2026-11-28'), 'compromise', drawn)).toMatchObject({ code: 2, said: expect.stringMatching(/The log had these sizes:\s+3 {3}2026-11-25/) });
    await grow(5);
    expect((await keys(real('2026-11-28'), 'compromise', drawn)).said).toMatch(/ 5 {3}2026[^]* 3 {3}2026/);
    git(own(), 'remote', 'set-url', 'origin', join(folder, 'nowhere'));
    expect(await keys(real('2026-11-28'), 'compromise', drawn, '--safe-size', '6', '--yes')).toMatchObject({ code: 2, said: expect.stringMatching(/The log has 5 entries[^]*could not be fetched, so these are the sizes that this clone knew of/) });
    expect(await keys(real('2026-11-28'), 'compromise', drawn, '--safe-size', '3', '--yes')).toMatchObject({ code: 0, said: expect.stringContaining('could not be fetched') });
    expect(await issuerText()).toContain('compromised: 2026-11-28\n    safe-size: 3\n');
  });
});
