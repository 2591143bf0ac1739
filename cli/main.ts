import { Command as Program, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { Command, ExitCode, Given } from './command.ts';
import { commands } from './commands/index.ts';
import { sentence } from './sentence.ts';
import { version } from './version.ts';
import type { World } from './effects/world.ts';

/** Runs the command line. Never throws: a failure of ours is a sentence and exit code 2. */
export async function main(argv: readonly string[], world: World): Promise<ExitCode> {
  let code: ExitCode = 0;
  const program = new Program('laurel')
    .description('Run a micro-credential programme for educators out of a git repository.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help for a command')
    .configureOutput({ writeOut: (text) => world.out.write(text), writeErr: (text) => world.err.write(text), getOutHelpWidth: () => Math.min(world.out.columns, 100), getErrHelpWidth: () => Math.min(world.err.columns, 100), getOutHasColors: () => colourful(world), getErrHasColors: () => colourful(world) })
    .showHelpAfterError('(laurel --help shows every command)')
    .exitOverride();
  for (const { name, summary, load } of commands) {
    const command = program.command(name).summary(summary).exitOverride();
    // A command's module is read only when it is the one that was asked for.
    if (argv[0] === name || (argv[0] === 'help' && argv[1] === name)) describe(command, await load(), async (given, chosen) => void (code = await chosen.run(given, world)));
    else command.allowUnknownOption().allowExcessArguments();
  }
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    world.err.write(`laurel: ${sentence(error, world)}\n`);
    return 2;
  }
}

const colourful = (world: World): boolean => world.out.isTerminal && (world.env['NO_COLOR'] ?? '') === '';

function describe(target: Program, command: Command, run: (given: Given, command: Command) => Promise<void>): void {
  target.description(`${command.summary}.`);
  for (const { flags, summary } of command.arguments ?? []) target.argument(flags, summary);
  for (const { flags, summary, default: value, choices, repeatable } of command.options ?? []) {
    const option = new Option(flags, summary);
    if (value !== undefined) option.default(value);
    if (choices !== undefined) option.choices([...choices]);
    if (repeatable === true) option.argParser((given: string, before: readonly string[] | undefined) => [...(before ?? []), given]);
    target.addOption(option);
  }
  const width = Math.max(...command.examples.map(([line]) => line.length));
  target.addHelpText('after', `\nExamples:\n${command.examples.map(([line, what]) => `  $ ${line.padEnd(width)}   ${what}`).join('\n')}\n`);
  target.action(async (...received: unknown[]) => run({ arguments: received.slice(0, -2) as Given['arguments'], options: received.at(-2) as Given['options'] }, command));
}

export { InvalidArgumentError };
