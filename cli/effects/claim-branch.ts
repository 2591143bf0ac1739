import type { ReleaseFile } from '../core/model.generated.ts';
import type { Account, Pull } from './github/github.ts';
import { inPlace, type Place } from './place.ts';
import { Obstacle, type Programme } from './programme.ts';
import type { Signature } from './tree.ts';

/** The branch of a claim, in the earner's fork. */
export const branchOf = (credential: string, claim: number): string => `laurel/${credential}/${claim}`;

/** The folder of a claim in the repository. */
export const claimFolder = (place: Pick<Place, 'folder'>, credential: string, login: string, claim: number): string => inPlace(place, `submissions/${credential}/${login}/${claim}`);

/** How an account signs its commits: with the address that GitHub gives everyone, never a private one. */
export const signatureOf = (account: Account, at: Date): Signature => ({ name: account.login, email: `${account.id}+${account.login}@users.noreply.github.com`, at });

/** Title and text of a claim's pull request. */
export const pullText = (title: string, { release, digest }: ReleaseFile, login: string): { readonly title: string; readonly body: string } => ({
  title: `${title}: ${login}`,
  body: `A claim for **${title}** ${release.credential.version} (\`${digest.slice(0, 19)}\`).\n\nIt is a draft until its author hands it in with \`laurel submit\`. Assessors then read it with \`laurel assess\`.\n`,
});

/** The claim that the clone has checked out. */
export interface OwnClaim {
  readonly place: Place;
  readonly branch: string;
  readonly folder: string;
  readonly pull: Pull;
  readonly me: Account;
}

/** The place of the clone in which a teacher works. */
export function ownPlace({ here, issuer }: Programme): Place {
  if (here !== null) return here;
  throw new Obstacle(`In this programme submissions stand in private repositories${issuer.submissions === undefined ? '' : ` (${issuer.submissions.owner}/${issuer.submissions.prefix}...)`}. Clone your own and run the command there.`);
}

/** Finds the claim of the branch that is checked out, with its pull request. */
export async function ownClaim(programme: Programme): Promise<OwnClaim> {
  const place = ownPlace(programme);
  const { git, github, repository } = place;
  const branch = await git.text(['branch', '--show-current']);
  const match = /^laurel\/([a-z0-9-]+)\/([1-9][0-9]*)$/.exec(branch);
  if (match === null) throw new Obstacle(`The branch "${branch}" is not one of a claim. Run \`laurel start <credential>\`, or check out the branch that it made.`);
  const me = await github.me();
  const pulls = await github.pulls(repository.owner, repository.name, `${repository.canPush ? repository.owner : me.login}:${branch}`);
  if (pulls[0] === undefined) throw new Obstacle(`There is no open pull request for the branch ${branch}. Run \`laurel start ${match[1]}\` to begin a claim.`);
  return { place, branch, folder: claimFolder(place, match[1]!, me.login, Number(match[2])), pull: pulls[0], me };
}
