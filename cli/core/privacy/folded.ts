/** A text in one case and without diacritics, and the way back to the places of the original. */
export interface Folded {
  readonly text: string;
  readonly offsetAt: (folded: number) => number;
}

// Letters that Unicode does not take apart.
const WHOLE: Readonly<Record<string, string>> = { ł: 'l', ø: 'o', đ: 'd', ð: 'd', þ: 'th', æ: 'ae', œ: 'oe', ß: 'ss', ı: 'i', '’': "'", 'ʼ': "'" };

const foldOne = (character: string): string => {
  const lower = character.toLowerCase();
  return WHOLE[lower] ?? lower.normalize('NFKD').replace(/\p{M}/gu, '');
};

/** Folds case and diacritics away, so that "José" and "JOSE" compare as equal. */
export const fold = (text: string): string => (/^[\x20-\x7e\s]*$/.test(text) ? text.toLowerCase() : [...text].map(foldOne).join(''));

/** Like `fold`, and remembers where each part came from. */
export function folded(text: string): Folded {
  if (/^[\x20-\x7e\s]*$/.test(text)) return { text: text.toLowerCase(), offsetAt: (at) => at };
  const parts: string[] = [];
  const offsets: number[] = [];
  let offset = 0;
  for (const character of text) {
    const part = foldOne(character);
    for (let at = 0; at < part.length; at += 1) offsets.push(offset);
    parts.push(part);
    offset += character.length;
  }
  return { text: parts.join(''), offsetAt: (at) => offsets[at] ?? text.length };
}

/** A word of a folded text. */
export interface FoldedWord {
  readonly word: string;
  /** Where it begins and ends in the original. */
  readonly offset: number;
  readonly end: number;
}

/** The runs of letters of a text, folded, in order. Apostrophes, hyphens and digits part them. */
export function wordsIn(text: string): readonly FoldedWord[] {
  const { text: plain, offsetAt } = folded(text);
  const words: FoldedWord[] = [];
  for (const { 0: word, index } of plain.matchAll(/\p{L}+/gu)) words.push({ word, offset: offsetAt(index), end: offsetAt(index + word.length) });
  return words;
}
