import { isHealthNumber, isLearnerNumber, isPupilNumber } from './check-digits.ts';
import type { PrivacyFinding } from './finding.ts';

// An enrolment code opens a course to many.
const LABELLED = /\b(?!enrol?lment[ -]?code)(?:student|pupil|learner|enrol?lment|admission|matriculation|lunch)[ -]?(?:id(?:entification)?(?: (?:number|no\.?|code))?|no\.?|number|num\.?|nr\.?|code|#)(?:[ ]{0,2}(?:is|was|[:#=-]))?[ ]{0,3}(?:[A-Z]{1,3}-?)?([0-9][0-9 -]{2,14}[0-9])(?![\w-])/gi;
const SHORT = /\b(?:ssid|suid|ssn|social security(?: (?:number|no\.?))?)(?:[ ]{0,2}(?:is|was|[:#=-]))?[ ]{0,3}(?:[A-Z]{1,2}-?)?([0-9][0-9 -]{5,14}[0-9])[A-Z]?(?![\w-])/gi;
const SOCIAL = /(?<![\w-])(?!000|666|9)[0-9]{3}-(?!00)[0-9]{2}-(?!0000)[0-9]{4}(?![\w-])/g;
const UPN = /(?<![\w-])[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z](?![\w-])/g;
// What every one of these has in it. A label stands right before its number.
const DIGITS = /[0-9][0-9 -]{2,}[0-9]/g;
const LABEL_BEFORE = 80;

/** A number that is told by its check digit or letter, behind a word that names it: sure where the check is right, and else unsure. */
interface Checked {
  readonly name: string;
  readonly pattern: RegExp;
  readonly isOne: (number: string) => boolean;
}

const NAMED = '(?:[ ]{0,2}(?:number|no\\.?|num\\.?|code|id))?(?:[ ]{0,2}(?:is|was|[:#=-]))?[ ]{0,3}';
const TEN = '([0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4})(?![\\w-])';
const CHECKED: readonly Checked[] = [
  { name: 'NHS number', pattern: new RegExp(`\\bNHS${NAMED}${TEN}`, 'gi'), isOne: isHealthNumber },
  { name: 'unique learner number', pattern: new RegExp(`\\b(?:ULN|unique learner)${NAMED}${TEN}`, 'gi'), isOne: isLearnerNumber },
  { name: 'unique pupil number', pattern: new RegExp(`\\b(?:UPN|unique pupil)${NAMED}([A-Z]{0,2}-?[0-9][0-9 -]{5,14}[0-9][A-Z]?)(?![\\w-])`, 'gi'), isOne: isPupilNumber },
];
// A number of the health service in its groups, without a word. Where a phone number could be meant, that is said.
const GROUPED = /(?<![\w.+/-])(?:[13-9][0-9]{2} [01]|1[0-9]{2} [0-9])[0-9]{2} [0-9]{4}(?![\w-])/g;

const REMEDY = 'Take the number out. Where pupils must be told apart, call them Student A, Student B.';

/** Numbers that stand for one pupil: labelled ones, those of England's schools and health service by their check digits, and US social security numbers by their form. */
export function* studentNumbersIn(text: string): Generator<PrivacyFinding> {
  const near = [...text.matchAll(DIGITS)].map(({ 0: digits, index }) => text.slice(Math.max(0, index - LABEL_BEFORE), index + digits.length + 3)).join('\n');
  if (![LABELLED, SHORT, UPN, SOCIAL, GROUPED, ...CHECKED.map(({ pattern }) => pattern)].some((pattern) => near.search(pattern) !== -1)) return;
  const seen = new Set<number>();
  const found = function* (pattern: RegExp, what: Pick<PrivacyFinding, 'kind' | 'confidence'>, name: string, fits: (match: RegExpMatchArray) => boolean): Generator<PrivacyFinding> {
    for (const match of text.matchAll(pattern)) {
      const end = match.index + match[0].length;
      if (seen.has(end) || !fits(match)) continue;
      seen.add(end);
      yield { ...what, offset: match.index, message: `Unexpected ${name}, expected no number that stands for one pupil`, remedy: REMEDY };
    }
  };
  for (const { name, pattern, isOne } of CHECKED) {
    const isRight = ({ 1: number }: RegExpMatchArray): boolean => isOne(number!.replace(/[ -]/g, '').toUpperCase());
    yield* found(pattern, { kind: 'student-number', confidence: 'high' }, name, isRight);
    yield* found(pattern, { kind: 'student-number', confidence: 'low' }, `number that is called ${/^[N]/.test(name) ? 'an' : 'a'} ${name} and is none by its check`, (match) => !isRight(match));
  }
  yield* found(LABELLED, { kind: 'student-number', confidence: 'high' }, 'student number', ({ 1: digits }) => !/^(?:19|20)[0-9]{2}$/.test(digits!));
  yield* found(SHORT, { kind: 'student-number', confidence: 'high' }, 'student number', () => true);
  yield* found(UPN, { kind: 'student-number', confidence: 'high' }, 'unique pupil number', ({ 0: number }) => isPupilNumber(number));
  yield* found(GROUPED, { kind: 'student-number', confidence: 'low' }, 'number in the form of an NHS number', ({ 0: number }) => isHealthNumber(number.replaceAll(' ', '')));
  yield* found(SOCIAL, { kind: 'social-security-number', confidence: 'low' }, 'number in the form of a social security number', () => true);
}
