import { mergedStanding, type Standing } from '../../core/desk/standing.ts';
import type { MergedClaim } from '../claims.ts';
import type { Run } from '../issuing/run.ts';
import { MOST_AT_ONCE, proveWaiting, waitingForBadges, type Unissued } from '../issuing/unissued.ts';
import { placeProblem, type Unread } from '../place-problem.ts';
import { unreadIn } from '../stores.ts';

/** A merged claim without a badge and where it stands. */
export interface MergedEntry extends Unissued {
  readonly standing: Standing;
}

/** The merged claims without a badge that were looked at, and how many more there are. */
export interface MergedEntries {
  readonly entries: readonly MergedEntry[];
  readonly more: number;
  /** Places of which nothing can be said, or not everything. */
  readonly unread: readonly Unread[];
}

/**
 * Reads the merged claims that have no badge, the longest wait first; of those without an award no more than are looked at at once.
 * @param wanted which of them; four REST requests and one of GraphQL each.
 */
export async function readMerged(run: Run, wanted: (claim: MergedClaim) => boolean = () => true): Promise<MergedEntries> {
  const { world, issuer: { policy } } = run;
  const state = await run.stores.read();
  const entries: MergedEntry[] = [];
  const unread: Unread[] = [...unreadIn(state)];
  const left = (await waitingForBadges(state)).filter(({ claim }) => wanted(claim));
  // Where the award is recorded, GitHub is asked nothing.
  const asked = left.filter(({ entry }) => entry === null);
  for (const waiting of [...left.filter(({ entry }) => entry !== null), ...asked.slice(0, MOST_AT_ONCE)]) {
    const unissued = await proveWaiting(run, waiting, state.main).catch((error: unknown) => {
      const problem = placeProblem(waiting.place, error);
      if (problem === null) throw error;
      unread.push(problem);
      return null;
    });
    if (unissued === null) continue;
    entries.push({ ...unissued, standing: mergedStanding({ policy, since: unissued.since, reasons: unissued.reasons, now: world.now() }) });
  }
  return { entries: entries.sort((a, b) => (a.since < b.since ? -1 : 1)), more: Math.max(0, asked.length - MOST_AT_ONCE), unread };
}
