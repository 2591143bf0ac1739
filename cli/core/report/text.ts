import { linesOf, summarise, type Diagnostic } from '../diagnostic.ts';
import { rulePage } from '../rule.ts';
import { codeFrame } from './code-frame.ts';
import { paintWith, type Paint } from './paint.ts';
import { columnsOf, visible, wrapped } from './visible.ts';

/** What a text report needs besides the diagnostics. */
export interface TextOptions {
  /** Texts of the files by path, for the lines that are shown; a file that is not there is reported without. */
  readonly texts: ReadonlyMap<string, string>;
  /** What stands before each path, so that an editor finds the file: `catalog/`. */
  readonly prefix: string;
  readonly color: boolean;
  /** How many files were read. */
  readonly files: number;
  /** Columns of the terminal; 100 unless told. */
  readonly width?: number;
  /** The site's root: each rule is followed by the address of its page where it first comes up. */
  readonly site?: string;
}

/** A report for people: file by file, each fault with its line, what is wrong, and how to mend it. */
export function textReport(diagnostics: readonly Diagnostic[], options: TextOptions): string {
  const paint = paintWith(options.color);
  const width = Math.min(Math.max(options.width ?? 100, 40), 120);
  const lines: string[] = [];
  // Map.groupBy is younger than Node 20, on which the single file must run.
  const byFile = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const found = byFile.get(diagnostic.path);
    if (found === undefined) byFile.set(diagnostic.path, [diagnostic]);
    else found.push(diagnostic);
  }
  const told = new Set<string>();
  for (const [path, found] of byFile) {
    const text = options.texts.get(path);
    const source = text === undefined ? [] : linesOf(text);
    lines.push('', fileLine(visible(options.prefix + path), counted(found), width, paint));
    for (const diagnostic of found) {
      lines.push('', ...faultLines(diagnostic, source[diagnostic.line - 1], options.prefix, width, paint));
      if (options.site !== undefined && !told.has(diagnostic.rule)) lines.push(`    ${paint.dim(visible(rulePage(options.site, diagnostic.rule)))}`);
      told.add(diagnostic.rule);
    }
  }
  lines.push('', ...summaryLines(diagnostics, options.files, paint));
  return `${lines.join('\n')}\n`;
}

function fileLine(path: string, counts: string, width: number, paint: Paint): string {
  const rule = '─'.repeat(Math.max(2, width - columnsOf(path) - counts.length - 5));
  return `${paint.dim('──')} ${paint.bold(path)} ${paint.dim(`${rule} ${counts}`)}`;
}

function faultLines({ path, line, column, rule, severity, message, remedy }: Diagnostic, source: string | undefined, prefix: string, width: number, paint: Paint): readonly string[] {
  const hue = severity === 'error' ? paint.red : paint.yellow;
  const gutter = ' '.repeat(String(line).length);
  const frame = source === undefined ? null : codeFrame(source, { line, column }, Math.min(100, width - gutter.length - 5));
  return [
    `${hue(paint.bold(severity === 'error' ? '✖ error' : '▲ warning'))}  ${paint.bold(rule)}  ${paint.dim(visible(`${prefix}${path}:${line}:${column}`))}`,
    ...wrapped(message, width - 2).map((text) => `  ${text}`),
    ...(frame === null ? [] : [`  ${paint.dim(`${gutter} │`)}`, `  ${paint.dim(`${line} │`)} ${frame.shown}`, `  ${paint.dim(`${gutter} │`)} ${' '.repeat(frame.before)}${hue(paint.bold('^'))}`]),
    ...wrapped(remedy, width - 4).map((text, at) => `  ${at === 0 ? paint.green('→') : ' '} ${text}`),
  ];
}

function summaryLines(diagnostics: readonly Diagnostic[], files: number, paint: Paint): readonly string[] {
  const { errors } = summarise(diagnostics, files);
  const read = `${files} ${files === 1 ? 'file' : 'files'}`;
  if (diagnostics.length === 0) return [`${paint.green(paint.bold('✔'))} No faults in ${read}.`];
  const faulty = new Set(diagnostics.map(({ path }) => path)).size;
  const mark = errors > 0 ? paint.red(paint.bold('✖')) : paint.yellow(paint.bold('▲'));
  const verdict = `${mark} ${paint.bold(counted(diagnostics))} in ${faulty} of ${read}.${errors > 0 ? '' : ' Warnings stop nothing.'}`;
  return [verdict, `  Next: ${paint.bold(`laurel explain ${commonest(diagnostics)}`)}`];
}

function counted(diagnostics: readonly Diagnostic[]): string {
  const { errors, warnings } = summarise(diagnostics, 0);
  return [[errors, 'error'] as const, [warnings, 'warning'] as const].flatMap(([count, noun]) => (count === 0 ? [] : [`${count} ${noun}${count === 1 ? '' : 's'}`])).join(', ');
}

// The rule to read about first: the one behind most of the errors, or of the warnings where there are no errors.
function commonest(diagnostics: readonly Diagnostic[]): string {
  const counts = new Map<string, number>();
  const worst = diagnostics.some(({ severity }) => severity === 'error') ? 'error' : 'warning';
  for (const { rule, severity } of diagnostics) if (severity === worst) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}
