import { writeSync } from 'node:fs';
import process from 'node:process';
import { version } from './version.ts';

// The entry of the bundled command line. Scripts and editors ask for the version alone: it is said before anything else is
// read, and past the standard output's stream, whose making takes longer. So this file is built apart from the rest, as CommonJS.
const args = process.argv.slice(2);
if (args.length === 1 && ['--version', '-V'].includes(args[0]!)) sayVersion();
else if (args[0] === 'lint') void startLint();
else void start();

// A lint of paths is what editors, hooks and people ask for most: it begins without the reader of all command lines.
async function startLint(): Promise<void> {
  const { plainLint, runPlainLint } = require('./plain-lint.ts') as typeof import('./plain-lint.ts');
  const given = plainLint(args.slice(1));
  await (given === null ? start() : runPlainLint(given));
}

async function start(): Promise<void> {
  await (await import('./program.ts')).runProgram(args);
}

function sayVersion(): void {
  try {
    writeSync(1, `${version}\n`);
  } catch (error) {
    // A reader may be gone already, as with `head`.
    process.exitCode = (error as NodeJS.ErrnoException).code === 'EPIPE' ? 0 : 2;
  }
}
