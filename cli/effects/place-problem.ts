import { ownProblem } from './desk/own-problem.ts';
import { GitFailure } from './git.ts';
import { nameOf, type Place } from './place.ts';

/** A place that could not be read or written, and why: what is handed in there was not looked at, which is not to say that there is nothing. */
export interface Unread {
  /** `owner/name`. */
  readonly place: string;
  readonly reason: string;
}

/**
 * What git or GitHub refuses for one private place, as that place's: a teacher who shuts out the programme, or a repository that is
 * broken, stops nobody else. The catalog's own repository is everybody's.
 * @returns null where it is everybody's.
 */
export function placeProblem(place: Pick<Place, 'isPrivate' | 'repository'>, error: unknown): Unread | null {
  if (!place.isPrivate) return null;
  const reason = error instanceof GitFailure ? error.message : ownProblem(error);
  return reason === null ? null : { place: nameOf(place), reason };
}

/** Each place once, with what was met there first. */
export const eachOnce = (unread: readonly Unread[]): readonly Unread[] => [...new Map([...unread].reverse().map((one) => [one.place, one])).values()].sort((a, b) => (a.place < b.place ? -1 : 1));
