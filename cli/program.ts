import process from 'node:process';
import { realWorld } from './effects/world.ts';
import { main } from './main.ts';

/** Runs the command line in the world of this process, and leaves its exit code there. */
export async function runProgram(args: readonly string[]): Promise<void> {
  // Whoever reads may stop early, as `head` does: that is no fault of ours to tell of.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 2));
  process.exitCode = await main(args, realWorld(process));
}
