import { resolve } from 'node:path';
import type { Diagnostic } from '../../core/diagnostic.ts';
import type { SourceFile } from '../../core/document.ts';
import { sizeLimit } from '../../core/size-limit.ts';
import type { World } from '../world.ts';
import { asDiagnostic, type EditorDiagnostic } from './answers.ts';
import { workspaceLint, type AlsoFind } from './lint-workspace.ts';
import { openCatalog, pathOfUri, type OpenCatalog } from './open-catalog.ts';
import { rangesIn, type OpenText } from './text-document.ts';

/** What the workspace tells the editor. */
export interface Editor {
  readonly publish: (uri: string, version: number | undefined, diagnostics: readonly EditorDiagnostic[]) => void;
  readonly warn: (sentence: string) => void;
  readonly log: (sentence: string) => void;
}

/** Where in which catalog a document stands. */
export interface Standing {
  readonly catalog: OpenCatalog;
  readonly path: string;
}

/** Everything that the editor has open, and what was found in it. */
export interface Workspace {
  readonly open: Map<string, OpenText>;
  readonly catalogs: () => readonly OpenCatalog[];
  /** Takes up the catalogs of these folders, and lets go of those of others. */
  readonly setFolders: (folders: readonly string[]) => Promise<void>;
  /** Reads all files of a catalog, or those that changed, anew, and lints it; one whose folder is gone is let go, and the editor told so. */
  readonly readAgain: (catalog: OpenCatalog, changed?: readonly string[]) => Promise<void>;
  readonly standing: (uri: string) => Standing | null;
  /** Lints a catalog once its texts have been left alone for a moment. */
  readonly changed: (catalog: OpenCatalog) => void;
  /** What was found in a file of it, in its texts as they are now. */
  readonly found: (standing: Standing) => Promise<readonly Diagnostic[]>;
}

export interface WorkspaceOptions {
  readonly world: World;
  /** The catalog's folder, from each workspace folder. */
  readonly folder: string;
  readonly alsoFind: AlsoFind;
  readonly editor: Editor;
}

// Long enough to type on, short enough to be told while the thought is there.
const PAUSE = 150;

/** The catalogs of a workspace; it says what is wrong in them whenever something has changed. */
export function openWorkspace({ world, folder, alsoFind, editor }: WorkspaceOptions): Workspace {
  const open = new Map<string, OpenText>();
  const byRoot = new Map<string, OpenCatalog>();
  const timers = new Map<OpenCatalog, NodeJS.Timeout>();
  const reports = new Map<OpenCatalog, ReadonlyMap<string, readonly Diagnostic[]>>();
  // What the editor was told, by catalog and address.
  const told = new Map<OpenCatalog, ReadonlyMap<string, string>>();
  const warned = new Set<string>();
  const warnOnce = (sentence: string): void => {
    if (!warned.has(sentence)) editor.warn(sentence);
    warned.add(sentence);
  };

  const linted = workspaceLint(world, alsoFind, warnOnce);

  const lint = async (catalog: OpenCatalog): Promise<void> => {
    const files = catalog.files(open);
    const texts = new Map([...open.values()].flatMap((text) => [[catalog.pathOf(text.uri) ?? '', text] as const]));
    const sheets = catalog.sheets(open);
    const { diagnostics, site } = await linted({ home: catalog.home, root: catalog.root, files });
    if (byRoot.get(catalog.root) !== catalog) return;
    const byPath = Map.groupBy(diagnostics, ({ path }) => path);
    reports.set(catalog, byPath);
    const before = told.get(catalog) ?? new Map<string, string>();
    const now = new Map<string, string>();
    const sources = new Map(files.map((file) => [file.path, file]));
    for (const [path, found] of byPath) {
      const text = texts.get(path);
      const source = text?.text ?? textOf(sources.get(path));
      const rangeOf = text?.rangeOf ?? rangesIn(source);
      const shown = found.map((diagnostic) => asDiagnostic(diagnostic, source, sheets.get(path) ?? null, rangeOf, site));
      const uri = text?.uri ?? catalog.uriOf(path);
      const key = JSON.stringify([text?.version, shown]);
      now.set(uri, key);
      if (before.get(uri) !== key) editor.publish(uri, text?.version, shown);
    }
    for (const uri of before.keys()) if (!now.has(uri)) editor.publish(uri, open.get(uri)?.version, []);
    told.set(catalog, now);
  };

  // A change while a lint runs waits for it: two of one catalog would tell in either order.
  const running = new Map<OpenCatalog, Promise<void>>();
  const lintInTurn = (catalog: OpenCatalog): Promise<void> => {
    const turn = (running.get(catalog) ?? Promise.resolve()).then(() => lint(catalog)).catch((error: unknown) => editor.log(`The catalog could not be linted: ${(error as Error).message}`));
    running.set(catalog, turn);
    return turn;
  };
  const changed = (catalog: OpenCatalog): void => {
    clearTimeout(timers.get(catalog));
    timers.set(catalog, setTimeout(() => {
      timers.delete(catalog);
      void lintInTurn(catalog);
    }, PAUSE));
  };
  const close = (catalog: OpenCatalog): void => {
    clearTimeout(timers.get(catalog));
    timers.delete(catalog);
    byRoot.delete(catalog.root);
    for (const uri of told.get(catalog)?.keys() ?? []) editor.publish(uri, undefined, []);
    told.delete(catalog);
    reports.delete(catalog);
  };

  // True where the folder is there. One that is gone, as after a change of branch, comes back with `setFolders`.
  const isThere = async (catalog: OpenCatalog): Promise<boolean> => {
    if (await world.files.exists(catalog.root)) return true;
    if (byRoot.get(catalog.root) === catalog) {
      close(catalog);
      editor.warn(`${folder} is not there, as after a change of branch. It is reported on again when it is back.`);
    }
    return false;
  };

  return {
    open,
    changed,
    readAgain: async (catalog, paths) => {
      if (!(await isThere(catalog))) return;
      try {
        await catalog.read(paths);
      } catch (error) {
        if (await isThere(catalog)) throw error;
        return;
      }
      if (byRoot.get(catalog.root) === catalog) changed(catalog);
    },
    catalogs: () => [...byRoot.values()],
    setFolders: async (folders) => {
      const roots = new Map(folders.map((home) => [resolve(home, folder), home]));
      for (const catalog of [...byRoot.values()]) if (!roots.has(catalog.root)) close(catalog);
      for (const [root, home] of roots) {
        if (byRoot.has(root) || !(await world.files.exists(root))) continue;
        const catalog = openCatalog(world, home, root);
        await catalog.read();
        byRoot.set(root, catalog);
        changed(catalog);
      }
    },
    standing: (uri) => {
      if (pathOfUri(uri) === null) return null;
      for (const catalog of byRoot.values()) {
        const path = catalog.pathOf(uri);
        if (path !== null) return { catalog, path };
      }
      return null;
    },
    found: async ({ catalog, path }) => {
      if (timers.has(catalog)) {
        clearTimeout(timers.get(catalog));
        timers.delete(catalog);
        await lintInTurn(catalog);
      } else await running.get(catalog);
      return reports.get(catalog)?.get(path) ?? [];
    },
  };
}

const decoder = new TextDecoder();
const textOf = (file: SourceFile | undefined): string => (file === undefined ? '' : decoder.decode(file.bytes.subarray(0, sizeLimit(file.path))));
