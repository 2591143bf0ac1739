/** One thing to measure: it runs once and gives what it took. */
export type Side<Sample> = () => Sample | Promise<Sample>;

/**
 * Runs every side in turn (A B A B ...), after one round that does not count, so that a machine whose speed drifts
 * slows all of them alike.
 */
export async function inTurn<Name extends string, Sample>(rounds: number, sides: Readonly<Record<Name, Side<Sample>>>): Promise<Readonly<Record<Name, readonly Sample[]>>> {
  const names = Object.keys(sides) as Name[];
  const samples = Object.fromEntries(names.map((name) => [name, [] as Sample[]])) as Record<Name, Sample[]>;
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of names) {
      const sample = await sides[name]();
      if (round > 0) samples[name].push(sample);
    }
  }
  return samples;
}

/** The middle of some numbers. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** One line of the report: how many times `against` the thing measured is. */
export interface Row {
  readonly what: string;
  readonly against: string;
  /** The median of the ratios of each round. */
  readonly ratio: number;
  readonly n: number;
  /** The medians of both, in `unit`. */
  readonly value: number;
  readonly base: number;
  readonly unit: 'ms' | 'MiB' | '/s';
}

/** Compares samples that were taken in turn, round by round. */
export const compare = (what: string, values: readonly number[], against: string, bases: readonly number[], unit: Row['unit']): Row => ({
  what, against, ratio: median(values.map((value, at) => value / bases[at]!)), n: values.length, value: median(values), base: median(bases), unit,
});
