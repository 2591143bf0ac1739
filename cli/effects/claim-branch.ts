import type { ReleaseFile } from '../core/model.generated.ts';
import type { Account, Pull } from './github/github.ts';
import { inPlace, type Place } from './place.ts';
import { Obstacle, type Programme } from './programme.ts';
import type { Signature } from './tree.ts';

/** What the name of a claim's branch says; no login where the repository is one person's own. */
export interface BranchName {
  readonly login: string | null;
  readonly credential: string;
  readonly claim: number;
}

/** The branch of a claim: with its earner's login where several teachers push to one repository, without it in a fork or a repository of their own. */
export const branchOf = ({ login, credential, claim }: BranchName): string => ['laurel', ...(login === null ? [] : [login]), credential, claim].join('/');

const BRANCH = /^laurel\/(?:([A-Za-z0-9-]+)\/)?([a-z0-9-]+)\/([1-9][0-9]*)$/;

/** Reads the name of a branch; null where it is not one of a claim. */
export function branchName(branch: string): BranchName | null {
  const match = BRANCH.exec(branch);
  return match === null ? null : { login: match[1] ?? null, credential: match[2]!, claim: Number(match[3]) };
}

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
  const name = branchName(branch);
  if (name === null) throw new Obstacle(`The branch "${branch}" is not one of a claim. Run \`laurel start <credential>\`, or check out the branch that it made.`);
  const me = await github.me();
  const pulls = await github.pulls(repository.owner, repository.name, `${repository.canPush ? repository.owner : me.login}:${branch}`);
  const pull = pulls.find(({ author }) => author?.id === me.id);
  if (pull !== undefined) return { place, branch, folder: claimFolder(place, name.credential, name.login ?? me.login, name.claim), pull, me };
  const other = pulls[0];
  throw new Obstacle(other === undefined ? `There is no open pull request for the branch ${branch}. Run \`laurel start ${name.credential}\` to begin a claim.` : `The branch ${branch} is not yours: its pull request ${other.address} is ${authorOf(other)}'s. Check out your own, or run \`laurel start ${name.credential}\` to begin a claim.`);
}

/** Who opened a pull request, for a sentence. */
export const authorOf = ({ author }: Pick<Pull, 'author'>): string => author?.login ?? 'an account that is gone';
