import { wordsOf } from './words.ts';

// From little to much.
const AMOUNTS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
const SHARES: Readonly<Record<string, number>> = { some: 1, most: 2, all: 3, every: 3, each: 3 };
// Beside any of these, more of something may be less of what is asked for.
const UNCLEAR = new Set(['no', 'not', 'nor', 'never', 'none', 'nobody', 'nothing', 'neither', 'without', 'unless', 'except', 'fewer', 'less', 'than', 'only', 'rather', 'instead', 'cannot', 'if', 'when', 'whenever', 'where', 'who', 'whom', 'whose', 'which', 'that', 'until', 'before', 'after', 'once', 'few', 'avoid', 'avoids', 'fail', 'fails', 'lack', 'lacks', 'miss', 'misses', 'skip', 'skips', 'refuse', 'refuses', 'or', 'but', 'either']);

/**
 * Which way a rewording goes, where that can be told for certain: all words but one are the same, and that one is a figure after
 * "at least" or "at most", or one of some, most, all, in a text that denies nothing, compares nothing and sets no condition.
 * @returns null wherever it cannot be told.
 */
export function directionOf(before: string, after: string): 'loosened' | 'tightened' | null {
  const [old, now] = [wordsOf(before), wordsOf(after)];
  if (old.length !== now.length) return null;
  const places = old.flatMap((word, at) => (word === now[at] ? [] : [at]));
  const at = places[0];
  if (at === undefined || places.length !== 1 || old.some((word) => UNCLEAR.has(word) || word.endsWith("n't") || word.endsWith('n’t'))) return null;
  const [from, to] = [old[at]!, now[at]!];
  const bound = old[at - 2] === 'at' ? old[at - 1] : undefined;
  const amounts = [amountOf(from), amountOf(to)] as const;
  if ((bound === 'least' || bound === 'most') && amounts[0] !== null && amounts[1] !== null && amounts[0] !== amounts[1]) return (amounts[1] > amounts[0]) === (bound === 'least') ? 'tightened' : 'loosened';
  const shares = [SHARES[from] ?? 0, SHARES[to] ?? 0] as const;
  // "At most" holds a `most` that is no share.
  if (shares[0] === 0 || shares[1] === 0 || shares[0] === shares[1] || old[at - 1] === 'at') return null;
  return shares[1] > shares[0] ? 'tightened' : 'loosened';
}

function amountOf(word: string): number | null {
  if (/^\d{1,6}$/.test(word)) return Number(word);
  const at = AMOUNTS.indexOf(word);
  return at === -1 ? null : at + 1;
}
