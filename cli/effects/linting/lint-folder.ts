import { hash } from 'node:crypto';
import { join } from 'node:path';
import type { Circumstances } from '../../core/rule.ts';
import { isUnread, type Files, type Stamped } from '../files.ts';
import type { Threads } from './examine-files.ts';
import type { Known } from './known.ts';

/** A folder to lint, and by what. */
export interface Folder {
  readonly files: Files;
  /** Absolute. */
  readonly root: string;
  readonly circumstances: Circumstances;
  readonly now: () => Date;
  /** Left out, this thread does everything. */
  readonly threads?: Threads;
}

/** What a lint of a folder found out, and which files it read for it because they were new or changed; all of them where nothing was known. */
export interface Linted {
  readonly known: Known;
  /** Besides the issuer, the assessors and what is handed in, which are read whenever anything changed. */
  readonly read: readonly string[];
  /** Every source file as the disk told of it. */
  readonly scanned: readonly Stamped[];
}

// Disks tell the time in steps of up to two seconds: what changed within the last may change once more and keep its stamp.
const STEP = 2500;
const ROUNDS = 3;

/** Lints the catalog in a folder. What is known from before, under the same circumstances, is not read again. */
export async function lintFolder(folder: Folder, before: Known | null): Promise<Linted> {
  for (let round = 1; ; round += 1) {
    try {
      return await lintOnce(folder, round === 1 ? before : null);
    } catch (error) {
      // A file that goes or changes between two looks at it: whoever writes will have finished soon.
      if (round === ROUNDS || !/^ENOENT|was changed while it was read$/.test((error as Error).message)) throw error;
    }
  }
}

async function lintOnce({ files, root, circumstances, now, threads }: Folder, before: Known | null): Promise<Linted> {
  const moment = now().getTime();
  const scanned = files.scan(root);
  const isSure = ({ changed }: Stamped): boolean => changed < moment - STEP;
  const isSame = (file: Stamped): boolean => isSure(file) && before?.stamps.get(file.path) === file.stamp;
  if (before !== null && scanned.length === before.stamps.size && scanned.every(isSame)) return { known: before, read: [], scanned };
  // What reads and judges is loaded only now: most lints find that nothing has changed.
  const { examineFiles, isDefinition, report } = await import('./examine-files.ts');
  const stamps = new Map(scanned.map((file) => [file.path, isSure(file) ? file.stamp : '']));
  const read = (path: string): Uint8Array => (isUnread(path) ? new Uint8Array() : files.readNow(join(root, path)));
  const issuer = stamps.has('issuer.yaml') ? hash('sha256', read('issuer.yaml')) : '';
  const parts = before !== null && before.issuer === issuer ? new Map(await before.parts()) : new Map();
  for (const path of [...parts.keys()]) if (!stamps.has(path)) parts.delete(path);
  const changed = scanned.filter((file) => !isSame(file) || (isDefinition(file.path) && !parts.has(file.path))).map(({ path }) => path);
  const first = new Map(scanned.map(({ path, stamp }) => [path, stamp]));
  const again = (path: string): Uint8Array => {
    if (files.stamp(join(root, path))?.stamp !== first.get(path)) throw new Error(`${path} was changed while it was read`);
    return read(path);
  };
  const reading = { root, paths: [...stamps.keys()], changed, read, again, circumstances, ...(threads === undefined ? {} : { threads }) };
  for (const part of await examineFiles(reading)) parts.set(part.path, part);
  return { known: { stamps, issuer, parts: () => Promise.resolve(parts), report: await report(reading, parts) }, read: changed, scanned };
}
