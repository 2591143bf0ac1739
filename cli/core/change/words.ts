import { diffWordsWithSpace } from 'diff';
import type { Words } from './difference.ts';

// Two texts that have next to nothing in common are shown whole, one after the other; so are texts so long that comparing them could take long.
const MOST = 20_000;
const EDITS = 2_000;

/** The words that went and came between two texts, with those that stayed. Blanks and line ends count as one blank. */
export function wordsBetween(before: string, after: string): readonly Words[] {
  const [old, now] = [oneLine(before), oneLine(after)];
  const parts = old.length + now.length > MOST ? undefined : diffWordsWithSpace(old, now, { maxEditLength: EDITS });
  if (parts === undefined) return [{ turn: 'removed', text: old }, { turn: 'added', text: now }].filter(({ text }) => text !== '') as readonly Words[];
  return inPhrases(parts.map(({ value, added, removed }) => ({ turn: added ? 'added' : removed ? 'removed' : 'same', text: value })));
}

// Words that changed one after the other are read as one phrase: a blank between them did not stay in any sense.
function inPhrases(runs: readonly Words[]): readonly Words[] {
  const phrases: Words[] = [];
  let phrase = { removed: '', added: '' };
  const close = (): void => {
    for (const turn of ['removed', 'added'] as const) if (phrase[turn] !== '') phrases.push({ turn, text: phrase[turn] });
    phrase = { removed: '', added: '' };
  };
  for (const [at, { turn, text }] of runs.entries()) {
    if (turn !== 'same') phrase[turn] += text;
    else if (text.trim() === '' && at > 0 && at < runs.length - 1) phrase = { removed: phrase.removed + text, added: phrase.added + text };
    else {
      close();
      phrases.push({ turn, text });
    }
  }
  close();
  return phrases;
}

const oneLine = (text: string): string => text.split(/\s+/).filter(Boolean).join(' ');

/** A text as its words, whatever stands around them and however their letters are set; signs inside a word or a figure belong to it. */
export const wordsOf = (text: string): readonly string[] =>
  typed(text.normalize('NFC').toLowerCase()).split(/\s+/).map((word) => word.replace(/^[.,;:!?"'“”„«»()*_`…]+|[.,;:!?"'“”„«»()*_`…]+$/g, '')).filter(Boolean);

// Apostrophes and dashes as a keyboard has them; a dash that stands by itself is punctuation, but for one between figures.
const typed = (text: string): string => text.replace(/[‘’ʼ‚‛]/g, "'").replace(/[‐‑‒–—―]/g, '-').replace(/(?<=\D)\s-+\s|\s-+\s(?=\D)/g, ' ');

/** Whether two texts are the same but for letter case, blanks and the punctuation around words. */
export const saysTheSame = (before: string, after: string): boolean => wordsOf(before).join(' ') === wordsOf(after).join(' ');
