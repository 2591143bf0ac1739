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
import { lintSubmission } from '../../core/submission/lint-submission.ts';
import { claimFolder } from '../claim-branch.ts';
import { readSources } from '../claim-files.ts';
import { alikeTo, claimAmong, foldersAt, type MergedClaim } from '../claims.ts';
import { GitFailure } from '../git.ts';
import type { Account } from '../github/github.ts';
import type { OpenPull } from '../github/open-pulls.ts';
import { handedBy, isCommonBranch } from '../handed-by.ts';
import { fromPlace, inPlace, nameOf, type Place } from '../place.ts';
import { catalogAt, Obstacle, type Programme } from '../programme.ts';
import { branchHead, fetchBranches, fetchPulls } from '../remote.ts';
import { deskOf, issueOf, onlyDeskPushed, submitterOf } from '../submitter.ts';
import { differing, readFolder, resolveObjects } from '../tree.ts';
import { branchings, type Branching } from './branchings.ts';
import { ownProblem } from './own-problem.ts';

/** An open claim with where it stands and what is needed to act on it. */
export interface DeskEntry {
  readonly place: Place;
  readonly pull: OpenPull;
  readonly path: MergedClaim;
  readonly claim: DeskClaim;
  /** What was handed in at each attempt, by the tree of the claim folder. */
  readonly handed: ReadonlyMap<string, Handed>;
}

/** All open claims of a programme, with the rules that they are judged by. */
export interface Desk {
  readonly entries: readonly DeskEntry[];
  readonly rules: Rules;
  readonly catalogMain: string;
  readonly mains: ReadonlyMap<string, string>;
}

/**
 * Reads every open claim: one request for 20 pull requests, one for each that was revised and waits for a decision, and
 * git for everything else.
 * @param wanted which places to look at; all where it is left out.
 */
export async function gatherDesk(programme: Programme, today: string, wanted: (place: Place) => boolean = () => true): Promise<Desk> {
  await fetchBranches(programme.git, programme.address);
  const catalogMain = await branchHead(programme.git, programme.repository.defaultBranch);
  if (catalogMain === null) throw new Obstacle(`The repository ${programme.repository.owner}/${programme.repository.name} has no branch ${programme.repository.defaultBranch}.`);
  const rules = await rulesAt(programme, catalogMain, today);
  const entries: DeskEntry[] = [];
  const mains = new Map<string, string>();
  for (const place of (await programme.places()).filter(wanted)) {
    if (place.address !== programme.address) await fetchBranches(place.git, place.address);
    const main = await branchHead(place.git, place.repository.defaultBranch);
    if (main === null) continue;
    mains.set(place.address, main);
    const pulls = (await place.github.openPulls(place.repository.owner, place.repository.name)).filter(({ base }) => base === place.repository.defaultBranch);
    await fetchPulls(place.git, place.address, pulls.map(({ number }) => number));
    const heads = await resolveObjects(place.git, pulls.map(({ number }) => `refs/laurel/pulls/${number}^{commit}`));
    // One whose head has moved since it was listed is for the next run.
    const settled = pulls.filter(({ headSha }, at) => heads[at] === headSha);
    const folders = settled.length === 0 ? new Map<string, readonly string[]>() : await foldersAt(place, main);
    const left = await branchings(place.git, main, settled.map(({ headSha }) => headSha));
    for (const pull of settled) {
      const entry = await entryOf(place, pull, left.get(pull.headSha)!, rules, folders).catch((error: unknown) => {
        // A pull request that git or GitHub cannot read is left to a later run; the others are not held up.
        if (error instanceof GitFailure || ownProblem(error) !== null) return null;
        throw error;
      });
      if (entry !== null) entries.push(entry);
    }
  }
  return { entries: oneAtATime(entries), rules, catalogMain, mains };
}

/** Reads the rules as they stood at a commit of the catalog. */
export async function rulesAt({ git, folder }: Programme, commit: string, today: string): Promise<Rules> {
  const { catalog } = await catalogAt(git, commit, folder);
  if (catalog.issuer === null || catalog.assessors === null) throw new Obstacle('issuer.yaml or assessors.yaml on main is missing or has faults. Mend it by a pull request.');
  return { catalog, issuer: catalog.issuer.value, assessors: catalog.assessors.value, today };
}

// Whoever opens a claim twice would be read by twice as many assessors and keep the answer they like: the oldest is read.
function oneAtATime(entries: readonly DeskEntry[]): readonly DeskEntry[] {
  const oldest = new Map<string, number>();
  return entries.map((entry) => {
    const { place, path, claim } = entry;
    const name = `${claim.submitter?.id} ${place.repository.id} ${path.path}`;
    const before = oldest.get(name);
    if (before === undefined && claim.credential !== '') oldest.set(name, claim.pull);
    if (before === undefined || claim.submitter === null) return entry;
    const problem: Problem = { path: path.path, line: 1, message: `Unexpected second pull request for this claim, expected one: it is open as pull request ${before} already`, remedy: 'Close this one and go on in that one; what assessors wrote there stays with it.' };
    return { ...entry, claim: { ...claim, problems: [problem, ...claim.problems] } };
  });
}

/** The catalog by which claims are judged, and the day. */
export interface Rules {
  readonly catalog: Catalog;
  readonly issuer: Issuer;
  readonly assessors: Assessors;
  readonly today: string;
}

// A pull request that touches no submission is an author's, and not for the desk.
async function entryOf(place: Place, pull: OpenPull, { base, emails }: Branching, rules: Rules, folders: ReadonlyMap<string, readonly string[]>): Promise<DeskEntry | null> {
  if (base === null) return null;
  const { git } = place;
  const head = pull.headSha;
  const changed = await differing(git, [base, head]);
  if (!changed.some((path) => fromPlace(place, path)?.startsWith('submissions/') === true)) return null;
  const path = claimAmong(place, changed);
  const desk = deskOf(rules.issuer);
  const submitter = await submitterOf(place, pull, desk);
  const outside = path === null ? [] : changed.filter((one) => !one.startsWith(`${path.path}/`));
  const begun = begin(place, pull, path, submitter, involvedIn(emails, rules.assessors));
  const wrong = (problems: readonly Problem[]): DeskEntry => ({ place, pull, path: path ?? { path: inPlace(place, 'submissions'), credential: '', login: '', number: 0 }, claim: { ...begun, problems }, handed: new Map() });
  if (path === null) return wrong([{ path: inPlace(place, 'submissions'), line: 1, message: 'Unexpected changes to more than one claim, expected one folder', remedy: 'Open a pull request of its own for each claim.' }]);
  if (outside.length > 0) return wrong(outside.slice(0, 5).map((one) => ({ path: one, line: 1, message: 'Unexpected change outside the claim folder, expected changes below it only', remedy: `Begin again from ${place.repository.defaultBranch} with the files of ${path.path} alone; a later commit that takes it back is not enough.` })));
  const doubt = await doubtOf(place, pull, submitter, desk);
  if (doubt !== null) return wrong([{ path: path.path, line: 1, ...doubt }]);
  const entry = await readEntry(place, pull, path, begun, rules);
  const foreign = pull.draft || submitter === null ? null : await foreignWork(place, pull, path, submitter, desk);
  return { ...entry, claim: { ...entry.claim, problems: [...(foreign === null ? [] : [foreign]), ...misplaced(place, path, submitter, folders), ...entry.claim.problems] } };
}

// The login must be the one that GitHub writes, letter by letter: on main it is what everybody finds and numbers claims by.
function* misplaced(place: Place, path: MergedClaim, submitter: DeskClaim['submitter'], folders: ReadonlyMap<string, readonly string[]>): Generator<Problem> {
  const again = `Begin again from ${place.repository.defaultBranch} with the files`;
  if (submitter !== null && path.login !== submitter.login) {
    const own = claimFolder(place, path.credential, submitter.login, path.number);
    yield { path: path.path, line: 1, message: `Unexpected folder of ${path.login}, expected your own: ${own}`, remedy: `${again} in that folder; a later commit that moves them is not enough.` };
  }
  for (const other of alikeTo(folders, path)) yield { path: path.path, line: 1, message: `Unexpected folder beside ${other}, expected one that differs in more than the case of its letters`, remedy: `On many disks the two are one folder. ${again} under the next free number.` };
}

// Work that a classmate pushed is nobody's claim: whose branch it is has to know, before anybody reads it.
async function foreignWork(place: Place, pull: OpenPull, { path }: MergedClaim, submitter: Account, desk: number | null): Promise<Problem | null> {
  const { head } = pull;
  const pushes = head === null || !isCommonBranch(place, pull, desk) ? null : await place.github.pushes(head.owner, head.name, head.branch);
  if (pushes === null) return null;
  const by = await handedBy(place, path, pull.headSha, pushes);
  if (by.some(({ id }) => id === submitter.id)) return null;
  return { path, line: 1, message: `Unexpected work that ${by[0]?.login ?? 'somebody else'} pushed to this branch, expected what ${submitter.login} pushed`, remedy: 'Look at what was changed. Put your own work back on this branch, or change what stands there into your own; with your push it is yours again, and what was approved of it before counts. Tell the programme lead.' };
}

// What can never pass is said before anybody is asked to read it.
async function doubtOf(place: Place, pull: OpenPull, submitter: Account | null, desk: number | null): Promise<Pick<Problem, 'message' | 'remedy'> | null> {
  if (submitter === null) return { message: 'Unexpected pull request of which nobody can tell whose claim it is, expected one that the teacher or the programme\'s desk opened', remedy: 'Close it, and hand the work in from the teacher\'s own account by the credential\'s page; it can never become a badge here.' };
  if (issueOf(place, pull, desk) === null || pull.head === null) return null;
  const pushes = await place.github.pushes(pull.head.owner, pull.head.name, pull.head.branch);
  if (onlyDeskPushed(pull, pushes?.map(({ account }) => account.id) ?? null)) return null;
  return { message: 'Unexpected push to this branch by somebody other than the desk, expected none: the desk made it from an issue', remedy: 'Close this pull request and the issue, and open a new issue with the same text; to change it later, edit the issue and nothing else.' };
}

// What the pull request says of a claim before its files are read.
const begin = (place: Place, pull: OpenPull, path: MergedClaim | null, submitter: DeskClaim['submitter'], involved: ReadonlySet<number>): DeskClaim => ({
  key: `${nameOf(place)}#${pull.number}`, pull: pull.number, address: pull.address, head: pull.headSha, submitter, draft: pull.draft, since: pull.ready ?? pull.created,
  credential: path?.credential ?? '', release: null, submission: null, interests: { author: submitter?.id ?? null, school: undefined, team: [] },
  problems: [], attempts: [], requested: pull.requested, involved,
});

/**
 * Reads a claim whose pull request is merged or closed as an open one is read, for what was said of it: nothing is missing
 * in it any more. Its head must have been fetched.
 */
export async function pastEntry(place: Place, pull: OpenPull, path: MergedClaim, rules: Rules): Promise<DeskEntry> {
  const entry = await readEntry(place, pull, path, begin(place, pull, path, await submitterOf(place, pull, deskOf(rules.issuer)), new Set()), rules);
  return { ...entry, claim: { ...entry.claim, draft: false, problems: [] } };
}

async function readEntry(place: Place, pull: OpenPull, path: MergedClaim, begun: DeskClaim, rules: Rules): Promise<DeskEntry> {
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
  const problems = lintSubmission({ text: read.text, release, issuer: rules.issuer, login: path.login, claim: path.number, today: rules.today, attachments })
    .filter(({ severity }) => severity === 'error')
    .map(({ path: where, line, message, remedy }) => ({ path: inPlace(place, where), line, message, remedy }));

  const reviews = pull.cut ? await allReviews(place, pull.number) : pull.reviews.map(factsOf);
  const { tree, trees } = await treesAt(place, path, pull.headSha, reviews);
  const interests = interestsOf(submission, begun.submitter?.id ?? null);
  const attempts = attemptsOf({ reviews, trees, tree: tree!, head: pull.headSha, release: release.release, assessors: rules.assessors, interests, involved: begun.involved, independent: rules.issuer.policy.approvals });
  const claim: DeskClaim = { ...begun, release, submission, interests, problems, attempts, since: await since(place, pull, attempts, begun.since) };
  return { place, pull, path, claim, handed: await handedAt(place, path, attempts, release) };
}

type Read = { readonly submission: Submission; readonly text: string } | { readonly problems: readonly Problem[] };

// A second one in a folder below is not the one that is merged and signed for.
function readSubmission(files: readonly { readonly path: string; readonly bytes: Uint8Array }[], own: string): Read {
  const file = files.find(({ path }) => path === own);
  if (file === undefined) return { problems: [{ path: 'submission.md', line: 1, message: 'Unexpected absence of submission.md, expected it in the claim folder', remedy: 'Add it; the credential\'s page makes one for you.' }] };
  const document = parseDocument(file);
  const faults = document.faults.length > 0 ? document.faults.map((fault) => ({ path: file.path, line: document.placeAt(fault.offset).line, message: fault.message, remedy: fault.remedy ?? '' })) : validate('submission', document).map(({ line, message, remedy }) => ({ path: file.path, line, message, remedy }));
  return faults.length > 0 ? { problems: faults } : { submission: document.value as unknown as Submission, text: document.text };
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

// Whom the commits name, as far as their addresses tell; who really pushed is asked of GitHub before anything is merged.
function involvedIn(emails: ReadonlySet<string>, { assessors }: Assessors): ReadonlySet<number> {
  return new Set(assessors.flatMap(({ id, login }) => ([`${id}+${login.toLowerCase()}@`, `${login.toLowerCase()}@`].some((begin) => [...emails].some((email) => email.startsWith(begin) && email.includes('noreply'))) ? [id] : [])));
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
