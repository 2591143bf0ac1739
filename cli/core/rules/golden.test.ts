import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadCatalog, type Catalog } from '../catalog.ts';
import { dateFaults } from '../change/date-faults.ts';
import { versionFaults } from '../change/version-faults.ts';
import { codeownersFault, stewardsIn } from '../codeowners.ts';
import { byPlace, type Diagnostic } from '../diagnostic.ts';
import type { SourceFile } from '../document.ts';
import { lint } from '../lint.ts';
import { reportIn } from '../report/report.ts';
import { explainable } from './index.ts';

const today = '2026-11-22';
const prefix = 'catalog/';

interface Report {
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: readonly SourceFile[];
  readonly files: number;
}

/** Every way to report: the name of its golden file's ending, and how it is made. A new one is a line here and `LAUREL_GOLDEN=write`. */
const FORMATS: readonly (readonly [ending: string, make: (report: Report) => Promise<string>])[] = [
  ['txt', ({ diagnostics, sources, files }) => reportIn('text', diagnostics, { sources, files, prefix, color: false, width: 100, version: '0.0.0', site: 'https://credentials.harbor-point.example' })],
  ...(['json', 'github', 'sarif', 'junit', 'markdown'] as const).map((format) => [format, ({ diagnostics, sources, files }: Report) => reportIn(format, diagnostics, { sources, files, prefix, color: false, width: 100, version: '0.0.0', site: 'https://credentials.harbor-point.example' })] as const),
];

// What nobody would keep in git: a file that is too large, and one in another encoding.
const MADE: readonly SourceFile[] = [
  { path: 'rubrics/too-large.yaml', bytes: new TextEncoder().encode(`# ${'x'.repeat(1024 * 1024)}\n`) },
  { path: 'rubrics/in-latin.yaml', bytes: Uint8Array.from([...'passing: se', '\u00E7', 'ure\n'].join(''), (character) => character.charCodeAt(0)) },
];

const REPOSITORIES: readonly (readonly [name: string, made: readonly SourceFile[]])[] = [['planted', MADE], ['between-keys', []]];

const folder = new URL('golden/', import.meta.url);
const filesOf = (name: string): readonly SourceFile[] =>
  readdirSync(new URL(`${name}/`, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.replace(/[\\/]+/g, '/').split(`/golden/${name}/`)[1]!)
    .map((path) => ({ path, bytes: readFileSync(new URL(`${name}/${path}`, folder)) }));

// What stands outside a catalog, as `laurel lint --base` looks at it in a repository: what its files were at the commit that the change is
// compared with, where they were others, and CODEOWNERS.
const AROUND = 'planted';

function around(files: readonly SourceFile[], catalog: Catalog): readonly Diagnostic[] {
  const before = new Map([...files, ...filesOf('before')].map((file) => [file.path, file]));
  const owners = codeownersFault(stewardsIn(catalog), 'catalog', readFileSync(new URL('beside/CODEOWNERS', folder), 'utf8'));
  const base = loadCatalog(before.values()).catalog;
  return [...versionFaults(base, catalog), ...dateFaults(base, catalog, { base: '2026-11-20', today }), ...(owners === null ? [] : [owners])];
}

function reportOn(name: string, made: readonly SourceFile[]): Report {
  const files = [...filesOf(name), ...made];
  const report = lint(files, { today });
  const diagnostics = [...report.diagnostics, ...(name === AROUND ? around(files, report.catalog) : [])].sort(byPlace);
  return { diagnostics, files: report.files, sources: files };
}

describe('the miniature repositories', () => {
  const reports = new Map(REPOSITORIES.map(([name, made]) => [name, reportOn(name, made)]));

  it('have a fault for every rule', () => {
    const found = new Set([...reports.values()].flatMap(({ diagnostics }) => diagnostics.map(({ rule }) => rule)));
    expect(explainable.map(({ id }) => id).filter((id) => !found.has(id))).toEqual([]);
  });

  it.each(REPOSITORIES.flatMap(([name]) => FORMATS.map(([ending, make]) => [name, ending, make] as const)))('%s is reported as its golden file for %s has it', async (name, ending, make) => {
    const golden = new URL(`${name}.${ending}`, folder);
    const made = await make(reports.get(name)!);
    if (process.env['LAUREL_GOLDEN'] === 'write') writeFileSync(golden, made);
    expect(made).toBe(readFileSync(golden, 'utf8'));
  });
});
