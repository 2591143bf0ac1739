import { hash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import type { Part } from '../../core/parts/part.ts';
import type { FolderReport, Known } from './known.ts';

/** Where what is known of a folder is kept between two runs. */
export interface Memory {
  readonly recall: () => Known | null;
  readonly keep: (known: Known) => Promise<void>;
}

/** Everything besides the files that a report depends on, and the folder that it is about. */
export interface Ground {
  /** Of the program. */
  readonly build: string;
  readonly today: string;
  readonly root: string;
}

interface Kept {
  readonly report: FolderReport;
  readonly stamps: readonly string[];
  readonly issuer: string;
  /** The digests of the parts that belong to it, and of what became of some of them since: another process may have written others. */
  readonly parts: string;
  readonly since: string | null;
}

/** What changed among parts since they were written whole. */
interface Since {
  readonly changed: readonly Part[];
  readonly gone: readonly string[];
}

/** Parts as they stand written whole. */
interface Whole {
  readonly digest: string;
  readonly parts: ReadonlyMap<string, Part>;
}

/**
 * Keeps what is known in three files of a cache's folder: the last report with the stamps of the files, which is all that is needed where
 * nothing changed; the parts; and those of them that changed since they were written whole. All are plain data, and begin with what
 * they rest on and a digest of what follows: whatever else is found in their place is passed over.
 */
export function memoryIn(folder: string, ground: Ground): Memory {
  const base = join(folder, 'lint', hash('sha256', ground.root).slice(0, 32));
  const head = hash('sha256', JSON.stringify([ground.build, ground.today, ground.root]));
  let whole: Whole | null = null;
  const parts = async ({ parts: digest, since: later }: Kept): Promise<ReadonlyMap<string, Part>> => {
    const written = byPath(readKept<readonly Part[]>(`${base}.parts`, head, digest) ?? []);
    const since = later === null ? { changed: [], gone: [] } : readKept<Since>(`${base}.since`, head, later);
    if (since === null) return new Map();
    whole = { digest, parts: written };
    const all = new Map(written);
    for (const path of since.gone) all.delete(path);
    for (const part of since.changed) all.set(part.path, part);
    return all;
  };
  const keepParts = (all: ReadonlyMap<string, Part>): Pick<Kept, 'parts' | 'since'> | null => {
    const since = whole === null ? null : changesFrom(whole.parts, all);
    if (whole !== null && since !== null && since.changed.length + since.gone.length <= Math.max(FEW, all.size / FEW)) {
      const later = writeKept(`${base}.since`, head, since);
      return later === null ? null : { parts: whole.digest, since: later };
    }
    const digest = writeKept(`${base}.parts`, head, [...all.values()]);
    whole = digest === null ? null : { digest, parts: new Map(all) };
    return digest === null ? null : { parts: digest, since: null };
  };
  return {
    recall: () => {
      const kept = readKept<Kept>(`${base}.report`, head);
      return kept === null ? null : { report: kept.report, issuer: kept.issuer, stamps: new Map(kept.report.paths.map((path, at) => [path, kept.stamps[at]!])), parts: () => parts(kept) };
    },
    keep: async ({ report, stamps, issuer, parts: all }) => {
      forget(dirname(base));
      const written = keepParts(await all());
      if (written !== null) writeKept(`${base}.report`, head, { report, issuer, ...written, stamps: report.paths.map((path) => stamps.get(path) ?? '') } satisfies Kept);
    },
  };
}

// What changed is written apart while it is ten files at most, or a tenth of all.
const FEW = 10;

const byPath = (parts: readonly Part[]): ReadonlyMap<string, Part> => new Map(parts.map((part) => [part.path, part]));

// A part that was not looked at again is the very one that was read.
const changesFrom = (before: ReadonlyMap<string, Part>, now: ReadonlyMap<string, Part>): Since => ({
  changed: [...now.values()].filter((part) => before.get(part.path) !== part),
  gone: [...before.keys()].filter((path) => !now.has(path)),
});

function readKept<Value>(path: string, head: string, expected?: string): Value | null {
  try {
    const text = readFileSync(path, 'utf8');
    const [own, digest] = [text.slice(0, 64), text.slice(65, 129)];
    const body = text.slice(130);
    return own === head && (expected ?? digest) === digest && digest === hash('sha256', body) ? (JSON.parse(body) as Value) : null;
  } catch {
    return null;
  }
}

// What nobody asked for in a week is of a folder that is gone, or of another day.
function forget(folder: string): void {
  try {
    for (const name of readdirSync(folder)) if (statSync(join(folder, name)).mtimeMs < Date.now() - 7 * 86_400_000) rmSync(join(folder, name), { force: true });
  } catch {
    // There is no folder yet, or somebody else tidies it.
  }
}

// Whole or not at all, with its digest; null where nothing can be written, and then the next run reads everything again.
function writeKept(path: string, head: string, value: unknown): string | null {
  const draft = `${path}.${process.pid}.draft`;
  try {
    const body = JSON.stringify(value);
    makeFolder(dirname(path));
    const digest = hash('sha256', body);
    writeFileSync(draft, `${head} ${digest}\n${body}`, { mode: 0o600 });
    renameSync(draft, path);
    return digest;
  } catch {
    // Where nothing can be written, nothing can be taken away either.
    try {
      rmSync(draft, { force: true });
    } catch {}
    return null;
  }
}

// Step by step: where a folder can never be made, as below /proc, Node's own way of making all of them does not end.
function makeFolder(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT' || dirname(path) === path) throw error;
    makeFolder(dirname(path));
    mkdirSync(path);
  }
}
