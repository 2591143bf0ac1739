import process from 'node:process';
import { parseArgs } from 'node:util';
import { machine } from './machine.ts';
import { measureLint } from './measure-lint.ts';
import { measureSignatures } from './measure-signatures.ts';
import { measureSite } from './measure-site.ts';
import { measureStart } from './measure-start.ts';
import { head, rowLine } from './table.ts';
import type { Row } from './turns.ts';

// What `npm run bench` does: measures, prints ratios, and judges nothing.
const USAGE = `npm run bench -- [options]

  --only <parts>      some of start, lint, site, signatures (with commas)
  --quick             fewer rounds and smaller catalogs: a first impression
  --credentials <n>   how many credentials to lint (1000)
  --json              print JSON, at the end
  --help              print this`;

const OPTIONS = { only: { type: 'string' }, quick: { type: 'boolean', default: false }, credentials: { type: 'string' }, json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } } as const;

function misuse(sentence: string): never {
  console.error(`${sentence}\n\n${USAGE}`);
  process.exit(2);
}

function optionsOf(argv: readonly string[]): ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'] {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS }).values;
  } catch (error) {
    return misuse((error as Error).message);
  }
}

const given = optionsOf(process.argv.slice(2));
const quick = given.quick;
const credentials = Number(given.credentials ?? (quick ? 200 : 1000));
const plates = quick ? 20 : 100;

const parts: Readonly<Record<string, { readonly title: string; readonly measure: () => Promise<readonly Row[]> }>> = {
  start: { title: 'Start', measure: () => measureStart(quick ? 5 : 15) },
  lint: { title: `Lint, ${credentials} credentials`, measure: () => measureLint(3, credentials) },
  site: { title: `Site, ${plates} credentials`, measure: () => measureSite(quick ? 1 : 3, plates) },
  signatures: { title: 'Signatures, processor time', measure: () => measureSignatures(quick ? 5 : 15) },
};
const chosen = given.only?.split(',') ?? Object.keys(parts);
const unknown = chosen.find((name) => parts[name] === undefined);

if (unknown !== undefined) misuse(`There is no part "${unknown}".`);
if (!Number.isInteger(credentials) || credentials < 1) misuse('--credentials takes a whole number.');
if (given.help) console.log(USAGE);
else await report();

async function report(): Promise<void> {
  const say = given.json ? console.error : console.log;
  const on = machine(new Date());
  say(`${on.date}, Node ${on.node}, ${on.cores} cores (${on.processor}, ${on.system})`);
  say('Medians of n rounds, everything in turn. Only the ratios ("times") are firm.');
  const measured: Record<string, readonly Row[]> = {};
  for (const name of chosen) {
    const { title, measure } = parts[name]!;
    say(`\n${head(title)}`);
    const rows = (measured[name] = await measure());
    for (const row of rows) say(rowLine(row));
  }
  if (given.json) console.log(JSON.stringify({ machine: on, parts: measured }, null, 2));
}
