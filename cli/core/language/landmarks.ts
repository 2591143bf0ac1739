import { headingsOf } from './headings.ts';
import { branchAt, entriesAt, textAt, type Branch, type Sheet } from './sheet.ts';
import { endOfLine, type Stretch } from './written.ts';

/** A part of a file, for lists and maps of it. */
export interface Landmark {
  readonly name: string;
  readonly detail: string;
  readonly isHeading: boolean;
  /** All of it, and the name in it. */
  readonly whole: Stretch;
  readonly named: Stretch;
}

const LISTS = ['levels', 'criteria', 'requirements', 'competencies', 'assessors'];

/** The parts of a file that people look for: its criteria, requirements, competencies, assessors, and the headings of its text. */
export function landmarksOf(sheet: Sheet): readonly Landmark[] {
  const entries = LISTS.flatMap((list) => entriesAt(sheet.top, list)).flatMap((entry) => landmarkOf(sheet, entry));
  const headings = headingsOf(sheet);
  return [...entries, ...headings.map(({ title, anchor, stretch }, at) => ({ name: title === '' ? '#' : title, detail: `#${anchor}`, isHeading: true, whole: { start: stretch.start, end: headings[at + 1]?.stretch.start ?? sheet.text.length }, named: stretch }))];
}

function landmarkOf({ text }: Sheet, entry: Branch): readonly Landmark[] {
  const named = (branchAt(entry, 'id') ?? branchAt(entry, 'login'))?.written;
  if (named?.value == null || named.text === null || named.text === '') return [];
  const all = stretches(entry);
  const [start, end] = [all.reduce((least, stretch) => Math.min(least, stretch.start), named.value.start), all.reduce((most, stretch) => Math.max(most, stretch.end), named.value.end)];
  return [{ name: textAt(entry, 'title') || named.text, detail: named.text, isHeading: false, whole: { start, end: endOfLine(text, end) }, named: named.value }];
}

// Every key and value of an entry.
function stretches(entry: Branch): readonly Stretch[] {
  const found: Stretch[] = [];
  const waiting = [entry];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const stretch of [next.written?.key, next.written?.value]) if (stretch != null) found.push(stretch);
    waiting.push(...next.below.values());
  }
  return found;
}
