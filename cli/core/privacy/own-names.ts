import { fold, folded } from './folded.ts';

/** A name that must not be found, and whose it is: "the login", "the school". */
export interface Identifier {
  readonly text: string;
  readonly whose: string;
}

/** A word of an identifier, folded. */
export interface IdentifyingWord {
  readonly word: string;
  readonly whose: string;
}

/** Where an identifying word stands in a text. */
export interface Revealed {
  readonly offset: number;
  readonly whose: string;
}

// Words of a school's name that a thousand schools share.
const SHARED = new Set(['school', 'schools', 'elementary', 'middle', 'high', 'primary', 'secondary', 'academy', 'college', 'junior', 'senior', 'public', 'charter', 'district', 'campus', 'community', 'the', 'and', 'for', 'saint', 'north', 'south', 'east', 'west', 'central', 'county', 'city']);
// Writing without blanks between words has names of two letters.
const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/**
 * The words that would tell whose work it is: every word of three and more letters of each identifier, and each
 * identifier as one word. Words that every school has in its name are left out, and those that were allowed.
 */
export function identifyingWords(identifiers: readonly Identifier[], allowed: readonly string[] = []): readonly IdentifyingWord[] {
  const spared = new Set(allowed.map((word) => fold(word)));
  const words = new Map<string, IdentifyingWord>();
  for (const { text, whose } of identifiers) {
    const plain = fold(text);
    const parts = [...plain.matchAll(/\p{L}+/gu), ...plain.matchAll(/[\p{L}\p{N}]+/gu)].map(([word]) => word);
    const own = plain.split(/[^\p{L}\p{N}]+/u).filter((word) => !whose.includes('school') || !SHARED.has(word));
    for (const word of [...parts, own.join('')]) {
      if (word.length < (DENSE.test(word) ? 2 : 3) || spared.has(word) || (whose.includes('school') && SHARED.has(word))) continue;
      if (!words.has(word)) words.set(word, { word, whose });
    }
  }
  return [...words.values()];
}

/** Every place of a text in which an identifying word stands; a word of five and more letters also inside a longer one. Total. */
export function* revealedIn(text: string, words: readonly IdentifyingWord[]): Generator<Revealed> {
  if (words.length === 0) return;
  const { text: plain, offsetAt } = folded(text);
  for (const { word, whose } of words) {
    for (let at = plain.indexOf(word); at !== -1; at = plain.indexOf(word, at + word.length)) {
      const from = offsetAt(at);
      const to = offsetAt(at + word.length);
      if (word.length >= 5 || DENSE.test(word) || (isBorder(text, from) && isBorder(text, to))) yield { offset: from, whose };
    }
  }
}

// Between a letter and none, and where a small letter is followed by a capital one, as in camelCase.
function isBorder(text: string, at: number): boolean {
  const before = /[\p{L}\p{M}]$/u.test(text.slice(Math.max(0, at - 2), at));
  const after = /^[\p{L}\p{M}]/u.test(text.slice(at, at + 2));
  return !before || !after || /\p{Ll}$/u.test(text.slice(0, at).slice(-2)) && /^\p{Lu}/u.test(text.slice(at, at + 2));
}
