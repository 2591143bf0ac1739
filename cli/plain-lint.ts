import process from 'node:process';
import type { Given } from './command.ts';
import lint from './commands/lint.ts';
import { running } from './running.ts';

/**
 * A lint of which only paths and a catalog were given, as the reader of command lines would have it.
 * @param args what stands behind `lint`.
 * @returns null where more is asked; then that reader is needed.
 */
export function plainLint(args: readonly string[]): Given | null {
  const paths: string[] = [];
  const options: Record<string, Given['options'][string]> = { cache: true };
  for (const { flags, default: value } of lint.options ?? []) if (value !== undefined) options[/--([a-z-]+)/.exec(flags)![1]!] = value;
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at]!;
    if (!arg.startsWith('-')) paths.push(arg);
    else if (arg === '--catalog' && args[at + 1] !== undefined && !args[at + 1]!.startsWith('-')) options['catalog'] = args[(at += 1)]!;
    else return null;
  }
  return { arguments: [paths], options };
}

/** Runs it in the world of this process, and leaves its exit code there. */
export const runPlainLint = (given: Given): Promise<void> => running(process, (world) => lint.run(given, world));
