import { mergedStanding, type Standing } from '../../core/desk/standing.ts';
import type { MergedClaim } from '../claims.ts';
import type { Run } from '../issuing/run.ts';
import { proveWaiting, waitingForBadges, type Unissued } from '../issuing/unissued.ts';

/** A merged claim without a badge and where it stands. */
export interface MergedEntry extends Unissued {
  readonly standing: Standing;
}

/**
 * Reads the merged claims that have no badge, the longest wait first.
 * @param wanted which of them; four REST requests and one of GraphQL each.
 */
export async function readMerged(run: Run, wanted: (claim: MergedClaim) => boolean = () => true): Promise<readonly MergedEntry[]> {
  const { world, issuer: { policy } } = run;
  const state = await run.stores.read();
  const entries: MergedEntry[] = [];
  for (const waiting of (await waitingForBadges(state)).filter(({ claim }) => wanted(claim))) {
    const unissued = await proveWaiting(run, waiting, state.main);
    entries.push({ ...unissued, standing: mergedStanding({ policy, since: unissued.since, reasons: unissued.reasons, now: world.now() }) });
  }
  return entries.sort((a, b) => (a.since < b.since ? -1 : 1));
}
