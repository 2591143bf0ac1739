import type { Catalog } from '../../core/catalog.ts';
import { byPlace, type Diagnostic } from '../../core/diagnostic.ts';
import type { SourceFile } from '../../core/document.ts';
import { lint } from '../../core/lint.ts';
import { readRoster } from '../roster.ts';
import type { World } from '../world.ts';

/** Finds what stands outside a catalog's own files and yet is about them: CODEOWNERS, by the stewards. */
export type AlsoFind = (world: World, root: string, catalog: Catalog) => Promise<readonly Diagnostic[]>;

/** What a catalog is linted as: the workspace folder, the catalog's own, its files as they are in the editor, and the pupils' names. */
export interface LintOrder {
  readonly home: string;
  readonly root: string;
  readonly files: readonly SourceFile[];
  readonly alsoFind: AlsoFind;
}

/** Everything that is wrong with a catalog, and the address of its site where that is known. */
export interface WorkspaceReport {
  readonly diagnostics: readonly Diagnostic[];
  readonly site: string | null;
}

/** Lints a catalog for an editor: the one place where its lint begins. */
export async function lintWorkspace(world: World, { home, root, files, alsoFind }: LintOrder, warn: (sentence: string) => void): Promise<WorkspaceReport> {
  const roster = await readRoster({ ...world, cwd: home }, undefined, root).catch((error: unknown) => {
    warn((error as Error).message);
    return [];
  });
  const { diagnostics, catalog } = lint(files, { today: todayIn(world), roster });
  return { diagnostics: [...diagnostics, ...(await alsoFind(world, root, catalog))].sort(byPlace), site: catalog.issuer?.value.url ?? null };
}

/** Today, as year-month-day in UTC. */
export const todayIn = (world: World): string => world.now().toISOString().slice(0, 10);
