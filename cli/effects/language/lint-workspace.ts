import type { Catalog } from '../../core/catalog.ts';
import { byPlace, type Diagnostic } from '../../core/diagnostic.ts';
import type { SourceFile } from '../../core/document.ts';
import { loadWith } from '../../core/load-with.ts';
import { examine } from '../../core/parts/examine.ts';
import { lintParts } from '../../core/parts/lint-parts.ts';
import { definitionAt, type Part } from '../../core/parts/part.ts';
import { validate } from '../../core/schema.ts';
import { readRoster } from '../roster.ts';
import { swiftMarkdown } from '../swift-markdown.ts';
import type { World } from '../world.ts';

/** Finds what stands outside a catalog's own files and yet is about them: CODEOWNERS, by the stewards. */
export type AlsoFind = (world: World, root: string, catalog: Catalog) => Promise<readonly Diagnostic[]>;

/** What a catalog is linted as: the workspace folder, the catalog's own, and its files as they are in the editor. */
export interface LintOrder {
  readonly home: string;
  readonly root: string;
  readonly files: readonly SourceFile[];
}

/** Everything that is wrong with a catalog, and the address of its site where that is known. */
export interface WorkspaceReport {
  readonly diagnostics: readonly Diagnostic[];
  readonly site: string | null;
}

// Definitions as they were found to be, each with the bytes that were looked at, and all else that was looked at with them.
interface Examined {
  readonly ground: string;
  readonly parts: ReadonlyMap<string, { readonly bytes: Uint8Array; readonly part: Part }>;
}

/**
 * The lint of an editor's catalogs, and the one place where it begins. Between two lints of a catalog it keeps what each definition by
 * itself was found to be, and looks again only at those whose bytes are others.
 */
export function workspaceLint(world: World, alsoFind: AlsoFind, warn: (sentence: string) => void): (order: LintOrder) => Promise<WorkspaceReport> {
  const before = new Map<string, Examined>();
  return async ({ home, root, files }) => {
    const roster = await readRoster({ ...world, cwd: home }, undefined, root).catch((error: unknown) => {
      warn((error as Error).message);
      return [];
    });
    const reading = { validate, parse: await swiftMarkdown() };
    const circumstances = { today: todayIn(world), roster };
    const issuerFile = files.find(({ path }) => path === 'issuer.yaml');
    const ground = JSON.stringify([circumstances, issuerFile === undefined ? '' : Buffer.from(issuerFile.bytes).toString('base64')]);
    const known = before.get(root)?.ground === ground ? before.get(root)!.parts : new Map<string, never>();
    const definitions = files.filter(({ path }) => definitionAt(path) !== null);
    const changed = definitions.filter(({ path, bytes }) => known.get(path) === undefined || Buffer.compare(known.get(path)!.bytes, bytes) !== 0);
    const { issuer } = loadWith(validate, issuerFile === undefined ? [] : [issuerFile]).catalog;
    const looked = new Map(examine(reading, changed, issuer, circumstances).map((part) => [part.path, part]));
    const parts = new Map(definitions.map(({ path, bytes }) => [path, { bytes, part: looked.get(path) ?? known.get(path)!.part }]));
    before.set(root, { ground, parts });
    const byPath = new Map(files.map((file) => [file.path, file]));
    const { diagnostics, catalog } = lintParts(reading, { definitions: [...parts.values()].map(({ part }) => part), rest: files.filter(({ path }) => definitionAt(path) === null), again: (path) => byPath.get(path)! }, circumstances);
    return { diagnostics: [...diagnostics, ...(await alsoFind(world, root, catalog))].sort(byPlace), site: catalog.issuer?.value.url ?? null };
  };
}

/** Today, as year-month-day in UTC. */
export const todayIn = (world: World): string => world.now().toISOString().slice(0, 10);
