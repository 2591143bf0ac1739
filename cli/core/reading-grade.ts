import { fleschKincaid } from 'flesch-kincaid';
import { syllable } from 'syllable';

// A catalog says the same words again and again; counting their syllables is the costly part.
const counted = new Map<string, number>();
const MOST = 50_000;

function syllablesOf(word: string): number {
  // No word of English is that long: a chain of letters is not looked into.
  if (word.length > 50) return Math.ceil(word.length / 3);
  let count = counted.get(word);
  if (count === undefined) {
    count = Math.max(1, syllable(word));
    if (counted.size < MOST) counted.set(word, count);
  }
  return count;
}

// Latin letters in lower case, and the marks that stand inside words: ' ’ -.
const isLetter = (code: number): boolean => (code >= 0x61 && code <= 0x7a) || (code >= 0xdf && code <= 0x24f) || code === 0x27 || code === 0x2019 || code === 0x2d;

/**
 * The school grade whose reading an English text asks for, by the Flesch-Kincaid formula.
 * @returns null for a text that is too short to say: the formula swings widely below a hundred words.
 */
export function readingGrade(text: string): number | null {
  // Lines that end without a full stop, such as headings and points of a list, end a sentence all the same.
  const sentences = text.split(/[.!?\u2026]{1,3}["'\u201D\u2019)]{0,3}(?:\s|$)|\n{2,}/).filter((sentence) => /[a-z]/i.test(sentence)).length;
  let words = 0;
  let syllables = 0;
  const lower = text.toLowerCase();
  // Letter by letter: to cut so many texts at a pattern takes several times as long.
  for (let at = 0, start = 0; at <= lower.length; at += 1) {
    if (at < lower.length && isLetter(lower.charCodeAt(at))) continue;
    const word = lower.slice(start, at);
    start = at + 1;
    if (word === '' || word === '-') continue;
    words += 1;
    syllables += syllablesOf(word);
  }
  return words < 100 ? null : fleschKincaid({ sentence: sentences, word: words, syllable: syllables });
}
