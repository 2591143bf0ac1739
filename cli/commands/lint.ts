import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { build, cacheFolder, workerProgram } from '../build.ts';
import { CATALOG, catalogOption, textOption, withProgress, type Command, type ExitCode, type Given } from '../command.ts';
import type { Catalog } from '../core/catalog.ts';
import { stewardsIn } from '../core/codeowners.ts';
import { byPlace, summarise, type Diagnostic } from '../core/diagnostic.ts';
import type { SourceFile } from '../core/document.ts';
import type { Mended } from '../core/fix/mend.ts';
import type { Circumstances } from '../core/rule.ts';
import { REPORT_FORMATS, reportIn, type ReportFormat } from '../core/report/report.ts';
import { visible } from '../core/report/visible.ts';
import { belowCatalog, isBelow } from '../effects/below-catalog.ts';
import { readCatalog } from '../effects/files.ts';
import { lintFolder, type Folder } from '../effects/linting/lint-folder.ts';
import { memoryIn, type Memory } from '../effects/linting/memory.ts';
import { Obstacle } from '../effects/obstacle.ts';
import { ownersFaults } from '../effects/owners-faults.ts';
import { readRoster, ROSTER } from '../effects/roster.ts';
import type { World } from '../effects/world.ts';
import { version } from '../version.ts';
import { outcomeOf, watchLint, type Outcome } from './lint-watch.ts';
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
    const isWhole = fixes || base !== undefined || sources !== null;
    if (given.options['watch'] === true) {
      if (isWhole) throw new Obstacle('--watch lints a catalog as it stands in its folder. Run it without --fix, --base and --submissions.');
      return watchLint(world, { folder: () => folderToLint(world, root, { ...circumstances, today: world.now().toISOString().slice(0, 10) }), name: folder, memory: memoryOf(given, world, root, circumstances), show: (outcome) => show(outcome) });
    }
    return show(isWhole ? await lintWhole(world, root, sources ?? (await readCatalog(world.files, root)), circumstances, { folder, base, fix: fixes ? only : null }) : await lintAgain(given, world, root, circumstances));

    async function show({ diagnostics, letStand, meaning, paths, site, stewards, mended, read }: Outcome): Promise<ExitCode> {
      const chosen = (path: string): boolean => isBelow(only, path);
      const found = own !== undefined ? diagnostics : [...diagnostics, ...(await ownersFaults(world, root, stewards))].sort(byPlace);
      const shown = found.filter(({ path }) => chosen(path));
      const count = only.length === 0 ? paths.length : paths.filter(chosen).length;
      const prefix = `${(own ?? folder).replace(/\/+$/, '').replace(/^\.\//, '')}/`;
      for (const { path, line, column, rule, fix } of mended) world.err.write(`Mended ${visible(`${prefix}${path}:${line}:${column}`)} (${rule}): ${visible(fix!.title)}\n`);
      const format = given.options['json'] === true ? 'json' : (textOption(given, 'format') ?? 'text');
      const said = { sources: read([...new Set(shown.map(({ path }) => path))]), prefix, files: count, color: world.out.isTerminal && (world.env['NO_COLOR'] ?? '') === '', width: world.out.columns, version, letStand: letStand.filter(({ path }) => chosen(path)), ...(site === null ? {} : { site }) };
      world.out.write(await reportIn(format as ReportFormat, shown, said));
      // A run's page on GitHub shows this to whoever cannot read the log's colours, and to reviewers what the change means.
      await addTo(world, 'GITHUB_STEP_SUMMARY', `${meaning}${shown.length === 0 ? '' : await reportIn('markdown', shown, said)}`.slice(0, SUMMARY_LIMIT));
      return summarise(shown, count).errors > 0 ? 1 : 0;
    }
  },
} satisfies Command as Command;

// With a roster nothing is kept: names of pupils stay where they are.
function memoryOf(given: Given, world: World, root: string, { today, roster = [] }: Circumstances): Memory | null {
  const kept = (world.env['LAUREL_CACHE'] ?? '') === '' ? cacheFolder : resolve(world.cwd, world.env['LAUREL_CACHE']!);
  return given.options['cache'] === false || build === null || kept === null || roster.length > 0 ? null : memoryIn(kept, { build, today, root });
}

// More than a few threads would hold much memory for little time.
const MOST_THREADS = 4;

function folderToLint(world: World, root: string, circumstances: Circumstances): Folder {
  const asked = Number(world.env['LAUREL_THREADS'] ?? '');
  const count = Number.isInteger(asked) && asked > 0 ? asked : Math.min(availableParallelism(), MOST_THREADS);
  return { files: world.files, root, circumstances, now: world.now, ...(workerProgram === null ? {} : { threads: { program: workerProgram, count } }) };
}

// A folder by itself: what is known from the last time is not read again.
async function lintAgain(given: Given, world: World, root: string, circumstances: Circumstances): Promise<Outcome> {
  const memory = memoryOf(given, world, root, circumstances);
  const { known, read } = await withProgress(world, 'Reading the catalog', () => lintFolder(folderToLint(world, root, circumstances), memory?.recall() ?? null));
  if (read.length > 0) await memory?.keep(known);
  return outcomeOf(world, root, known);
}

// All files at once, where more is asked of them than what is wrong.
async function lintWhole(world: World, root: string, sources: readonly SourceFile[], circumstances: Circumstances, { folder, base, fix }: { readonly folder: string; readonly base: string | undefined; readonly fix: readonly string[] | null }): Promise<Outcome> {
  const { report, files, changed, mended } = await withProgress(world, `Reading ${sources.length} files`, async () => (fix !== null ? mendIn(sources, circumstances, fix) : { report: (await import('../core/lint.ts')).lint(sources, circumstances), files: sources, changed: new Map<string, string>(), mended: [] }));
  for (const [path, text] of changed) await world.files.write(resolve(root, path), text);
  const { tooLow, meaning } = base === undefined ? { tooLow: [], meaning: '' } : await since((await (await import('../effects/base-catalog.ts')).baseCatalog(world, folder, base)).loaded.catalog, report.catalog);
  return { diagnostics: [...report.diagnostics, ...tooLow], letStand: report.letStand, meaning, paths: [...report.paths], site: report.catalog.issuer?.value.url ?? null, stewards: stewardsIn(report.catalog), mended, read: (paths) => files.filter(({ path }) => paths.includes(path)) };
}

// What changed, in words, and where a version was raised by less than that weighs. Loaded only where it is asked for: a lint of one file should begin at once.
async function since(before: Catalog, now: Catalog): Promise<{ readonly tooLow: readonly Diagnostic[]; readonly meaning: string }> {
  const [{ versionFaults }, { catalogChange }, { changeMarkdown }] = await Promise.all([import('../core/change/version-faults.ts'), import('../core/change/catalog-change.ts'), import('../core/change/change-markdown.ts')]);
  const change = catalogChange(before, now);
  return { tooLow: versionFaults(before, now), meaning: change.weight === null && change.credentials.length === 0 ? '' : `## What this changes\n\n${changeMarkdown(change)}\n` };
}

// What writes YAML is read when it is asked for: most runs of the lint only read.
const mendIn = async (sources: readonly SourceFile[], circumstances: Circumstances, only: readonly string[]): Promise<Mended> => (await import('../core/fix/mend.ts')).mend(sources, circumstances, (path) => isBelow(only, path));

async function submissionsHere(world: World, folder: string): Promise<readonly SourceFile[]> {
  const [{ isSubmissionsClone, openProgramme }, { workingFiles }] = await Promise.all([import('../effects/programme.ts'), import('../effects/working-files.ts')]);
  if (!(await isSubmissionsClone(world))) throw new Obstacle(`There is no catalog at ${folder}. Go to the repository's folder, or say where it is with --catalog.`);
  return workingFiles(world, await openProgramme(world, folder));
}

// The teachers' files in the place of the catalog's own; what else lies in their repository is not looked at.
async function withSubmissions(world: World, root: string, folder: string): Promise<readonly SourceFile[]> {
  if (!(await world.files.exists(resolve(world.cwd, folder)))) throw new Obstacle(`There is no folder ${folder}. Say with --submissions where the repository with the submissions is.`);
  const isSubmission = ({ path }: SourceFile): boolean => path.startsWith('submissions/');
  return [...(await readCatalog(world.files, root)).filter((file) => !isSubmission(file)), ...(await readCatalog(world.files, resolve(world.cwd, folder))).filter(isSubmission)];
}
