import type { Issuer } from '../model.generated.ts';

/** How much a difference weighs, from light to heavy. */
export const WEIGHTS = ['editorial', 'clarifying', 'minor', 'major'] as const;
export type Weight = (typeof WEIGHTS)[number];

/** What became of a thing. `reworded` and `changed`: it cannot be told whether it asks for more or for less. */
export type Turn = 'added' | 'removed' | 'reworded' | 'renamed' | 'moved' | 'loosened' | 'tightened' | 'changed';

/** A run of words that stayed, came or went. */
export interface Words {
  readonly turn: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** One difference of meaning between two states of a catalog. */
export interface Difference {
  /** What differs, as a path such as `rubric/criteria/waits/levels/proficient`. */
  readonly at: string;
  readonly turn: Turn;
  readonly weight: Weight;
  /** What differs, as a sentence that holds texts of the catalog. */
  readonly says: string;
  /** For a rewording: all of it, in the order of the text. */
  readonly words?: readonly Words[];
}

/** The heavier of two weights. */
export const heavier = (a: Weight, b: Weight): Weight => (WEIGHTS.indexOf(a) >= WEIGHTS.indexOf(b) ? a : b);

/** The heaviest weight among differences; null where there are none. */
export const heaviest = (differences: readonly Difference[]): Weight | null => differences.reduce<Weight | null>((most, { weight }) => (most === null ? weight : heavier(most, weight)), null);

/** Which number of a version a class raises. */
export const BUMPS = { editorial: 'patch', clarifying: 'patch', minor: 'minor', major: 'major' } as const satisfies Readonly<Record<Weight, string>>;
export type Bump = (typeof BUMPS)[Weight];

/** The lowest version that a change of this weight may be released as. */
export function versionFor(weight: Weight, from: string): string {
  const [major = 0, minor = 0, patch = 0] = from.split('.').map(Number);
  const bump = BUMPS[weight];
  return bump === 'major' ? `${major + 1}.0.0` : bump === 'minor' ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`;
}

/** How many days the policy lets a change of this weight wait. */
export const waitingDays = (policy: Issuer['policy'] | null, weight: Weight | null): number => (weight === null ? 0 : (policy?.waiting?.[weight] ?? 0));
