import type { PrivacyFinding } from './finding.ts';
import { rosterNamesIn } from './roster.ts';

const PUPIL = '(?:students?|pupils?|learners?|child|children|boys?|girls?|kids?|classmates?)';
const NAME = "(?!\\p{Lu}{2})\\p{Lu}\\p{Ll}[\\p{L}\\p{M}'’-]{0,40}";
const CALLED = new RegExp(`(?<![\\p{L}\\p{N}])(?:[Aa] |[Tt]he |[Mm]y |[Oo]ne )?${PUPIL}(?:,? (?:whose|his|her|their) name (?:is|was)|,? (?:called|named))[ \\n](?<name>${NAME})`, 'gu');
const AFTER = new RegExp(`(?<![\\p{L}\\p{N}-])(?:[Mm]y|[Oo]ur|[Oo]ne|[Aa]nother|[Tt]his|[Tt]hat|quiet|shy)[ \\n](?:\\p{Ll}{2,15}[ \\n]){0,2}${PUPIL},?[ \\n](?<name>${NAME})`, 'gu');
// Capitalised for other reasons than being a name.
const OTHERS = new Set('Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November December English Spanish French German Italian Portuguese Chinese Mandarin Japanese Korean Arabic Hindi Latin Math Maths Mathematics Science History Geography Biology Chemistry Physics Art Music Reading Writing Grade Year Class Room Group Table Student Pupil Learner Google Chromebook Chromebooks Kahoot Part Figure Day Week Lesson Unit The This That These Those They Their There Then When Where While What Who Which Why How And But For From With Without After Before In On At As If It Its He She We You Our My His Her To Of By Or So Not No Yes Is Are Was Were Do Does Did Can Could Will Would Should May Might Each Every Some Many Most All Both One Two Three Four Five Six Out Up Off Over Down Back Upon Nobody Somebody Everybody Anybody Someone Everyone Anyone'.split(' '));

const INSTEAD = 'Write a pseudonym or "Student A" instead.';
// What a text calls a pupil's name can be an error, which nobody may leave.
const REMEDY_OF_NAMED = `${INSTEAD} If it is nobody whom you teach, say who it is in other words, such as "the character Esperanza".`;
const REMEDY_OF_POSSIBLE = `${INSTEAD} If it is no name, leave it.`;

/**
 * Names of pupils in a text: those of a roster, those that the text itself calls a pupil's ("a boy called ..."), and, as a
 * mere possibility, a capitalised word right after "my student" and the like.
 */
export function* pupilNamesIn(text: string, roster: readonly string[] = []): Generator<PrivacyFinding> {
  const seen = new Set<number>();
  for (const finding of rosterNamesIn(text, roster)) {
    seen.add(finding.offset!);
    yield finding;
  }
  for (const [pattern, kind, message, remedy] of [
    [CALLED, 'pupil-name', 'Unexpected name that the text gives to a pupil, expected no name of a pupil', REMEDY_OF_NAMED],
    [AFTER, 'possible-name', 'Unexpected capitalised word after a word for a pupil, expected no name of a pupil', REMEDY_OF_POSSIBLE],
  ] as const) {
    for (const { 0: whole, index, groups } of text.matchAll(pattern)) {
      const name = groups!['name']!;
      const offset = index + whole.length - name.length;
      if (seen.has(offset) || OTHERS.has(name) || OTHERS.has(name.replace(/['’]s$/, ''))) continue;
      seen.add(offset);
      yield { kind, confidence: 'low', offset, message, remedy };
    }
  }
}
