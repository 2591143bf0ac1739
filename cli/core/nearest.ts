/**
 * The candidate most like `word`, for "did you mean".
 * @returns null when none is near: more than a third of the letters would have to change.
 */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  const short = word.slice(0, 80);
  let best: string | null = null;
  let fewest = Math.floor(Math.max(short.length, 3) / 3) + 1;
  for (const candidate of candidates) {
    const changes = distance(short, candidate, fewest);
    if (changes < fewest) {
      fewest = changes;
      best = candidate;
    }
  }
  return best;
}

// Levenshtein distance with exchanged neighbours counted as one change, given up once it cannot be below `limit`.
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let above: readonly number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const exchanged = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? above[j - 2]! + 1 : Infinity;
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1), exchanged));
    }
    above = row;
    row = next;
  }
  return row[b.length]!;
}

/** ` Did you mean "x"?`, or nothing when no candidate is near. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const guess = nearest(word, candidates);
  return guess === null ? '' : ` Did you mean "${guess}"?`;
}

/** What `didYouMean` proposes in some words; null where it proposes nothing. */
export const proposedIn = (words: string): string | null => / Did you mean "([^"\n]+)"\?/.exec(words)?.[1] ?? null;
