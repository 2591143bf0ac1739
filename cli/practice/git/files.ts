import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fields, git, runGit } from './run.ts';

/** One entry of a tree. */
export interface Entry {
  readonly mode: string;
  readonly type: 'blob' | 'tree' | 'commit';
  readonly sha: string;
  readonly size: number | null;
  readonly path: string;
}

/** The entries of a tree, or of everything below it. */
export async function listTree(dir: string, tree: string, recursive = false): Promise<readonly Entry[]> {
  return fields(await git(dir, ['ls-tree', '-z', '-l', ...(recursive ? ['-r', '-t'] : []), tree])).map(entry);
}

/** The entry at a path, found name by name so that no path is ever taken as a pattern. */
export async function entryAt(dir: string, commit: string, path: string): Promise<Entry | null> {
  const result = await runGit(dir, ['--literal-pathspecs', 'ls-tree', '-z', '-l', '--full-tree', commit, '--', path]);
  const found = result.code === 0 ? fields(result.out.toString('utf8')).map(entry) : [];
  return found.find((one) => one.path === path) ?? null;
}

/** The bytes of a blob. */
export async function readBlob(dir: string, sha: string): Promise<Buffer> {
  const result = await runGit(dir, ['cat-file', 'blob', sha]);
  if (result.code !== 0) throw new Error(`No blob ${sha}.`);
  return result.out;
}

/** Stores a blob. */
export async function writeBlob(dir: string, bytes: Buffer): Promise<string> {
  return (await git(dir, ['hash-object', '-w', '--stdin'], { input: bytes })).trim();
}

/** One file set in the tree of `commit` (or in an empty one), or taken out; null where git refuses the path. */
export async function editTree(
  dir: string,
  commit: string | null,
  path: string,
  file: { readonly mode: string; readonly sha: string } | null,
): Promise<string | null> {
  const index = join(dir, `edit-${randomUUID()}.index`);
  const env = { GIT_INDEX_FILE: index };
  try {
    if (commit !== null) await git(dir, ['read-tree', commit], { env });
    // `--cacheinfo` refuses a malformed path; `--index-info` would pass over it, but takes a file out without a working tree.
    const edited =
      file === null
        ? await runGit(dir, ['update-index', '-z', '--index-info'], { env, input: `0 ${'0'.repeat(40)}\t${path}\0` })
        : await runGit(dir, ['update-index', '--add', '--cacheinfo', `${file.mode},${file.sha},${path}`], { env });
    return edited.code === 0 ? (await git(dir, ['write-tree'], { env })).trim() : null;
  } finally {
    await rm(index, { force: true });
  }
}

function entry(record: string): Entry {
  const tab = record.indexOf('\t');
  const [mode = '', type = '', sha = '', size = '-'] = record.slice(0, tab).split(/\s+/);
  return { mode, type: type as Entry['type'], sha, size: size === '-' ? null : Number(size), path: record.slice(tab + 1) };
}
