import type { Diagnostic } from '../diagnostic.ts';
import { parseDocument, type SourceFile } from '../document.ts';
import { isFormatted } from '../format/format-file.ts';
import { lint } from '../lint.ts';
import type { LintReport } from '../lint-with.ts';
import type { Circumstances } from '../rule.ts';
import { applyFixes } from './apply.ts';

/** A catalog after its fixes: what is left, what was mended, and the new texts of the files that changed. */
export interface Mended {
  readonly report: LintReport;
  readonly files: readonly SourceFile[];
  readonly changed: ReadonlyMap<string, string>;
  readonly mended: readonly Diagnostic[];
}

// One fix may uncover another, or undo it: after so many turns what is left is for people.
const TURNS = 10;

/**
 * Lints a catalog and applies the fixes of what is found in chosen files, again and again until nothing changes. Only files that people
 * write are mended; one that could not be read afterwards stays as it was.
 */
export function mend(sources: readonly SourceFile[], circumstances: Circumstances, isChosen: (path: string) => boolean = () => true): Mended {
  const files = new Map(sources.map((file) => [file.path, file]));
  const changed = new Map<string, string>();
  const mended: Diagnostic[] = [];
  const settled = new Set<string>();
  let report = lint(files.values(), circumstances);
  for (let turn = 0; turn < TURNS; turn += 1) {
    const before = mended.length;
    for (const [path, found] of fixable(report.diagnostics)) {
      if (settled.has(path) || !isFormatted(path) || !isChosen(path)) continue;
      const document = parseDocument(files.get(path)!);
      const { text, applied } = applyFixes(document.text, found);
      const file = { path, bytes: new TextEncoder().encode(text) };
      if (applied.length === 0) continue;
      if (parseDocument(file).faults.length > document.faults.length) {
        settled.add(path);
        continue;
      }
      files.set(path, file);
      changed.set(path, text);
      mended.push(...applied);
    }
    if (mended.length === before) break;
    report = lint(files.values(), circumstances);
  }
  return { report, files: [...files.values()], changed, mended };
}

function fixable(diagnostics: readonly Diagnostic[]): ReadonlyMap<string, readonly Diagnostic[]> {
  const byPath = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) if (diagnostic.fix !== undefined) byPath.set(diagnostic.path, [...(byPath.get(diagnostic.path) ?? []), diagnostic]);
  return byPath;
}
