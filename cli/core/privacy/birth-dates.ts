import type { PrivacyFinding } from './finding.ts';

const MONTH = '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const DAY = '[0-3]?[0-9](?:st|nd|rd|th)?';
const LABEL = "\\b(?:date of birth|birth[ -]?date|birthday|d\\.?o\\.?b\\.?|born)\\b(?:[ ]{0,2}(?:is|was|on|in|[:=-])){0,2}[ ]{0,2}(?:the )?";
const DATED = new RegExp(`${LABEL}(?:(?:19|20)[0-9]{2}[-/.][01]?[0-9][-/.][0-3]?[0-9]|[0-3]?[0-9][-/.][0-3]?[0-9][-/.](?:(?:19|20)[0-9]{2}|[0-9]{2})|${DAY}(?: of)? ${MONTH},? ?(?:19|20)[0-9]{2}|${MONTH} ${DAY},? (?:19|20)[0-9]{2})(?![0-9])`, 'gi');
const YEARLESS = new RegExp(`\\bbirthday\\b(?:[ ]{0,2}(?:is|was|on|falls|[:=-])){0,2}[ ]{0,2}(?:the )?(?:${DAY}(?: of)? ${MONTH}|${MONTH} ${DAY})(?![0-9]|,? (?:19|20)[0-9]{2})`, 'gi');
// Every label has one of these.
const WORDS = /birth|born|d\.?o\.?b/i;
// Lessons tell of people who were born long ago.
const LONG_AGO = 1950;

const REMEDY = 'Take the date out, or say the age or the grade instead.';

/** Dates of birth in a text: a date right behind a word that says so. Years before 1950 are history and let pass. */
export function* birthDatesIn(text: string): Generator<PrivacyFinding> {
  if (!WORDS.test(text)) return;
  for (const { 0: found, index } of text.matchAll(DATED)) {
    const year = /(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])/.exec(found);
    if (year !== null && Number(year[0]) < LONG_AGO) continue;
    yield { kind: 'birth-date', confidence: 'high', offset: index, message: 'Unexpected date of birth, expected no date that helps to find a pupil', remedy: REMEDY };
  }
  for (const { index } of text.matchAll(YEARLESS)) yield { kind: 'birth-date', confidence: 'low', offset: index, message: 'Unexpected birthday, expected no date that helps to find a pupil', remedy: REMEDY };
}
