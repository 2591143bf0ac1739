import { createHash } from 'node:crypto';
import { editionName } from '../core/badge/edition.ts';
import type { Ledger } from '../core/plan/ledger.ts';
import { bundleNumber } from '../core/plan/award-bundle.ts';
import { readRegister, registerPaths, signedLater, type AttemptRecord, type Bundles, type Loose, type Register, type RegisterEntry, type RegisterFile, type RegisterFiles } from '../core/plan/register.ts';
import { objectOf, readBundles } from './award-bundles.ts';
import type { Git } from './git.ts';
import { laterTexts, type LaterTexts } from './later-texts.ts';
import { sharing } from './sharing.ts';
import { listFiles, readObjects, resolveObjects, type TreeFile } from './tree.ts';

/** How many files are in memory as bytes at once. Fewer would have git unpack the same deltas more often. */
const AT_ONCE = 40_000;

/** What of a ledger a register is read beside. */
type Published = Pick<Ledger, 'objects' | 'hashes'>;
const NOTHING: Published = { hashes: new Map() };

/**
 * Reads a register at a commit. Where an earlier commit of it was read, only what changed since then is read, so that a run which
 * writes to the register reads it once. A badge that the ledger holds as it is, or its hash, is not held as text, nor is its proof.
 * @param attempts whether the records of attempts are wanted that were there before.
 * @throws StoreFault as `readRegister` does
 */
export async function readRegisterAt(git: Git, head: string, before?: { readonly head: string; readonly store: RegisterFiles }, published = NOTHING, { attempts = true } = {}): Promise<RegisterFiles> {
  const changed = before === undefined ? null : await filesSince(git, before, head);
  if (changed === null || before === undefined) return readAll(git, (await listFiles(git, head)).filter(isFile), published, { attempts });
  const fresh = await readAll(git, changed, published, { attempts: true, bundles: before.store.bundles });
  const awards = [...new Map([...before.store.awards, ...fresh.awards])].sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...fresh, awards: new Map(awards), attempts: new Map([...before.store.attempts, ...fresh.attempts]) };
}

const isFile = ({ mode }: Pick<TreeFile, 'mode'>): boolean => mode === '100644' || mode === '100755';
const folderOf = ({ path }: Pick<TreeFile, 'path'>): string => path.slice(0, path.lastIndexOf('/'));

// In parts, none of which ends inside an award's folder. Git lists a folder's files one after the other.
function* partsOf(files: readonly TreeFile[]): Generator<readonly TreeFile[]> {
  for (let from = 0, to = 0; from < files.length; from = to) {
    to = Math.min(from + AT_ONCE, files.length);
    while (to < files.length && folderOf(files[to]!) === folderOf(files[to - 1]!)) to += 1;
    yield files.slice(from, to);
  }
}

async function readAll(git: Git, files: readonly TreeFile[], published: Published, { attempts: wanted, bundles: before = NO_BUNDLES }: { readonly attempts: boolean; readonly bundles?: Bundles | undefined }): Promise<RegisterFiles> {
  const awards = new Map<string, RegisterEntry>();
  const attempts = new Map<string, AttemptRecord>();
  const texts = laterTexts(git);
  const share = sharing();
  const records = files.filter(isRecord);
  const { awards: copies, last } = await readBundles(git, files, new Set([...records, ...before.loose.values()].map(({ object }) => object)), share);
  const isHere = (file: TreeFile): boolean => copies.has(file.object) && isRecord(file);
  for await (const { part, settled, contents } of inTurn([...partsOf(files.filter(({ path }) => bundleNumber(path) === null))], async (some) => {
    const alike = settledIn(some, published, wanted);
    return { part: some, settled: alike, contents: await readObjects(git, some.filter((file) => !alike.has(file.path) && !isHere(file)).map(({ object }) => object)) };
  })) {
    let at = 0;
    const read = readRegister(part.map((file): RegisterFile => {
      const { path, object } = file;
      if (isHere(file)) return { path, award: copies.get(object)! };
      return settled.has(path) ? { path, later: texts.later(object) } : { path, bytes: contents[at++]! };
    }), share);
    const objects = new Map(published.hashes.size === 0 ? [] : part.map(({ path, object }) => [path, object]));
    for (const [name, entry] of read.awards) awards.set(name, withoutPublished(entry, published, objects, texts));
    for (const [path, record] of read.attempts) attempts.set(path, record);
  }
  const loose = records.flatMap(({ path, object }) => (copies.has(object) ? [] : looseIn(awards, path, object)));
  return { awards, attempts, bundles: { last: Math.max(before.last, last), loose: new Map([...[...before.loose].filter(([, { object }]) => !copies.has(object)), ...loose]) } };
}

const NO_BUNDLES: Bundles = { last: 0, loose: new Map() };
const isRecord = ({ path }: TreeFile): boolean => path.startsWith('badges/') && path.endsWith('/award.json');

// A record that is not written as this program writes it has no copy that would be taken for it.
function looseIn(awards: Register, path: string, object: string): readonly (readonly [string, Loose])[] {
  const award = awards.get(path.split('/').at(-2)!)?.award;
  return award !== undefined && objectOf(award, object) === object ? [[award.serial, { award, object }]] : [];
}

// One after the other, while the next is on its way already: git unpacks on another processor.
async function* inTurn<Part, Done>(parts: readonly Part[], act: (part: Part) => Promise<Done>): AsyncGenerator<Done> {
  const begin = (at: number): Promise<Done> | null => {
    const begun = at < parts.length ? act(parts[at]!) : null;
    // Who asks for it hears of it; nobody may ask any more.
    begun?.catch(() => {});
    return begun;
  };
  let next = begin(0);
  for (let at = 1; next !== null; at += 1) {
    const done = await next;
    next = begin(at);
    yield done;
  }
}

const SIGNED = /^(badges\/[0-9a-z]{2}\/[0-9a-z]{2}\/([0-9a-z]{12})\/)badge((?:\.[1-9][0-9]?)?)\.json$/;

// Paths of badges that stand in the ledger as the same object, and of their proofs; and of attempts that nobody wants.
function settledIn(files: readonly TreeFile[], { objects }: Published, attempts: boolean): ReadonlySet<string> {
  return new Set(files.flatMap(({ path, object }) => {
    if (!attempts && path.startsWith('claims/')) return [path];
    const [, folder, serial, edition] = SIGNED.exec(path) ?? [];
    return serial !== undefined && objects?.get(`${serial}${edition}`) === object ? [path, `${folder}proof${edition}.json`] : [];
  }));
}

// A private badge has to be read once to know its digest.
function withoutPublished(entry: RegisterEntry, { hashes }: Published, objects: ReadonlyMap<string, string>, { later }: LaterTexts): RegisterEntry {
  const { award: { serial, edition } } = entry;
  const hash = hashes.get(editionName(entry.award));
  if (entry.later !== undefined || hash === undefined || entry.proof === null || entry.badge === null) return entry;
  if (createHash('sha256').update(entry.badge).digest('hex') !== hash.sha256) return entry;
  return signedLater(entry, later(objects.get(registerPaths.proof(serial, edition))!), later(objects.get(registerPaths.badge(serial, edition))!, hash.sha256));
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
    if (serial !== undefined && path.startsWith(folderOf({ path: registerPaths.award(serial) }))) editions.set(serial, Math.max(editions.get(serial) ?? 1, Number(edition ?? 1)));
    else if (path.startsWith('claims/') || bundleNumber(path) !== null) files.push({ path, mode, object });
    else return null;
  }
  for (const { award: { serial, edition = 1 } } of before.store.awards.values()) if (edition > (editions.get(serial) ?? edition)) editions.set(serial, edition);
  const paths = [...editions].flatMap(([serial, last]) => [registerPaths.award(serial), registerPaths.revocation(serial), ...Array.from({ length: last }, (_, at) => at + 1).flatMap((edition) => [registerPaths.proof(serial, edition), registerPaths.badge(serial, edition), ...(edition === 1 ? [] : [registerPaths.reissue(serial, edition)])])]);
  const objects = await resolveObjects(git, paths.map((path) => `${head}:${path}`));
  return [...files, ...paths.flatMap((path, at) => (objects[at] === null ? [] : [{ path, mode: '100644', object: objects[at]! }]))];
}
