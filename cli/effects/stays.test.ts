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
const NEXT = { 'releases/wait-time/2.0.0.json': releaseText(backdated) };
const policy = (months: number) => ({ 'issuer.yaml': `${smallestTexts['issuer.yaml']}  submission-stays: { months: ${months} }\n` });

const commit = (parent: string | null, day: string, files: Readonly<Record<string, string>>): Promise<string> =>
  commitFiles(git, { parent, files: new Map(Object.entries(files).map(([path, text]) => [`catalog/${path}`, text])), message: `${day}\n`, by: { name: 'x', email: 'x@example.org', at: new Date(`${day}T09:00:00Z`) } });
const begun = (): Promise<string> => commit(null, '2026-01-01', Object.fromEntries(smallestCatalog().map(({ path, bytes }) => [path, decoder.decode(bytes)])));
const until = async (main: string): Promise<string | undefined> => (await stayAt({ git, folder: 'catalog' }, main, (await catalogAt(git, main, 'catalog')).catalog, first))?.until;

describe('how long a submission stays, by the history of main', () => {
  it('is counted from the day on which the next release came to main, whatever earlier day it bears', async () => {
    const main = await commit(await commit(await begun(), '2026-02-01', policy(6)), '2026-05-10', NEXT);
    expect(await until(main)).toBe('2026-11-10');
    expect(await until(await commit(main, '2026-06-01', { 'README.md': 'More.\n' }))).toBe('2026-11-10');
  });

  it('is for good where the period was set after that release had come, and longer where it was made shorter', async () => {
    const released = await commit(await begun(), '2026-05-10', NEXT);
    expect(await until(await commit(released, '2026-06-01', policy(1)))).toBe(undefined);
    const under = await commit(await commit(await begun(), '2026-02-01', policy(6)), '2026-05-10', NEXT);
    expect(await until(await commit(under, '2026-06-01', policy(1)))).toBe('2026-11-10');
  });

  it('is by the day of the merge where a branch was merged, and not by the days of its commits', async () => {
    const main = await commit(await begun(), '2026-02-01', policy(6));
    const branch = await commit(main, '2026-02-03', NEXT);
    const at = '2026-05-10T09:00:00Z';
    const merge = await git.text(['commit-tree', `${branch}^{tree}`, '-p', main, '-p', branch, '-m', 'Merge'], { env: { GIT_AUTHOR_NAME: 'x', GIT_AUTHOR_EMAIL: 'x@example.org', GIT_AUTHOR_DATE: at, GIT_COMMITTER_NAME: 'GitHub', GIT_COMMITTER_EMAIL: 'noreply@github.com', GIT_COMMITTER_DATE: at } });
    expect(await until(merge)).toBe('2026-11-10');
  });
});
