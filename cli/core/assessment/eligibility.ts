import { schoolId } from '../school.ts';
import type { Assessors, ReleaseFile, Submission } from '../model.generated.ts';

/** One entry of the list of assessors. */
export type Listed = Assessors['assessors'][number];

/** What of a claim decides who may not assess it. */
export interface Interests {
  /** The submitter's account id; null where the account is gone. */
  readonly author: number | null;
  readonly school: string | undefined;
  /** Logins of those who worked on it too; a name is enough to keep somebody out, never to let somebody in. */
  readonly team: readonly string[];
}

/** The interests that a submission names. */
export const interestsOf = (submission: Pick<Submission, 'school' | 'team'>, author: number | null): Interests => ({ author, school: submission.school, team: submission.team ?? [] });

/**
 * Whether a listed assessor may assess a claim on a release.
 * @param on the day, as year-month-day.
 * @returns null, or why not, as the rest of a sentence that begins with the person.
 */
export function mayAssess(assessor: Listed, release: ReleaseFile['release'], claim: Interests, on: string): string | null {
  const { covers } = assessor;
  if (!covers.includes('all') && !covers.includes(release.id) && !covers.includes(release.framework.id)) return `does not cover ${release.id}`;
  if (assessor['calibrated-until'] < on) return `was calibrated only until ${assessor['calibrated-until']}`;
  if (claim.author !== null && assessor.conflicts?.includes(claim.author)) return 'has a declared conflict of interest';
  if (assessor.school !== undefined && claim.school !== undefined && schoolId(assessor.school) === schoolId(claim.school)) return 'works at the same school';
  if (claim.team.some((login) => login.toLowerCase() === assessor.login.toLowerCase())) return 'is named as one of those who worked on it';
  return null;
}
