import { resolve } from 'node:path';
import { CATALOG, catalogOption, textOption, withProgress, type Command } from '../command.ts';
import { byPlace } from '../core/diagnostic.ts';
import type { SourceFile } from '../core/document.ts';
import { lint, summarise } from '../core/lint.ts';
import { REPORT_FORMATS, reportIn, type ReportFormat } from '../core/report/report.ts';
import { belowCatalog, isBelow } from '../effects/below-catalog.ts';
import { readCatalog } from '../effects/files.ts';
import { isSubmissionsClone, Obstacle, openProgramme, type Programme } from '../effects/programme.ts';
import { workingFiles } from '../effects/working-files.ts';
import { readRoster, ROSTER } from '../effects/roster.ts';
import type { World } from '../effects/world.ts';
import { version } from '../version.ts';
import { ownersFaults } from './owners.ts';

export default {
  name: 'lint',
  summary: 'Find everything that is wrong with a catalog',
  arguments: [{ flags: '[paths...]', summary: 'report on these files and folders only (the whole catalog is read all the same)' }],
  options: [CATALOG, { flags: '--format <format>', summary: 'how to report', default: 'text', choices: REPORT_FORMATS }, { flags: '--json', summary: 'the same as --format json' }, { flags: '--submissions <dir>', summary: 'report on the submissions of this private repository, by the catalog' }, ROSTER],
  examples: [
    ['laurel lint', 'every fault of every file'],
    ['laurel lint catalog/rubrics', 'those of the rubrics only'],
    ['laurel lint --format json', 'for programs'],
    ['laurel lint --format github', 'for a step of a workflow: annotations at their lines'],
  ],
  async run(given, world) {
    const folder = catalogOption(given);
    const root = resolve(world.cwd, folder);
    // In a clone of private submissions the catalog is fetched from its own repository.
    const apart = (await world.files.exists(root)) ? null : await openSubmissions(world, folder);
    const asked = (given.arguments[0] as readonly string[] | undefined) ?? [];
    const only = await Promise.all(asked.map((path) => belowCatalog(world, root, path)));
    const elsewhere = textOption(given, 'submissions');
    const files = apart !== null ? await workingFiles(world, apart) : elsewhere === undefined ? await readCatalog(world.files, root) : await withSubmissions(world, root, elsewhere);
    const roster = await readRoster(world, textOption(given, 'roster'), folder);
    const report = await withProgress(world, `Reading ${files.length} files`, async () => lint(files, { today: world.now().toISOString().slice(0, 10), roster }));
    const own = elsewhere ?? (apart === null ? undefined : '.');
    if (own !== undefined) only.push('submissions');
    const found = own !== undefined ? report.diagnostics : [...report.diagnostics, ...(await ownersFaults(world, root, report.catalog))].sort(byPlace);
    const chosen = (path: string): boolean => isBelow(only, path);
    const diagnostics = found.filter(({ path }) => chosen(path));
    const count = only.length === 0 ? report.files : files.filter(({ path }) => chosen(path)).length;
    const prefix = `${(own ?? folder).replace(/\/+$/, '').replace(/^\.\//, '')}/`;
    const format = given.options['json'] === true ? 'json' : (textOption(given, 'format') ?? 'text');
    world.out.write(reportIn(format as ReportFormat, diagnostics, { sources: files, prefix, files: count, color: world.out.isTerminal && (world.env['NO_COLOR'] ?? '') === '', width: world.out.columns, version }));
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
