import type { PrivacyFinding } from './finding.ts';
import { wordsIn, type FoldedWord } from './folded.ts';

/** The largest roster file that is read, in bytes. */
export const ROSTER_LIMIT = 4 * 1024 * 1024;

const MOST = 20_000;
const HEADING = new Set(['first', 'last', 'name', 'names', 'surname', 'forename', 'given', 'family', 'student', 'students', 'pupil', 'pupils', 'id', 'number', 'grade', 'class', 'year', 'email']);

/**
 * The names in a roster file: one pupil a line, as "Ana Reyes", "Reyes, Ana" or the columns of a table; `#` begins a
 * comment. Columns with digits or an @ are passed over. Never throws; keeps the first 20,000 names.
 */
export function parseRoster(text: string): readonly string[] {
  const names: string[] = [];
  for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    if (names.length === MOST) break;
    if (line.trim() === '' || line.trim().startsWith('#')) continue;
    const columns = line.split(/[,;\t]/).map((column) => column.replace(/^[\s"']+|[\s"']+$/g, '')).filter((column) => /\p{L}/u.test(column) && !/[\d@]/.test(column)).slice(0, 2);
    const name = columns.join(' ').slice(0, 200);
    const words = wordsIn(name);
    if (words.length === 0 || words.every(({ word }) => HEADING.has(word))) continue;
    names.push(name);
  }
  return names;
}

interface Lookup {
  /** Sequences of folded words that are a full name, by their first word. */
  readonly full: ReadonlyMap<string, readonly (readonly string[])[]>;
  readonly single: ReadonlySet<string>;
}

// A roster is asked about many texts.
const lookups = new WeakMap<readonly string[], Lookup>();

function lookupOf(roster: readonly string[]): Lookup {
  const known = lookups.get(roster);
  if (known !== undefined) return known;
  const full = new Map<string, (readonly string[])[]>();
  const single = new Set<string>();
  const add = (words: readonly string[]): void => {
    const list = full.get(words[0]!) ?? [];
    if (!list.some((other) => other.join(' ') === words.join(' '))) full.set(words[0]!, [...list, words]);
  };
  for (const name of roster) {
    const words = wordsIn(name).map(({ word }) => word);
    for (const word of words) if (word.length >= 3) single.add(word);
    if (words.length < 2) continue;
    const [first, last] = [words[0]!, words.at(-1)!];
    // Either part first, as lists have it either way; and first and last name without those between.
    for (let at = 0; at < words.length && at < 6; at += 1) add([...words.slice(at), ...words.slice(0, at)]);
    if (first.length < 2 || last.length < 2) continue;
    add([first, last]);
    add([last, first]);
  }
  const lookup = { full, single };
  lookups.set(roster, lookup);
  return lookup;
}

const REMEDY = 'Write a pseudonym or "Student A" instead; a pupil\'s name must never enter the repository.';
const BETWEEN = /^[\s'’.,_-]{0,3}$/u;

/** Names of a roster in a text: a full name is certain, one word of a name is not, and counts only with a capital letter. */
export function* rosterNamesIn(text: string, roster: readonly string[] = []): Generator<PrivacyFinding> {
  if (roster.length === 0) return;
  const { full, single } = lookupOf(roster);
  const words = wordsIn(text);
  for (let at = 0; at < words.length; at += 1) {
    const { word, offset } = words[at]!;
    const length = lengthOf(text, words, at, full.get(word) ?? []);
    if (length > 0) {
      yield { kind: 'roster-name', confidence: 'high', offset, message: 'Unexpected full name of your roster, expected no name of a pupil', remedy: REMEDY };
      at += length - 1;
    } else if (single.has(word) && !/^\p{Ll}/u.test(text.slice(offset))) {
      yield { kind: 'roster-word', confidence: 'low', offset, message: 'Unexpected word that is part of a name on your roster, expected no name of a pupil', remedy: `If it is the pupil: ${REMEDY[0]!.toLowerCase()}${REMEDY.slice(1)}` };
    }
  }
}

// How many words from `at` on are a full name; the longest counts.
function lengthOf(text: string, words: readonly FoldedWord[], at: number, names: readonly (readonly string[])[]): number {
  let longest = 0;
  for (const name of names) {
    const fits = name.every((word, step) => words[at + step]?.word === word && (step === 0 || BETWEEN.test(text.slice(words[at + step - 1]!.end, words[at + step]!.offset))));
    if (fits) longest = Math.max(longest, name.length);
  }
  return longest;
}
