import type { ReleaseFile } from '../model.generated.ts';
import type { Assessment } from './score-form.ts';

type Release = ReleaseFile['release'];

/** What an assessment adds up to under the rubric: passed, or what keeps it from passing. */
export interface Decision {
  readonly passed: boolean;
  /** Criteria below their passing level and parts that are not sufficient, by id. */
  readonly short: readonly string[];
}

const rank = (release: Release, level: string): number => release.rubric.levels.findIndex(({ id }) => id === level);

/** The level that a criterion must reach. */
export const passingLevel = (release: Release, criterion: Release['rubric']['criteria'][number]): string => criterion.passing ?? release.rubric.passing;

/** Every criterion at its passing level or above and every unscored part sufficient; never a sum. */
export function decide(assessment: Assessment, release: Release): Decision {
  const low = release.rubric.criteria.filter((criterion) => rank(release, assessment.levels.get(criterion.id) ?? '') < rank(release, passingLevel(release, criterion))).map(({ id }) => id);
  const insufficient = [...assessment.sufficient].filter(([, enough]) => !enough).map(([id]) => id);
  return { passed: low.length + insufficient.length === 0, short: [...low, ...insufficient] };
}

/** The level reached in each criterion by several assessments: the lowest that any of them gave. */
export function reached(assessments: readonly Assessment[], release: Release): readonly { readonly criterion: string; readonly level: string }[] {
  return release.rubric.criteria.map(({ id }) => {
    const ranks = assessments.map(({ levels }) => rank(release, levels.get(id) ?? ''));
    return { criterion: id, level: release.rubric.levels[Math.min(...ranks)]?.id ?? release.rubric.levels[0]!.id };
  });
}
