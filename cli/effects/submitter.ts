import { isFormIssue } from '../core/desk/issue-form.ts';
import type { Account } from './github/github.ts';
import type { Place } from './place.ts';

/** The branch of the place's own repository on which the desk puts what came in by the issue form. */
export const issueBranch = (issue: number): string => `laurel/issues/${issue}`;

const ISSUE = /^laurel\/issues\/([1-9][0-9]{0,8})$/;

/** What of a pull request says whose it is. */
export interface Opened {
  readonly author: Account | null;
  readonly byBot: boolean;
  readonly head: { readonly owner: string; readonly name: string; readonly branch: string } | null;
}

/** The issue that a pull request was made from by the desk; null for one that a person opened. */
export function issueOf(place: Pick<Place, 'repository'>, pull: Opened): number | null {
  return pull.byBot ? issueInBranch(place, pull) : null;
}

function issueInBranch({ repository }: Pick<Place, 'repository'>, { head }: Opened): number | null {
  if (head === null || head.owner !== repository.owner || head.name !== repository.name) return null;
  const match = ISSUE.exec(head.branch);
  return match === null ? null : Number(match[1]);
}

/**
 * Whose claim a pull request is: its author's; where the desk made it from the issue form, the issue's author's. A branch
 * of the repository's own with such a name and a pull request by a program can only be made by who may write there.
 */
export async function submitterOf(place: Place, pull: Opened): Promise<Account | null> {
  const issue = issueOf(place, pull);
  // From such a branch a person's account hands in for somebody else. Whether it is the desk's own cannot be told, so nobody is named, and least of all that account.
  if (issue === null) return pull.byBot || issueInBranch(place, pull) !== null ? null : pull.author;
  return (await place.github.issue(place.repository.owner, place.repository.name, issue))?.author ?? null;
}

/** The pull requests in which an account handed in: those that it opened, and those that the desk made from its issues. */
export async function pullsOf(place: Pick<Place, 'github' | 'repository'>, { login }: Account): Promise<ReadonlySet<number>> {
  const { github, repository: { owner, name } } = place;
  const { pulls, issues } = await github.openedBy(owner, name, login);
  const own = new Set(pulls);
  for (const { number } of issues.filter(({ body }) => isFormIssue(body))) {
    for (const pull of await github.pulls(owner, name, `${owner}:${issueBranch(number)}`, 'all')) if (issueOf(place, pull) === number) own.add(pull.number);
  }
  return own;
}
