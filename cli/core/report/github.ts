import { summarise, type Diagnostic, type Severity } from '../diagnostic.ts';
import { visible } from './visible.ts';

/** How many annotations of one kind GitHub keeps of a step; what comes after them it drops without a word. */
export const ANNOTATIONS_KEPT = 10;

/**
 * A report as workflow commands, which GitHub shows as annotations at their lines. Errors and warnings are each capped as
 * GitHub caps them; what is left out is said, and where all of it can be read.
 */
export function githubReport(diagnostics: readonly Diagnostic[], { prefix, files }: { readonly prefix: string; readonly files: number }): string {
  const kept = (severity: Severity): readonly Diagnostic[] => diagnostics.filter((diagnostic) => diagnostic.severity === severity).slice(0, ANNOTATIONS_KEPT);
  const annotated = [...kept('error'), ...kept('warning')];
  const { errors, warnings } = summarise(diagnostics, files);
  const out = diagnostics.length - annotated.length;
  return [
    ...annotated.map((diagnostic) => annotation(diagnostic, prefix)),
    `${counted(errors, 'error')} and ${counted(warnings, 'warning')} in ${counted(files, 'file')}.`,
    ...(out === 0 ? [] : [`${out} of them ${out === 1 ? 'is' : 'are'} not annotated, because GitHub keeps ${ANNOTATIONS_KEPT} errors and ${ANNOTATIONS_KEPT} warnings of a step. Run \`laurel lint\` to read all.`]),
    '',
  ].join('\n');
}

function annotation({ path, line, column, rule, severity, message, remedy }: Diagnostic, prefix: string): string {
  const properties = Object.entries({ file: prefix + path, line, col: column, title: rule }).map(([key, value]) => `${key}=${escapeProperty(shown(String(value)))}`);
  return `::${severity} ${properties.join(',')}::${escapeData(`${shown(message)}\n${shown(remedy)}`)}`;
}

// A message is one line of ours; what a file brought into it is spelt out, so that it can neither end the command nor hide.
const shown = (text: string): string => visible(text);

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

// As the runner's own toolkit escapes: the percent sign first, or it would escape its own escapes.
const escapeData = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const escapeProperty = (text: string): string => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
