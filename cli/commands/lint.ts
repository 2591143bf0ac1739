import { resolve } from 'node:path';
import { CATALOG, catalogOption, printJson, textOption, withProgress, type Command } from '../command.ts';
import { byPlace } from '../core/diagnostic.ts';
import type { SourceFile } from '../core/document.ts';
import { lint, summarise } from '../core/lint.ts';
import { jsonReport } from '../core/report/json.ts';
import { textReport } from '../core/report/text.ts';
import { baseCatalog } from '../effects/base-catalog.ts';
import { readCatalog } from '../effects/files.ts';
import { isSubmissionsClone, Obstacle, openProgramme, type Programme } from '../effects/programme.ts';
import { workingFiles } from '../effects/working-files.ts';
import { readRoster, ROSTER } from '../effects/roster.ts';
import type { World } from '../effects/world.ts';
import { ownersFaults } from './owners.ts';

export default {
  name: 'lint',
  summary: 'Find everything that is wrong with a catalog',
  arguments: [{ flags: '[paths...]', summary: 'report on these files and folders only (the whole catalog is read all the same)' }],
  options: [CATALOG, { flags: '--format <format>', summary: 'how to report', default: 'text', choices: ['text', 'json'] }, { flags: '--json', summary: 'the same as --format json' }, { flags: '--submissions <dir>', summary: 'report on the submissions of this private repository, by the catalog' }, { flags: '--base <commit>', summary: 'also hold every version to what changed since this commit' }, ROSTER],
  examples: [
    ['laurel lint', 'every fault of every file'],
    ['laurel lint catalog/rubrics', 'those of the rubrics only'],
    ['laurel lint --base origin/main', 'also whether each version was raised by as much as its change weighs'],
    ['laurel lint --format json', 'for programs'],
  ],
  async run(given, world) {
    const folder = catalogOption(given);
    const root = resolve(world.cwd, folder);
    // In a clone of private submissions the catalog is fetched from its own repository.
    const apart = (await world.files.exists(root)) ? null : await openSubmissions(world, folder);
    const asked = (given.arguments[0] as readonly string[] | undefined) ?? [];
    const only = await Promise.all(asked.map((path) => below(world, root, path)));
    const elsewhere = textOption(given, 'submissions');
    const files = apart !== null ? await workingFiles(world, apart) : elsewhere === undefined ? await readCatalog(world.files, root) : await withSubmissions(world, root, elsewhere);
    const roster = await readRoster(world, textOption(given, 'roster'), folder);
    const report = await withProgress(world, `Reading ${files.length} files`, async () => lint(files, { today: world.now().toISOString().slice(0, 10), roster }));
    const own = elsewhere ?? (apart === null ? undefined : '.');
    if (own !== undefined) only.push('submissions');
    const base = textOption(given, 'base');
    if (base !== undefined && own !== undefined) throw new Obstacle('--base is about the catalog\'s own files. Run it in the catalog\'s repository, without --submissions.');
    // Loaded only where it is asked for: a lint of one file should begin at once.
    const tooLow = base === undefined ? [] : (await import('../core/change/version-faults.ts')).versionFaults((await baseCatalog(world, folder, base)).loaded.catalog, report.catalog);
    const found = own !== undefined ? report.diagnostics : [...report.diagnostics, ...tooLow, ...(await ownersFaults(world, root, report.catalog))].sort(byPlace);
    const chosen = (path: string): boolean => only.length === 0 || only.some((prefix) => prefix === '' || path === prefix || path.startsWith(`${prefix}/`));
    const diagnostics = found.filter(({ path }) => chosen(path));
    const count = only.length === 0 ? report.files : files.filter(({ path }) => chosen(path)).length;
    const prefix = `${(own ?? folder).replace(/\/+$/, '').replace(/^\.\//, '')}/`;
    if (given.options['json'] === true || given.options['format'] === 'json') printJson(world, jsonReport(diagnostics, { prefix, files: count }));
    else {
      const decoder = new TextDecoder();
      const faulty = new Set(diagnostics.map(({ path }) => path));
      const texts = new Map(files.filter(({ path }) => faulty.has(path)).map(({ path, bytes }) => [path, decoder.decode(bytes.subarray(0, 1024 * 1024))]));
      world.out.write(textReport(diagnostics, { texts, prefix, color: world.out.isTerminal && (world.env['NO_COLOR'] ?? '') === '', files: count, width: world.out.columns }));
    }
    return summarise(diagnostics, count).errors > 0 ? 1 : 0;
  },
} satisfies Command as Command;

async function openSubmissions(world: World, folder: string): Promise<Programme> {
  if (!(await isSubmissionsClone(world))) throw new Obstacle(`There is no catalog at ${folder}. Go to the repository's folder, or say where it is with --catalog.`);
  return openProgramme(world, folder);
}

// The teachers' files in the place of the catalog's own; what else lies in their repository is not looked at.
async function withSubmissions(world: World, root: string, folder: string): Promise<readonly SourceFile[]> {
  if (!(await world.files.exists(resolve(world.cwd, folder)))) throw new Obstacle(`There is no folder ${folder}. Say with --submissions where the repository with the submissions is.`);
  const isSubmission = ({ path }: SourceFile): boolean => path.startsWith('submissions/');
  return [...(await readCatalog(world.files, root)).filter((file) => !isSubmission(file)), ...(await readCatalog(world.files, resolve(world.cwd, folder))).filter(isSubmission)];
}

async function below(world: World, root: string, path: string): Promise<string> {
  const whole = resolve(world.cwd, path);
  if (whole !== root && !whole.startsWith(`${root}/`)) throw new Obstacle(`${path} is not in the catalog's folder. Name a file or folder below it, or say where the catalog is with --catalog.`);
  if (!(await world.files.exists(whole))) throw new Obstacle(`There is no file or folder ${path}.`);
  return whole.slice(root.length + 1);
}
