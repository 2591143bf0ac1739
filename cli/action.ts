import { randomUUID } from 'node:crypto';
import process from 'node:process';
import { commandWords } from './command-words.ts';
import { realWorld } from './effects/world.ts';
import { main } from './main.ts';

// The entry of the single file that the repository's own action runs. Called with words it is the ordinary command line.
const input = process.env['INPUT_COMMAND'];
const args = process.argv.slice(2);
if (args.length > 0 || input === undefined) process.exitCode = await main(args, realWorld(process));
else {
  const words = commandWords(input);
  // The runner obeys lines that begin with "::". What we print may quote a stranger, so it listens to nobody until we are done.
  const until = randomUUID();
  process.stdout.write(`::stop-commands::${until}\n`);
  if (words.ok) process.exitCode = await main(words.words, realWorld(process));
  else {
    process.stderr.write(`laurel: ${words.fault}\n`);
    process.exitCode = 2;
  }
  process.stdout.write(`::${until}::\n`);
}
