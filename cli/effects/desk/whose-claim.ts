import type { DeskClaim, Problem } from '../../core/desk/claim.ts';
import { claimFolder } from '../claim-branch.ts';
import { alikeTo, type MergedClaim } from '../claims.ts';
import type { Account } from '../github/github.ts';
import type { OpenPull } from '../github/open-pulls.ts';
import { handedBy, isCommonBranch } from '../handed-by.ts';
import { type Place } from '../place.ts';
import { issueOf, onlyDeskPushed } from '../submitter.ts';

/** What speaks against a claim's folder. The login must be the one that GitHub writes, letter by letter: on main it is what everybody finds and numbers claims by. */
export function* misplaced(place: Place, path: MergedClaim, submitter: DeskClaim['submitter'], folders: ReadonlyMap<string, readonly string[]>): Generator<Problem> {
  const again = `Begin again from ${place.repository.defaultBranch} with the files`;
  if (submitter !== null && path.login !== submitter.login) {
    const own = claimFolder(place, path.credential, submitter.login, path.number);
    yield { path: path.path, line: 1, message: `Unexpected folder of ${path.login}, expected your own: ${own}`, remedy: `${again} in that folder; a later commit that moves them is not enough.` };
  }
  for (const other of alikeTo(folders, path)) yield { path: path.path, line: 1, message: `Unexpected folder beside ${other}, expected one that differs in more than the case of its letters`, remedy: `On many disks the two are one folder. ${again} under the next free number.` };
}

/** Work that a classmate pushed is nobody's claim: whose branch it is has to know, before anybody reads it. */
export async function foreignWork(place: Place, pull: OpenPull, { path }: MergedClaim, submitter: Account, desk: number | null): Promise<Problem | null> {
  const { head } = pull;
  const pushes = head === null || !isCommonBranch(place, pull, desk) ? null : await place.github.pushes(head.owner, head.name, head.branch);
  if (pushes === null) return null;
  const by = await handedBy(place, path, pull.headSha, pushes);
  if (by.some(({ id }) => id === submitter.id)) return null;
  return { path, line: 1, message: `Unexpected work that ${by[0]?.login ?? 'somebody else'} pushed to this branch, expected what ${submitter.login} pushed`, remedy: 'Look at what was changed. Put your own work back on this branch, or change what stands there into your own; with your push it is yours again, and what was approved of it before counts. Tell the programme lead.' };
}

/** Whether it can be told whose the claim is. What can never pass is said before anybody is asked to read it. */
export async function doubtOf(place: Place, pull: OpenPull, submitter: Account | null, desk: number | null): Promise<Pick<Problem, 'message' | 'remedy'> | null> {
  if (submitter === null) return { message: 'Unexpected pull request of which nobody can tell whose claim it is, expected one that the teacher or the programme\'s desk opened', remedy: 'Close it, and hand the work in from the teacher\'s own account by the credential\'s page; it can never become a badge here.' };
  if (issueOf(place, pull, desk) === null || pull.head === null) return null;
  const pushes = await place.github.pushes(pull.head.owner, pull.head.name, pull.head.branch);
  if (onlyDeskPushed(pull, pushes?.map(({ account }) => account.id) ?? null)) return null;
  return { message: 'Unexpected push to this branch by somebody other than the desk, expected none: the desk made it from an issue', remedy: 'Close this pull request and the issue, and open a new issue with the same text; to change it later, edit the issue and nothing else.' };
}
