import { fleschKincaid } from 'flesch-kincaid';
import { syllable } from 'syllable';

// A catalog says the same words again and again; counting their syllables is the costly part.
const counted = new Map<string, number>();
const MOST = 50_000;

function syllablesOf(word: string): number {
  let count = counted.get(word);
  if (count === undefined) {
    count = Math.max(1, syllable(word));
    if (counted.size < MOST) counted.set(word, count);
  }
  return count;
}

/**
 * The school grade whose reading an English text asks for, by the Flesch-Kincaid formula.
 * @returns null for a text that is too short to say: the formula swings widely below a hundred words.
 */
export function readingGrade(text: string): number | null {
  // Lines that end without a full stop, such as headings and points of a list, end a sentence all the same.
  const sentences = text.split(/[.!?…]+["'”’)]*(?:\s|$)|\n{2,}/u).filter((sentence) => /\p{L}/u.test(sentence));
  const words = sentences.flatMap((sentence) => sentence.toLowerCase().match(/[\p{L}\p{M}][\p{L}\p{M}'’-]*/gu) ?? []);
  if (words.length < 100) return null;
  return fleschKincaid({ sentence: sentences.length, word: words.length, syllable: words.reduce((sum, word) => sum + syllablesOf(word), 0) });
}
