import type { ReleaseFile } from '../core/model.generated.ts';
import { claimOf, type MergedClaim } from './claims.ts';
import type { Pull } from './github/github.ts';
import { catalogAt, Obstacle, type Programme } from './programme.ts';
import { branchHead, fetchProgramme } from './remote.ts';
import { parseDocument } from '../core/document.ts';
import { findRelease } from '../core/release.ts';
import { validate } from '../core/schema.ts';
import type { Assessors, Submission } from '../core/model.generated.ts';
import { readFolder, resolveObject } from './tree.ts';

/** An open pull request with the claim in it, as it stands at its head now. */
export interface OpenClaim {
  readonly pull: Pull;
  readonly main: string;
  readonly claim: MergedClaim;
  readonly release: ReleaseFile;
  readonly submissionText: string;
  readonly assessors: Assessors;
}

/** A pull request's number as a person types it: `7`, `#7`, or its address. */
export function pullNumber(text: string): number {
  const match = /^(?:#|.*\/pull\/)?([1-9][0-9]{0,8})\/?$/.exec(text.trim());
  if (match === null) throw new Obstacle(`"${text}" is not a pull request. Give its number, such as 7.`);
  return Number(match[1]);
}

/** Fetches a pull request and reads the claim in it, from git's objects. */
export async function openClaim(programme: Programme, number: number): Promise<OpenClaim> {
  const { git, github, repository, folder } = programme;
  const { owner, name } = repository;
  const pull = await github.pull(owner, name, number);
  if (pull.merged) throw new Obstacle(`Pull request ${number} is merged already. Run \`laurel issue\` for its badge.`);
  if (pull.state === 'closed') throw new Obstacle(`Pull request ${number} is closed. Its author can open it again.`);
  await fetchProgramme(git, programme.address);
  const main = await branchHead(git, repository.defaultBranch);
  if (main === null || (await resolveObject(git, `${pull.headSha}^{commit}`)) === null) throw new Obstacle(`The head of pull request ${number} could not be fetched. Run the command again.`);
  const claim = await claimOf(programme, main, pull.headSha);
  if (claim === null) throw new Obstacle(`Pull request ${number} is not a claim: it does not change exactly one folder below ${folder}/submissions/.`);
  const { catalog } = await catalogAt(git, main, folder);
  const file = (await readFolder(git, pull.headSha, claim.path)).find(({ path }) => path === 'submission.md');
  const document = file === undefined ? null : parseDocument({ path: `${claim.path.slice(folder.length + 1)}/submission.md`, bytes: file.bytes });
  if (document === null || document.faults.length > 0 || validate('submission', document).length > 0) throw new Obstacle(`The submission in pull request ${number} cannot be read. Ask its author to run \`laurel lint\`.`);
  const submission = document.value as unknown as Submission;
  const release = findRelease(catalog, submission.release, claim.credential);
  if (release === null) throw new Obstacle(`The submission in pull request ${number} names a release of ${claim.credential} that is not on ${repository.defaultBranch}.`);
  if (catalog.assessors === null) throw new Obstacle(`${folder}/assessors.yaml on ${repository.defaultBranch} is missing or has faults.`);
  return { pull, main, claim, release, submissionText: document.text, assessors: catalog.assessors.value };
}
