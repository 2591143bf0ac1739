import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openGit, type Git } from './git.ts';
import type { Stood } from './main-before.ts';
import { catalogCommit, policyCommit } from './policy-commit.ts';
import { commitFiles } from './tree.ts';

let folder: string;
let git: Git;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'laurel-policy-'));
  git = openGit(folder, { PATH: process.env['PATH'], HOME: folder, GIT_CONFIG_NOSYSTEM: '1' });
  await git.text(['init', '--quiet', '--bare']);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const by = { name: 'Somebody', email: 'somebody@marlow-valley.example', at: new Date('2026-11-22T09:00:00Z') };
const commit = (parent: string | null, name: string, message = name): Promise<string> => commitFiles(git, { parent, files: new Map([[name, `${name}\n`]]), message: `${message}\n`, by });
const tree = (of: string): Promise<string> => git.text(['rev-parse', `${of}^{tree}`]);
const remade = async (of: string, ...parents: readonly string[]): Promise<string> =>
  git.text(['commit-tree', await tree(of), ...parents.flatMap((parent) => ['-p', parent]), '-m', (await git.text(['log', '-1', '--format=%s', of]))], { env: { GIT_AUTHOR_NAME: by.name, GIT_AUTHOR_EMAIL: by.email, GIT_AUTHOR_DATE: by.at.toISOString(), GIT_COMMITTER_NAME: 'GitHub', GIT_COMMITTER_EMAIL: 'noreply@github.com', GIT_COMMITTER_DATE: '2026-11-23T09:00:00Z' } });
const listed = (...shas: readonly string[]) => shas.map((sha) => ({ sha, accounts: [] }));

describe('the commit by which a merged claim is judged', () => {
  it('is main just before the merge, however the pull request was merged and whatever main was before and became after', async () => {
    const begun = await commit(null, 'list-of-then');
    const first = await commit(begun, 'claim-1');
    const second = await commit(first, 'claim-2');
    const list = await commit(begun, 'list-of-the-merge');
    const whole = await commit(await commit(list, 'claim-1'), 'claim-2');
    const ways = {
      merged: await remade(whole, list, second),
      squashed: await remade(whole, list),
      rebased: await remade(second, await remade(first, list)),
    };
    for (const [way, merge] of Object.entries(ways)) {
      await commit(merge, 'list-of-later');
      expect([way, await policyCommit(git, merge, listed(first, second))]).toEqual([way, list]);
    }
    expect(await policyCommit(git, second, listed(first, second))).toBe(begun);
  });
});

describe('the catalog by which a claim in another repository is judged', () => {
  const at = (stood: Stood, main: string): Promise<Stood> => catalogCommit({ git, mainBefore: async () => stood }, main, '2026-11-22T09:00:00Z');

  it('is where its main stood then, by GitHub\'s record, and not what it is now', async () => {
    const then = await commit(null, 'list-of-then');
    expect(await at({ ok: true, commit: then }, await commit(then, 'list-of-now'))).toEqual({ ok: true, commit: then });
  });

  it('is not told where the record says nothing, or names what is not in the history of main', async () => {
    const main = await commit(null, 'list-of-now');
    expect(await at({ ok: false, reason: 'nobody can tell' }, main)).toEqual({ ok: false, reason: 'nobody can tell' });
    for (const other of [await commit(null, 'another'), 'f'.repeat(40)]) expect(await at({ ok: true, commit: other }, main)).toEqual({ ok: false, reason: expect.stringMatching(/not in the history of main any more.*hands the same text in again/) });
  });
});
