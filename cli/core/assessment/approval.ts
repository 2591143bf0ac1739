import { digestOf } from '../canonical.ts';
import type { Assessors, Award, Issuer, ReleaseFile, Submission } from '../model.generated.ts';
import { isInTime, type Stay } from '../submission/stay.ts';
import { decide, decideTogether, reached } from './decision.ts';
import { interestsOf, mayAssess, type Listed } from './eligibility.ts';
import { bySubmission, latestOpinion, readOpinion, type ReviewFacts } from './opinion.ts';
import type { Assessment } from './score-form.ts';

/** A commit that the pull request brought: which paths it touched against all its parents, and whose it says it is. */
export interface CommitFacts {
  readonly sha: string;
  readonly touched: readonly string[];
  /** Accounts that GitHub takes the commit's e-mail addresses for (anyone can write any address); null if GitHub does not list the commit. */
  readonly accounts: readonly number[] | null;
}

/** All that an award is decided from, read from git's objects and GitHub's API and from nowhere else. */
export interface ClaimFacts {
  /** The claim folder's path in the repository. */
  readonly path: string;
  readonly pull: number;
  readonly author: number | null;
  readonly merge: string;
  readonly head: string;
  /** The commit of the catalog at which assessors and rules are read: main just before the first commit that the merge brought, or, with private submissions, just before the moment of the merge. */
  readonly policy: string;
  readonly existedAtPolicy: boolean;
  /** Whose login the claim folder bears: the submitter's own as GitHub writes it now, another account's, or neither. */
  readonly bears: 'own' | 'another' | 'neither';
  /** Folders of main before the merge whose paths are the claim's but for the case of their letters. */
  readonly alike: readonly string[];
  readonly commits: readonly CommitFacts[];
  /** Paths that differ between main before and after the merge. */
  readonly merged: readonly string[];
  /** Git object id of the claim folder on main after the merge, and on main now. */
  readonly tree: string | null;
  readonly treeNow: string | null;
  /** Git object id of the claim folder at each commit that a review names. */
  readonly trees: ReadonlyMap<string, string | null>;
  /** Accounts that pushed to the head branch, by the activity record; null if it could not be read. */
  readonly pushers: readonly number[] | null;
  /** Accounts that pushed the claim folder with the content of the head; null where the branch is in a fork or a repository of one's own. */
  readonly handedBy: readonly number[] | null;
  readonly reviews: readonly ReviewFacts[];
  /** What is wrong with the issuer, the assessors or the release before the merge. */
  readonly policyFaults: readonly string[];
  /** Commits that GitHub lists for the pull request and that are not among `commits`. */
  readonly unseen: readonly string[];
  readonly assessors: Assessors | null;
  /** When it was merged; null while it is open. */
  readonly mergedAt: string | null;
  /** The list of assessors on main now, where a review came after the merge; null where none did, or where it has faults. */
  readonly assessorsNow: Assessors | null;
  readonly issuer: Issuer | null;
  readonly release: ReleaseFile | null;
  /** How long work stays on that release before the merge; null where for good. */
  readonly stay: Stay | null;
  /** When what stands in the claim folder was handed in, by the record of who pushed; null where it does not tell. */
  readonly handedIn: string | null;
  /** What the submission says of school, team, who may read it, and what was handed in. */
  readonly submission: Pick<Submission, 'school' | 'team' | 'visibility'> & Partial<Pick<Submission, 'evidence' | 'choices' | 'evidence-in-badge'>>;
  /** Today, as year-month-day, of the merge. */
  readonly mergedOn: string;
}

/** An award's grounds, or every reason why there are none. */
export type Approval =
  | { readonly ok: true; readonly assessments: Award['assessments']; readonly results: Award['results'] }
  | { readonly ok: false; readonly reasons: readonly string[] };

/**
 * Proves that a merged claim was approved as the programme's policy asks, at the bytes that stand on main.
 * Nothing is assumed: what is not proven is a reason to refuse.
 */
export function proveApproval(facts: ClaimFacts): Approval {
  const reasons: string[] = [];
  const { release, issuer, assessors, path } = facts;
  if (release === null) reasons.push('the release that the submission names was not in the catalog before the merge');
  if (issuer === null || assessors === null) reasons.push('the issuer or the list of assessors had faults before the merge');
  if (facts.author === null) reasons.push('it cannot be told whose claim it is, because the account that opened the pull request no longer exists or handed it in for somebody else, so a person must look');
  if (facts.tree === null) reasons.push('the claim folder is not on main after the merge');
  if (facts.tree !== facts.treeNow) reasons.push('the claim folder on main was changed after the merge');
  if (facts.existedAtPolicy) reasons.push('the claim folder was there before the pull request');
  if (facts.bears === 'another') reasons.push(`the claim folder bears the login of another account than the one that handed it in (${loginIn(path)})`);
  if (facts.bears === 'neither' && facts.author !== null) reasons.push(`the claim folder bears a login that GitHub does not write so today (${loginIn(path)}), as when the account was renamed, so a person must look`);
  for (const double of facts.alike.slice(0, 3)) reasons.push(`main had ${double} before the pull request, which is the same folder on many disks`);
  for (const outside of outsiders(facts.merged, path)) reasons.push(`the merge changed ${outside}, outside the claim folder`);
  for (const commit of facts.commits) for (const outside of outsiders(commit.touched, path)) reasons.push(`commit ${commit.sha.slice(0, 10)} touches ${outside}, outside the claim folder`);
  for (const fault of facts.policyFaults) reasons.push(`before the merge, ${fault}`);
  for (const sha of facts.unseen.slice(0, 3)) reasons.push(`commit ${sha.slice(0, 10)} of the pull request came to main in another way`);
  if (facts.commits.some(({ accounts }) => accounts === null)) reasons.push('GitHub does not list every commit of the pull request, so a person must look');
  if (facts.pushers === null) reasons.push('the record of who pushed to the pull request cannot be read, so a person must look');
  if (facts.author !== null && facts.handedBy?.includes(facts.author) === false) reasons.push(`what stands in the claim folder was pushed ${facts.handedBy.length === 0 ? 'by nobody whom the record names' : `by the account ${facts.handedBy[0]}`} and not by the account whose claim it is`);
  if (reasons.length > 0 || release === null || issuer === null || assessors === null) return { ok: false, reasons };

  const counted: Counted[] = [];
  const late: { readonly assessor: Listed; readonly review: ReviewFacts }[] = [];
  let blocked = false;
  const seen = new Set<number>();
  for (const assessor of assessors.assessors) {
    // One person is one opinion, however often the list names them.
    if (seen.has(assessor.id)) return { ok: false, reasons: [`the list of assessors names the account ${assessor.id} twice`] };
    seen.add(assessor.id);
    const review = latestOpinion(facts.reviews, assessor.id);
    if (review === null) continue;
    const weight = weigh(review, assessor, facts, release.release);
    if (weight.kind === 'counts') counted.push({ review, assessment: weight.assessment });
    else if (weight.kind === 'elsewhere' && review.state === 'CHANGES_REQUESTED') late.push({ assessor, review });
    else if (weight.kind !== 'none') reasons.push(`${assessor.login}'s review ${review.id} ${weight.reason}`);
    blocked ||= weight.kind === 'blocks';
  }
  const { stay } = facts;
  // What somebody assessed in time was handed in in time, whatever is pushed again.
  if (stay !== null && !isInTime(stay, [facts.mergedOn, facts.handedIn, ...counted.map(({ review }) => review.submitted)])) {
    reasons.push(`it was handed in under version ${stay.version} after ${stay.until}, the last day for that by the programme's policy: it is renewed to version ${stay.newest.release.credential.version} first`);
    blocked = true;
  }
  counted.sort((a, b) => bySubmission(a.review, b.review));
  // An objection to an earlier attempt is answered by those who assessed this one, unless it came after them.
  for (const { assessor, review } of late) {
    if (counted.some((one) => bySubmission(review, one.review) < 0)) continue;
    reasons.push(`${assessor.login}'s review ${review.id} says "not yet" and was not replaced`);
    blocked = true;
  }
  const { approvals } = issuer.policy;
  const assessments = counted.map(({ assessment }) => assessment);
  const decision = decideTogether(assessments, release.release, approvals);
  const login = (id: number | null): string => assessors.assessors.find((one) => one.id === id)?.login ?? String(id);
  if (decision.kind === 'open') for (const { review, assessment } of counted) if (!decide(assessment, release.release).passed) reasons.push(`${login(review.account)}'s assessment says "not yet" for ${decide(assessment, release.release).short.join(', ')}`);
  if (decision.kind === 'open') reasons.push(`${approvals - decision.missing} of ${approvals} independent assessments by listed assessors count`);
  if (decision.kind === 'disputed') reasons.push(`the assessors disagree on ${decision.items.join(', ')}, so a further person must judge it`);
  if (decision.kind === 'not-yet') reasons.push(`the assessments say "not yet" for ${decision.short.join(', ')}`);
  if (blocked || decision.kind !== 'passed') return { ok: false, reasons };
  return {
    ok: true,
    assessments: counted.map(({ review: { id, account, body, commit, submitted } }) => ({ assessor: account!, review: id, body: digestOf(body), commit: commit!, submitted: submitted! })),
    results: [...reached(assessments, release.release, approvals)],
  };
}

const loginIn = (path: string): string => path.split('/').at(-2) ?? '';

interface Counted {
  readonly review: ReviewFacts;
  readonly assessment: Assessment;
}

function outsiders(paths: readonly string[], folder: string): readonly string[] {
  return paths.filter((path) => !path.startsWith(`${folder}/`)).slice(0, 3);
}

/**
 * A void review counts for nothing, and so does one that was made elsewhere: at other bytes than those on main. One that
 * blocks stands in the way of the award until its author replaces it.
 */
type Weight = { readonly kind: 'counts'; readonly assessment: Assessment } | { readonly kind: 'none' } | { readonly kind: 'void' | 'blocks' | 'elsewhere'; readonly reason: string };
/** Whether a review came after the merge. */
export const isLate = (submitted: string | null, mergedAt: string | null): boolean => submitted !== null && mergedAt !== null && submitted > mergedAt;
const isVoid = (reason: string): Weight => ({ kind: 'void', reason });
const blocks = (reason: string): Weight => ({ kind: 'blocks', reason });

function weigh(review: ReviewFacts, assessor: Listed, facts: ClaimFacts, release: ReleaseFile['release']): Weight {
  if (assessor.id === facts.author) return isVoid('is by the author of the pull request');
  const barred = mayAssess(assessor, release, interestsOf(facts.submission, facts.author), facts.mergedOn);
  // What the submitter writes of school and team keeps people from approving; it does not silence an objection.
  const ownWord = barred !== null && mayAssess(assessor, release, { author: facts.author, school: undefined, team: [] }, facts.mergedOn) === null;
  if (ownWord && review.state === 'CHANGES_REQUESTED') return blocks(`says "not yet", and by the submission's own word this person ${barred}: a person must look`);
  if (barred !== null) return isVoid(`does not count: this person ${barred}`);
  const gone = review.state === 'APPROVED' && isLate(review.submitted, facts.mergedAt) ? barredNow(review, assessor, facts, release) : null;
  if (gone !== null) return isVoid(`was given after the merge and does not count: this person ${gone}`);
  if (review.state === 'DISMISSED') return dismissed(review, facts, release);
  if (review.commit === null || review.submitted === null) return review.state === 'CHANGES_REQUESTED' ? blocks('says "not yet" and names no commit') : isVoid('names no commit');
  if (facts.trees.get(review.commit) == null || facts.trees.get(review.commit) !== facts.tree) return { kind: 'elsewhere', reason: `was made at ${review.commit.slice(0, 10)}, where the claim folder had another content than on main` };
  if (review.edited) return review.state === 'CHANGES_REQUESTED' ? blocks('says "not yet" and was edited after it was submitted') : isVoid('was edited after it was submitted');
  if (facts.pushers!.includes(assessor.id)) return isVoid('is by a person who pushed to the pull request');
  // Whoever could be kept from approving by a forged name must not be kept from objecting by it.
  if (facts.commits.some(({ accounts }) => accounts?.includes(assessor.id) === true)) return (review.state === 'CHANGES_REQUESTED' ? blocks : isVoid)('is by a person whom a commit of the pull request names as its author; anyone can write that, so a person must look');
  const read = readOpinion(review, release);
  return read.ok ? { kind: 'counts', assessment: read.assessment } : blocks(read.reason);
}

// Whoever merges a claim while a friend is listed must not get that friend's approval when they are listed no more.
function barredNow({ submitted }: ReviewFacts, { id }: Listed, { assessorsNow, submission, author }: ClaimFacts, release: ReleaseFile['release']): string | null {
  const now = assessorsNow?.assessors.find((one) => one.id === id);
  return now === undefined ? 'is not on the list of assessors any more' : mayAssess(now, release, interestsOf(submission, author), submitted!.slice(0, 10));
}

// In her own repository a teacher may dismiss and edit what assessors wrote: an approval is withdrawn by it, a "not yet" of these bytes is not.
function dismissed(review: ReviewFacts, { trees, tree }: ClaimFacts, release: ReleaseFile['release']): Weight {
  if (review.commit === null || trees.get(review.commit) == null || trees.get(review.commit) !== tree) return { kind: 'none' };
  if (review.edited) return blocks('was edited and dismissed, so that nobody can tell what it said; its author replaces it by a new review');
  const read = readOpinion(review, release);
  return read.ok && !read.judgement.passed ? blocks('says "not yet" and was dismissed; its author replaces it by a new review, or the work is revised') : { kind: 'none' };
}
