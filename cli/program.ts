import process from 'node:process';
import { main } from './main.ts';
import { running } from './running.ts';

/** Runs the command line in the world of this process, and leaves its exit code there. */
export const runProgram = (args: readonly string[]): Promise<void> => running(process, (world) => main(args, world));
