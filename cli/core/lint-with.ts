import { placedAllowances } from './allow/allowance.ts';
import { allowed, reachOf } from './allow/allowed.ts';
import type { Loaded } from './catalog.ts';
import { byPlace, type Diagnostic } from './diagnostic.ts';
import type { ParseMarkdown, SourceFile } from './document.ts';
import { loadWith, type Validate } from './load-with.ts';
import { diagnosticOf, findAll, type Circumstances } from './rule.ts';
import { inItsLanguage } from './rules/in-english.ts';
import { rules } from './rules/index.ts';
import { written } from './rules/written.ts';

/** Everything that is wrong with a catalog, in the order of files and places. */
export interface LintReport extends Loaded {
  readonly diagnostics: readonly Diagnostic[];
  /** What would be among them, if no allowance let it stand. */
  readonly letStand: readonly Diagnostic[];
}

/** Loads a catalog, held to `validate`, and runs every rule over what is valid in it, and those that look at texts also over what is not as its kind has it. */
export function lintWith(validate: Validate, files: Iterable<SourceFile>, circumstances: Circumstances, parse?: ParseMarkdown): LintReport {
  const loaded = loadWith(validate, files, parse);
  const found = rules.flatMap((rule) => [...findAll(rule, loaded.catalog, circumstances)].map((finding) => diagnosticOf(rule, finding))).filter(inItsLanguage(loaded.catalog));
  const allowances = [...written(loaded.catalog)].flatMap(({ document }) => placedAllowances(document));
  const judged = allowed(allowances, loaded.diagnostics.length === 0, found, reachOf(loaded.catalog, circumstances.today));
  return { ...loaded, diagnostics: [...loaded.diagnostics, ...missing(loaded), ...judged.diagnostics].sort(byPlace), letStand: judged.letStand };
}

// Every programme has these two; without them nothing can be issued.
export const missing = ({ paths }: Pick<Loaded, 'paths'>): readonly Diagnostic[] =>
  ['issuer.yaml', 'assessors.yaml'].filter((path) => !paths.has(path)).map((path) => ({ path, line: 1, column: 1, rule: 'file-missing', severity: 'error', message: `Unexpected absence of ${path}, expected it in the catalog's folder`, remedy: 'Write it; the docs for programme leads show one, and editors complete its fields.' }));
