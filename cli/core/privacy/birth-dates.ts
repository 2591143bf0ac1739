import type { PrivacyFinding } from './finding.ts';

const MONTH = '(?:jan(?:uary|uar)?|feb(?:ruary|ruar)?|mar(?:ch)?|märz|apr(?:il)?|may|mai|jun[ei]?|jul[yi]?|aug(?:ust)?|sep(?:t(?:ember)?)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?)\\.?';
const DAY = '[0-3]?[0-9](?:st|nd|rd|th|\\.)?';
// Words of birth in English, and in the languages that most of Europe's school forms bear.
const LABEL = "(?<![\\p{L}\\p{N}])(?:date of birth|birth[ -]?date|birthday|d\\.?o\\.?b\\.?|born|geb(?:oren)?\\.?|geburtsdatum|geburtstag|née?(?= le)|date de naissance|nacid[oa](?= el)|fecha de nacimiento)(?![\\p{L}\\p{N}])(?:[ ]{0,2}(?:is|was|on|in|am|le|el|[:=-])){0,2}[ ]{0,2}(?:the )?";
const DATE = `(?:(?:19|20)[0-9]{2}[-/.][01]?[0-9][-/.][0-3]?[0-9]|[0-3]?[0-9][-/.] ?[0-3]?[0-9][-/.] ?(?:(?:19|20)[0-9]{2}|[0-9]{2})|${DAY}(?: of)? ${MONTH},? ?(?:19|20)[0-9]{2}|${MONTH} ${DAY},? (?:19|20)[0-9]{2})(?![0-9])`;
const DATED = new RegExp(`${LABEL}${DATE}`, 'giu');
// What stands in a row behind one word of birth is told by it, too.
const NEXT = new RegExp(`(?:,? (?:and|or|&|und) |, ?|; ?)(${DATE})`, 'iuy');
const YEARLESS = new RegExp(`(?<![\\p{L}\\p{N}])(?:birthday|geburtstag)(?![\\p{L}\\p{N}])(?:[ ]{0,2}(?:is|was|on|falls|am|[:=-])){0,2}[ ]{0,2}(?:the )?(?:${DAY}(?: of)? ${MONTH}|${MONTH} ${DAY})(?![0-9]|,? (?:19|20)[0-9]{2})`, 'giu');
// Every label has one of these.
const WORDS = /birth|born|d\.?o\.?b|geb|née? le|naissance|naci/i;
// Lessons tell of people who were born long ago.
const LONG_AGO = 1950;

const REMEDY = 'Take the date out, or say the age or the grade instead.';

/** Dates of birth in a text: a date right behind a word that says so. Years before 1950 are history and let pass. */
export function* birthDatesIn(text: string): Generator<PrivacyFinding> {
  if (!WORDS.test(text)) return;
  for (const { 0: found, index } of text.matchAll(DATED)) {
    if (isRecent(found)) yield dated(index);
    NEXT.lastIndex = index + found.length;
    for (let next = NEXT.exec(text); next !== null; next = NEXT.exec(text)) if (isRecent(next[1]!)) yield dated(NEXT.lastIndex - next[1]!.length);
  }
  for (const { index } of text.matchAll(YEARLESS)) yield { kind: 'birth-date', confidence: 'low', offset: index, message: 'Unexpected birthday, expected no date that helps to find a pupil', remedy: REMEDY };
}

const dated = (offset: number): PrivacyFinding => ({ kind: 'birth-date', confidence: 'high', offset, message: 'Unexpected date of birth, expected no date that helps to find a pupil', remedy: REMEDY });

function isRecent(date: string): boolean {
  const year = /(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])/.exec(date);
  return year === null || Number(year[0]) >= LONG_AGO;
}
