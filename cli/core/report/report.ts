import type { Diagnostic } from '../diagnostic.ts';
import type { SourceFile } from '../document.ts';
import { sizeLimit } from '../size-limit.ts';
import { githubReport } from './github.ts';
import { jsonReport } from './json.ts';
import { junitReport } from './junit.ts';
import { markdownReport } from './markdown.ts';
import { sarifReport } from './sarif.ts';
import { textReport } from './text.ts';

/** Every form that a report comes in: for people, programs, workflows, code scanning, build servers and summaries of jobs. */
export const REPORT_FORMATS = ['text', 'json', 'github', 'sarif', 'junit', 'markdown'] as const;

export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** What the forms need besides the diagnostics. */
export interface ReportOptions {
  /** The files as they were read, for the lines that are shown. */
  readonly sources: readonly SourceFile[];
  /** What stands before each path: `catalog/`. */
  readonly prefix: string;
  readonly files: number;
  readonly color: boolean;
  readonly width: number;
  /** The programme's site, whose pages explain the rules; left out, nothing leads there. */
  readonly site?: string;
  /** What an allowance lets stand. Forms that have a word for it report it as that. */
  readonly letStand?: readonly Diagnostic[];
  /** The version of this program. */
  readonly version: string;
}

/** A report in one of the forms, whole and ready to be printed. The rules are read for the form that explains them all. */
export async function reportIn(format: ReportFormat, diagnostics: readonly Diagnostic[], options: ReportOptions): Promise<string> {
  switch (format) {
    case 'text': return textReport(diagnostics, { ...options, texts: textsOf(diagnostics, options.sources) });
    case 'json': return printed(jsonReport(diagnostics, options));
    case 'github': return githubReport(diagnostics, options);
    case 'sarif': return printed(sarifReport(diagnostics, { ...options, explanations: (await import('../rules/index.ts')).explainable, letStand: options.letStand ?? [], texts: textsOf(diagnostics.filter(({ fix }) => fix !== undefined), options.sources) }));
    case 'junit': return junitReport(diagnostics, options);
    case 'markdown': return markdownReport(diagnostics, options);
  }
}

const printed = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

function textsOf(diagnostics: readonly Diagnostic[], sources: readonly SourceFile[]): ReadonlyMap<string, string> {
  const decoder = new TextDecoder();
  const faulty = new Set(diagnostics.map(({ path }) => path));
  return new Map(sources.filter(({ path }) => faulty.has(path)).map(({ path, bytes }) => [path, decoder.decode(bytes.subarray(0, sizeLimit(path)))]));
}
