import { expect } from 'vitest';
import { linesOf, type Diagnostic } from '../core/diagnostic.ts';
import type { SourceFile } from '../core/document.ts';
import { lint } from '../core/lint.ts';
import { textReport } from '../core/report/text.ts';

const decoder = new TextDecoder();

/**
 * Lints files and reports on them: without a throw, with every place inside its file, and nothing in the report that a terminal obeys.
 * @returns what was found.
 */
export function lintHolds(files: readonly SourceFile[]): readonly Diagnostic[] {
  const { diagnostics, files: count } = lint(files, { today: '2026-11-22' });
  // A link is told of by its name without the slash.
  const texts = new Map(files.map(({ path, bytes }) => [path.replace(/\/$/, ''), decoder.decode(bytes)]));
  for (const { path, line, column, message, remedy } of diagnostics) {
    const lines = linesOf(texts.get(path)!);
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line, `${path} ${message}`).toBeLessThanOrEqual(lines.length);
    expect(column).toBeGreaterThanOrEqual(1);
    expect(column, `${path}:${line} ${message}`).toBeLessThanOrEqual(lines[line - 1]!.length + 1);
    expect(message).toMatch(/^Unexpected /);
    expect(remedy).not.toBe('');
  }
  expect(textReport(diagnostics, { texts, prefix: 'catalog/', color: false, files: count, width: 80 })).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/);
  return diagnostics;
}
