import type { ExitCode } from './command.ts';
import { realWorld, type World } from './effects/world.ts';
import { sentence } from './sentence.ts';

/** Runs something in the world of a process, and leaves its exit code there. Never throws: a failure is a sentence and exit code 2. */
export async function running(process: NodeJS.Process, act: (world: World) => Promise<ExitCode>): Promise<void> {
  // Whoever reads may stop early, as `head` does: that is no fault of ours to tell of.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 2));
  const world = realWorld(process);
  // A command that waits for what never comes ends when nothing else is left to do; that must not look like a good end.
  process.exitCode = 2;
  const stopped = (): void => void world.err.write('laurel: the command stopped before its end, and what it says above may not be all. That is a fault of Laurel; please report it with what you typed.\n');
  process.once('beforeExit', stopped);
  const code = await act(world).catch((error: unknown) => {
    world.err.write(`laurel: ${sentence(error, world)}\n`);
    return 2 as const;
  });
  process.off('beforeExit', stopped);
  process.exitCode = code;
}
