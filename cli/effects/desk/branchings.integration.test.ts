import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openGit, type Git } from '../git.ts';
import { commitFiles } from '../tree.ts';
import { branchings } from './branchings.ts';

describe('where branches left main', () => {
  let git: Git;
  let count = 0;
  const commit = (parent: string | null, email: string): Promise<string> =>
    commitFiles(git, { parent, files: new Map([[`file-${(count += 1)}`, String(count)]]), message: 'Work\n', by: { name: 'Somebody', email, at: new Date(1_700_000_000_000 + count * 1000) } });
  const merge = async (first: string, second: string): Promise<string> => git.text(['commit-tree', `${first}^{tree}`, '-p', first, '-p', second, '-m', 'Merge'], { env: { GIT_AUTHOR_NAME: 'm', GIT_AUTHOR_EMAIL: 'Merger@example.org', GIT_COMMITTER_NAME: 'm', GIT_COMMITTER_EMAIL: 'merger@example.org' } });
  // Git's own answer, asked about each alone.
  const expected = async (main: string, head: string) => {
    const base = (await git.run(['merge-base', main, head])).stdout.toString('utf8').trim();
    const emails = base === '' ? [] : (await git.text(['log', '--format=%ae%n%ce', `${base}..${head}`])).toLowerCase().split('\n').filter(Boolean);
    return { base: base === '' ? null : base, emails: [...new Set(emails)].sort() };
  };

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'laurel-test-'));
    git = openGit(folder, { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' });
    await git.text(['init', '--quiet', '--bare', folder]);
  });
  afterAll(() => rm(git.folder, { recursive: true, force: true }));

  it('are what git says of each alone: straight, long, merged with main, merged already, and with nothing in common', async () => {
    const root = await commit(null, 'root@example.org');
    const second = await commit(root, 'lead@example.org');
    const main = await merge(second, await commit(root, 'past@example.org'));
    const straight = await commit(second, 'Maya@Example.org');
    const long = await commit(await commit(root, 'one@example.org'), 'two@example.org');
    const updated = await commit(await merge(await commit(root, 'three@example.org'), second), 'four@example.org');
    const criss = await merge(await merge(straight, main), root);
    const stranger = await commit(null, 'stranger@example.org');
    const grafted = await merge(straight, stranger);
    const heads = [straight, long, updated, criss, grafted, main, second];
    const found = await branchings(git, main, [...heads, stranger]);
    for (const head of heads) expect([head, { base: found.get(head)!.base, emails: [...found.get(head)!.emails].filter(Boolean).sort() }]).toEqual([head, await expected(main, head)]);
    expect(found.get(stranger)!.base).toBeNull();
  });

  it('are nothing where no branch is asked about', async () => {
    expect(await branchings(git, 'HEAD', [])).toEqual(new Map());
  });
});
