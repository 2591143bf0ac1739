import { GitFailure, type Git } from './git.ts';

/** A file of a commit: its path, mode and object id. */
export interface TreeFile {
  readonly path: string;
  readonly mode: string;
  readonly object: string;
}

/** The object id that a name such as `origin/main` or `abc^1` stands for, or null. */
export async function resolveObject(git: Git, name: string): Promise<string | null> {
  const { code, stdout } = await git.run(['rev-parse', '--verify', '--quiet', '--end-of-options', name]);
  return code === 0 ? stdout.toString('utf8').trim() : null;
}

/** The object ids that many names stand for, in the order asked and in one process; null for what is not there. No name may hold a line break. */
export async function resolveObjects(git: Git, names: readonly string[]): Promise<readonly (string | null)[]> {
  if (names.length === 0) return [];
  return (await git.text(['cat-file', '--batch-check=%(objectname)'], { input: `${names.join('\n')}\n` })).split('\n').map((line) => (/^[0-9a-f]{40,64}$/.test(line) ? line : null));
}

/** Every file below `folder` at a commit, from git's objects and not from any working tree. Paths are whole. */
export async function listFiles(git: Git, commit: string, folder = ''): Promise<readonly TreeFile[]> {
  const out = await git.text(['ls-tree', '-r', '-z', '--full-tree', commit, ...(folder === '' ? [] : ['--', `${folder}/`])]);
  return out.split('\0').filter(Boolean).map((row) => {
    const tab = row.indexOf('\t');
    const [mode = '', , object = ''] = row.slice(0, tab).split(' ');
    return { path: row.slice(tab + 1), mode, object };
  });
}

/** Every folder below `folder` at a commit. Paths are whole. */
export const listFolders = async (git: Git, commit: string, folder: string): Promise<readonly string[]> => (await git.text(['ls-tree', '-r', '-d', '-z', '--name-only', '--full-tree', commit, '--', `${folder}/`])).split('\0').filter(Boolean);

/** The folders that stand in `folder` itself at a commit. Paths are whole. */
export const foldersIn = async (git: Git, commit: string, folder: string): Promise<readonly string[]> => (await git.text(['ls-tree', '-d', '-z', '--name-only', '--full-tree', commit, '--', `${folder}/`])).split('\0').filter(Boolean);

/** The contents of many objects in one process; in the order asked. Objects over `limit` bytes come back cut short. */
export async function readObjects(git: Git, objects: readonly string[], limit = Infinity): Promise<readonly Uint8Array[]> {
  if (objects.length === 0) return [];
  const args = ['cat-file', '--batch', '--buffer'];
  const { code, stdout, stderr } = await git.run(args, { input: `${objects.join('\n')}\n` });
  if (code !== 0) throw new GitFailure(args, { code, stdout, stderr });
  return objectsIn(stdout, args, limit);
}

/** The contents of objects in what `git cat-file --batch` wrote. */
export function objectsIn(stdout: Buffer, args: readonly string[], limit = Infinity): readonly Buffer[] {
  const contents: Buffer[] = [];
  let at = 0;
  while (at < stdout.length) {
    const end = stdout.indexOf(10, at);
    const [name = '', kind = '', size = '0'] = stdout.subarray(at, end).toString('utf8').split(' ');
    if (kind === 'missing') throw new GitFailure(args, { code: 0, stdout, stderr: `The object ${name} is not here. It is larger than any file of a programme may be, or the repository is damaged.` });
    const start = end + 1;
    contents.push(stdout.subarray(start, start + Math.min(Number(size), limit)));
    at = start + Number(size) + 1;
  }
  return contents;
}

/** Sizes in bytes of objects, in the order asked, without reading them. One that was left out because of its size is larger than any limit. */
export async function objectSizes(git: Git, objects: readonly string[]): Promise<readonly number[]> {
  if (objects.length === 0) return [];
  return (await git.text(['cat-file', '--batch-check=%(objectsize)'], { input: `${objects.join('\n')}\n` })).split('\n').map((line) => (line.endsWith(' missing') ? Infinity : Number(line)));
}

/** Paths that differ between two commits, or that one commit touched; as `git diff-tree` takes them. */
export const differing = async (git: Git, args: readonly string[]): Promise<readonly string[]> => (await git.text(['diff-tree', '-r', '-z', '--name-only', '--no-renames', '--no-commit-id', ...args])).split('\0').filter(Boolean);

/** Reads a catalog's files at a commit, without the submissions: those are read one by one, by who needs them. */
export const readCatalogFolder = (git: Git, commit: string, folder: string): ReturnType<typeof readFolder> => readFolder(git, commit, folder, (path) => !path.startsWith('submissions/'));

/** Reads every ordinary file below a folder at a commit; links and submodules are left out. Paths are relative to the folder. */
export async function readFolder(git: Git, commit: string, folder: string, wanted: (path: string) => boolean = () => true): Promise<readonly { readonly path: string; readonly bytes: Uint8Array }[]> {
  const skip = folder === '' ? 0 : folder.length + 1;
  const files = (await listFiles(git, commit, folder)).filter(({ mode, path }) => (mode === '100644' || mode === '100755') && wanted(path.slice(skip)));
  const contents = await readObjects(git, files.map(({ object }) => object));
  return files.map(({ path }, at) => ({ path: path.slice(skip), bytes: contents[at]! }));
}

/** How many files are read together where all are gone through and none is kept. */
const TOGETHER = 500;

/** Every ordinary file at a commit, some at a time. */
export async function* filesAt(git: Git, commit: string): AsyncGenerator<{ readonly path: string; readonly bytes: Uint8Array }> {
  const files = (await listFiles(git, commit)).filter(({ mode }) => mode === '100644' || mode === '100755');
  for (let from = 0; from < files.length; from += TOGETHER) {
    const some = files.slice(from, from + TOGETHER);
    const contents = await readObjects(git, some.map(({ object }) => object));
    for (const [at, { path }] of some.entries()) yield { path, bytes: contents[at]! };
  }
}

/** Puts files of the disk among git's objects as they are, and gives their ids, in the order of the paths. Git reads them, so that none is held here. No path may hold a line break. */
export async function storeFiles(git: Git, paths: readonly string[]): Promise<readonly string[]> {
  if (paths.length === 0) return [];
  return (await git.text(['hash-object', '-w', '--no-filters', '--stdin-paths'], { input: `${paths.join('\n')}\n` })).split('\n');
}

/** Who a commit says made it, and when. */
export interface Signature {
  readonly name: string;
  readonly email: string;
  readonly at: Date;
}

/**
 * Makes a commit that adds or replaces files (by their content, or by what git calls it) on top of `parent` (null: a first commit), without a working tree.
 * Its cost does not grow with the files that were there.
 */
export async function commitFiles(git: Git, change: { readonly parent: string | null; readonly files: ReadonlyMap<string, string | Uint8Array | { readonly object: string }>; readonly removed?: readonly string[]; readonly message: string; readonly by: Signature }): Promise<string> {
  const parts: (string | Uint8Array)[] = [];
  const bytesOf = (content: string | Uint8Array): Buffer => (typeof content === 'string' ? Buffer.from(content, 'utf8') : Buffer.from(content));
  const data = (content: string | Uint8Array): void => {
    const bytes = bytesOf(content);
    parts.push(`data ${bytes.length}\n`, bytes, '\n');
  };
  const ref = `refs/laurel/draft-${process.pid}-${(counter += 1)}`;
  parts.push(`commit ${ref}\nmark :1\ncommitter ${change.by.name} <${change.by.email}> ${Math.floor(change.by.at.getTime() / 1000)} +0000\n`);
  data(change.message);
  if (change.parent !== null) parts.push(`from ${change.parent}\n`);
  for (const path of change.removed ?? []) parts.push(`D ${JSON.stringify(path)}\n`);
  for (const [path, content] of [...change.files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const object = typeof content === 'object' && 'object' in content ? content.object : null;
    parts.push(`M 100644 ${object ?? 'inline'} ${JSON.stringify(path)}\n`);
    if (object === null) data(content as string | Uint8Array);
  }
  parts.push('done\n');
  await git.text(['fast-import', '--quiet', '--done', '--date-format=raw'], { input: Buffer.concat(parts.map(bytesOf)) });
  const commit = await git.text(['rev-parse', ref]);
  await git.text(['update-ref', '-d', ref]);
  return commit;
}
let counter = 0;
