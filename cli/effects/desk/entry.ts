import { attemptsOf, type Attempt } from '../../core/assessment/attempts.ts';
import { interestsOf } from '../../core/assessment/eligibility.ts';
import { handedIn, type Handed } from '../../core/assessment/feedback.ts';
import type { ReviewFacts } from '../../core/assessment/opinion.ts';
import type { Catalog } from '../../core/catalog.ts';
import type { DeskClaim, Problem } from '../../core/desk/claim.ts';
import { parseDocument } from '../../core/document.ts';
import type { Assessors, Issuer, ReleaseFile, Submission } from '../../core/model.generated.ts';
import { findRelease } from '../../core/release.ts';
import { validate } from '../../core/schema.ts';
import { nearSchool, nearSchoolWords, schoolsOf } from '../../core/school.ts';
import { lintSubmission } from '../../core/submission/lint-submission.ts';
import { renewWords, stayWords, type Stay } from '../../core/submission/stay.ts';
import { readSources } from '../claim-files.ts';
import { type MergedClaim } from '../claims.ts';
import type { OpenPull } from '../github/open-pulls.ts';
import { isOverstayed } from '../overstayed.ts';
import { fromPlace, inPlace, nameOf, type Place } from '../place.ts';
import { deskOf, submitterOf } from '../submitter.ts';
import { readFolder, resolveObjects } from '../tree.ts';

/** An open claim with where it stands and what is needed to act on it. */
export interface DeskEntry {
  readonly place: Place;
  readonly pull: OpenPull;
  readonly path: MergedClaim;
  readonly claim: DeskClaim;
  /** What was handed in at each attempt, by the tree of the claim folder. */
  readonly handed: ReadonlyMap<string, Handed>;
}

/** The catalog by which claims are judged, and the day. */
export interface Rules {
  readonly catalog: Catalog;
  readonly issuer: Issuer;
  readonly assessors: Assessors;
  readonly today: string;
  /** How long submissions stay on a release; null where for good. */
  readonly stayOn: (release: ReleaseFile) => Promise<Stay | null>;
}

/** What the pull request says of a claim before its files are read. */
export const begin = (place: Place, pull: OpenPull, path: MergedClaim | null, submitter: DeskClaim['submitter'], involved: ReadonlySet<number>): DeskClaim => ({
  key: `${nameOf(place)}#${pull.number}`, pull: pull.number, address: pull.address, head: pull.headSha, submitter, draft: pull.draft, since: pull.ready ?? pull.created,
  credential: path?.credential ?? '', release: null, submission: null, interests: { author: submitter?.id ?? null, school: undefined, team: [] },
  problems: [], warnings: [], attempts: [], requested: pull.requested, involved,
});

/**
 * Reads a claim whose pull request is merged or closed as an open one is read, for what was said of it: nothing is missing
 * in it any more. Its head must have been fetched.
 */
export async function pastEntry(place: Place, pull: OpenPull, path: MergedClaim, rules: Rules): Promise<DeskEntry> {
  const entry = await readEntry(place, pull, path, begin(place, pull, path, await submitterOf(place, pull, deskOf(rules.issuer)), new Set()), rules);
  return { ...entry, claim: { ...entry.claim, draft: false, problems: [], warnings: [] } };
}

/** Reads a claim's files at its head, and what assessors said of it. */
export async function readEntry(place: Place, pull: OpenPull, path: MergedClaim, begun: DeskClaim, rules: Rules): Promise<DeskEntry> {
  const wrong = (problems: readonly Problem[]): DeskEntry => ({ place, pull, path, claim: { ...begun, problems }, handed: new Map() });
  const sources = await readSources(place, path, pull.headSha);
  if (!sources.ok) return wrong([{ path: path.path, line: 1, message: `Unexpected files: ${sources.reason}`, remedy: 'Keep large files elsewhere and link them; add ordinary files only.' }]);
  const own = fromPlace(place, path.path)!;
  const read = readSubmission(sources.files, `${own}/submission.md`);
  if ('problems' in read) return wrong(read.problems);
  const { submission } = read;
  const release = findRelease(rules.catalog, submission.release, path.credential);
  if (release === null) return wrong([{ path: `${path.path}/submission.md`, line: 1, message: `Unexpected release, expected one of ${path.credential}`, remedy: 'Restore the lines `credential` and `release` as they were at the start.' }]);
  const attachments = new Map(sources.files.flatMap(({ path: name, bytes }) => (name === `${own}/submission.md` ? [] : [[name.slice(own.length + 1), bytes] as const])));
  const stay = await rules.stayOn(release);
  const overstayed = await isOverstayed(place, pull, path, stay, rules.today);
  const faults = lintSubmission({ text: read.text, release, issuer: rules.issuer, login: path.login, claim: path.number, today: rules.today, attachments })
    .filter(({ severity }) => severity === 'error')
    .map(({ path: where, line, message, remedy }) => ({ path: inPlace(place, where), line, message, remedy }));
  const problems = stay === null || !overstayed ? faults : [overstay(`${path.path}/submission.md`, read.line, stay), ...faults];

  const reviews = pull.cut ? await allReviews(place, pull.number) : pull.reviews.map(factsOf);
  const { tree, trees } = await treesAt(place, path, pull.headSha, reviews);
  const interests = interestsOf(submission, begun.submitter?.id ?? null);
  const attempts = attemptsOf({ reviews, trees, tree: tree!, head: pull.headSha, release: release.release, assessors: rules.assessors, interests, involved: begun.involved, independent: rules.issuer.policy.approvals });
  const near = submission.school === undefined ? null : nearSchool(submission.school, schoolsOf(rules.assessors.assessors));
  const stays = stay === null || attempts.at(-1)?.decision.kind === 'passed' ? [] : [stayWords(stay, rules.today)];
  const warnings = near === null ? [...begun.warnings, ...stays] : [...begun.warnings, ...stays, `${nearSchoolWords(submission.school!, near)}: who works at the same school does not assess, and only the name tells. If it is another school, leave it.`];
  const claim: DeskClaim = { ...begun, release, submission, interests, problems, warnings, attempts, since: await since(place, pull, attempts, begun.since) };
  return { place, pull, path, claim, handed: await handedAt(place, path, attempts, release) };
}

// Work that came in after the last day of its release.
const overstay = (path: string, line: number, stay: Stay): Problem => ({ path, line, message: `Unexpected release ${stay.version} in work that was handed in after ${stay.until}, the last day for it, expected ${stay.newest.release.credential.version}`, remedy: renewWords(stay) });

type Read = { readonly submission: Submission; readonly text: string; /** Where the release is named. */ readonly line: number } | { readonly problems: readonly Problem[] };

// A second one in a folder below is not the one that is merged and signed for.
function readSubmission(files: readonly { readonly path: string; readonly bytes: Uint8Array }[], own: string): Read {
  const file = files.find(({ path }) => path === own);
  if (file === undefined) return { problems: [{ path: 'submission.md', line: 1, message: 'Unexpected absence of submission.md, expected it in the claim folder', remedy: 'Add it; the credential\'s page makes one for you.' }] };
  const document = parseDocument(file);
  const faults = document.faults.length > 0 ? document.faults.map((fault) => ({ path: file.path, line: document.placeAt(fault.offset).line, message: fault.message, remedy: fault.remedy ?? '' })) : validate('submission', document).map(({ line, message, remedy }) => ({ path: file.path, line, message, remedy }));
  return faults.length > 0 ? { problems: faults } : { submission: document.value as unknown as Submission, text: document.text, line: document.place('/release').line };
}

const factsOf = ({ id, account, state, commit, body, submitted, edited }: OpenPull['reviews'][number]): ReviewFacts => ({ id, account: account?.id ?? null, state, commit, body, submitted, edited });

async function allReviews({ github, repository: { owner, name } }: Place, number: number): Promise<readonly ReviewFacts[]> {
  const edited = await github.editedReviews(owner, name, number);
  return (await github.reviews(owner, name, number)).map((review) => factsOf({ ...review, edited: edited.has(review.id) }));
}

async function treesAt({ git }: Place, { path }: MergedClaim, head: string, reviews: readonly ReviewFacts[]): Promise<{ readonly tree: string | null; readonly trees: ReadonlyMap<string, string | null> }> {
  const commits = [...new Set([head, ...reviews.flatMap((review) => review.commit ?? [])])];
  const found = await resolveObjects(git, commits.map((commit) => `${commit}:${path}`));
  const trees = new Map(commits.map((commit, at) => [commit, found[at]!] as const));
  return { tree: trees.get(head) ?? null, trees };
}

// Work that was revised was handed in when its branch moved, by GitHub's record and not by the commit's own date.
async function since({ github }: Place, { head }: OpenPull, attempts: readonly Attempt[], first: string): Promise<string> {
  const last = attempts.at(-2)?.assessments.at(-1)?.review.submitted;
  if (last === undefined) return first;
  // What is decided stands since its last assessment, whenever it was handed in: GitHub need not be asked.
  const { decision, assessments } = attempts.at(-1)!;
  if (decision.kind === 'passed' || decision.kind === 'not-yet') return assessments.at(-1)!.review.submitted;
  const moved = head === null ? null : await github.moved(head.owner, head.name, head.branch);
  return [first, last, ...(moved === null ? [] : [moved])].sort().at(-1)!;
}

async function handedAt({ git }: Place, { path }: MergedClaim, attempts: readonly Attempt[], { release }: ReleaseFile): Promise<ReadonlyMap<string, Handed>> {
  const handed = new Map<string, Handed>();
  if (attempts.length < 2) return handed;
  for (const { tree, commit } of attempts) {
    const file = (await readFolder(git, commit, path, (name) => name === 'submission.md'))[0];
    const document = file === undefined ? null : parseDocument({ ...file, path: `submissions/${file.path}` });
    if (document !== null && document.faults.length === 0 && validate('submission', document).length === 0) handed.set(tree, handedIn(document, document.value as unknown as Submission, release));
  }
  return handed;
}
