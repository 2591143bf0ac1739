import process from 'node:process';
import { spawnProgram, type Order, type ProgramEnd } from '../effects/run-program.ts';

/** What goes to the small process, and what comes back. */
export interface Asked {
  readonly id: number;
  readonly order: Order;
}
export type Answered = { readonly id: number } & ({ readonly end: ProgramEnd } | { readonly fault: { readonly message: string; readonly code?: string } });

// A process that does nothing but start others. A test's own process is large, and every child of it begins with a copy of its page tables.
process.on('message', ({ id, order }: Asked) => {
  const answer = (answered: Answered): void => void process.send!(answered);
  spawnProgram(order).then(
    (end) => answer({ id, end }),
    (error: NodeJS.ErrnoException) => answer({ id, fault: { message: error.message, ...(error.code === undefined ? {} : { code: error.code }) } }),
  );
});
process.on('disconnect', () => process.exit(0));
