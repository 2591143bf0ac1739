import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { signedBadge } from '../core/badge/fixture.ts';
import { git } from '../practice/git/run.ts';
import { floor } from './floors.ts';
import { inFolder } from './folder.ts';
import { storedFiles } from './ledger-awards.ts';
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

/** Issues `fresh` awards into stores that hold as many as each of `sizes` says (growing), in a bare repository of this machine. */
export const measureLedger = (sizes: readonly number[], fresh: number): Promise<readonly LedgerRow[]> =>
  inFolder(async (folder) => {
    const [remote, clone, program] = [join(folder, 'remote.git'), join(folder, 'clone.git'), await floor('ledger-run')];
    for (const dir of [remote, clone]) await git(folder, ['init', '--quiet', '--bare', dir]);
    await seed(remote, 'main', [['main', 'README.md', 'A catalog.\n']]);
    const rows: LedgerRow[] = [];
    let held = 0;
    for (const stored of sizes) {
      if (stored > held) await seedAwards(remote, held, stored);
      held = Math.max(held, stored);
      await git(clone, ['fetch', '--quiet', remote, '+refs/heads/*:refs/laurel/heads/*']);
      const { took, peak } = JSON.parse(said([program, clone, remote, String(held), String(fresh)])) as Took;
      const sum = (what: 'ms' | 'cpu'): number => Object.values(took).reduce((all, each) => all + each[what], 0);
      const each = sum('ms') / fresh;
      rows.push({ stored, fresh, total: sum('ms') / 1000, each, cpu: sum('cpu') / fresh, read: took.read.ms / 1000, peak, times: each / (rows[0]?.each ?? each) });
      held += fresh;
    }
    return rows;
  });

async function seedAwards(remote: string, from: number, to: number): Promise<void> {
  const [proof] = (await signedBadge()).proof;
  for (const branch of ['register', 'ledger'] as const) {
    await seed(remote, branch, (function* () {
      for (let number = from; number < to; number += 1) for (const file of storedFiles(number, proof)) if (file[0] === branch) yield file;
    })());
  }
}

// Streamed: a hundred thousand badges are more than a process should hold.
async function seed(remote: string, branch: string, files: Iterable<readonly [string, string, string]>): Promise<void> {
  const child = spawn('git', ['fast-import', '--quiet', '--done'], { cwd: remote, stdio: ['pipe', 'inherit', 'inherit'] });
  const write = async (text: string): Promise<void> => {
    if (!child.stdin.write(text)) await once(child.stdin, 'drain');
  };
  const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`;
  const parent = await git(remote, ['rev-parse', '--verify', '--quiet', `refs/heads/${branch}`]).then((text) => text.trim(), () => '');
  await write(`commit refs/heads/${branch}\ncommitter Laurel <laurel@example.org> 1795339860 +0000\n${data('Seed\n')}${parent === '' ? '' : `from ${parent}\n`}`);
  for (const [, path, text] of files) await write(`M 100644 inline ${path}\n${data(text)}`);
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
