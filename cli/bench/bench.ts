import process from 'node:process';
import { parseArgs } from 'node:util';
import { countHead, countLine } from './github-counts.ts';
import { measureGitHub, measurePortfolios } from './github-measure.ts';
import { lintHead, measureLintSizes } from './lint-sizes.ts';
import { machine } from './machine.ts';
import { ledgerHead, ledgerLine, measureLedger } from './measure-ledger.ts';
import { measurePublish, publishHead, publishLine } from './measure-publish.ts';
import { measureSignatures } from './measure-signatures.ts';
import { measureSite } from './measure-site.ts';
import { measureStart } from './measure-start.ts';
import { head, rowLine } from './table.ts';

// What `npm run bench` does: measures, prints ratios, and judges nothing.
const USAGE = `npm run bench -- [options]

  --only <parts>      some of start, lint, site, signatures, publish, ledger,
                      github (with commas)
  --quick             fewer rounds, smaller catalogs and repositories: a first
                      impression
  --credentials <n>   how many credentials to lint (1000); several catalogs,
                      one after the other, with commas
  --alone             lint without the linters of others, which are otherwise
                      installed beside our own dependencies to compare with
  --full              10,000 badges published; 10,000 awards at once, onto a
                      ledger of up to 90,000; takes long, some GB of memory
                      and of disk
  --json              print JSON, at the end
  --help              print this`;

const OPTIONS = { only: { type: 'string' }, quick: { type: 'boolean', default: false }, full: { type: 'boolean', default: false }, credentials: { type: 'string' }, alone: { type: 'boolean', default: false }, json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } } as const;

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
const say = given.json ? console.error : console.log;
const lints = { sizes: (given.credentials ?? (quick ? '200' : '1000')).split(',').map(Number), alone: given.alone };
const plates = quick ? 20 : 100;

const claims = quick ? { past: 500, open: 20 } : { past: 5000, open: 200 };
const portfolios = quick ? { portfolios: 18, open: 3 } : { portfolios: 98, open: 10 };
const awards = given.full ? { sizes: [0, 10_000, 90_000], fresh: 10_000 } : quick ? { sizes: [0, 1_000], fresh: 50 } : { sizes: [0, 1_000, 10_000], fresh: 500 };
const badges = given.full ? [0, 1_000, 10_000] : quick ? [0, 100] : [0, 100, 1_000];

/** Something that is measured: the lines above its table, and its rows with their lines. */
interface Part {
  readonly top: string;
  readonly measure: () => Promise<{ readonly rows: readonly object[]; readonly lines: readonly string[] }>;
}

const partOf = <Row extends object>(top: string, line: (row: Row) => string, measure: () => Promise<readonly Row[]>): Part => ({
  top,
  measure: async () => {
    const rows = await measure();
    return { rows, lines: rows.map(line) };
  },
});

const parts: Readonly<Record<string, Part>> = {
  start: partOf(head('Start'), rowLine, () => measureStart(quick ? 5 : 15)),
  lint: { top: lintHead(lints), measure: async () => ({ rows: await measureLintSizes(lints, say), lines: [] }) },
  site: partOf(head(`Site, ${plates} credentials`), rowLine, () => measureSite(quick ? 1 : 3, plates)),
  signatures: partOf(head('Signatures, processor time'), rowLine, () => measureSignatures(quick ? 5 : 15)),
  publish: {
    top: publishHead('Publishing'),
    measure: async () => ({ rows: await measurePublish(badges, (row) => say(publishLine(row))), lines: [] }),
  },
  ledger: {
    top: ledgerHead(`Ledger, ${awards.fresh} awards issued in one commit`),
    measure: async () => ({ rows: await measureLedger(awards.sizes, awards.fresh, (row) => say(ledgerLine(row))), lines: [] }),
  },
  github: {
    top: countHead(`GitHub, ${claims.past} claims awarded and ${claims.open} open`),
    measure: async () => {
      const [one, many] = [await measureGitHub(claims), await measurePortfolios(portfolios)];
      return { rows: [...one, ...many], lines: [...one.map(countLine), `The same with ${portfolios.portfolios + 2} private repositories, a claim open in ${portfolios.open}`, ...many.map(countLine)] };
    },
  },
};
const chosen = given.only?.split(',') ?? Object.keys(parts);
const unknown = chosen.find((name) => parts[name] === undefined);

if (unknown !== undefined) misuse(`There is no part "${unknown}".`);
if (!lints.sizes.every((size) => Number.isInteger(size) && size > 0)) misuse('--credentials takes whole numbers, with commas between them.');
if (given.help) console.log(USAGE);
else await report();

async function report(): Promise<void> {
  const on = machine(new Date());
  say(`${on.date}, Node ${on.node}, ${on.cores} cores (${on.processor}, ${on.system})`);
  say('Medians of n rounds, everything in turn. Only ratios ("times") and counts are firm.');
  const measured: Record<string, readonly object[]> = {};
  for (const name of chosen) {
    const { top, measure } = parts[name]!;
    say(`\n${top}`);
    const { rows, lines } = await measure();
    measured[name] = rows;
    for (const line of lines) say(line);
  }
  if (given.json) console.log(JSON.stringify({ machine: on, parts: measured }, null, 2));
}
