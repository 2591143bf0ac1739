import { readRegister, registerPaths, type RegisterFiles } from '../core/plan/register.ts';
import type { Git } from './git.ts';
import { listFiles, readObjects, resolveObjects, type TreeFile } from './tree.ts';

/** How many files are in memory as bytes at once. Fewer would have git unpack the same deltas more often. */
const AT_ONCE = 40_000;

/**
 * Reads a register at a commit. Where an earlier commit of it was read, only what changed since then is read, so that a run which
 * writes to the register reads it once.
 * @param texts badges that are in memory already, by `editionName`: what is equal to one of them is held once.
 * @throws StoreFault as `readRegister` does
 */
export async function readRegisterAt(git: Git, head: string, before?: { readonly head: string; readonly store: RegisterFiles }, texts: ReadonlyMap<string, string> = new Map()): Promise<RegisterFiles> {
  const changed = before === undefined ? null : await filesSince(git, before, head);
  const fresh = await readAll(git, changed ?? (await listFiles(git, head)).filter(isFile), texts);
  if (changed === null || before === undefined) return fresh;
  const awards = [...new Map([...before.store.awards, ...fresh.awards])].sort(([a], [b]) => (a < b ? -1 : 1));
  return { awards: new Map(awards), attempts: new Map([...before.store.attempts, ...fresh.attempts]) };
}

const isFile = ({ mode }: Pick<TreeFile, 'mode'>): boolean => mode === '100644' || mode === '100755';
const folderOf = ({ path }: TreeFile): string => path.slice(0, path.lastIndexOf('/'));

// In parts, none of which ends inside an award's folder. Git lists a folder's files one after the other.
async function readAll(git: Git, files: readonly TreeFile[], texts: ReadonlyMap<string, string>): Promise<RegisterFiles> {
  const parts: RegisterFiles[] = [];
  for (let from = 0, to = 0; from < files.length; from = to) {
    to = Math.min(from + AT_ONCE, files.length);
    while (to < files.length && folderOf(files[to]!) === folderOf(files[to - 1]!)) to += 1;
    const some = files.slice(from, to);
    const contents = await readObjects(git, some.map(({ object }) => object));
    const { awards, attempts } = readRegister(some.map(({ path }, at) => ({ path, bytes: contents[at]! })));
    const held = (name: string, badge: string | null): string | null => (badge !== null && texts.get(name) === badge ? texts.get(name)! : badge);
    parts.push({ awards: new Map([...awards].map(([name, entry]) => [name, { ...entry, badge: held(name, entry.badge) }])), attempts });
  }
  return { awards: new Map(parts.flatMap(({ awards }) => [...awards])), attempts: new Map(parts.flatMap(({ attempts }) => [...attempts])) };
}

const SERIAL = /^badges\/[0-9a-z]{2}\/[0-9a-z]{2}\/([0-9a-z]{12})\/(?:award|proof|badge|reissue|revocation)(?:\.([1-9][0-9]?))?\.json$/;

// The files of every award that was touched since a commit, and the attempts that came; null where something was taken away, or where
// another thing than a file of a register came: then the whole is looked at.
async function filesSince(git: Git, before: { readonly head: string; readonly store: RegisterFiles }, head: string): Promise<readonly TreeFile[] | null> {
  const fields = (await git.text(['diff-tree', '-r', '-z', '--raw', '--no-renames', before.head, head])).split('\0').filter(Boolean);
  const editions = new Map<string, number>();
  const files: TreeFile[] = [];
  for (let at = 0; at < fields.length; at += 2) {
    const [, mode = '', , object = '', status = ''] = fields[at]!.split(' ');
    const path = fields[at + 1]!;
    const [, serial, edition] = SERIAL.exec(path) ?? [];
    if (!isFile({ mode }) || (status !== 'A' && status !== 'M')) return null;
    if (serial !== undefined && path.startsWith(folderOf({ path: registerPaths.award(serial), mode, object }))) editions.set(serial, Math.max(editions.get(serial) ?? 1, Number(edition ?? 1)));
    else if (path.startsWith('claims/')) files.push({ path, mode, object });
    else return null;
  }
  for (const { award: { serial, edition = 1 } } of before.store.awards.values()) if (edition > (editions.get(serial) ?? edition)) editions.set(serial, edition);
  const paths = [...editions].flatMap(([serial, last]) => [registerPaths.award(serial), registerPaths.revocation(serial), ...Array.from({ length: last }, (_, at) => at + 1).flatMap((edition) => [registerPaths.proof(serial, edition), registerPaths.badge(serial, edition), ...(edition === 1 ? [] : [registerPaths.reissue(serial, edition)])])]);
  const objects = await resolveObjects(git, paths.map((path) => `${head}:${path}`));
  return [...files, ...paths.flatMap((path, at) => (objects[at] === null ? [] : [{ path, mode: '100644', object: objects[at]! }]))];
}
