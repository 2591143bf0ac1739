import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';

/** What commands took together: milliseconds from start to end and on the processor, whatever they started included; and all that they wrote. */
export interface Took {
  readonly ms: number;
  readonly cpu: number;
  readonly output: string;
}

/** How commands are run, and for how many milliseconds at most. */
export interface Means {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly limit: number;
  /** For what they write. */
  readonly scratch: string;
}

// Node knows of itself alone what it used of the processor, the shell of what it waited for too.
const SCRIPT = '"$@"; code=$?; times >&3; exit $code';

/** Runs whole commands one after the other. Null where they took too long and were stopped. */
export async function wholeCommands(commands: readonly (readonly string[])[], { cwd, env, limit, scratch }: Means): Promise<Took | null> {
  const path = join(scratch, 'output.txt');
  const took = { ms: 0, cpu: 0, output: '' };
  for (const command of commands) {
    const out = openSync(path, 'w');
    const start = performance.now();
    const child = spawn('sh', ['-c', SCRIPT, 'sh', ...command], { cwd, env, stdio: ['ignore', out, out, 'pipe'], detached: true });
    closeSync(out);
    const isEnded = await ended(child, limit - took.ms);
    took.ms += performance.now() - start;
    if (isEnded === null) return null;
    took.cpu += isEnded;
    took.output += readFileSync(path, 'utf8');
  }
  return took;
}

// The processor time that a shell tells of at its end. What it started ends with it, and with us.
async function ended(child: ChildProcess, limit: number): Promise<number | null> {
  const stop = (): void => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGKILL');
  };
  const timer = setTimeout(stop, limit);
  process.once('exit', stop);
  try {
    const [said] = await Promise.all([text(child.stdio[3] as NodeJS.ReadableStream), once(child, 'close')]);
    if (child.signalCode !== null) return null;
    const times = [...said.trim().split('\n').at(-1)!.matchAll(/(\d+)m([\d.]+)s/g)];
    return times.reduce((all, [, minutes, seconds]) => all + Number(minutes) * 60_000 + Number(seconds) * 1000, 0);
  } finally {
    clearTimeout(timer);
    process.off('exit', stop);
  }
}
