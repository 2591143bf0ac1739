import { assessorsIn } from '../core/assessment/covering.ts';
import { interestsOf, type Interests } from '../core/assessment/eligibility.ts';
import { parseDocument } from '../core/document.ts';
import type { Assessors, Issuer, ReleaseFile, Submission } from '../core/model.generated.ts';
import { findRelease } from '../core/release.ts';
import { validate } from '../core/schema.ts';
import type { Stay } from '../core/submission/stay.ts';
import { claimOf, type MergedClaim } from './claims.ts';
import type { Account, Pull } from './github/github.ts';
import { fetchCatalog, fetchPlace } from './own-branches.ts';
import { fromPlace, inPlace, nameOf, typedName, type Place } from './place.ts';
import { catalogAt, Obstacle, type Programme } from './programme.ts';
import { branchHead, fetchPulls } from './remote.ts';
import { stayAt } from './stays.ts';
import { deskOf, submitterOf } from './submitter.ts';
import { readFolder, resolveObject } from './tree.ts';

/** An open pull request with the claim in it, as it stands at its head now. */
export interface OpenClaim {
  readonly place: Place;
  readonly pull: Pull;
  readonly submitter: Account | null;
  /** The place's main, and the catalog's. */
  readonly main: string;
  readonly catalogMain: string;
  readonly claim: MergedClaim;
  readonly release: ReleaseFile;
  /** How long work stays on that release; null where for good. */
  readonly stay: Stay | null;
  readonly submission: Submission;
  readonly submissionText: string;
  readonly interests: Interests;
  readonly assessors: Assessors;
  readonly issuer: Issuer;
}

/** A pull request as a person names it. */
export interface PullName {
  /** `name` or `owner/name`; null where there is only one repository that it can be in. */
  readonly repository: string | null;
  readonly number: number;
}

const NAME = /^(?:(?:https?:\/\/[^/]+\/)?((?:[A-Za-z0-9-]+\/)?[A-Za-z0-9._-]+?)(?:#|\/pull\/))?#?([1-9][0-9]{0,8})(?:\/(?:files|commits)?)?$/;

/** Reads a pull request's name as a person types it: `7`, `#7`, `portfolio-maya#7`, `owner/name#7`, or its address. */
export function pullName(text: string): PullName {
  const match = NAME.exec(text.trim());
  if (match === null) throw new Obstacle(`"${text}" is not a pull request. Give its number, such as 7, or with private submissions its repository too, such as portfolio-maya#7.`);
  return { repository: match[1] ?? null, number: Number(match[2]) };
}

/** The place that a pull request's name means. */
export async function placeOf(programme: Programme, { repository, number }: PullName): Promise<Place> {
  const places = await programme.places();
  const named = places.filter((place) => repository === null || nameOf(place).toLowerCase() === repository.toLowerCase() || place.repository.name.toLowerCase() === repository.toLowerCase());
  const [place] = named;
  if (place !== undefined && named.length === 1) return place;
  if (place === undefined) throw new Obstacle(repository === null ? 'There is no repository with submissions that this token may see.' : `${repository} is no repository of this programme that this token may see.`);
  throw new Obstacle(`Say in which repository, such as ${typedName(place, number)}: this programme has ${named.length} with submissions.`);
}

/**
 * Fetches a pull request and reads the claim in it, from git's objects.
 * @param named as a person types it, or its number.
 */
export async function openClaim(programme: Programme, named: string | number): Promise<OpenClaim> {
  const name = pullName(String(named));
  const place = await placeOf(programme, name);
  const { git, github, repository } = place;
  const { number } = name;
  const pull = await github.pull(repository.owner, repository.name, number);
  if (pull.merged) throw new Obstacle(`Pull request ${number} is merged already. Run \`laurel issue\` for its badge.`);
  if (pull.state === 'closed') throw new Obstacle(`Pull request ${number} is closed. Its author can open it again.`);
  await (place.isPrivate ? fetchPlace(place) : fetchCatalog(programme));
  await fetchPulls(place, [number]);
  const main = await branchHead(git, repository.defaultBranch);
  if (main === null || (await resolveObject(git, `${pull.headSha}^{commit}`)) === null) throw new Obstacle(`The head of pull request ${number} could not be fetched. Run the command again.`);
  const claim = await claimOf(place, main, pull.headSha);
  if (claim === null) throw new Obstacle(`Pull request ${number} is not a claim: it does not change exactly one folder below ${inPlace(place, 'submissions')}/.`);
  const catalogMain = await catalogHead(programme, place, main);
  const { catalog } = await catalogAt(programme.git, catalogMain, programme.folder);
  const [file] = await readFolder(git, pull.headSha, claim.path, (path) => path === 'submission.md');
  const document = file === undefined ? null : parseDocument({ path: `${fromPlace(place, claim.path)}/submission.md`, bytes: file.bytes });
  if (document === null || document.faults.length > 0 || validate('submission', document).length > 0) throw new Obstacle(`The submission in pull request ${number} cannot be read. Ask its author to run \`laurel lint\`.`);
  const submission = document.value as unknown as Submission;
  const release = findRelease(catalog, submission.release, claim.credential);
  if (release === null) throw new Obstacle(`The submission in pull request ${number} names a release of ${claim.credential} that is not on ${repository.defaultBranch}.`);
  if (catalog.assessors === null || catalog.issuer === null) throw new Obstacle(`${programme.folder}/issuer.yaml or assessors.yaml on ${programme.repository.defaultBranch} is missing or has faults.`);
  const submitter = await submitterOf(place, pull, deskOf(catalog.issuer.value));
  return { place, pull, submitter, main, catalogMain, claim, release, stay: await stayAt(programme, catalogMain, catalog, release), submission, submissionText: document.text, interests: interestsOf(submission, submitter?.id ?? null), assessors: assessorsIn(catalog)!, issuer: catalog.issuer.value };
}

async function catalogHead(programme: Programme, place: Place, main: string): Promise<string> {
  const { git, repository } = programme;
  if (!place.isPrivate) return main;
  await fetchCatalog(programme);
  const head = await branchHead(git, repository.defaultBranch);
  if (head === null) throw new Obstacle(`The repository ${repository.owner}/${repository.name} has no branch ${repository.defaultBranch}.`);
  return head;
}
