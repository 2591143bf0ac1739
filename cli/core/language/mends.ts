import { allowancesIn } from '../allow/allowance.ts';
import { NEVER_ALLOWED } from '../allow/never-allowed.ts';
import { offsetAt, type Diagnostic, type Edit } from '../diagnostic.ts';
import { parseDocument, type Document } from '../document.ts';
import { parseMarkdown } from '../markdown.ts';
import { rules } from '../rules/index.ts';
import { proposedIn } from '../nearest.ts';
import { markOf, stretchOf } from './finding.ts';
import { halfAYearOn } from './later.ts';
import type { Sheet } from './sheet.ts';

/** A change of one file that an editor can offer, in places of the text as the editor has it. */
export interface Mend {
  readonly title: string;
  readonly edits: readonly Edit[];
}

/** The fix of a fault, where it has one. */
export function mendOf(text: string, { fix }: Diagnostic): Mend | null {
  const mark = markOf(text);
  return fix === undefined ? null : { title: fix.title, edits: fix.edits.map(({ start, end, text: better }) => ({ start: start + mark, end: end + mark, text: better })) };
}

/**
 * The change that writes what a fault asks whether it was meant. Only its author knows: it is offered and never made by itself.
 * @returns null where nothing is near, or the word in question does not stand once in what is underlined.
 */
export function proposalFor(text: string, { message, remedy, fix, line, column }: Diagnostic, sheet: Sheet | null): Mend | null {
  const proposed = proposedIn(`${message} ${remedy}`);
  const word = /"([^"\n]+)"/.exec(message)?.[1];
  if (fix !== undefined || proposed === null || word === undefined) return null;
  const { start, end } = stretchOf(text, { line, column }, sheet);
  const found = [...text.slice(start, end).matchAll(new RegExp(`(?<![\\p{L}\\p{N}_-])${RegExp.escape(word)}(?![\\p{L}\\p{N}_-])`, 'gu'))];
  const better = word.startsWith('#') ? `#${proposed}` : proposed;
  const at = start + (found[0]?.index ?? 0);
  return found.length === 1 ? { title: `Write "${better}"`, edits: [{ start: at, end: at + word.length, text: better }] } : null;
}

/** The one edit that makes one text of another: what both begin and end with stays, so that a cursor there stays too. */
export function changedPart(before: string, after: string): Edit | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let kept = 0;
  while (kept < shorter - start && before[before.length - 1 - kept] === after[after.length - 1 - kept]) kept += 1;
  // Neither half of a character of two units stays without the other, nor half of a line's end.
  while (start > 0 && (/[\uD800-\uDBFF\r]/.test(before.charAt(start - 1)))) start -= 1;
  while (kept > 0 && /[\uDC00-\uDFFF\n]/.test(before.charAt(before.length - kept))) kept -= 1;
  return { start, end: before.length - kept, text: after.slice(start, after.length - kept) };
}

/**
 * The comment that would let a fault stand, above its line and without the reason: that is for the author to give, and lint asks for it.
 * @returns null where no comment can let it stand, or none can be written there that the lint would read and that changes nothing else.
 */
export function allowanceFor(path: string, text: string, { rule, line }: Diagnostic, today: string): Mend | null {
  if (NEVER_ALLOWED.has(rule) || !rules.some(({ id }) => id === rule) || /^(?:submissions|anchors)\//.test(path)) return null;
  const document = documentOf(path, text);
  if (document.faults.length > 0) return null;
  const start = offsetAt(document.text, { line, column: 1 });
  const isBody = start >= document.bodyOffset && document.body !== '';
  if (isBody && !parseMarkdown(document.body).children.some((block) => document.bodyOffset + block.position!.start.offset! === start)) return null;
  const indent = /^ */.exec(document.text.slice(start, start + 200))![0];
  const words = `laurel-allow ${rule} until ${halfAYearOn(today)}: `;
  const comment = `${indent}${isBody ? `<!-- ${words} -->` : `# ${words}`}${document.text.includes('\r\n') ? '\r\n' : '\n'}`;
  const after = documentOf(path, document.text.slice(0, start) + comment + document.text.slice(start));
  const isRead = after.faults.length === 0 && JSON.stringify(after.value) === JSON.stringify(document.value) && allowancesIn(after).some((allowance) => allowance.offset === start + indent.length && allowance.line === line + 1);
  const at = start + markOf(text);
  return isRead ? { title: `Let it stand until ${halfAYearOn(today)} (write the reason into the comment)`, edits: [{ start: at, end: at, text: comment }] } : null;
}

const documentOf = (path: string, text: string): Document => parseDocument({ path, bytes: new TextEncoder().encode(text) });
