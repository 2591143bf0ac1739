import type { Diagnostic } from './diagnostic.ts';
import type { SourceFile } from './document.ts';
import { lintWith, type LintReport } from './lint-with.ts';
import type { Circumstances } from './rule.ts';
import { validate } from './schema.ts';

/** Loads a catalog and runs every rule over what is valid in it. */
export const lint = (files: Iterable<SourceFile>, circumstances: Circumstances): LintReport => lintWith(validate, files, circumstances);

/** Counts for a report's last line. */
export const summarise = (diagnostics: readonly Diagnostic[], files: number): { readonly errors: number; readonly warnings: number; readonly files: number } => ({
  errors: diagnostics.filter(({ severity }) => severity === 'error').length,
  warnings: diagnostics.filter(({ severity }) => severity === 'warning').length,
  files,
});
