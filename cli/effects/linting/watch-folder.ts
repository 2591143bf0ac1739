import { statSync, watch, type FSWatcher } from 'node:fs';
import type { Known } from './known.ts';
import { lintFolder, type Folder, type Linted } from './lint-folder.ts';

/** A lint of a folder that is watched, and the files that came, went or changed since the one before. */
export interface Watched {
  /** Null where the folder is gone, as after a change of branch; it is waited for. */
  readonly linted: Linted | null;
  readonly touched: readonly string[];
}

/** How a folder is watched, until when, and what is known of it. */
export interface Watching {
  readonly folder: () => Folder;
  readonly before: Known | null;
  readonly stop: AbortSignal;
  /** Milliseconds after which it is looked through even if the disk tells of nothing: not every disk tells of everything. */
  readonly every?: number;
}

// An editor writes a file in several steps, and a branch is switched in many.
const QUIET = 60;

/** Lints a folder again whenever something in it changes. What changed is told by the stamps of the files; the disk only tells when to look. */
export async function* watchFolder({ folder, before, stop, every = 2000 }: Watching): AsyncGenerator<Watched> {
  let told = false;
  let wake = (): void => {};
  const look = (): void => {
    told = true;
    wake();
  };
  stop.addEventListener('abort', look);
  let watcher: FSWatcher | null = null;
  let watched: number | null = null;
  // What goes while it is watched is watched no more, also when another comes in its place.
  const watchAnew = (inode: number | null): void => {
    if (inode === watched) return;
    watched = inode;
    watcher?.close();
    watcher = inode === null ? null : watcherOf(folder().root, look);
  };
  const pause = (milliseconds: number): Promise<void> =>
    new Promise((done) => {
      const timer = setTimeout(done, milliseconds);
      wake = () => {
        clearTimeout(timer);
        done();
      };
    });
  try {
    let known = before;
    let day = folder().circumstances.today;
    let stamps: ReadonlyMap<string, string> = new Map();
    let isGone = false;
    for (let isFirst = true; !stop.aborted; ) {
      told = false;
      const now = folder();
      watchAnew(inodeOf(now.root));
      // What was found out on another day is not known today.
      const linted = await lintFolder(now, now.circumstances.today === day ? known : null).catch((error: Error) => {
        if (inodeOf(now.root) === null || isMoving(error)) return null;
        throw error;
      });
      if (linted === null) {
        // Whoever switches a branch will have finished soon; what is not there then is waited for.
        const was = isGone;
        isGone = inodeOf(now.root) === null;
        if (isGone && !was) yield { linted: null, touched: [] };
        if (!told) await pause(isGone ? every : QUIET);
        continue;
      }
      const next = new Map(linted.scanned.map(({ path, stamp }) => [path, stamp]));
      const touched = [...new Set([...stamps.keys(), ...next.keys()])].filter((path) => stamps.get(path) !== next.get(path));
      if (isFirst || isGone || touched.length > 0 || !sameReport(known, linted.known)) yield { linted, touched: isFirst ? [] : touched };
      ({ known } = linted);
      isFirst = isGone = false;
      day = now.circumstances.today;
      stamps = next;
      if (!told) await pause(every);
      while (told && !stop.aborted) {
        told = false;
        await pause(QUIET);
      }
    }
  } finally {
    watchAnew(null);
    stop.removeEventListener('abort', look);
  }
}

// Not every disk can be watched; every folder can be looked through.
function watcherOf(root: string, look: () => void): FSWatcher | null {
  try {
    return watch(root, { recursive: true }, look).on('error', () => {});
  } catch {
    return null;
  }
}

// The folder's own number on its disk; null where it is not there.
function inodeOf(root: string): number | null {
  const found = statSync(root, { throwIfNoEntry: false });
  return found?.isDirectory() === true ? found.ino : null;
}

// Files that went or changed while they were read.
const isMoving = ({ message }: Error): boolean => /^(?:ENOENT|ENOTDIR)|was changed while it was read$/.test(message);

const sameReport = (a: Known | null, b: Known): boolean => a?.report === b.report || JSON.stringify(a?.report) === JSON.stringify(b.report);
