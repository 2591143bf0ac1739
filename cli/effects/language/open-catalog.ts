import { relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { SourceFile } from '../../core/document.ts';
import { sizeLimit } from '../../core/size-limit.ts';
import { sheetOf, type Sheet, type Sheets } from '../../core/language/sheet.ts';
import { kindAt } from '../../core/load-with.ts';
import { isSource } from '../../core/source-path.ts';
import { readCatalog } from '../files.ts';
import type { World } from '../world.ts';
import type { OpenText } from './text-document.ts';

/** A catalog in a workspace: its files on the disk, with what is open in the editor laid over them. */
export interface OpenCatalog {
  /** The workspace folder and the catalog's own, as absolute paths. */
  readonly home: string;
  readonly root: string;
  /** Reads all files, or those that changed, anew. */
  readonly read: (changed?: readonly string[]) => Promise<void>;
  /** The path of a document below the catalog's folder; null for one that lies elsewhere. */
  readonly pathOf: (uri: string) => string | null;
  readonly uriOf: (path: string) => string;
  readonly files: (open: ReadonlyMap<string, OpenText>) => readonly SourceFile[];
  readonly sheets: (open: ReadonlyMap<string, OpenText>) => Sheets;
}

/** The path that an address names; null where it names no file of this machine. */
export function pathOfUri(uri: string): string | null {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : null;
  } catch {
    return null;
  }
}

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** Takes up the catalog in a folder; `read` it before it is asked for anything. */
export function openCatalog(world: World, home: string, root: string): OpenCatalog {
  const onDisk = new Map<string, SourceFile>();
  const fromText = new WeakMap<OpenText, SourceFile>();
  const outlined = new WeakMap<object, Sheet | null>();
  const base = pathToFileURL(root).href;

  const pathOf = (uri: string): string | null => {
    const whole = pathOfUri(uri);
    if (whole === null) return null;
    const path = relative(root, whole).split(sep).join('/');
    return path === '' || path === '..' || path.startsWith('../') || /^[A-Za-z]:/.test(path) ? null : path;
  };

  // The texts of open documents by path; a document may stand where no file is yet.
  const drafts = (open: ReadonlyMap<string, OpenText>): ReadonlyMap<string, OpenText> => new Map([...open.values()].flatMap((text) => {
    const path = pathOf(text.uri);
    return path === null || !isSource(path) ? [] : [[path, text] as const];
  }));

  const remembered = (key: object, make: () => Sheet | null): Sheet | null => {
    const known = outlined.get(key);
    if (known !== undefined) return known;
    const sheet = make();
    outlined.set(key, sheet);
    return sheet;
  };

  return {
    home,
    root,
    pathOf,
    uriOf: (path) => `${base}/${path.toWellFormed().split('/').map(encodeURIComponent).join('/')}`,
    read: async (changed) => {
      for (const path of changed ?? []) {
        if (!isSource(path)) continue;
        const bytes = await world.files.read(resolve(root, path)).catch(() => null);
        if (bytes !== null) onDisk.set(path, { path, bytes });
        // What cannot be read is gone, or a folder of which nothing more is told.
        else if (onDisk.has(path)) onDisk.delete(path);
        else return readAll();
      }
      if (changed === undefined) await readAll();
    },
    files: (open) => {
      const laid = drafts(open);
      const over = [...laid].map(([path, text]) => {
        const file = fromText.get(text) ?? { path, bytes: encoder.encode(text.text) };
        fromText.set(text, file);
        return file;
      });
      return [...[...onDisk.values()].filter(({ path }) => !laid.has(path)), ...over];
    },
    sheets: (open) => {
      const laid = drafts(open);
      const sheets = new Map<string, Sheet>();
      for (const path of [...new Set([...onDisk.keys(), ...laid.keys()])].sort()) {
        const text = laid.get(path);
        const file = onDisk.get(path)!;
        const sheet = text !== undefined ? remembered(text, () => sheetOf(path, text.text)) : remembered(file, () => (kindAt(path) === null || file.bytes.length > sizeLimit(path) ? null : sheetOf(path, decoder.decode(file.bytes))));
        if (sheet !== null) sheets.set(path, sheet);
      }
      return sheets;
    },
  };

  async function readAll(): Promise<void> {
    const files = await readCatalog(world.files, root);
    onDisk.clear();
    for (const file of files) onDisk.set(file.path, file);
  }
}
