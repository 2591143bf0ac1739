import type { ReleaseFile } from '../model.generated.ts';
import type { Assessment } from './score-form.ts';
import { unscored } from './score-form.ts';

type Release = ReleaseFile['release'];

/** What one assessment adds up to under the rubric: passed, or what keeps it from passing. */
export interface Judgement {
  readonly passed: boolean;
  /** Criteria below their passing level and parts that are not sufficient, by id. */
  readonly short: readonly string[];
}

/**
 * What all assessments of an attempt add up to. `open`: so many are missing. `disputed`: the assessors disagree on
 * these criteria and parts, and a further person decides them.
 */
export type Decision =
  | { readonly kind: 'open'; readonly missing: number }
  | { readonly kind: 'disputed'; readonly items: readonly string[] }
  | { readonly kind: 'not-yet'; readonly short: readonly string[] }
  | { readonly kind: 'passed' };

const rank = (release: Release, level: string): number => release.rubric.levels.findIndex(({ id }) => id === level);

/** The level that a criterion must reach. */
export const passingLevel = (release: Release, criterion: Release['rubric']['criteria'][number]): string => criterion.passing ?? release.rubric.passing;

/** Every criterion at its passing level or above and every unscored part sufficient; never a sum. What was not judged is not short. */
export function decide(assessment: Assessment, release: Release): Judgement {
  const short = itemsOf(release).filter((item) => verdictOf(assessment, release, item) === false);
  return { passed: short.length === 0, short };
}

/** Criteria and unscored parts, in the order in which a form has them. */
export const itemsOf = (release: Release): readonly string[] => [...release.rubric.criteria.map(({ id }) => id), ...unscored(release).map(({ id }) => id)];

/** Whether an assessment passes a criterion or part; null where it does not judge it. */
export function verdictOf(assessment: Assessment, release: Release, item: string): boolean | null {
  const criterion = release.rubric.criteria.find(({ id }) => id === item);
  if (criterion === undefined) return assessment.sufficient.get(item) ?? null;
  const level = assessment.levels.get(item);
  return level === undefined ? null : rank(release, level) >= rank(release, passingLevel(release, criterion));
}

type Settled = boolean | 'open' | 'disputed';

/**
 * Settles one criterion from the verdicts on it, in the order of time: the first `independent` must agree; two who differ are
 * decided by a third. An objection that comes after agreement reopens it and is never overruled by those who came before.
 * "Not yet" is final for the work as it is: nobody who comes later can outvote it, only revised work, or one of those who
 * said it and says otherwise.
 */
export function settle(verdicts: readonly boolean[], independent: number): Settled {
  let settled: Settled = 'open';
  for (const [at, verdict] of verdicts.entries()) {
    if (at + 1 < independent) continue;
    if (settled === 'open') settled = verdicts.slice(0, at + 1).every((one) => one === verdict) ? verdict : 'disputed';
    else if (settled === 'disputed') settled = verdict;
    else if (settled && !verdict) settled = 'disputed';
  }
  return settled;
}

const settledItem = (assessments: readonly Assessment[], release: Release, item: string, independent: number): Settled =>
  settle(assessments.flatMap((assessment) => verdictOf(assessment, release, item) ?? []), independent);

/**
 * Computes the decision on one attempt.
 * @param assessments one a person, the latest of each, in the order in which they were submitted.
 * @param independent how many must judge before anything is decided (the policy's `approvals`).
 */
export function decideTogether(assessments: readonly Assessment[], release: Release, independent: number): Decision {
  const items = itemsOf(release);
  const settled = new Map(items.map((item) => [item, settledItem(assessments, release, item, independent)]));
  const are = (wanted: Settled): readonly string[] => items.filter((item) => settled.get(item) === wanted);
  if (are('open').length > 0) {
    const judged = Math.min(...items.map((item) => assessments.filter((assessment) => verdictOf(assessment, release, item) !== null).length));
    return { kind: 'open', missing: independent - judged };
  }
  // What all agree is short decides at once: no third person is asked about the rest.
  const short = are(false);
  if (short.length > 0) return { kind: 'not-yet', short };
  const disputed = are('disputed');
  return disputed.length > 0 ? { kind: 'disputed', items: disputed } : { kind: 'passed' };
}

/** The level reached in each criterion: the lowest that any assessment gave which agrees with what was settled. */
export function reached(assessments: readonly Assessment[], release: Release, independent: number): readonly { readonly criterion: string; readonly level: string }[] {
  return release.rubric.criteria.map(({ id }) => {
    const settled = settledItem(assessments, release, id, independent);
    const agreeing = assessments.filter((assessment) => assessment.levels.has(id) && (typeof settled !== 'boolean' || verdictOf(assessment, release, id) === settled));
    const ranks = agreeing.map(({ levels }) => rank(release, levels.get(id)!));
    return { criterion: id, level: release.rubric.levels[Math.min(...ranks)]?.id ?? release.rubric.levels[0]!.id };
  });
}
