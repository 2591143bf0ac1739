import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { environment, pinnedNode, root } from '../setup.mjs';

/** What a process took: milliseconds from start to end, and the most memory it held, in MiB. */
export interface Took {
  readonly ms: number;
  readonly peak: number;
}

const PEAK = join(import.meta.dirname, 'peak.cjs');

/**
 * Runs the pinned Node with these arguments as the command line is run, with its compile cache, and nothing on the screen.
 * Throws unless it ends as expected.
 */
export function node(args: readonly string[], { codes = [0], peak = false }: { readonly codes?: readonly number[]; readonly peak?: boolean } = {}): Took {
  const start = performance.now();
  const child = spawnSync(pinnedNode(), [...(peak ? ['--require', PEAK] : []), ...args], { cwd: root, env: environment(), stdio: ['ignore', 'ignore', 'pipe', 'pipe'], encoding: 'utf8' });
  const ms = performance.now() - start;
  if (child.error !== undefined) throw child.error;
  if (child.status === null || !codes.includes(child.status)) throw new Error(`node ${args.join(' ')} ended with ${child.status ?? child.signal}\n${child.stderr.trimEnd().split('\n').slice(-20).join('\n')}`);
  return { ms, peak: Number(child.output[3] || 0) / 1024 };
}
