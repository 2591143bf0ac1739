import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { issuer, publicKey, sign, signedBadge } from '../core/badge/fixture.ts';
import { sha256 } from '../core/canonical.ts';
import { logOrigin, signCheckpoint } from '../core/log/checkpoint.ts';
import { issued, keyEntry } from '../core/log/entry.ts';
import { BUNDLED, bundleNumber, bundlesDue } from '../core/plan/award-bundle.ts';
import { CHECKPOINT, extendLog } from '../core/plan/ledger-log.ts';
import { openGit } from '../effects/git.ts';
import { readLedgerAt } from '../effects/ledger-folder.ts';
import { git } from '../practice/git/run.ts';
import { floor } from './floors.ts';
import { inFolder } from './folder.ts';
import { awardNumber, storedFiles } from './ledger-awards.ts';
import { said } from './processes.ts';

/** What issuing some awards took where the stores held some before. */
export interface LedgerRow {
  readonly stored: number;
  readonly fresh: number;
  /** Seconds, git's part of them included. */
  readonly total: number;
  /** Milliseconds an award: all of it, and this process's own time on the processor. */
  readonly each: number;
  readonly cpu: number;
  /** Seconds that reading and looking over the stores took before anything was done. */
  readonly read: number;
  readonly peak: number;
  /** The milliseconds an award against those of the first row. */
  readonly times: number;
}

interface Took {
  readonly took: Readonly<Record<'read' | 'record' | 'sign' | 'publish', { readonly ms: number; readonly cpu: number }>>;
  readonly peak: number;
}

/**
 * Issues `fresh` awards into stores that hold as many as each of `sizes` says (growing), in a bare repository of this machine.
 * @param tell hears of each row when it is there: the whole may take an hour.
 */
export const measureLedger = (sizes: readonly number[], fresh: number, tell: (row: LedgerRow) => void): Promise<readonly LedgerRow[]> =>
  inFolder(async (folder) => {
    const [remote, clone, program] = [join(folder, 'remote.git'), join(folder, 'clone.git'), await floor('ledger-run')];
    for (const dir of [remote, clone]) await git(folder, ['init', '--quiet', '--bare', dir]);
    await seed(remote, 'main', [['README.md', 'A catalog.\n']]);
    const rows: LedgerRow[] = [];
    let held = 0;
    for (const stored of sizes) {
      if (stored > held) await seedAwards(remote, held, stored);
      held = Math.max(held, stored);
      await git(clone, ['fetch', '--quiet', remote, '+refs/heads/*:refs/laurel/heads/*']);
      const { took, peak } = JSON.parse(said([program, clone, remote, String(held), String(fresh)])) as Took;
      const sum = (what: 'ms' | 'cpu'): number => Object.values(took).reduce((all, each) => all + each[what], 0);
      const each = sum('ms') / fresh;
      const row = { stored, fresh, total: sum('ms') / 1000, each, cpu: sum('cpu') / fresh, read: took.read.ms / 1000, peak, times: each / (rows[0]?.each ?? each) };
      rows.push(row);
      tell(row);
      held += fresh;
    }
    return rows;
  });

async function seedAwards(remote: string, from: number, to: number): Promise<void> {
  const [proof] = (await signedBadge()).proof;
  function* filesOf(branch: 'register' | 'ledger', hear: (text: string) => void = () => {}): Generator<Seed> {
    for (let number = from; number < to; number += 1) {
      for (const [own, path, text] of storedFiles(number, proof)) {
        if (own !== branch) continue;
        hear(text);
        yield [path, text];
      }
    }
  }
  await seed(remote, 'register', filesOf('register'));
  await seed(remote, 'register', bundled(from, to, await lastBundle(remote)));
  const entries: string[] = [];
  await seed(remote, 'ledger', filesOf('ledger', (text) => entries.push(issued(sha256(text)))));
  await seed(remote, 'ledger', await logged(remote, entries));
}

const lastBundle = async (remote: string): Promise<number> => Math.max(0, ...(await git(remote, ['ls-tree', '--name-only', 'refs/heads/register', 'bundles/'])).split('\n').map((path) => bundleNumber(path) ?? 0));

function* bundled(from: number, to: number, last: number): Generator<Seed> {
  const whole = Math.floor((to - from) / BUNDLED);
  for (let at = 0; at < whole; at += 1) yield* bundlesDue(Array.from({ length: BUNDLED }, (_, next) => awardNumber(from + at * BUNDLED + next)), { last: last + at, loose: new Map() });
}

// The log as it would have grown had these badges been issued together.
async function logged(remote: string, entries: readonly string[]): Promise<readonly Seed[]> {
  const { log } = await readLedgerAt(openGit(remote, process.env), 'refs/heads/ledger');
  const keys = log === null ? issuer.keys.map(keyEntry) : [];
  const grown = extendLog(log, logOrigin(issuer.url), [...keys, ...[...entries].sort()]);
  return [...grown.files, [CHECKPOINT, await signCheckpoint(grown.checkpoint, { publicKey, sign })], ...grown.removed.map((path): Seed => [path, null])];
}

/** A file by its path; null where it goes. */
export type Seed = readonly [string, string | Uint8Array | null];

/** Writes files onto a branch, as a stream: a hundred thousand badges are more than a process should hold. */
export async function seed(remote: string, branch: string, files: Iterable<Seed>): Promise<void> {
  const child = spawn('git', ['fast-import', '--quiet', '--done'], { cwd: remote, stdio: ['pipe', 'inherit', 'inherit'] });
  const write = async (part: string | Uint8Array): Promise<void> => {
    if (!child.stdin.write(part)) await once(child.stdin, 'drain');
  };
  const data = async (content: string | Uint8Array): Promise<void> => {
    await write(`data ${Buffer.byteLength(content)}\n`);
    await write(content);
    await write('\n');
  };
  const parent = await git(remote, ['rev-parse', '--verify', '--quiet', `refs/heads/${branch}`]).then((text) => text.trim(), () => '');
  await write(`commit refs/heads/${branch}\ncommitter Laurel <laurel@example.org> 1795339860 +0000\n`);
  await data('Seed\n');
  if (parent !== '') await write(`from ${parent}\n`);
  for (const [path, content] of files) {
    await write(content === null ? `D ${path}\n` : `M 100644 inline ${path}\n`);
    if (content !== null) await data(content);
  }
  child.stdin.end('done\n');
  const [code] = (await once(child, 'close')) as [number];
  if (code !== 0) throw new Error(`git fast-import ended with ${code}`);
}

const line = (stored: string, ...cells: readonly string[]): string => stored.padEnd(20) + cells.map((cell) => cell.padStart(10)).join('');

/** The lines above the rows. */
export const ledgerHead = (title: string): string => `${title}\nMilliseconds an award, all of it and our own processor time; times the first\nrow; seconds in all and for reading the stores first; peak memory.\n${line('', 'ms each', 'cpu each', 'times', 'total s', 'read s', 'MiB')}`;

/** One row of the table. */
export const ledgerLine = ({ stored, fresh, each, cpu, times, total, read, peak }: LedgerRow): string =>
  line(`  ${fresh} onto ${stored}`, each.toFixed(1), cpu.toFixed(1), times.toFixed(2), total.toFixed(1), read.toFixed(2), String(Math.round(peak)));
