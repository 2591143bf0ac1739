import { summarise, type Diagnostic } from '../diagnostic.ts';

/** A report for programs, in the shape that is printed. */
export interface JsonReport {
  readonly diagnostics: readonly Omit<Diagnostic, 'remedy'>[];
  readonly summary: { readonly errors: number; readonly warnings: number; readonly files: number };
}

/** Every diagnostic with its whole path, and the counts; what to do stands in `laurel explain --json`. */
export function jsonReport(diagnostics: readonly Diagnostic[], { prefix, files }: { readonly prefix: string; readonly files: number }): JsonReport {
  return {
    diagnostics: diagnostics.map(({ path, line, column, rule, severity, message }) => ({ path: prefix + path, line, column, rule, severity, message })),
    summary: summarise(diagnostics, files),
  };
}
