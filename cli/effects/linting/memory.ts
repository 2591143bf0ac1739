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
  /** The digest of the parts that belong to it: another process may have written others since. */
  readonly parts: string;
}

/**
 * Keeps what is known in two files of a cache's folder: the last report with the stamps of the files, which is all that is needed where
 * nothing changed, and the parts. Both are plain data, and begin with what they rest on and a digest of what follows: whatever
 * else is found in their place is passed over.
 */
export function memoryIn(folder: string, ground: Ground): Memory {
  const base = join(folder, 'lint', hash('sha256', ground.root).slice(0, 32));
  const head = hash('sha256', JSON.stringify([ground.build, ground.today, ground.root]));
  const parts = async (digest: string): Promise<ReadonlyMap<string, Part>> => new Map((readKept<readonly Part[]>(`${base}.parts`, head, digest) ?? []).map((part) => [part.path, part]));
  return {
    recall: () => {
      const kept = readKept<Kept>(`${base}.report`, head);
      return kept === null ? null : { report: kept.report, issuer: kept.issuer, stamps: new Map(kept.report.paths.map((path, at) => [path, kept.stamps[at]!])), parts: () => parts(kept.parts) };
    },
    keep: async ({ report, stamps, issuer, parts: all }) => {
      forget(dirname(base));
      const digest = writeKept(`${base}.parts`, head, [...(await all()).values()]);
      if (digest !== null) writeKept(`${base}.report`, head, { report, issuer, parts: digest, stamps: report.paths.map((path) => stamps.get(path) ?? '') } satisfies Kept);
    },
  };
}

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
    mkdirSync(dirname(path), { recursive: true });
    const digest = hash('sha256', body);
    writeFileSync(draft, `${head} ${digest}\n${body}`, { mode: 0o600 });
    renameSync(draft, path);
    return digest;
  } catch {
    rmSync(draft, { force: true });
    return null;
  }
}
