import { execFileSync } from 'node:child_process';
import { arch, availableParallelism, cpus, platform } from 'node:os';
import { pinnedNode } from '../setup.mjs';

/** What the numbers were taken on, and when. */
export interface Machine {
  readonly date: string;
  readonly node: string;
  readonly cores: number;
  readonly processor: string;
  readonly system: string;
}

/** This machine. */
export const machine = (now: Date): Machine => ({
  date: now.toISOString().slice(0, 10),
  node: execFileSync(pinnedNode(), ['--version'], { encoding: 'utf8' }).trim().slice(1),
  cores: availableParallelism(),
  processor: cpus()[0]?.model.trim() || 'an unnamed processor',
  system: `${platform()}-${arch()}`,
});
