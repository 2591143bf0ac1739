import type { GivenFile } from '../../cli/core/badge/given.ts';
import { isTable } from '../../cli/core/badge/written.ts';
import { inMiB, pageLimits } from '../../cli/core/will/limits.ts';
import type { Will } from '../../cli/core/will/open.ts';

/** A file that somebody gave, by its path where it came in a folder. */
export interface Dropped {
  readonly path: string;
  readonly file: File;
}

/** What files turned out to be. */
export interface Sorted {
  readonly badges: readonly Dropped[];
  /** Tables that name badges or hold them. */
  readonly tables: readonly Dropped[];
  readonly given: { readonly documents: readonly { readonly address: string; readonly file: GivenFile }[]; readonly proofs: readonly GivenFile[]; readonly wills: readonly { readonly name: string; readonly will: Will }[] };
  readonly faults: readonly string[];
}

/** The longest document; core looks at none that is longer. */
const longestDocument = 1024 * 1024;
const HEAD = 'will.txt';

const bytesOf = async (blob: Blob): Promise<Uint8Array> => new Uint8Array(await blob.arrayBuffer());
const begins = async (file: File, ...bytes: readonly number[]): Promise<boolean> => bytes.join() === (await bytesOf(file.slice(0, bytes.length))).join();
const isZip = (file: File): Promise<boolean> => begins(file, 0x50, 0x4b, 0x03, 0x04);
const isPicture = ({ type }: File): boolean => /^image\//.test(type);

/** Tells badges from what lies beside them: documents, proofs, and archives that programmes left, zipped or as folders. */
export async function readDropped(all: readonly Dropped[]): Promise<Sorted> {
  const wills: { readonly name: string; readonly will: Will }[] = [];
  const faults: string[] = [];
  const open = async (name: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> => {
    const opened = await (await import('../../cli/core/will/open.ts')).openWill(files, new Date());
    if (opened.ok) wills.push({ name, will: opened.will });
    else faults.push(`${name} is no archive that a programme left: ${opened.reason}.`);
  };
  const folders = all.filter(({ path }) => path.endsWith(`/${HEAD}`)).map(({ path }) => path.slice(0, -HEAD.length));
  for (const folder of folders) {
    const within = all.filter(({ path }) => path.startsWith(folder));
    await open(folder.replaceAll('/', ''), new Map(await Promise.all(within.map(async ({ path, file }) => [path.slice(folder.length), await bytesOf(file)] as const))));
  }
  const badges: Dropped[] = [];
  const tables: Dropped[] = [];
  const documents: { readonly address: string; readonly file: GivenFile }[] = [];
  const proofs: GivenFile[] = [];
  for (const { path, file } of all) {
    if (folders.some((folder) => path.startsWith(folder))) continue;
    if (isTable(file.name)) {
      tables.push({ path, file });
      continue;
    }
    if (await isZip(file)) {
      const read = file.size > pageLimits.all ? { ok: false as const, reason: `it has more than ${inMiB(pageLimits.all)}` } : (await import('../../cli/core/privacy/zip.ts')).readZip(await bytesOf(file), () => true, pageLimits);
      if (read.ok) await open(file.name, read.files);
      else faults.push(`${file.name} cannot be read as a zip archive: ${read.reason}. Get another copy; one that unpacks to more than ${inMiB(pageLimits.all)} is for the command line, \`laurel verify <badge> --will ${file.name}\`.`);
      continue;
    }
    const bytes = isPicture(file) || file.size > longestDocument ? null : await bytesOf(file);
    const role = bytes === null ? null : (await import('../../cli/core/badge/given.ts')).roleOf(bytes);
    if (role === null) badges.push({ path, file });
    else if (role.kind === 'proof') proofs.push({ name: file.name, bytes: bytes! });
    else documents.push({ address: role.address, file: { name: file.name, bytes: bytes! } });
  }
  return { badges, tables, given: { documents, proofs, wills }, faults };
}

/** Every file of what is dropped, those in folders too. To be asked while the event is on: later the browser has forgotten. */
export async function filesDropped({ items, files }: DataTransfer): Promise<readonly Dropped[]> {
  const entries = [...items].map((item) => item.webkitGetAsEntry?.() ?? null);
  const alone = [...files].map((file) => ({ path: file.name, file }));
  if (!entries.some((entry) => entry?.isDirectory === true)) return alone;
  const found: Dropped[] = [];
  for (const entry of entries) if (entry !== null) for await (const each of walk(entry)) found.push(each);
  return found;
}

async function* walk(entry: FileSystemEntry): AsyncGenerator<Dropped> {
  if (entry.isFile) yield { path: entry.fullPath.replace(/^\//, ''), file: await new Promise<File>((done, fail) => (entry as FileSystemFileEntry).file(done, fail)) };
  else if (entry.isDirectory) {
    const reader = (entry as FileSystemDirectoryEntry).createReader();
    for (let some: readonly FileSystemEntry[] = [entry]; some.length > 0;) {
      some = await new Promise<FileSystemEntry[]>((done, fail) => reader.readEntries(done, fail));
      for (const each of some) yield* walk(each);
    }
  }
}
