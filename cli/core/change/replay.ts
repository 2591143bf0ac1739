import type { Catalog } from '../catalog.ts';
import { canonicalJson } from '../canonical.ts';
import { decideTogether, itemsOf, settle, verdictOf } from '../assessment/decision.ts';
import type { Assessment } from '../assessment/score-form.ts';
import { idsOf } from '../former-ids.ts';
import type { Attempt, ReleaseFile } from '../model.generated.ts';
import { findRelease } from '../release.ts';

type Release = ReleaseFile['release'];

/** What a past decision would be now; `untold` where nobody has judged what would have to be judged. */
export type Outcome = 'passed' | 'not-yet' | 'untold';

/** Past decisions that go the same way, counted; nothing says whose they are. */
export interface ReplayGroup {
  readonly was: Attempt['decision'];
  readonly would: Outcome;
  /** The criteria and parts that make it so, by id. */
  readonly by: readonly string[];
  readonly count: number;
}

/** What past assessments add up to under a proposed release. */
export interface Replay {
  readonly decisions: number;
  /** Those that stay as they were. */
  readonly stay: { readonly passed: number; readonly 'not-yet': number };
  readonly flips: readonly ReplayGroup[];
  readonly untold: readonly ReplayGroup[];
  /** Decisions under a release that this catalog does not hold, or whose record does not add up to what it says. */
  readonly unread: number;
  /** Criteria and parts that some of these assessments did not have to judge. */
  readonly added: readonly string[];
  /** Criteria and parts that were judged, and that the proposed release does not have. */
  readonly removed: readonly string[];
  /** Criteria whose levels read otherwise now: the levels are taken as they were given. */
  readonly reworded: readonly string[];
}

/**
 * Decides past attempts again under a proposed release. A criterion is known by its id: one that was added, removed or renamed
 * has no past judgement, and what rests on it cannot be told.
 * @param approvals how many must judge independently by the policy of now; what was decided under another number is decided again under that one.
 */
export function replay(attempts: readonly Attempt[], catalog: Catalog, proposed: Release, approvals: number): Replay {
  const groups = new Map<string, ReplayGroup>();
  const [added, removed, reworded] = [new Set<string>(), new Set<string>(), new Set<string>()];
  let unread = 0;
  const ids = new Set(idsOf(catalog, proposed.id));
  const own = attempts.filter(({ credential }) => ids.has(credential));
  for (const attempt of own) {
    const old = findRelease(catalog, attempt.release, attempt.credential)?.release;
    const again = old === undefined ? null : replayAttempt(attempt, old, proposed, approvals);
    if (old === undefined || again === null) {
      unread += 1;
      continue;
    }
    const [before, now] = [itemsOf(old), itemsOf(proposed)];
    for (const item of now) if (!before.includes(item)) added.add(item);
    for (const item of before) if (!now.includes(item)) removed.add(item);
    for (const id of rewordedIn(old, proposed)) reworded.add(id);
    const key = `${attempt.decision} ${again.would} ${again.by.join(' ')}`;
    groups.set(key, { was: attempt.decision, ...again, count: (groups.get(key)?.count ?? 0) + 1 });
  }
  const all = [...groups.values()].sort((a, b) => b.count - a.count || (a.by.join() < b.by.join() ? -1 : 1));
  const stayed = (decision: Attempt['decision']): number => all.filter(({ was, would }) => was === decision && would === decision).reduce((sum, { count }) => sum + count, 0);
  return {
    decisions: own.length,
    stay: { passed: stayed('passed'), 'not-yet': stayed('not-yet') },
    flips: all.filter(({ was, would }) => would !== 'untold' && was !== would),
    untold: all.filter(({ would }) => would === 'untold'),
    unread,
    added: [...added].sort(),
    removed: [...removed].sort(),
    reworded: [...reworded].sort(),
  };
}

function rewordedIn(old: Release, proposed: Release): readonly string[] {
  return proposed.rubric.criteria.filter((criterion) => {
    const before = old.rubric.criteria.find(({ id }) => id === criterion.id);
    return before !== undefined && canonicalJson(before.levels) !== canonicalJson(criterion.levels);
  }).map(({ id }) => id);
}

/** What one attempt would be; null where its record does not add up to its own decision under any number of assessors. */
export function replayAttempt(attempt: Attempt, old: Release, proposed: Release, approvals: number): { readonly would: Outcome; readonly by: readonly string[] } | null {
  const assessments = attempt.assessments.map(({ levels, sufficient }): Assessment => ({ levels: new Map(Object.entries(levels)), sufficient: new Map(Object.entries(sufficient)), feedback: new Map() }));
  const independent = [approvals, 5, 4, 3, 2, 1].find((number) => decideTogether(assessments, old, number).kind === attempt.decision);
  if (independent === undefined) return null;
  const settled = new Map(itemsOf(proposed).map((item) => [item, settledUnder(assessments, old, proposed, item, independent)]));
  const short = [...settled].filter(([, verdict]) => verdict === false).map(([item]) => item);
  if (short.length > 0) return { would: 'not-yet', by: attempt.decision === 'not-yet' ? [] : short };
  // What was short and is not judged any more may have been renamed: that it is gone does not make the work pass.
  const gone = attempt.short.filter((item) => !settled.has(item));
  const untold = [...settled].filter(([, verdict]) => verdict !== true).map(([item]) => item);
  if (untold.length + gone.length > 0) return { would: 'untold', by: [...gone, ...untold] };
  return { would: 'passed', by: attempt.short };
}

// A level that the proposed rubric does not have says nothing under it; neither does what was judged as another kind of thing.
function settledUnder(assessments: readonly Assessment[], old: Release, proposed: Release, item: string, independent: number): boolean | 'untold' {
  const isCriterion = (release: Release): boolean => release.rubric.criteria.some(({ id }) => id === item);
  if (!itemsOf(old).includes(item) || isCriterion(old) !== isCriterion(proposed)) return 'untold';
  const levels = new Set(proposed.rubric.levels.map(({ id }) => id));
  if (isCriterion(proposed) && assessments.some((assessment) => assessment.levels.has(item) && !levels.has(assessment.levels.get(item)!))) return 'untold';
  const settled = settle(assessments.flatMap((assessment) => verdictOf(assessment, proposed, item) ?? []), independent);
  return typeof settled === 'boolean' ? settled : 'untold';
}
