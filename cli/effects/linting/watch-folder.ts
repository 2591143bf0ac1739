import { watch } from 'node:fs';
import { Obstacle } from '../obstacle.ts';
import type { Known } from './known.ts';
import { lintFolder, type Folder, type Linted } from './lint-folder.ts';

/** A lint of a folder that is watched, and the files that came, went or changed since the one before. */
export interface Watched {
  readonly linted: Linted;
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
  const watcher = watch(folder().root, { recursive: true, signal: stop }, look);
  // A folder that goes while it is watched is found gone by the next look.
  watcher.on('error', () => {});
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
    for (let isFirst = true; !stop.aborted; isFirst = false) {
      told = false;
      const now = folder();
      // What was found out on another day is not known today.
      const linted = await lintFolder(now, now.circumstances.today === day ? known : null).catch((error: NodeJS.ErrnoException) => {
        throw error.code === 'ENOENT' && error.path === now.root ? new Obstacle(`The folder ${now.root} is gone, so there is nothing to watch. Bring it back and start again.`) : error;
      });
      const next = new Map(linted.scanned.map(({ path, stamp }) => [path, stamp]));
      const touched = [...new Set([...stamps.keys(), ...next.keys()])].filter((path) => stamps.get(path) !== next.get(path));
      if (isFirst || touched.length > 0 || !sameReport(known, linted.known)) yield { linted, touched: isFirst ? [] : touched };
      ({ known } = linted);
      day = now.circumstances.today;
      stamps = next;
      if (!told) await pause(every);
      while (told && !stop.aborted) {
        told = false;
        await pause(QUIET);
      }
    }
  } finally {
    watcher.close();
    stop.removeEventListener('abort', look);
  }
}

const sameReport = (a: Known | null, b: Known): boolean => a?.report === b.report || JSON.stringify(a?.report) === JSON.stringify(b.report);
