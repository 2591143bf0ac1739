import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBare } from './bare.ts';
import { resolve, writeCommit } from './commits.ts';
import { EMPTY_TREE } from './diff.ts';
import { git } from './run.ts';

describe('what an API caller names', () => {
  let dir: string;
  let commits: readonly string[];
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'laurel-git-'));
    await createBare(dir, 'main');
    const by = { name: 'Lead', email: 'lead@example.org', date: new Date(0) };
    await git(dir, ['hash-object', '-t', 'tree', '-w', '--stdin'], { input: '' });
    commits = await Promise.all(['one', 'two', 'three'].map((message) => writeCommit(dir, { tree: EMPTY_TREE, parents: [], author: by, committer: by, message })));
    const [one, two, three] = commits as readonly [string, string, string];
    for (const [ref, to] of [['heads/main', one], ['tags/main', two], ['tags/v1', two], ['laurel/kept', three], [`heads/${three}`, one]] as const) await git(dir, ['update-ref', `refs/${ref}`, to]);
    await git(dir, ['tag', '--annotate', '--message', 'Two', 'told', two], { env: { GIT_COMMITTER_NAME: 'Lead', GIT_COMMITTER_EMAIL: 'lead@example.org' } });
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  it('is a branch before a tag, a tag before another ref, and a ref before an id', async () => {
    const [one, two, three] = commits;
    const named = (...names: readonly string[]) => Promise.all(names.map((name) => resolve(dir, name)));
    expect(await named('main', 'v1', 'told', 'laurel/kept', 'refs/tags/main', 'HEAD')).toEqual([one, two, two, three, two, one]);
    expect(await named(two!, two!.slice(0, 10), three!)).toEqual([two, two, one]);
  });

  it('is a tree where a tree is asked for, and nothing where it is no such thing or no name', async () => {
    expect(await resolve(dir, 'main', 'tree')).toBe(EMPTY_TREE);
    expect(await resolve(dir, EMPTY_TREE)).toBeNull();
    expect(await resolve(dir, EMPTY_TREE, 'blob')).toBeNull();
    for (const name of ['', 'none', '-x', 'main~1', 'main..v1', 'main^', '@{0}', 'a b', 'main\nv1', 'f'.repeat(40)]) expect(await resolve(dir, name), name).toBeNull();
  });
});
