import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { environment, pinnedNode, root } from '../setup.mjs';

/** What a process used: processor time of all its threads in milliseconds, and the most memory it held in MiB. */
export interface Usage {
  readonly cpu: number;
  readonly peak: number;
}

/**
 * Runs the pinned Node as the command line runs, with its compile cache and nothing on the screen, and gives the
 * milliseconds from start to end. Throws unless it ends with one of `codes`.
 */
export function timed(args: readonly string[], codes: readonly number[] = [0]): number {
  return run(args, codes).ms;
}

/** The same, with what the process used; asking for that takes it about a millisecond. */
export function used(args: readonly string[], codes: readonly number[] = [0], env: Readonly<Record<string, string>> = {}): Usage & { readonly ms: number } {
  const { ms, said } = run(['--require', USAGE, ...args], codes, env);
  return { ms, ...usageIn(said) };
}

/** The same of it and of every program of Node's that it starts, together; the most memory is that of the largest. */
export function usedByAll(args: readonly string[], scratch: string): Usage & { readonly ms: number } {
  const file = join(scratch, 'usage.txt');
  rmSync(file, { force: true });
  const { ms } = run(args, [0], { NODE_OPTIONS: `--require ${JSON.stringify(USAGE)}`, LAUREL_BENCH_USAGE: file });
  const each = readFileSync(file, 'utf8').trim().split('\n').map(usageIn);
  return { ms, cpu: each.reduce((sum, { cpu }) => sum + cpu, 0), peak: Math.max(...each.map(({ peak }) => peak)) };
}

const USAGE = join(import.meta.dirname, 'usage.cjs');

function usageIn(said: string): Usage {
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(said) as NodeJS.ResourceUsage;
  return { cpu: (userCPUTime + systemCPUTime) / 1000, peak: maxRSS / 1024 };
}

/** What a program of ours writes to the standard output, as text. */
export const said = (args: readonly string[]): string => execFileSync(pinnedNode(), args, { cwd: root, env: environment(), encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 26 });

function run(args: readonly string[], codes: readonly number[], env: Readonly<Record<string, string>> = {}): { readonly ms: number; readonly said: string } {
  const start = performance.now();
  const child = spawnSync(pinnedNode(), args, { cwd: root, env: { ...environment(), ...env }, stdio: ['ignore', 'ignore', 'pipe', 'pipe'], encoding: 'utf8' });
  const ms = performance.now() - start;
  if (child.error !== undefined) throw child.error;
  if (child.status === null || !codes.includes(child.status)) throw new Error(`node ${args.join(' ')} ended with ${child.status ?? child.signal}\n${child.stderr.trimEnd().split('\n').slice(-20).join('\n')}`);
  return { ms, said: child.output[3] ?? '' };
}
