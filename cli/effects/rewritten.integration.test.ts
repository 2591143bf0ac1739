import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openGit, type Git } from './git.ts';
import { rewritingCommits } from './rewritten.ts';
import { commitFiles } from './tree.ts';

let folder: string;
let git: Git;
const by = { name: 'Laurel', email: 'laurel@example.org', at: new Date('2026-11-22T00:00:00Z') };
const commit = (parent: string | null, files: Readonly<Record<string, string>>, removed: readonly string[] = []): Promise<string> => commitFiles(git, { parent, files: new Map(Object.entries(files)), removed, message: 'Write\n', by });
/** A commit with two parents and the tree of one of them, or of another commit. */
const merge = (one: string, other: string, tree: string): Promise<string> => git.text(['commit-tree', '-m', 'Merge', '-p', one, '-p', other, `${tree}^{tree}`], { env: { GIT_AUTHOR_NAME: 'A', GIT_AUTHOR_EMAIL: 'a@example.org', GIT_COMMITTER_NAME: 'A', GIT_COMMITTER_EMAIL: 'a@example.org' } });
let first: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'laurel-rewritten-'));
  git = openGit(folder, process.env);
  await git.text(['init', '--quiet', '--bare', folder]);
  first = await commit(null, { 'badges/a.json': '1', 'status/1.json': '1' });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('what is written once', () => {
  it('is found where a commit changed or removed it, and lists that change are no matter', async () => {
    const changed = await commit(await commit(first, { 'badges/b.json': '1', 'status/1.json': '2' }), { 'badges/a.json': '2' });
    const removed = await commit(changed, { 'badges/c.json': '1' }, ['badges/b.json']);
    expect(await rewritingCommits(git, removed, ['badges'])).toEqual([removed, changed]);
    expect(await rewritingCommits(git, first, ['badges'])).toEqual([]);
  });

  it('is found where a merge dropped it or put another text in its place, and neither side did', async () => {
    const [ours, theirs] = [await commit(first, { 'badges/b.json': '1' }), await commit(first, { 'badges/c.json': '1' })];
    const dropping = await merge(ours, theirs, ours);
    expect(await rewritingCommits(git, await commit(dropping, { 'badges/d.json': '1' }), ['badges'])).toEqual([dropping]);
    const other = await commit(null, { 'badges/a.json': '2', 'badges/b.json': '1', 'badges/c.json': '1', 'status/1.json': '1' });
    const changing = await merge(ours, theirs, other);
    expect(await rewritingCommits(git, changing, ['badges'])).toEqual([changing]);
  });

  it('is not found where a merge kept all of both sides', async () => {
    const [ours, theirs] = [await commit(first, { 'badges/b.json': '1' }), await commit(first, { 'badges/c.json': '1' })];
    const both = await commit(ours, { 'badges/c.json': '1' });
    expect(await rewritingCommits(git, await merge(ours, theirs, both), ['badges'])).toEqual([]);
  });
});
