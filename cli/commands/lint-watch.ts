import process from 'node:process';
import type { ExitCode } from '../command.ts';
import { visible } from '../core/report/visible.ts';
import type { Known } from '../effects/linting/known.ts';
import type { Folder } from '../effects/linting/lint-folder.ts';
import type { Memory } from '../effects/linting/memory.ts';
import { watchFolder } from '../effects/linting/watch-folder.ts';
import type { World } from '../effects/world.ts';
import { outcomeOf, type Outcome } from './lint-outcome.ts';

/** A lint that goes on: what is watched, how people call it, and how a report is shown. */
export interface LintToWatch {
  readonly folder: () => Folder;
  readonly name: string;
  readonly memory: Memory | null;
  readonly show: (outcome: Outcome) => Promise<ExitCode>;
}

const CLEAR = '\u001b[2J\u001b[3J\u001b[H';
const MOST_NAMED = 3;

/** Shows a report again whenever a file changes, until it is stopped. */
export async function watchLint(world: World, { folder, name, memory, show }: LintToWatch): Promise<ExitCode> {
  const stop = new AbortController();
  const end = (): void => stop.abort();
  process.once('SIGINT', end).once('SIGTERM', end);
  let known: Known | null = null;
  try {
    for await (const { linted, touched } of watchFolder({ folder, before: memory?.recall() ?? null, stop: stop.signal })) {
      if (world.out.isTerminal) world.out.write(CLEAR);
      if (linted === null) {
        world.out.write(`${visible(name)} is not there, as after a change of branch. It is reported on again when it is back; stop with Ctrl-C.\n`);
        continue;
      }
      ({ known } = linted);
      try {
        await show(outcomeOf(world, folder().root, known));
      } catch (error) {
        // Gone while it was shown: the next look says so.
        if (await world.files.exists(folder().root)) throw error;
        continue;
      }
      const named = touched.slice(0, MOST_NAMED).map(visible).join(', ');
      const more = touched.length > MOST_NAMED ? ` and ${touched.length - MOST_NAMED} more` : '';
      world.out.write(`${touched.length === 0 ? '' : `Changed: ${named}${more}. `}Watching ${visible(name)}; stop with Ctrl-C.\n`);
    }
  } finally {
    process.off('SIGINT', end).off('SIGTERM', end);
  }
  if (known !== null) await memory?.keep(known);
  return 0;
}
