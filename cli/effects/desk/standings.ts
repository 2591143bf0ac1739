import { proveApproval } from '../../core/assessment/approval.ts';
import { feedbackRows, type FeedbackRow } from '../../core/assessment/feedback.ts';
import { assign, type Assignment } from '../../core/desk/assignment.ts';
import { currentAttempt } from '../../core/desk/claim.ts';
import { standingOf, type Standing } from '../../core/desk/standing.ts';
import { gatherOpen } from '../claims.ts';
import type { Programme } from '../programme.ts';
import type { DeskEntry } from './entry.ts';
import { gatherDesk, type Desk } from './gather.ts';
import { placeProblem, type Unread } from '../place-problem.ts';
import type { Place } from '../place.ts';
import type { World } from '../world.ts';

/** An open claim with whose turn it is and why. */
export interface StandingEntry extends DeskEntry {
  readonly standing: Standing;
  readonly assignment: Assignment | undefined;
  readonly rows: readonly FeedbackRow[];
  /** Why a claim that all assessors pass cannot be merged. */
  readonly obstacles: readonly string[];
}

/** All open claims with their standings. */
export interface Standings extends Desk {
  readonly entries: readonly StandingEntry[];
}

/**
 * Reads all open claims and works out where each stands.
 * @param prove whether a claim that passes is proven from git and GitHub as it will be before it is merged (a few requests each).
 */
export async function readStandings(world: World, programme: Programme, { prove = false, wanted }: { readonly prove?: boolean; readonly wanted?: (place: Place) => boolean } = {}): Promise<Standings> {
  const now = world.now();
  const desk = await gatherDesk(programme, now.toISOString().slice(0, 10), wanted);
  const { assessors, issuer: { policy } } = desk.rules;
  const assignments = assign(desk.entries.map(({ claim }) => claim), { assessors, policy }, now);
  const entries: StandingEntry[] = [];
  const unread: Unread[] = [...desk.unread];
  for (const entry of desk.entries) {
    const assignment = assignments.get(entry.claim.key);
    const obstacles = prove && passes(entry) ? await obstaclesOf(world, programme, desk, entry).catch((error: unknown) => {
      const problem = placeProblem(entry.place, error);
      if (problem === null) throw error;
      unread.push(problem);
      return null;
    }) : [];
    // One that may pass and cannot be proven now is for a later run.
    if (obstacles === null) continue;
    const rows = entry.claim.release === null ? [] : feedbackRows(entry.claim.attempts, entry.claim.release.release, entry.handed);
    entries.push({ ...entry, assignment, obstacles, rows, standing: standingOf(entry.claim, { policy, assignment, obstacles, now }) });
  }
  return { ...desk, entries, unread };
}

const passes = ({ claim }: DeskEntry): boolean => !claim.draft && claim.problems.length === 0 && currentAttempt(claim)?.decision.kind === 'passed';

/** Everything that speaks against merging a claim at its head now; nothing when its approval is proven. */
export async function obstaclesOf(world: World, programme: Programme, desk: Desk, { place, pull, path }: DeskEntry): Promise<readonly string[]> {
  const whole = await place.github.pull(place.repository.owner, place.repository.name, pull.number);
  if (whole.headSha !== pull.headSha || whole.state !== 'open') return ['it changed while it was read; the next run looks again'];
  const gathered = await gatherOpen(programme, place, path, whole, desk.mains.get(place.address)!, desk.catalogMain, world.now().toISOString().slice(0, 10));
  const approval = gathered.ok ? proveApproval(gathered.facts) : gathered;
  return approval.ok ? [] : approval.reasons;
}
