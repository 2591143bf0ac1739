import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReleaseFile } from '../core/model.generated.ts';
import { releaseText, sealRelease } from '../core/release.ts';
import { smallestCatalog, smallestRelease, smallestTexts } from '../testing/smallest.ts';
import { openGit, type Git } from './git.ts';
import { catalogAt } from './programme.ts';
import { stayAt } from './stays.ts';
import { commitFiles } from './tree.ts';

let folder: string;
let git: Git;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'laurel-stays-'));
  git = openGit(folder, { PATH: process.env['PATH'], HOME: folder, GIT_CONFIG_NOSYSTEM: '1' });
  await git.text(['init', '--quiet', '--bare']);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const decoder = new TextDecoder();
const first = JSON.parse(smallestRelease().text) as ReleaseFile;
const backdated = sealRelease({ ...first.release, credential: { ...first.release.credential, version: '2.0.0', changes: [{ version: '2.0.0', date: '2026-01-02', note: 'Asks for more.' }] } });
const version = (number: string) => sealRelease({ ...backdated.release, credential: { ...backdated.release.credential, version: number, changes: [{ version: number, date: '2026-01-02', note: 'Asks for more.' }] } });
const NEXT = { 'releases/wait-time/2.0.0.json': releaseText(backdated) };
const BETWEEN = { 'releases/wait-time/1.5.0.json': releaseText(version('1.5.0')) };
const policy = (months: number | null) => ({ 'issuer.yaml': `${smallestTexts['issuer.yaml']}${months === null ? '' : `  submission-stays: { months: ${months} }\n`}` });

const commit = (parent: string | null, day: string, files: Readonly<Record<string, string>>): Promise<string> =>
  commitFiles(git, { parent, files: new Map(Object.entries(files).map(([path, text]) => [`catalog/${path}`, text])), message: `${day}\n`, by: { name: 'x', email: 'x@example.org', at: new Date(`${day}T09:00:00Z`) } });
const begun = (months: number | null = 6): Promise<string> => commit(null, '2026-01-01', Object.fromEntries(smallestCatalog(policy(months)).map(({ path, bytes }) => [path, decoder.decode(bytes)])));
const until = async (main: string): Promise<string | undefined> => (await stayAt({ git, folder: 'catalog' }, main, (await catalogAt(git, main, 'catalog')).catalog, first))?.until;

describe('how long a submission stays, by the history of main', () => {
  it('is counted from the day on which the next release came to main, whatever earlier day it bears', async () => {
    const main = await commit(await begun(), '2026-05-10', NEXT);
    expect(await until(main)).toBe('2026-11-10');
    expect(await until(await commit(main, '2026-06-01', { 'README.md': 'More.\n' }))).toBe('2026-11-10');
  });

  it.each([
    ['set after the next release had come', [['2026-05-10', NEXT], ['2026-06-01', policy(1)]], undefined],
    ['set before the next release came', [['2026-05-09', policy(1)], ['2026-05-10', NEXT]], undefined],
    ['set with the next release', [['2026-05-10', { ...NEXT, ...policy(1) }]], undefined],
  ] as const)('is for good where the period was %s, since its own release came without one', async (_, commits, expected) => {
    let main = await begun(null);
    for (const [day, files] of commits) main = await commit(main, day, files);
    expect(await until(main)).toBe(expected);
  });

  it.each([
    ['after the next release had come', [['2026-05-10', NEXT], ['2026-06-01', policy(1)]]],
    ['before', [['2026-05-09', policy(1)], ['2026-05-10', NEXT]]],
    ['with it', [['2026-05-10', { ...NEXT, ...policy(1) }]]],
    ['and a release is slipped in between by its version', [['2026-05-10', NEXT], ['2026-06-01', policy(1)], ['2026-06-02', BETWEEN]]],
  ] as const)('is not shorter where the period is made shorter %s', async (_, commits) => {
    let main = await begun();
    for (const [day, files] of commits) main = await commit(main, day, files);
    expect(await until(main)).toBe('2026-11-10');
  });

  it('is the longest that was promised since its own release came, and for good where that was', async () => {
    const promised = await commit(await begun(), '2026-02-01', policy(12));
    expect(await until(await commit(await commit(promised, '2026-03-01', policy(1)), '2026-05-10', NEXT))).toBe('2027-05-10');
    const forGood = await commit(promised, '2026-03-01', policy(null));
    expect(await until(await commit(await commit(forGood, '2026-03-02', policy(1)), '2026-05-10', NEXT))).toBe(undefined);
  });

  it('is for good where the history that tells what was promised is cut short', async () => {
    const main = await commit(await commit(await begun(), '2026-05-10', NEXT), '2026-06-01', { 'README.md': 'More.\n' });
    await git.text(['update-ref', 'refs/heads/main', main]);
    const until = async (...depth: readonly string[]): Promise<string | undefined> => {
      const within = await mkdtemp(join(folder, 'clone-'));
      await git.text(['clone', '--quiet', '--bare', '--branch', 'main', ...depth, `file://${folder}`, within]);
      const clone = openGit(within, { PATH: process.env['PATH'], HOME: folder, GIT_CONFIG_NOSYSTEM: '1' });
      return (await stayAt({ git: clone, folder: 'catalog' }, main, (await catalogAt(clone, main, 'catalog')).catalog, first))?.until;
    };
    expect([await until('--depth', '2'), await until()]).toEqual([undefined, '2026-11-10']);
  });

  it('is counted anew where the next release was taken away and put back', async () => {
    const taken = await commitFiles(git, { parent: await commit(await begun(), '2026-02-10', NEXT), files: new Map(), removed: ['catalog/releases/wait-time/2.0.0.json'], message: 'x\n', by: { name: 'x', email: 'x@example.org', at: new Date('2026-02-11T09:00:00Z') } });
    expect(await until(taken)).toBe(undefined);
    expect(await until(await commit(taken, '2026-07-01', NEXT))).toBe('2027-01-01');
  });

  it('is by the day of the merge where a branch was merged, and not by the days of its commits', async () => {
    const main = await begun();
    const branch = await commit(main, '2026-02-03', NEXT);
    const at = '2026-05-10T09:00:00Z';
    const merge = await git.text(['commit-tree', `${branch}^{tree}`, '-p', main, '-p', branch, '-m', 'Merge'], { env: { GIT_AUTHOR_NAME: 'x', GIT_AUTHOR_EMAIL: 'x@example.org', GIT_AUTHOR_DATE: at, GIT_COMMITTER_NAME: 'GitHub', GIT_COMMITTER_EMAIL: 'noreply@github.com', GIT_COMMITTER_DATE: at } });
    expect(await until(merge)).toBe('2026-11-10');
  });
});
