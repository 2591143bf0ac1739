import type { DeskClaim } from '../../core/desk/claim.ts';
import type { Change } from '../../core/desk/plan.ts';
import { nameOf, type Place } from '../place.ts';
import { ownProblem } from './own-problem.ts';

/** What the desk did, or would do, for one claim. */
export interface DeskDeed {
  readonly key: string;
  readonly done: readonly Change[];
  /** What could not be done, as sentences; the other claims are not held up. */
  readonly failed: readonly string[];
}

/** Makes the changes to one claim's pull request, in their order. */
export async function apply({ place, claim }: { readonly place: Place; readonly claim: Pick<DeskClaim, 'key' | 'pull'> }, changes: readonly Change[]): Promise<DeskDeed> {
  const done: Change[] = [];
  const failed: string[] = [];
  for (const change of changes) {
    try {
      const sentence = await applyOne(place, claim.pull, change);
      if (sentence === null) done.push(change);
      else failed.push(sentence);
    } catch (error) {
      const problem = ownProblem(error);
      if (problem === null) throw error;
      failed.push(problem);
    }
  }
  return { key: claim.key, done, failed };
}

async function applyOne(place: Place, pull: number, change: Change): Promise<string | null> {
  const { github, repository: { owner, name } } = place;
  switch (change.kind) {
    case 'merge':
      await github.merge(owner, name, pull, change.head);
      return null;
    case 'ask': {
      const logins = change.people.map(({ login }) => login);
      return (await github.requestReviews(owner, name, pull, logins)) ? null : `GitHub does not let ${logins.join(', ')} be asked in ${nameOf(place)}: make them collaborators with the right to read (\`laurel doctor\` tells who is not)`;
    }
    case 'relieve':
      await github.withdrawRequests(owner, name, pull, change.people.map(({ login }) => login));
      return null;
    case 'notice':
      if (change.comment === null) await github.comment(owner, name, pull, change.body);
      else await github.changeComment(owner, name, change.comment, change.body);
      return null;
    case 'remind':
      await github.comment(owner, name, pull, change.body);
      return null;
  }
}
