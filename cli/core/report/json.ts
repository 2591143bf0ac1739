import { summarise, type Diagnostic } from '../diagnostic.ts';

/** A report for programs, in the shape that is printed. */
export interface JsonReport {
  readonly diagnostics: readonly Diagnostic[];
  readonly summary: { readonly errors: number; readonly warnings: number; readonly files: number };
}

/** Every diagnostic with its whole path, its remedy and its mend where it has one (offsets of the text without a byte order mark), and the counts. */
export function jsonReport(diagnostics: readonly Diagnostic[], { prefix, files }: { readonly prefix: string; readonly files: number }): JsonReport {
  return {
    diagnostics: diagnostics.map(({ path, line, column, rule, severity, message, remedy, fix }) => ({ path: prefix + path, line, column, rule, severity, message, remedy, ...(fix === undefined ? {} : { fix }) })),
    summary: summarise(diagnostics, files),
  };
}
