import { placedAllowances } from '../allow/allowance.ts';
import { sha256 } from '../canonical.ts';
import type { Catalog, Entry } from '../catalog.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { ParseMarkdown, SourceFile } from '../document.ts';
import { loadWith, type Validate } from '../load-with.ts';
import type { Issuer } from '../model.generated.ts';
import { sums } from '../release-sum.ts';
import { diagnosticOf, type Circumstances } from '../rule.ts';
import { rules } from '../rules/index.ts';
import { DEFINITIONS, type DefinitionKind, type Part } from './part.ts';
import { keep } from './partly.ts';

/** How texts are read: what holds a document to its schema, and what parses Markdown (remark where nothing is said). */
export interface Reading {
  readonly validate: Validate;
  readonly parse?: ParseMarkdown;
}

/**
 * Looks at some definitions, each by itself: what is wrong with it alone, and what is needed of it to look across files. No more than
 * the files given are held at once.
 */
export function examine({ validate, parse }: Reading, files: readonly SourceFile[], issuer: Entry<Issuer> | null, circumstances: Circumstances): readonly Part[] {
  const loaded = loadWith(validate, files, parse);
  const catalog = { ...loaded.catalog, issuer };
  const found = new Map<string, Diagnostic[]>(files.map(({ path }) => [path, []]));
  // What a rule says of the issuer is said once, where the issuer is read.
  for (const rule of rules) for (const finding of rule.find?.(catalog, circumstances) ?? []) found.get(finding.path)?.push(diagnosticOf(rule, finding));
  const entries = new Map([...entriesOf(catalog)].map(([kind, entry]) => [entry.document.path, { kind, entry }]));
  const allowancesIn = (path: string): Part['allowances'] => loaded.catalog.unfit.flatMap(({ document }) => (document.path === path ? placedAllowances(document) : []));
  return files.map(({ path }): Part => {
    const valid = entries.get(path);
    if (valid === undefined) return apart({ path, faults: loaded.diagnostics.filter((fault) => fault.path === path), found: found.get(path)!, allowances: allowancesIn(path), kept: null, sums: {} });
    const { kind, entry } = valid;
    return apart({ path, faults: [], found: found.get(path)!, allowances: kind === 'release' ? [] : placedAllowances(entry.document), kept: keep(DEFINITIONS[kind].shape, entry.value), sums: sums[kind](entry as Entry<never>, circumstances.sha256 ?? sha256) });
  });
}

// A piece of a text keeps the whole text in memory; written out and read again it stands by itself.
const apart = (part: Part): Part => JSON.parse(JSON.stringify(part)) as Part;

function* entriesOf(catalog: Catalog): Generator<readonly [DefinitionKind, Entry<unknown>]> {
  for (const kind of Object.keys(DEFINITIONS) as DefinitionKind[]) for (const entry of catalog[DEFINITIONS[kind].shelf].values()) yield [kind, entry];
}
