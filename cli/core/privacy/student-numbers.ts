import type { PrivacyFinding } from './finding.ts';

const LABELLED = /\b(?:student|pupil|learner|enrol?lment|admission|matriculation|lunch)[ -]?(?:id(?:entification)?(?: (?:number|no\.?|code))?|no\.?|number|num\.?|nr\.?|code|#)(?:[ ]{0,2}(?:is|was|[:#=-]))?[ ]{0,3}(?:[A-Z]{1,3}-?)?([0-9][0-9 -]{2,14}[0-9])(?![\w-])/gi;
const SHORT = /\b(?:upn|ssid|suid|ssn|social security(?: (?:number|no\.?))?)(?:[ ]{0,2}(?:is|was|[:#=-]))?[ ]{0,3}(?:[A-Z]{1,2}-?)?([0-9][0-9 -]{5,14}[0-9])[A-Z]?(?![\w-])/gi;
const SOCIAL = /(?<![\w-])(?!000|666|9)[0-9]{3}-(?!00)[0-9]{2}-(?!0000)[0-9]{4}(?![\w-])/g;
const UPN = /(?<![\w-])[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z](?![\w-])/g;
// What every one of these has in it. A label stands right before its number.
const DIGITS = /[0-9][0-9 -]{2,}[0-9]/g;
const LABEL_BEFORE = 80;
const CHECK_LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ';

const REMEDY = 'Take the number out. Where pupils must be told apart, call them Student A, Student B.';

/** Numbers that stand for one pupil: labelled ones, England's unique pupil numbers by their check letter, and US social security numbers by their form. */
export function* studentNumbersIn(text: string): Generator<PrivacyFinding> {
  const near = [...text.matchAll(DIGITS)].map(({ 0: digits, index }) => text.slice(Math.max(0, index - LABEL_BEFORE), index + digits.length + 3)).join('\n');
  if (![LABELLED, SHORT, UPN, SOCIAL].some((pattern) => near.search(pattern) !== -1)) return;
  const seen = new Set<number>();
  const found = function* (pattern: RegExp, what: Pick<PrivacyFinding, 'kind' | 'confidence'>, name: string, fits: (match: RegExpMatchArray) => boolean): Generator<PrivacyFinding> {
    for (const match of text.matchAll(pattern)) {
      const end = match.index + match[0].length;
      if (seen.has(end) || !fits(match)) continue;
      seen.add(end);
      yield { ...what, offset: match.index, message: `Unexpected ${name}, expected no number that stands for one pupil`, remedy: REMEDY };
    }
  };
  yield* found(LABELLED, { kind: 'student-number', confidence: 'high' }, 'student number', ({ 1: digits }) => !/^(?:19|20)[0-9]{2}$/.test(digits!));
  yield* found(SHORT, { kind: 'student-number', confidence: 'high' }, 'student number', () => true);
  yield* found(UPN, { kind: 'student-number', confidence: 'high' }, 'unique pupil number', ({ 0: number }) => isPupilNumber(number));
  yield* found(SOCIAL, { kind: 'social-security-number', confidence: 'low' }, 'number in the form of a social security number', () => true);
}

// The letter in front is the weighted sum of the rest, modulo 23; a letter at the end counts by its place in the list.
function isPupilNumber(number: string): boolean {
  let sum = 0;
  for (let at = 1; at < 13; at += 1) sum += (at + 1) * (/[0-9]/.test(number[at]!) ? Number(number[at]) : CHECK_LETTERS.indexOf(number[at]!));
  return CHECK_LETTERS[sum % 23] === number[0];
}
