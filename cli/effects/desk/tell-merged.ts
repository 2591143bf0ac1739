import { feedbackRows } from '../../core/assessment/feedback.ts';
import { NOTICE, noticeText } from '../../core/desk/notice.ts';
import { noticeChange, type Change } from '../../core/desk/plan.ts';
import { mergedStanding, PROMISE, type Standing } from '../../core/desk/standing.ts';
import type { MergedClaim } from '../claims.ts';
import { GitFailure } from '../git.ts';
import type { Run } from '../issuing/run.ts';
import { MOST_AT_ONCE, proveWaiting, waitingForBadges, type Unissued, type Waiting } from '../issuing/unissued.ts';
import { placeProblem, type Unread } from '../place-problem.ts';
import { nameOf, type Place } from '../place.ts';
import { unreadIn } from '../stores.ts';
import { fetchPulls } from '../remote.ts';
import { apply, type DeskDeed } from './apply.ts';
import { pastEntry, type Rules } from './entry.ts';
import { ownProblem } from './own-problem.ts';

const QUARTER = 900_000;

/** A merged claim that no badge is issued for, and why. */
export interface NotProven {
  readonly key: string;
  readonly path: string;
  readonly reasons: readonly string[];
}

/** What the desk said of merged claims that have no badge. */
export interface ToldMerged {
  readonly deeds: readonly DeskDeed[];
  readonly notProven: readonly NotProven[];
  /** How many wait for a badge, and how many of them this run did not look at: the next one looks at the next ones. */
  readonly waiting: number;
  readonly unseen: number;
  /** Places of which nothing can be said, or not everything. */
  readonly unread: readonly Unread[];
}

/** A claim by its repository and path, which it has before and after it is merged. */
export const claimName = (place: Place, { path }: MergedClaim): string => `${nameOf(place)}: ${path}`;

/** How a claim on main is named to people: by its pull request, or by its path where none brought it. */
export const keyOf = ({ place, claim, pulls: [pull] }: Pick<Unissued, 'place' | 'claim' | 'pulls'>): string => (pull === undefined ? claimName(place, claim) : `${nameOf(place)}#${pull}`);

/**
 * Says in the one comment on each merged claim without a badge whether it is on its way or cannot be proven, and why:
 * six requests each, and none twice while nothing changes but to look.
 * @param passOver what was told just now, as `claimName` names it.
 */
export async function tellMerged(run: Run, rules: Rules, { dry, passOver }: { readonly dry: boolean; readonly passOver: ReadonlySet<string> }): Promise<ToldMerged> {
  const state = await run.stores.read();
  const deeds: DeskDeed[] = [];
  const notProven: NotProven[] = [];
  const unread: Unread[] = [...unreadIn(state)];
  const left = (await waitingForBadges(state)).filter(({ place, claim }) => !passOver.has(claimName(place, claim)));
  const seen = inTurn(left, run.world.now());
  for (const waiting of seen) {
    const unissued = await proveWaiting(run, waiting, state.main).catch((error: unknown) => {
      const problem = placeProblem(waiting.place, error);
      if (problem === null) throw error;
      unread.push(problem);
      return null;
    });
    if (unissued === null) continue;
    const { claim, pulls, reasons } = unissued;
    if (reasons.length > 0) notProven.push({ key: keyOf(unissued), path: claim.path, reasons });
    for (const pull of pulls.slice(0, 3)) {
      const deed = await tellOne(run, rules, unissued, pull, dry);
      if (deed.done.length + deed.failed.length > 0) deeds.push(deed);
    }
  }
  return { deeds, notProven, waiting: left.length, unseen: left.length - seen.length, unread };
}

// Each quarter of an hour it is others' turn.
function inTurn(waiting: readonly Waiting[], now: Date): readonly Waiting[] {
  if (waiting.length <= MOST_AT_ONCE) return waiting;
  const from = (Math.floor(now.getTime() / QUARTER) * MOST_AT_ONCE) % waiting.length;
  return [...waiting.slice(from), ...waiting.slice(0, from)].slice(0, MOST_AT_ONCE);
}

async function tellOne({ world }: Run, rules: Rules, { place, claim, since, reasons }: Unissued, number: number, dry: boolean): Promise<DeskDeed> {
  const { policy } = rules.issuer;
  const key = `${nameOf(place)}#${number}`;
  try {
    const changes = await mergedNotice(place, claim, number, rules, (attempt) => mergedStanding({ policy, attempt, since, reasons, now: world.now() }), reasons);
    return dry ? { key, done: changes, failed: [] } : await apply({ place, claim: { key, pull: number } }, changes);
  } catch (error) {
    // What git or GitHub cannot tell of one claim holds nobody else up.
    const problem = error instanceof GitFailure ? error.message : ownProblem(error);
    if (problem === null) throw error;
    return { key, done: [], failed: [problem] };
  }
}

/** What brings the one comment on a merged pull request to what is so now, with all that was said of the claim. */
export async function mergedNotice(place: Place, path: MergedClaim, number: number, rules: Rules, standing: (attempt: number) => Standing, refused: readonly string[] = []): Promise<readonly Change[]> {
  const { github, repository: { owner, name } } = place;
  const pull = await github.onePull(owner, name, number);
  await fetchPulls(place, [number]);
  const { claim, handed } = await pastEntry(place, pull, path, rules);
  const rows = claim.release === null ? [] : feedbackRows(claim.attempts, claim.release.release, handed);
  const { issuer, assessors } = rules;
  const now = standing(claim.attempts.at(-1)?.number ?? 1);
  // What the desk said when it merged holds until the badge is there, or is late.
  if (now.turn === 'issuer' && !now.overdue && pull.ownComments.some(({ body }) => body.includes(NOTICE) && body.includes(PROMISE))) return [];
  return noticeChange(noticeText(claim, now, rows, { issuer, assessors, refused }), pull);
}
