import { lettersOf } from './punycode.ts';

// Letters of other scripts that most typefaces draw like a Latin one (from Unicode's table of confusables, UTS 39).
const CYRILLIC: Readonly<Record<string, string>> = { а: 'a', в: 'b', с: 'c', ԁ: 'd', е: 'e', һ: 'h', і: 'i', ј: 'j', к: 'k', ӏ: 'l', м: 'm', н: 'h', о: 'o', р: 'p', ԛ: 'q', ѕ: 's', т: 't', у: 'y', ԝ: 'w', х: 'x', ѵ: 'v', А: 'A', В: 'B', С: 'C', Е: 'E', Н: 'H', І: 'I', Ј: 'J', К: 'K', М: 'M', О: 'O', Р: 'P', Ѕ: 'S', Т: 'T', У: 'Y', Х: 'X', Ԍ: 'G', Ԛ: 'Q', Ԝ: 'W' };
const GREEK: Readonly<Record<string, string>> = { α: 'a', ι: 'i', κ: 'k', ν: 'v', ο: 'o', ρ: 'p', υ: 'u', χ: 'x', γ: 'y', Α: 'A', Β: 'B', Ε: 'E', Ζ: 'Z', Η: 'H', Ι: 'I', Κ: 'K', Μ: 'M', Ν: 'N', Ο: 'O', Ρ: 'P', Τ: 'T', Υ: 'Y', Χ: 'X', ϲ: 'c', ϳ: 'j' };
const OTHERS: Readonly<Record<string, string>> = { օ: 'o', ո: 'n', ս: 'u', հ: 'h', ց: 'g', զ: 'q', Ꭺ: 'A', Ᏼ: 'B', Ꮯ: 'C', Ꭼ: 'E', Ꮋ: 'H', Ꭻ: 'J', Ꮶ: 'K', Ꮇ: 'M', Ꮲ: 'P', Ꮪ: 'S', Ꭲ: 'T', Ꮩ: 'V', Ꮃ: 'W' };
const ALIKE: Readonly<Record<string, string>> = { ...CYRILLIC, ...GREEK, ...OTHERS };

const LATIN = /\p{Script=Latin}/u;
// An abbreviation with an ending of its reader's own language.
const ABBREVIATION = /^\p{Script=Latin}{2,}(?<=\p{Lu})[^\p{Script=Latin}]+$/u;
const WORDS = /[\p{L}\p{M}]{2,}/gu;

/** A word that is not what it looks like. */
export interface Disguised {
  readonly offset: number;
  readonly word: string;
  /** What a reader takes it for. */
  readonly looks: string;
}

/**
 * Words of Latin letters in which other scripts' look-alikes stand for some of them, such as a Cyrillic "а" in "pаge".
 * Words of one script are left alone, and so are mixtures that nobody could take for a Latin word (Δt, SMSка, Tシャツ).
 */
export function* disguisedIn(text: string): Generator<Disguised> {
  if (/^[\x00-\u02FF\u2010-\u2027]*$/.test(text)) return;
  for (const { 0: word, index } of text.matchAll(WORDS)) {
    const looks = readingOf(word);
    if (looks !== null && LATIN.test(word) && !ABBREVIATION.test(word)) yield { offset: index, word, looks };
  }
}

/** A host name that is read as another one: mixed scripts, or look-alikes throughout, also where it is written in ASCII (`xn--…`). Null for what is honest in any script. */
export function disguisedHost(host: string): string | null {
  const labels = host.split('.').map(lettersOf);
  return labels.some((label) => readingOf(label) !== null) ? labels.map((label) => readingOf(label) ?? label).join('.') : null;
}

function readingOf(word: string): string | null {
  let changed = false;
  let looks = '';
  for (const letter of word) {
    if (/[0-9_-]/.test(letter) || LATIN.test(letter) || /\p{M}/u.test(letter)) looks += letter;
    else if (Object.hasOwn(ALIKE, letter)) {
      looks += ALIKE[letter];
      changed = true;
    } else return null;
  }
  return changed ? looks : null;
}
