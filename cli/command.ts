import type { World } from './effects/world.ts';

/** How a command ended: 0 fine, 1 errors found, 2 misuse or our own failure, 3 (`verify`, `doctor`) something could not be found out. */
export type ExitCode = 0 | 1 | 2 | 3;

/** A positional argument as commander writes it: `<required>`, `[optional]` or `[many...]`. */
export interface Argument {
  readonly flags: string;
  readonly summary: string;
}

/** An option as commander writes it: `--name <value>`. */
export interface CommandOption {
  readonly flags: string;
  readonly summary: string;
  readonly default?: string;
  readonly choices?: readonly string[];
  /** May be given again; then all its values are handed on. */
  readonly repeatable?: boolean;
}

/** What a command was given: its arguments in order, its options by camel-case name. */
export interface Given {
  readonly arguments: readonly (string | readonly string[] | undefined)[];
  readonly options: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
}

/** One command, as a literal. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly arguments?: readonly Argument[];
  readonly options?: readonly CommandOption[];
  /** Whole command lines, each with what it does. */
  readonly examples: readonly (readonly [line: string, what: string])[];
  readonly run: (given: Given, world: World) => Promise<ExitCode>;
}

/** The option of every command that reads a catalog. */
export const CATALOG: CommandOption = { flags: '--catalog <dir>', summary: 'the catalog\'s folder', default: 'catalog' };

/** The option of every command whose answer a program would read. */
export const JSON_OUTPUT: CommandOption = { flags: '--json', summary: 'print JSON for programs' };

/** An option's text value. */
export function textOption(given: Given, name: string): string | undefined {
  const value = given.options[name];
  return typeof value === 'string' ? value : undefined;
}

/** An argument's text; commander has seen to it that a required one is there. */
export const textArgument = (given: Given, at: number): string => String(given.arguments[at] ?? '');

/** Where the catalog is. */
export const catalogOption = (given: Given): string => bare(textOption(given, 'catalog') ?? 'catalog');

// What people add to the name of a linked folder says nothing: `catalog/.` is `catalog`.
const bare = (folder: string): string => folder.replace(/(?<=[^/])(?:\/+\.?)+$/, '');

/** Prints a value as JSON, two spaces deep. */
export const printJson = (world: World, value: unknown): void => world.out.write(`${JSON.stringify(value, null, 2)}\n`);

/** Says what is going on while it goes on, where a person watches; leaves no trace when it is done. */
export async function withProgress<Outcome>(world: World, what: string, act: () => Promise<Outcome>): Promise<Outcome> {
  if (!world.err.isTerminal) return act();
  world.err.write(`${what}...`);
  return act().finally(() => world.err.write('\r\u001b[K'));
}
