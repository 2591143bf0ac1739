import type { Movements } from './github/activity.ts';
import type { GitHub, Repository } from './github/github.ts';

/** The commit at which main stood, or why nobody can tell, as the rest of a sentence. */
export type Stood = { readonly ok: true; readonly commit: string } | { readonly ok: false; readonly reason: string };

/** Says where main stood just before a moment. */
export type MainBefore = (moment: string) => Promise<Stood>;

/** What a teacher does where a merge cannot be judged any more. */
export const ONCE_MORE = 'so nobody can tell by which assessors and which policy to judge it: take its folder away from main, and the teacher hands the same text in again with the next number';

/**
 * Where a repository's main stood, by GitHub's record of pushes: commits can bear any date, and this record no push can forge. It is
 * read once, and again only for what came after it was read or lies further back.
 */
export function mainBefore(github: Pick<GitHub, 'movements'>, { owner, name, defaultBranch }: Repository): MainBefore {
  let known: { readonly record: Movements | null; readonly since: string } | null = null;
  return async (moment) => {
    if (known === null || !tells(known, moment)) known = { record: await github.movements(owner, name, defaultBranch, moment), since: moment };
    if (known.record === null) return { ok: false, reason: `GitHub does not tell this token when ${defaultBranch} of ${owner}/${name} was pushed to, so nobody can tell by which assessors and which policy to judge it: let the token read the contents of that repository` };
    const last = known.record.moved.find(({ at }) => isBefore(at, moment));
    if (last === undefined || /^0+$/.test(last.after)) return { ok: false, reason: `GitHub's record of pushes does not say where ${defaultBranch} of ${owner}/${name} stood on ${moment.slice(0, 10)}, when it was merged, ${ONCE_MORE}` };
    return { ok: true, commit: last.after };
  };
}

// The record is of whole seconds: what was pushed in the second of the merge is taken to have come after it.
const isBefore = (a: string, b: string): boolean => Date.parse(a) < Date.parse(b);

function tells({ record, since }: { readonly record: Movements | null; readonly since: string }, moment: string): boolean {
  if (record === null) return true;
  const isDeepEnough = !isBefore(moment, since) || record.moved.some(({ at }) => isBefore(at, moment));
  return isDeepEnough && record.told !== null && !isBefore(record.told, moment);
}
