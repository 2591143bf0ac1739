import { resolve } from 'node:path';
import { withProgress } from '../command.ts';
import type { Loaded } from '../core/catalog.ts';
import { stewardsIn } from '../core/codeowners.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import type { SourceFile } from '../core/document.ts';
import type { Mended } from '../core/fix/mend.ts';
import type { Circumstances } from '../core/rule.ts';
import { isBelow } from '../effects/below-catalog.ts';
import { readCatalog } from '../effects/files.ts';
import { Obstacle } from '../effects/obstacle.ts';
import type { World } from '../effects/world.ts';
import type { Outcome } from './lint-outcome.ts';

/** Lints all files at once, where more is asked of them than what is wrong. */
export async function lintWhole(world: World, root: string, sources: readonly SourceFile[], circumstances: Circumstances, { folder, base, fix }: { readonly folder: string; readonly base: string | undefined; readonly fix: readonly string[] | null }): Promise<Outcome> {
  const { report, files, changed, mended } = await withProgress(world, `Reading ${sources.length} files`, async () => (fix !== null ? mendIn(sources, circumstances, fix) : { report: (await import('../core/lint.ts')).lint(sources, circumstances), files: sources, changed: new Map<string, string>(), mended: [] }));
  for (const [path, text] of changed) await world.files.write(resolve(root, path), text);
  const { atBase, meaning } = base === undefined ? { atBase: [], meaning: '' } : await since(world, folder, base, report, circumstances.today);
  return { diagnostics: [...report.diagnostics, ...atBase], letStand: report.letStand, meaning, paths: [...report.paths], site: report.catalog.issuer?.value.url ?? null, stewards: stewardsIn(report.catalog), mended, read: (paths) => files.filter(({ path }) => paths.includes(path)) };
}

// What changed, in words, where a version was raised by less than that weighs, and which release bears another day than its own. Loaded only where it is asked for: a lint of one file should begin at once.
async function since(world: World, folder: string, base: string, { catalog: now, diagnostics }: Loaded, today: string): Promise<{ readonly atBase: readonly Diagnostic[]; readonly meaning: string }> {
  const [{ baseCatalog }, { dateFaults }, { versionFaults }, { catalogChange }, { changeMarkdown }] = await Promise.all([import('../effects/base-catalog.ts'), import('../core/change/date-faults.ts'), import('../core/change/version-faults.ts'), import('../core/change/catalog-change.ts'), import('../core/change/change-markdown.ts')]);
  const { day, loaded } = await baseCatalog(world, folder, base);
  const before = loaded.catalog;
  const change = catalogChange(before, now, { base: loaded.diagnostics, now: diagnostics });
  return { atBase: [...versionFaults(before, now), ...dateFaults(before, now, { base: day, today })], meaning: change.weight === null && change.credentials.length === 0 && change.unread.length === 0 ? '' : `## What this changes\n\n${changeMarkdown(change, `${folder.replace(/\/+$/, '').replace(/^\.\//, '')}/`)}\n` };
}

// What writes YAML is read when it is asked for: most runs of the lint only read.
const mendIn = async (sources: readonly SourceFile[], circumstances: Circumstances, only: readonly string[]): Promise<Mended> => (await import('../core/fix/mend.ts')).mend(sources, circumstances, (path) => isBelow(only, path));

/** The files to lint in a clone of private submissions. */
export async function submissionsHere(world: World, folder: string): Promise<readonly SourceFile[]> {
  const [{ isSubmissionsClone, openProgramme }, { workingFiles }] = await Promise.all([import('../effects/programme.ts'), import('../effects/working-files.ts')]);
  if (!(await isSubmissionsClone(world))) throw new Obstacle(`There is no catalog at ${folder}. Go to the repository's folder, or say where it is with --catalog.`);
  return workingFiles(world, await openProgramme(world, folder));
}

/** The teachers' files in the place of the catalog's own; what else lies in their repository is not looked at. */
export async function withSubmissions(world: World, root: string, folder: string): Promise<readonly SourceFile[]> {
  if (!(await world.files.exists(resolve(world.cwd, folder)))) throw new Obstacle(`There is no folder ${folder}. Say with --submissions where the repository with the submissions is.`);
  const isSubmission = ({ path }: SourceFile): boolean => path.startsWith('submissions/');
  return [...(await readCatalog(world.files, root)).filter((file) => !isSubmission(file)), ...(await readCatalog(world.files, resolve(world.cwd, folder))).filter(isSubmission)];
}
