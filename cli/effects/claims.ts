import { isLate, type ClaimFacts, type CommitFacts } from '../core/assessment/approval.ts';
import { assessorsIn } from '../core/assessment/covering.ts';
import { foldedName } from '../core/folded-name.ts';
import type { Award } from '../core/model.generated.ts';
import { findRelease } from '../core/release.ts';
import { readClaim } from './claim-files.ts';
import type { Account, Pull } from './github/github.ts';
import { handedBy, handedInAt, isCommonBranch } from './handed-by.ts';
import { fromPlace, inPlace, type Place } from './place.ts';
import { brought, catalogCommit, policyCommit, type PullCommit } from './policy-commit.ts';
import { catalogAt, type Programme } from './programme.ts';
import { fetchPulls } from './remote.ts';
import { stayAt } from './stays.ts';
import { deskOf, issueOf, onlyDeskPushed, submitterOf } from './submitter.ts';
import { differing, foldersIn, listFiles, listFolders, resolveObject } from './tree.ts';

/** A claim on main: its folder, and what its path says. */
export interface MergedClaim {
  /** Path in the repository, such as `catalog/submissions/checking-for-understanding/maya/1`. */
  readonly path: string;
  readonly credential: string;
  readonly login: string;
  readonly number: number;
}

/** A claim with all that its approval is decided from, or the reasons why it could not be gathered. */
export type Gathered = { readonly ok: true; readonly facts: ClaimFacts; readonly pull: Pull } | { readonly ok: false; readonly reasons: readonly string[] };

const refuse = (...reasons: readonly string[]): Gathered => ({ ok: false, reasons });
/** What GitHub lists of a pull request's commits at most; a claim needs far fewer. */
const MAX_COMMITS = 250;

const PLACE = /^submissions\/([a-z0-9-]+)\/([A-Za-z0-9-]+)\/([1-9][0-9]{0,3})\//;

/** The claim that an award was made for. */
export const awardedClaim = ({ credential, source: { path } }: Pick<Award, 'credential' | 'source'>): MergedClaim => ({ path, credential, login: path.split('/').at(-2) ?? '', number: Number(path.split('/').at(-1)) });

// A path of the repository as a claim, or null where it is none.
function claimAt(place: Place, path: string): MergedClaim | null {
  const match = PLACE.exec(fromPlace(place, path) ?? '');
  return match === null ? null : { path: inPlace(place, match[0].slice(0, -1)), credential: match[1]!, login: match[2]!, number: Number(match[3]) };
}

// What a commit holds never changes, and one run asks for it several times.
const listed = new WeakMap<Place, { readonly main: string; readonly claims: readonly MergedClaim[] }>();

/** Every claim folder with a submission on a commit of a place's main, in the order of their paths. */
export async function mergedClaims(place: Place, main: string): Promise<readonly MergedClaim[]> {
  const known = listed.get(place);
  if (known?.main === main) return known.claims;
  const files = await listFiles(place.git, main, inPlace(place, 'submissions'));
  const claims = files.flatMap(({ path }) => {
    const claim = claimAt(place, path);
    return claim !== null && path === `${claim.path}/submission.md` ? [claim] : [];
  });
  listed.set(place, { main, claims });
  return claims;
}

/** Every folder of a commit in which a claim can stand, by its path as a disk that is blind to case sees it. */
export async function foldersAt({ git, folder }: Pick<Place, 'git' | 'folder'>, commit: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const root = inPlace({ folder }, 'submissions');
  const depth = root.split('/').length + 3;
  const folders = new Map<string, string[]>();
  for (const path of await listFolders(git, commit, root)) {
    if (path.split('/').length !== depth) continue;
    const seen = foldedName(path);
    folders.set(seen, [...(folders.get(seen) ?? []), path]);
  }
  return folders;
}

/** The folders among them, other than a claim's own, that are the same as it on such a disk. */
export const alikeTo = (folders: ReadonlyMap<string, readonly string[]>, { path }: Pick<MergedClaim, 'path'>): readonly string[] => (folders.get(foldedName(path)) ?? []).filter((other) => other !== path);

/**
 * The folders of a commit, other than a claim's own, that are the same as it on a disk that is blind to case. Folder by folder: a
 * programme has far more claims than any folder has folders, and this is asked for each award.
 */
export async function foldersAlike({ git, folder }: Pick<Place, 'git' | 'folder'>, commit: string, { path }: Pick<MergedClaim, 'path'>): Promise<readonly string[]> {
  const root = inPlace({ folder }, 'submissions');
  let found: readonly string[] = [root];
  for (const part of path.slice(root.length + 1).split('/')) {
    const below = await Promise.all(found.map((each) => foldersIn(git, commit, each)));
    found = below.flat().filter((each) => foldedName(each.slice(each.lastIndexOf('/') + 1)) === foldedName(part));
  }
  return found.filter((other) => other !== path);
}

/** The claim that a pull request is about: the one folder below submissions/ that it changes. */
export async function claimOf(place: Place, main: string, head: string): Promise<MergedClaim | null> {
  const base = await place.git.text(['merge-base', main, head]);
  return claimAmong(place, await differing(place.git, [base, head]));
}

/** The one claim that changed paths belong to; null where there is none or more than one. */
export function claimAmong(place: Place, changed: readonly string[]): MergedClaim | null {
  const claims = changed.flatMap((path) => claimAt(place, path) ?? []);
  const [claim] = claims;
  return claim !== undefined && claims.every(({ path }) => path === claim.path) ? claim : null;
}

/** How a claim came to main: by which commit, and the merged pull requests that GitHub says brought it. */
export interface Brought {
  readonly merge: string;
  readonly pulls: readonly Pull[];
}

/** Asks GitHub how a claim came to main; with reasons where no pull request brought it. */
export async function broughtBy({ git, github, repository }: Place, claim: MergedClaim, main: string): Promise<Brought | { readonly reasons: readonly string[] }> {
  const merge = await git.text(['log', '--first-parent', '-1', '--format=%H', main, '--', `:(literal)${claim.path}`]);
  if (merge === '') return { reasons: ['no commit of main brought it'] };
  const pulls = (await github.pullsOfCommit(repository.owner, repository.name, merge)).filter((pull) => pull.merged && pull.mergeCommit === merge && pull.base.repository === repository.id && pull.base.branch === repository.defaultBranch);
  return pulls.length > 0 ? { merge, pulls } : { reasons: [`no merged pull request brought it to ${repository.defaultBranch}: commit ${merge.slice(0, 10)} was pushed directly`] };
}

/**
 * Gathers a merged claim's facts, once for every pull request that GitHub says brought it: a stranger can open a
 * second one for the same commits. Throws only when GitHub or git cannot be asked at all.
 */
export async function gatherClaim(programme: Programme, place: Place, claim: MergedClaim, main: string, { merge, pulls }: Brought, catalogMain: string): Promise<readonly Gathered[]> {
  const { git, github, repository: { owner, name } } = place;
  await fetchPulls(place, pulls.map(({ number }) => number));
  const gathered: Gathered[] = [];
  for (const pull of pulls) {
    const head = await resolveObject(git, `refs/laurel/pulls/${pull.number}^{commit}`);
    if (head === null || head !== pull.headSha) gathered.push(refuse('the head of its pull request could not be fetched'));
    else {
      const commits = await github.pullCommits(owner, name, pull.number);
      const base = await policyCommit(git, merge, commits);
      const policy = place.isPrivate ? await catalogCommit(programme, catalogMain, pull.mergedAt!) : ({ ok: true, commit: base } as const);
      if (policy.ok) gathered.push(await gatherFacts(programme, place, claim, { pull, head, merge, main, base, commits, policy: policy.commit, catalogMain, mergedAt: pull.mergedAt, on: pull.mergedAt!.slice(0, 10) }));
      else gathered.push(refuse(policy.reason));
    }
  }
  return gathered;
}

/** The facts of an open pull request as if it were merged now at its head: what is asked before it is merged. */
export async function gatherOpen(programme: Programme, place: Place, claim: MergedClaim, pull: Pull, main: string, catalogMain: string, today: string): Promise<Gathered> {
  const { git, github, repository } = place;
  const base = await git.text(['merge-base', main, pull.headSha]);
  const mergeable = await git.run(['merge-tree', '--write-tree', main, pull.headSha]);
  if (mergeable.code !== 0) return refuse(`it cannot be merged into ${repository.defaultBranch} without a conflict`);
  const commits = await github.pullCommits(repository.owner, repository.name, pull.number);
  const gathered = await gatherFacts(programme, place, claim, { pull, head: pull.headSha, merge: pull.headSha, main: pull.headSha, base: main, commits, policy: place.isPrivate ? catalogMain : main, catalogMain, mergedAt: null, on: today });
  return gathered.ok ? { ...gathered, facts: { ...gathered.facts, merged: await differing(git, [base, pull.headSha]) } } : gathered;
}

interface Standing {
  readonly pull: Pull;
  readonly head: string;
  readonly merge: string;
  readonly main: string;
  /** The place's main before the merge; `policy` is the catalog's commit, the same in a one-repository programme. */
  readonly base: string;
  readonly policy: string;
  readonly commits: readonly PullCommit[];
  /** The catalog's main now. */
  readonly catalogMain: string;
  /** When it was merged; null while it is open. */
  readonly mergedAt: string | null;
  /** Year-month-day on which it was, or would be, merged. */
  readonly on: string;
}

async function gatherFacts(programme: Programme, place: Place, claim: MergedClaim, { pull, head, merge, main, base, policy, commits, catalogMain, mergedAt, on }: Standing): Promise<Gathered> {
  const { git, github } = place;
  const { owner, name } = place.repository;
  const own = await brought(git, head, base);
  if (own.length > MAX_COMMITS) return refuse(`its pull request has more than ${MAX_COMMITS} commits`);
  const read = await readClaim(programme, place, claim, { policy, merge, on });
  if ('reasons' in read) return { ok: false, reasons: read.reasons };
  const { submission, catalog, policyFaults } = read;

  const reviews = await github.reviews(owner, name, pull.number);
  const edited = await github.editedReviews(owner, name, pull.number);
  const pushes = pull.head === null ? null : await github.pushes(pull.head.owner, pull.head.name, pull.head.branch);
  const pushers = pushes?.map(({ account }) => account.id) ?? null;
  const desk = deskOf(catalog.issuer?.value);
  if (issueOf(place, pull, desk) !== null && !onlyDeskPushed(pull, pushers)) return refuse('somebody other than the desk pushed to the branch that it made from an issue');
  const treeAt = (commit: string): Promise<string | null> => resolveObject(git, `${commit}:${claim.path}`);
  const trees = new Map<string, string | null>();
  for (const commit of new Set(reviews.flatMap((review) => (review.commit === null ? [] : [review.commit])))) trees.set(commit, await treeAt(commit));
  const release = findRelease(catalog, submission.release, claim.credential);
  const stay = release === null ? null : await stayAt(programme, policy, catalog, release);
  const accounts = new Map(commits.map((commit) => [commit.sha, commit.accounts]));
  const submitter = await submitterOf(place, pull, desk);
  const facts: ClaimFacts = {
    path: claim.path,
    pull: pull.number,
    author: submitter?.id ?? null,
    merge,
    head,
    policy,
    existedAtPolicy: (await treeAt(base)) !== null,
    bears: await bearerOf(place, claim, submitter),
    alike: await foldersAlike(place, base, claim),
    commits: await commitFacts(place, own, accounts),
    unseen: commits.map(({ sha }) => sha).filter((sha) => !own.includes(sha)),
    merged: await differing(git, [base, merge]),
    tree: await treeAt(merge),
    treeNow: await treeAt(main),
    trees,
    pushers,
    handedBy: pushes !== null && isCommonBranch(place, pull, desk) ? (await handedBy(place, claim.path, head, pushes)).map(({ id }) => id) : null,
    reviews: reviews.map(({ id, account, state, commit, body, submitted }) => ({ id, account: account?.id ?? null, state, commit, body, submitted, edited: edited.has(id) })),
    policyFaults,
    assessors: assessorsIn(catalog),
    mergedAt,
    assessorsNow: reviews.some(({ submitted }) => isLate(submitted, mergedAt)) ? assessorsIn((await catalogAt(programme.git, catalogMain, programme.folder)).catalog) : null,
    issuer: catalog.issuer?.value ?? null,
    release,
    stay,
    handedIn: pushes !== null && stay !== null && on > stay.until ? await handedInAt(place, claim.path, head, pushes) : null,
    submission,
    mergedOn: on,
  };
  return { ok: true, facts, pull };
}

// Who the submitter is, the account's number says. But claims are found and numbered by their folders, so that one must not
// pass for somebody else's: GitHub is asked whose the login is today. What it was before a rename, GitHub does not tell.
async function bearerOf({ github }: Place, { login }: MergedClaim, submitter: Account | null): Promise<ClaimFacts['bears']> {
  if (login === submitter?.login) return 'own';
  const bearer = await github.accountNamed(login);
  return bearer === null || bearer.id === submitter?.id ? 'neither' : 'another';
}

// One after the other: as many processes at once as a stranger has commits would be theirs to choose.
// A merge commit touches what differs from all its parents; what a merge brings to main at large is compared apart.
async function commitFacts({ git }: Place, shas: readonly string[], accounts: ReadonlyMap<string, readonly number[]>): Promise<readonly CommitFacts[]> {
  const facts: CommitFacts[] = [];
  for (const sha of shas) facts.push({ sha, touched: await differing(git, ['-c', '--root', sha]), accounts: accounts.get(sha) ?? null });
  return facts;
}
