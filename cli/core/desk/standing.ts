import { decide, passingLevel } from '../assessment/decision.ts';
import type { Issuer, ReleaseFile } from '../model.generated.ts';
import { plusWorkingDays } from '../working-days.ts';
import { daysFor, type Assignment } from './assignment.ts';
import { currentAttempt, type DeskClaim, type Person } from './claim.ts';

/** Whose turn it is; the issuer's when a badge is to be signed, and nobody's when it is. */
export type Turn = 'teacher' | 'assessors' | 'third-assessor' | 'desk' | 'lead' | 'issuer' | 'nobody';

/** Where a claim stands: whose turn it is, since when and by when, and what they are to do. */
export interface Standing {
  readonly turn: Turn;
  /** The people whose turn it is; empty where it is the programme's. */
  readonly who: readonly Person[];
  readonly since: string;
  /** Null where nothing is due, as when a teacher takes their time. */
  readonly due: string | null;
  readonly overdue: boolean;
  readonly attempt: number;
  /** What is to be done, in one sentence. */
  readonly what: string;
  /** Whether the policy says that a coach joins now. */
  readonly coach: boolean;
}

/** What a claim's standing is worked out from besides the claim. */
export interface StandingCircumstances {
  readonly policy: Issuer['policy'];
  readonly assignment: Assignment | undefined;
  /** Why a claim that all assessors pass cannot be merged; empty where it can, or where that was not asked. */
  readonly obstacles: readonly string[];
  readonly now: Date;
}

/** Titles of criteria and parts, joined for a sentence. */
export function titlesOf({ release }: ReleaseFile, ids: readonly string[]): string {
  const all = new Map([...release.rubric.criteria, ...release.evidence.requirements].map(({ id, title }) => [id, title]));
  return ids.map((id) => `"${all.get(id) ?? id}"`).join(', ');
}

/** What is said of a claim whose badge is on its way. */
export const PROMISE = 'badge is issued within the hour, and a comment here says where it is.';

const NUMBERS: Readonly<Record<number, string>> = { 2: 'Two', 3: 'Three', 4: 'Four', 5: 'Five' };

/** Works out where a claim stands. */
export function standingOf(claim: DeskClaim, { policy, assignment, obstacles, now }: StandingCircumstances): Standing {
  const current = currentAttempt(claim);
  const attempt = current?.number ?? 1;
  const people = [...(assignment?.keep ?? []), ...(assignment?.add ?? [])];
  const coach = claim.attempts.filter(({ decision }) => decision.kind === 'not-yet').length >= policy['coach-after'];
  const last = current?.assessments.at(-1)?.review.submitted;
  const at = (turn: Turn, since: string, due: string | null, what: string, who: readonly Person[] = []): Standing => ({ turn, who, since, due, overdue: due !== null && due < now.toISOString(), attempt, what, coach: coach && turn === 'teacher' });
  const submitter = claim.submitter === null ? [] : [claim.submitter];
  const by = (since: string, days: number): string => plusWorkingDays(since, days);

  if (claim.draft) return at('teacher', claim.since, null, 'Finish the claim at your own pace and mark it as ready.', submitter);
  if (claim.problems.length > 0 || current === null || claim.release === null) return at('teacher', claim.since, null, 'Something is missing or cannot be read. What it is, and how to mend it, stands below.', submitter);
  const { decision } = current;
  if (decision.kind === 'not-yet') return at('teacher', last!, null, `Not yet: ${titlesOf(claim.release, decision.short)}. Read the feedback, revise what it is about, and hand it in again.`, submitter);
  if (decision.kind === 'passed') {
    if (obstacles.length > 0) return at('lead', last!, by(last!, policy['pre-check-days']), 'The assessors pass it, but it cannot be merged as it is: a person must look.');
    return at('desk', last!, by(last!, policy['pre-check-days']), `The assessors pass it. The desk merges it at this head; the ${PROMISE}`);
  }
  const since = decision.kind === 'disputed' ? last! : claim.since;
  const due = by(since, daysFor(claim, policy));
  if (people.length === 0) return at('lead', since, due, 'No listed assessor is free and eligible for it. The programme lead finds one.');
  if (decision.kind === 'disputed') return at('third-assessor', since, due, `The assessors disagree on ${titlesOf(claim.release, decision.items)}. A third person reads ${decision.items.length === 1 ? 'it and decides' : 'these and decides them'}.`, people);
  return at('assessors', since, due, decision.missing === 1 ? 'One more person reads it independently.' : `${NUMBERS[decision.missing] ?? decision.missing} people read it independently.`, people);
}

/** What a merged claim's standing is worked out from. */
export interface MergedCircumstances {
  readonly policy: Issuer['policy'];
  /** The first where it was not read. */
  readonly attempt?: number;
  /** When it was merged. */
  readonly since: string;
  /** Why its approval cannot be proven; empty where the badge is on its way. */
  readonly reasons: readonly string[];
  readonly now: Date;
}

/** Where a claim stands that is merged and has no badge yet. */
export function mergedStanding({ policy, attempt = 1, since, reasons, now }: MergedCircumstances): Standing {
  const due = plusWorkingDays(since, policy['pre-check-days']);
  const what = reasons.length > 0
    ? 'It is merged, and not proven: no badge is issued for it as it is. The programme lead looks.'
    : `It is merged. The ${PROMISE}`;
  return { turn: reasons.length > 0 ? 'lead' : 'issuer', who: [], since, due, overdue: due < now.toISOString(), attempt, what, coach: false };
}

/** Where a claim stands whose badge is issued. */
export const issuedStanding = ({ serial, signed }: { readonly serial: string; readonly signed: string }, attempt: number): Standing => ({ turn: 'nobody', who: [], since: signed, due: null, overdue: false, attempt, what: `Badge ${serial} is issued. A comment here says where it is.`, coach: false });

/** A criterion's level in words, and whether it is enough. */
export function levelWords({ release }: ReleaseFile, criterion: string, level: string): string {
  const title = release.rubric.levels.find(({ id }) => id === level)?.title ?? level;
  const asked = release.rubric.criteria.find(({ id }) => id === criterion);
  if (asked === undefined) return title;
  const passes = decide({ levels: new Map([[criterion, level]]), sufficient: new Map(), feedback: new Map() }, release).passed;
  const needed = release.rubric.levels.find(({ id }) => id === passingLevel(release, asked))?.title;
  return passes ? title : `${title} (needs ${needed})`;
}
