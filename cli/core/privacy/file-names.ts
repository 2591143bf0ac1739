import type { Known, PrivacyFinding } from './finding.ts';
import { birthDatesIn } from './birth-dates.ts';
import { rosterNamesIn } from './roster.ts';
import { studentNumbersIn } from './student-numbers.ts';

const REMEDY = 'Rename the file to what it is, such as plan-1.pdf.';
// Camel case, underscores and hyphens part words in names of files.
const spoken = (name: string): string => name.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').replace(/[_-]+/g, ' ');
const CALLED = /(?<!\p{L})(?:student|pupil|learner|child)s? (?!\p{L}{1,2}(?!\p{L}))(?<name>\p{Lu}\p{Ll}{2,})/gu;
const PLAIN = new Set('Work Works Sample Samples Plan Plans Answer Answers Essay Notes Response Responses Survey Reflection Voice Data Group Record Records Task Test Talk Board Project Portfolio Feedback Checklist Rubric Exit Ticket Tickets'.split(' '));

/** What is personal in a file's name: names of the roster, a name after a word for a pupil, numbers and dates that stand for one. */
export function* fileNameFindings(name: string, { roster = [] }: Known = {}): Generator<PrivacyFinding> {
  const text = spoken(name.slice(0, 300).replace(/\.[A-Za-z0-9]{1,10}$/, ''));
  const inName = ({ offset: _, ...finding }: PrivacyFinding): PrivacyFinding => ({ ...finding, message: finding.message.replace(/, expected .*$/s, " in the file's name, expected a name that says only what the file is"), remedy: REMEDY });
  for (const finding of rosterNamesIn(capital(text), roster)) yield inName(finding);
  for (const finding of studentNumbersIn(text)) yield inName(finding);
  for (const finding of birthDatesIn(text.replace(/(\d) (?=\d)/g, '$1-'))) yield inName(finding);
  for (const { groups } of text.matchAll(CALLED)) {
    if (!PLAIN.has(groups!['name']!)) yield { kind: 'possible-name', confidence: 'low', message: "Unexpected word after a word for a pupil in the file's name, expected a name that says only what the file is", remedy: REMEDY };
  }
}

// In a file's name a small letter says nothing about whether a word is a name.
const capital = (text: string): string => text.replace(/(?<!\p{L})\p{Ll}/gu, (letter) => letter.toUpperCase());
