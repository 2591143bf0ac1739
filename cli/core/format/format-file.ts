import { allowancesIn } from '../allow/allowance.ts';
import { parseDocument, type SourceFile } from '../document.ts';
import { orderedYaml, type FieldsAt } from '../edit.ts';
import { splitFrontMatter } from '../front-matter.ts';
import { kindAt } from '../load-with.ts';
import { fieldsOf, type Kind } from '../schema.ts';
import { commentsIn, escapePointer, parseYaml } from '../yaml.ts';
import { tidyMarkdown } from './tidy-markdown.ts';

// What people write and nothing else: releases and calibrations are made by commands, and what a teacher hands in is the teacher's.
const WRITTEN: ReadonlySet<Kind> = new Set<Kind>(['issuer', 'assessors', 'framework', 'rubric', 'evidence', 'credential', 'anchor']);

/** Whether a file is one that people write, by its path below the catalog's folder. */
export function isFormatted(path: string): boolean {
  const kind = kindAt(path);
  return kind !== null && WRITTEN.has(kind);
}

/** A file in canonical form; null where it has faults of its text, which the lint reports. */
export function formatFile(file: SourceFile): string | null {
  const kind = kindAt(file.path);
  if (kind === null || !WRITTEN.has(kind)) return null;
  const { text, faults } = parseDocument(file);
  if (faults.length > 0) return null;
  const fieldsAt: FieldsAt = (path) => fieldsOf(kind, path.map((part) => `/${escapePointer(String(part))}`).join(''));
  const unix = text.replaceAll('\r\n', '\n');
  const formatted = file.path.endsWith('.md') ? formatMarkdown(unix, fieldsAt) : formatYaml(unix, fieldsAt);
  if (unix.includes('laurel-allow') && covered(file.path, unix) !== covered(file.path, formatted)) return text;
  // A file keeps the line ends that most of its lines have.
  return (text.length - unix.length) * 2 > unix.split('\n').length - 1 ? formatted.replaceAll('\n', '\r\n') : formatted;
}

// What each allowance says, and the beginning of the line that it is about.
function covered(path: string, text: string): string {
  const lines = text.split('\n');
  const document = parseDocument({ path, bytes: new TextEncoder().encode(text) });
  return JSON.stringify(allowancesIn(document).map(({ says, line }) => [says, lines[line - 1]?.trim().split(/[\s#]/)[0]]).sort());
}

function formatMarkdown(text: string, fieldsAt: FieldsAt): string {
  const split = splitFrontMatter(text);
  if ('message' in split) return text;
  const tidied = tidyMarkdown(split.body);
  const body = tidied === null ? split.body : tidied === '' ? '' : `\n${tidied}`;
  const yaml = formatYaml(split.yaml, fieldsAt);
  return `---\n${yaml}${yaml.endsWith('\n') || yaml === '' ? '' : '\n'}---\n${body}`;
}

// The text stays as it is where the same data and comments would not be read from the new one, or where it would change once more.
function formatYaml(text: string, fieldsAt: FieldsAt): string {
  const before = parseYaml(text);
  let formatted = text;
  for (let turn = 0; turn < 3; turn += 1) {
    const next = orderedYaml(formatted, fieldsAt);
    if (next === formatted) return formatted;
    const after = parseYaml(next);
    if (after.faults.length > 0 || !sameData(before.value, after.value) || !sameComments(text, next)) return text;
    formatted = next;
  }
  return orderedYaml(formatted, fieldsAt) === formatted ? formatted : text;
}

const sameData = (a: unknown, b: unknown): boolean => sorted(a) === sorted(b);

// Mappings mean the same in any order of their fields.
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, entry: unknown) => (entry !== null && typeof entry === 'object' && !Array.isArray(entry) ? Object.fromEntries(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1))) : entry));

const sameComments = (a: string, b: string): boolean => commentTexts(a) === commentTexts(b);
const commentTexts = (text: string): string => JSON.stringify(commentsIn(text).map((comment) => comment.text.trimEnd()).sort());
