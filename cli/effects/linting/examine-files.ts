import { Worker } from 'node:worker_threads';
import { stewardsIn } from '../../core/codeowners.ts';
import { compare } from '../../core/diagnostic.ts';
import type { SourceFile } from '../../core/document.ts';
import { lintParts } from '../../core/parts/lint-parts.ts';
import { definitionAt, type Part } from '../../core/parts/part.ts';
import type { Circumstances } from '../../core/rule.ts';
import { examineHere, reading, withHash, type Batch } from './examine-here.ts';
import type { FolderReport } from './known.ts';

/** The files of a folder: which there are, which of them are to be read, and how. */
export interface FilesToRead {
  readonly root: string;
  readonly paths: readonly string[];
  readonly changed: readonly string[];
  readonly read: (path: string) => Uint8Array;
  /** Reads a file that may have been read before. Throws where it is not what it was then. */
  readonly again: (path: string) => Uint8Array;
  readonly circumstances: Circumstances;
  readonly threads?: Threads;
}

/** The program of a thread that examines definitions, and how many threads there may be with this one. */
export interface Threads {
  readonly program: URL;
  readonly count: number;
  /** For how many definitions another thread is worth its start; some hundreds unless told. */
  readonly each?: number;
}

// A thread takes as long to begin as some hundred files take to be examined.
const WORTH_A_THREAD = 500;

/** Whether a file is looked at by itself. */
export const isDefinition = (path: string): boolean => definitionAt(path) !== null;

/** Examines every definition among the changed files, in several threads where there are many. */
export async function examineFiles({ root, paths, changed, read, circumstances: { today, roster }, threads }: FilesToRead): Promise<readonly Part[]> {
  const definitions = changed.filter(isDefinition);
  const count = threads === undefined ? 1 : Math.max(1, Math.min(threads.count, Math.floor(definitions.length / (threads.each ?? WORTH_A_THREAD))));
  const issuer = paths.includes('issuer.yaml') ? read('issuer.yaml') : null;
  const batches = Array.from({ length: count }, (_, nth): Batch => ({ definitions: definitions.filter((_path, at) => at % count === nth), issuer, circumstances: { today, ...(roster === undefined ? {} : { roster }) } }));
  const others = batches.slice(1).map((batch) => examineElsewhere(threads!.program, root, batch));
  // Where this thread fails, the others' failures are nobody's news.
  for (const other of others) other.catch(() => {});
  return [await examineHere(batches[0]!, read), ...(await Promise.all(others))].flat();
}

const examineElsewhere = (program: URL, root: string, batch: Batch): Promise<readonly Part[]> =>
  new Promise((done, fail) => {
    const worker = new Worker(program, { workerData: { root, batch } });
    worker.once('message', done).once('error', fail).once('exit', () => fail(new Error('a thread ended before its work')));
  });

/** Reports on all files: the definitions as they were examined, and everything else as it is. */
export async function report({ paths, read, again, circumstances }: FilesToRead, parts: ReadonlyMap<string, Part>): Promise<FolderReport> {
  const rest = paths.filter((path) => !isDefinition(path)).map((path): SourceFile => ({ path, bytes: read(path) }));
  const { diagnostics, letStand, catalog } = lintParts(await reading(), { definitions: [...parts.values()], rest, again: (path) => ({ path, bytes: again(path) }) }, withHash(circumstances));
  return { diagnostics, letStand, paths: [...paths].sort(compare), site: catalog.issuer?.value.url ?? null, stewards: stewardsIn(catalog) };
}
