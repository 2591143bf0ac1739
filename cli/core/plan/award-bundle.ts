import type { Award } from '../model.generated.ts';
import type { Bundles } from './register.ts';

/** How many award records stand together in one file. */
export const BUNDLED = 256;

const PATH = /^bundles\/([1-9][0-9]{0,6})\.json$/;
const FORMAT = 'laurel-awards-1';

/** Where a register keeps copies of award records, many to a file: a run reads one file in place of many. */
export const bundlePath = (number: number): string => `bundles/${number}.json`;

/** The number that a bundle's path names; null for another path. */
export const bundleNumber = (path: string): number | null => Number(PATH.exec(path)?.[1] ?? NaN) || null;

/** The text of a bundle. */
export const bundleText = (awards: readonly Award[]): string => `{"format":"${FORMAT}","awards":[\n${awards.map((award) => JSON.stringify(award)).join(',\n')}\n]}\n`;

/** What a bundle holds; null where it is none. Nobody relies on it before it was compared with the records themselves. */
export function bundledAwards(text: string): readonly Award[] | null {
  try {
    const { format, awards } = JSON.parse(text) as { readonly format?: unknown; readonly awards?: unknown };
    return format === FORMAT && Array.isArray(awards) && awards.every((award) => typeof award === 'object' && award !== null) ? awards : null;
  } catch {
    return null;
  }
}

/** The bundles that come when awards are recorded, by path: of what stands in none, as much as fills whole bundles. */
export function bundlesDue(recorded: readonly Award[], { last, loose }: Bundles = { last: 0, loose: new Map() }): ReadonlyMap<string, string> {
  const all = [...[...loose.values()].map(({ award }) => award), ...recorded];
  const full = Math.floor(all.length / BUNDLED);
  return new Map(Array.from({ length: full }, (_, at) => [bundlePath(last + 1 + at), bundleText(all.slice(at * BUNDLED, (at + 1) * BUNDLED))]));
}
