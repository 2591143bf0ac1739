import type { Diagnostic } from '../diagnostic.ts';
import { summarise } from '../lint.ts';

/** A report for programs: every diagnostic with its path, and the counts. */
export function jsonReport(diagnostics: readonly Diagnostic[], { prefix, files }: { readonly prefix: string; readonly files: number }): string {
  const shown = diagnostics.map(({ path, line, column, rule, severity, message }) => ({ path: prefix + path, line, column, rule, severity, message }));
  return `${JSON.stringify({ diagnostics: shown, summary: summarise(diagnostics, files) }, null, 2)}\n`;
}
