import { directionOf } from './direction.ts';
import type { Difference, Weight } from './difference.ts';
import { saysTheSame, wordsBetween } from './words.ts';

/** A text that is there in both states, or in one only. */
export interface Rewording {
  readonly at: string;
  /** What the text is, such as `The level "proficient" of "waits"`. */
  readonly what: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** What a rewording weighs of which it cannot be told whether it loosens. */
  readonly weight: Weight;
  /** Whether the text is a demand, so that one that loosens weighs less. */
  readonly demands?: boolean;
}

/** What became of a text: nothing, the same words set otherwise, or other words. */
export function* rewording({ at, what, before, after, weight, demands = false }: Rewording): Generator<Difference> {
  if (before === after) return;
  if (before === undefined) yield { at, turn: 'added', weight, says: `${what} is new`, words: [{ turn: 'added', text: after! }] };
  else if (after === undefined) yield { at, turn: 'removed', weight, says: `${what} is gone`, words: [{ turn: 'removed', text: before }] };
  else if (saysTheSame(before, after)) yield { at, turn: 'reworded', weight: 'editorial', says: `${what} has the same words, set otherwise`, words: wordsBetween(before, after) };
  else {
    const direction = demands ? directionOf(before, after) : null;
    yield { at, turn: direction ?? 'reworded', weight: direction === 'loosened' ? 'minor' : weight, says: `${what} is ${direction ?? 'reworded'}`, words: wordsBetween(before, after) };
  }
}
