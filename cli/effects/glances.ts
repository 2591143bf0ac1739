import type { Glance } from './github/glance.ts';
import type { Place } from './place.ts';

/** Glances at places by their address; a place that is not in it has to be read to know what is there. */
export type Glances = ReadonlyMap<string, Glance>;

/**
 * Glances at private places, many by one request: most of a programme's repositories rest on most days. One alone is read as quickly
 * as it is glanced at. It saves reading and decides nothing: what moves between the glance and the reading is the next run's.
 */
export async function glancesAt(places: readonly Place[]): Promise<Glances> {
  const own = places.filter(({ isPrivate }) => isPrivate);
  if (own.length < 2) return new Map();
  const glances = await own[0]!.github.glance(own.map(({ repository }) => repository));
  return new Map(own.flatMap(({ address }, at) => (glances[at] === null ? [] : [[address, glances[at]!] as const])));
}
