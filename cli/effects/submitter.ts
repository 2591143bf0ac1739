import { isFormIssue } from '../core/desk/issue-form.ts';
import type { Issuer } from '../core/model.generated.ts';
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

/** The number of the account that the programme's desk uses in private repositories; null where issuer.yaml does not say. */
export const deskOf = (issuer: Issuer | null | undefined): number | null => issuer?.submissions?.desk ?? null;

/**
 * The issue that a pull request was made from by the desk; null for one that a person opened. In a one-repository programme
 * the desk is the workflow's own program. In a private repository a program may be the teacher's, who can write workflows
 * there: only the account that issuer.yaml names is the desk.
 */
export function issueOf(place: Pick<Place, 'repository' | 'isPrivate'>, pull: Opened, desk: number | null): number | null {
  const byDesk = place.isPrivate ? isDesk(pull.author, desk) : pull.byBot;
  return byDesk ? issueInBranch(place, pull) : null;
}

const isDesk = (account: Account | null, desk: number | null): boolean => desk !== null && account?.id === desk;

function issueInBranch({ repository }: Pick<Place, 'repository'>, { head }: Opened): number | null {
  if (head === null || head.owner !== repository.owner || head.name !== repository.name) return null;
  const match = ISSUE.exec(head.branch);
  return match === null ? null : Number(match[1]);
}

/**
 * Whether what the desk made from an issue is still the desk's own: anybody else's change to it would pass for the teacher's.
 * @param pushers who moved its branch by GitHub's record; null where that cannot be read.
 */
export const onlyDeskPushed = ({ author }: Pick<Opened, 'author'>, pushers: readonly number[] | null): boolean => pushers !== null && pushers.every((id) => id === author?.id);

/**
 * Whose claim a pull request is: its author's; where the desk made it from the issue form, the issue's author's. A branch
 * of the repository's own with such a name and a pull request by a program can only be made by who may write there.
 */
export async function submitterOf(place: Place, pull: Opened, desk: number | null): Promise<Account | null> {
  const issue = issueOf(place, pull, desk);
  // From such a branch a person's account hands in for somebody else. Whether it is the desk's own cannot be told, so nobody is named, and least of all that account.
  const forAnother = pull.byBot || issueInBranch(place, pull) !== null || (place.isPrivate && isDesk(pull.author, desk));
  if (issue === null) return forAnother ? null : pull.author;
  const author = (await place.github.issue(place.repository.owner, place.repository.name, issue))?.author ?? null;
  // The desk's account belongs to no teacher: it hands in for others and earns nothing.
  return place.isPrivate && isDesk(author, desk) ? null : author;
}

/** The pull requests in which an account handed in: those that it opened, and those that the desk made from its issues. */
export async function pullsOf(place: Pick<Place, 'github' | 'repository' | 'isPrivate'>, { login }: Account, desk: number | null): Promise<ReadonlySet<number>> {
  const { github, repository: { owner, name } } = place;
  const { pulls, issues } = await github.openedBy(owner, name, login);
  const own = new Set(pulls);
  for (const { number } of issues.filter(({ body }) => isFormIssue(body))) {
    for (const pull of await github.pulls(owner, name, `${owner}:${issueBranch(number)}`, 'all')) if (issueOf(place, pull, desk) === number) own.add(pull.number);
  }
  return own;
}
