import { isInTime, type Stay } from '../core/submission/stay.ts';
import type { MergedClaim } from './claims.ts';
import type { Pull } from './github/github.ts';
import { handedInAt } from './handed-by.ts';
import type { Place } from './place.ts';

/** Where an open pull request's branch stands. */
export type Headed = Pick<Pull, 'draft' | 'headSha'> & { readonly head: { readonly owner: string; readonly name: string; readonly branch: string } | null };

/**
 * Whether work was handed in after the last day of its release, so that it must be renewed. One request, and none before that day.
 * Where GitHub's record does not tell, nobody is held up here: the proof before a merge decides.
 */
export async function isOverstayed(place: Place, { draft, headSha, head }: Headed, { path }: Pick<MergedClaim, 'path'>, stay: Stay | null, today: string): Promise<boolean> {
  if (stay === null || isInTime(stay, [today])) return false;
  if (draft) return true;
  const pushes = head === null ? null : await place.github.pushes(head.owner, head.name, head.branch);
  const handed = pushes === null ? null : await handedInAt(place, path, headSha, pushes);
  return handed !== null && !isInTime(stay, [handed]);
}
