import { summarise, type Diagnostic } from '../diagnostic.ts';
import { visible } from './visible.ts';

/** How many faults a report lists: the summary of a job holds 1 MiB, and nobody reads more. */
const LISTED = 200;

/** A report for the summary of a job, or a comment: counts, then a table of the faults, file by file. */
export function markdownReport(diagnostics: readonly Diagnostic[], { prefix, files }: { readonly prefix: string; readonly files: number }): string {
  const { errors, warnings } = summarise(diagnostics, files);
  if (diagnostics.length === 0) return `### No faults in ${counted(files, 'file')}\n`;
  const listed = diagnostics.slice(0, LISTED);
  const lines = [`### ${counted(errors, 'error')} and ${counted(warnings, 'warning')} in ${counted(files, 'file')}`, ''];
  for (const path of new Set(listed.map((diagnostic) => diagnostic.path))) {
    lines.push(`#### ${escapeMarkdown(prefix + path)}`, '', '| | Place | What is wrong | How to mend it |', '|---|---|---|---|');
    for (const { line, column, rule, severity, message, remedy } of listed.filter((diagnostic) => diagnostic.path === path)) {
      lines.push(`| **${severity}** | ${line}:${column} | ${escapeMarkdown(message)} (${escapeMarkdown(rule)}) | ${escapeMarkdown(remedy)} |`);
    }
    lines.push('');
  }
  if (diagnostics.length > listed.length) lines.push(`${diagnostics.length - listed.length} more are not listed here. Run \`laurel lint\` to read all.`, '');
  return lines.join('\n');
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

// Words of a file stand here as they are: they link to nothing, mention nobody, and cannot leave their cell. Addresses and
// mentions that GitHub would link by itself are cut by an empty comment, which is seen nowhere.
const escapeMarkdown = (text: string): string =>
  visible(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[\\`*_{}[\]()!|~$^#]/g, (character) => `\\${character}`)
    .replaceAll(/(?<=:)(?=\/\/)|(?<=\bwww)(?=\.)|(?<=@)/gi, '<!-- -->');
