import { resolve } from 'node:path';
import { CATALOG, catalogOption, textOption, type Command, type ExitCode, type Given } from '../command.ts';
import { byPlace, summarise } from '../core/diagnostic.ts';
import { REPORT_FORMATS, reportIn, type ReportFormat } from '../core/report/report.ts';
import { visible } from '../core/report/visible.ts';
import { belowCatalog, isBelow } from '../effects/below-catalog.ts';
import { readCatalog } from '../effects/files.ts';
import { Obstacle } from '../effects/obstacle.ts';
import { ownersFaults } from '../effects/owners-faults.ts';
import { readRoster, ROSTER } from '../effects/roster.ts';
import type { World } from '../effects/world.ts';
import { version } from '../version.ts';
import { folderToLint, lintAgain, memoryOf } from './lint-again.ts';
import type { Outcome } from './lint-outcome.ts';
import { watchLint } from './lint-watch.ts';
import { lintWhole, submissionsHere, withSubmissions } from './lint-whole.ts';
import { addTo } from './runner-files.ts';

// GitHub keeps a mebibyte of a step's summary; a letter is four bytes at most.
const SUMMARY_LIMIT = 250_000;

export default {
  name: 'lint',
  summary: 'Find everything that is wrong with a catalog',
  arguments: [{ flags: '[paths...]', summary: 'report on these files and folders only (the whole catalog is read all the same)' }],
  options: [CATALOG, { flags: '--format <format>', summary: 'how to report', default: 'text', choices: REPORT_FORMATS }, { flags: '--json', summary: 'the same as --format json' }, { flags: '--fix', summary: 'mend what needs nobody\'s judgement, and report what is left' }, { flags: '--base <commit>', summary: 'also hold every version to what changed since this commit' }, { flags: '--submissions <dir>', summary: 'report on the submissions of this private repository, by the catalog' }, { flags: '--no-cache', summary: 'read every file, whatever is known from the last time' }, { flags: '--watch', summary: 'lint again whenever a file changes, until Ctrl-C' }, ROSTER],
  examples: [
    ['laurel lint', 'every fault of every file'],
    ['laurel lint catalog/rubrics', 'those of the rubrics only'],
    ['laurel lint --watch', 'beside an editor: every fault at every saving'],
    ['laurel lint --base origin/main', 'also whether each version was raised by as much as its change weighs'],
    ['laurel lint --fix', 'mend what can be mended without judgement'],
    ['laurel lint --format json', 'for programs'],
    ['laurel lint --format github', 'for a step of a workflow: annotations at their lines'],
  ],
  async run(given, world) {
    const folder = catalogOption(given);
    const root = resolve(world.cwd, folder);
    // In a clone of private submissions the catalog is fetched from its own repository.
    const apart = (await world.files.exists(root)) ? null : await submissionsHere(world, folder);
    const asked = (given.arguments[0] as readonly string[] | undefined) ?? [];
    const only = await Promise.all(asked.map((path) => belowCatalog(world, root, path)));
    const elsewhere = textOption(given, 'submissions');
    const base = textOption(given, 'base');
    const fixes = given.options['fix'] === true;
    const own = elsewhere ?? (apart === null ? undefined : '.');
    if (fixes && own !== undefined) throw new Obstacle('--fix mends the catalog and nothing that teachers hand in. Run it in the repository of the catalog, without --submissions.');
    if (base !== undefined && own !== undefined) throw new Obstacle('--base is about the catalog\'s own files. Run it in the catalog\'s repository, without --submissions.');
    const circumstances = { today: world.now().toISOString().slice(0, 10), roster: await readRoster(world, textOption(given, 'roster'), folder) };
    const sources = apart ?? (elsewhere !== undefined ? await withSubmissions(world, root, elsewhere) : null);
    if (own !== undefined) only.push('submissions');
    const show = (outcome: Outcome): Promise<ExitCode> => showReport(world, given, { ...outcome, only, own });
    const isWhole = fixes || base !== undefined || sources !== null;
    if (given.options['watch'] === true) {
      if (isWhole) throw new Obstacle('--watch lints a catalog as it stands in its folder. Run it without --fix, --base and --submissions.');
      return watchLint(world, { folder: () => folderToLint(world, root, { ...circumstances, today: world.now().toISOString().slice(0, 10) }), name: folder, memory: memoryOf(given, world, root, circumstances), show });
    }
    return show(isWhole ? await lintWhole(world, root, sources ?? (await readCatalog(world.files, root)), circumstances, { folder, base, fix: fixes ? only : null }) : await lintAgain(given, world, root, circumstances));
  },
} satisfies Command as Command;

// What of a catalog is shown: the part that was asked for, and in which folder it is found.
interface Shown extends Outcome {
  readonly only: readonly string[];
  readonly own: string | undefined;
}

async function showReport(world: World, given: Given, { diagnostics, letStand, meaning, paths, site, stewards, mended, read, only, own }: Shown): Promise<ExitCode> {
  const folder = catalogOption(given);
  const found = own !== undefined ? diagnostics : [...diagnostics, ...(await ownersFaults(world, resolve(world.cwd, folder), stewards))].sort(byPlace);
  const shown = found.filter(({ path }) => isBelow(only, path));
  const count = only.length === 0 ? paths.length : paths.filter((path) => isBelow(only, path)).length;
  const prefix = `${(own ?? folder).replace(/\/+$/, '').replace(/^\.\//, '')}/`;
  for (const { path, line, column, rule, fix } of mended) world.err.write(`Mended ${visible(`${prefix}${path}:${line}:${column}`)} (${rule}): ${visible(fix!.title)}\n`);
  const format = given.options['json'] === true ? 'json' : (textOption(given, 'format') ?? 'text');
  const said = { sources: read([...new Set(shown.map(({ path }) => path))]), prefix, files: count, color: world.out.isTerminal && (world.env['NO_COLOR'] ?? '') === '', width: world.out.columns, version, letStand: letStand.filter(({ path }) => isBelow(only, path)), ...(site === null ? {} : { site }) };
  world.out.write(await reportIn(format as ReportFormat, shown, said));
  // A run's page on GitHub shows this to whoever cannot read the log's colours, and to reviewers what the change means.
  await addTo(world, 'GITHUB_STEP_SUMMARY', `${meaning}${shown.length === 0 ? '' : await reportIn('markdown', shown, said)}`.slice(0, SUMMARY_LIMIT));
  return summarise(shown, count).errors > 0 ? 1 : 0;
}
