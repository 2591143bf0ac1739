import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { SourceFile } from '../core/document.ts';
import { isSource } from '../core/source-path.ts';

/** What the disk says of a file without its being read. */
export interface Stamp {
  /** Its size, its times and where it lies. */
  readonly stamp: string;
  /** When it was last written or renamed, in milliseconds: one that has only just changed may change again under the same stamp. */
  readonly changed: number;
}

/** A file by its path below the folder that was looked through, and its stamp. */
export interface Stamped extends Stamp {
  readonly path: string;
}

/** The disk, as far as the commands use it. Paths are absolute. */
export interface Files {
  readonly read: (path: string) => Promise<Uint8Array>;
  readonly exists: (path: string) => Promise<boolean>;
  /** Where a folder lies once every link in its path is followed; what of the path is not there yet stays as it is. */
  readonly real: (folder: string) => Promise<string>;
  /** How many bytes a file has, a link's target too; null where reading might never end: a folder, a device, a pipe or nothing at all. */
  readonly size: (path: string) => Promise<number | null>;
  /** Writes whole or not at all, and makes the folders. */
  readonly write: (path: string, content: string | Uint8Array, mode?: number) => Promise<void>;
  /** Every file below a folder, as paths relative to it with `/`; hidden folders are passed over unless asked for. Symbolic links are never followed; where they are asked for, they are listed with a `/` at the end. */
  readonly list: (folder: string, hidden?: boolean, links?: boolean) => Promise<readonly string[]>;
  /** Every source file below a catalog's folder, with a stamp that changes whenever its content does; symbolic links with a `/` at the end. */
  readonly scan: (folder: string) => readonly Stamped[];
  /** The same for one file; null where it is not there. */
  readonly stamp: (path: string) => Stamp | null;
  /** Reads while everything else waits: for thousands of small files that is three times as fast. */
  readonly readNow: (path: string) => Uint8Array;
  readonly remove: (path: string) => Promise<void>;
  /** Puts a folder in the place of another. */
  readonly replace: (from: string, to: string) => Promise<void>;
}

async function* walk(folder: string, hidden: boolean, links: boolean): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name === 'node_modules' || (!hidden && entry.name.startsWith('.'))) continue;
    const path = join(folder, entry.name);
    // A name that is no text cannot be opened by it; it is listed, so that the lint can say so.
    if (entry.name.includes('\uFFFD')) yield path;
    else if (entry.isDirectory()) yield* walk(path, hidden, links);
    else if (entry.isFile()) yield path;
    else if (links && entry.isSymbolicLink()) yield `${path}/`;
  }
}

// The same files as `readCatalog` reads.
function* stamps(folder: string, below: string, hidden: boolean): Generator<Stamped> {
  for (const entry of readdirSync(`${folder}/${below}`, { withFileTypes: true })) {
    const path = below + entry.name;
    const all = hidden || path === 'submissions';
    if (entry.name === 'node_modules' || (!hidden && entry.name.startsWith('.'))) continue;
    if (!entry.name.includes('\uFFFD') && entry.isDirectory()) yield* stamps(folder, `${path}/`, all);
    else if (isSource(path) && entry.name.includes('\uFFFD')) yield { path, stamp: '', changed: 0 };
    else if (isSource(path) && entry.isSymbolicLink()) yield { path: `${path}/`, stamp: 'link', changed: 0 };
    else if (isSource(path) && entry.isFile()) {
      const found = stampAt(`${folder}/${path}`);
      if (found !== null) yield { path, ...found };
    }
  }
}

function stampAt(path: string): Stamp | null {
  const found = lstatSync(path, { throwIfNoEntry: false });
  // What a link leads to is nobody's here.
  if (found === undefined || found.isSymbolicLink()) return null;
  const { size, mtimeMs, ctimeMs, ino } = found;
  return { stamp: `${size} ${mtimeMs} ${ctimeMs} ${ino}`, changed: Math.max(mtimeMs, ctimeMs) };
}

async function real(folder: string): Promise<string> {
  const above = dirname(folder);
  return realpath(folder).catch(async () => (above === folder ? folder : join(await real(above), basename(folder))));
}

/** The real disk. */
export const diskFiles: Files = {
  read: (path) => readFile(path),
  exists: (path) => stat(path).then(() => true, () => false),
  real,
  size: (path) => stat(path).then((found) => (found.isFile() ? found.size : null), () => null),
  write: async (path, content, mode) => {
    await mkdir(dirname(path), { recursive: true });
    const draft = `${path}.${process.pid}.draft`;
    await writeFile(draft, content, mode === undefined ? {} : { mode });
    await rename(draft, path);
  },
  list: async (folder, hidden = false, links = false) => {
    const paths: string[] = [];
    for await (const path of walk(folder, hidden, links)) paths.push(`${relative(folder, path).split(sep).join('/')}${path.endsWith('/') ? '/' : ''}`);
    return paths;
  },
  scan: (folder) => [...stamps(folder, '', false)],
  stamp: stampAt,
  readNow: (path) => readFileSync(path),
  remove: (path) => rm(path, { recursive: true, force: true }),
  replace: async (from, to) => {
    await rm(to, { recursive: true, force: true });
    await mkdir(dirname(to), { recursive: true });
    // A folder cannot be moved from one disk to another.
    await rename(from, to).catch(() => cp(from, to, { recursive: true }));
  },
};

/** Whether there is nothing to read under a listed path: its name is no text, or it is a link. The lint says so. */
export const isUnread = (path: string): boolean => path.includes('\uFFFD') || path.endsWith('/');

/** Reads the source files of a catalog's folder. */
export async function readCatalog(files: Files, folder: string): Promise<readonly SourceFile[]> {
  // In a claim folder hidden files count too: they would be handed in with it.
  const claims = (await files.exists(resolve(folder, 'submissions'))) ? (await files.list(resolve(folder, 'submissions'), true, true)).map((path) => `submissions/${path}`) : [];
  const paths = [...new Set([...(await files.list(folder, false, true)), ...claims])].filter(isSource);
  return Promise.all(paths.map(async (path) => ({ path, bytes: isUnread(path) ? new Uint8Array() : await files.read(resolve(folder, path)) })));
}
