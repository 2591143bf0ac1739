import type { Outcome, Result } from '../core/badge/result.ts';
import { plain, wrap } from '../core/words.ts';

/** What stands for an outcome, with and without colour. */
export const SYMBOLS: Readonly<Record<Outcome, string>> = { pass: '✓', fail: '✗', unknown: '?', skipped: '–' };
const COLOURS: Readonly<Record<Outcome, number>> = { pass: 32, fail: 31, unknown: 33, skipped: 90 };

/** Results for people: outcome, name and sentence in columns, a result a paragraph, with a line break at the end. */
export function resultLines(results: readonly Result[], columns: number, color = false): string {
  const width = Math.max(...results.map(({ name }) => name.length));
  return results.map(({ name, outcome, detail }) => {
    const head = `${SYMBOLS[outcome]} ${outcome.padEnd(7)}`;
    return `  ${color ? `\u001b[${COLOURS[outcome]}m${head}\u001b[0m` : head}  ${plain(name).padEnd(width)}  ${wrap(plain(detail), columns - 2, ' '.repeat(width + 15))}\n`;
  }).join('');
}
