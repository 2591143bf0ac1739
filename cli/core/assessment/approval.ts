import { digestOf } from '../canonical.ts';
import type { Assessors, Award, Issuer, ReleaseFile } from '../model.generated.ts';
import { decide, reached } from './decision.ts';
import { parseScoreForm, type Assessment } from './score-form.ts';

/** A review as GitHub tells it; `edited` after it was submitted. */
export interface ReviewFacts {
  readonly id: number;
  readonly account: number | null;
  readonly state: string;
  readonly commit: string | null;
  readonly body: string;
  readonly submitted: string | null;
  readonly edited: boolean;
}

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
  /** Main just before the first commit that the merge brought. */
  readonly policy: string;
  readonly existedAtPolicy: boolean;
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
  readonly reviews: readonly ReviewFacts[];
  /** What is wrong with the issuer, the assessors or the release before the merge. */
  readonly policyFaults: readonly string[];
  /** Commits that GitHub lists for the pull request and that are not among `commits`. */
  readonly unseen: readonly string[];
  readonly assessors: Assessors | null;
  readonly issuer: Issuer | null;
  readonly release: ReleaseFile | null;
  /** Today, as year-month-day, of the merge. */
  readonly mergedOn: string;
}

/** An award's grounds, or every reason why there are none. */
export type Approval =
  | { readonly ok: true; readonly assessments: Award['assessments']; readonly results: Award['results'] }
  | { readonly ok: false; readonly reasons: readonly string[] };

const OPINIONS = new Set(['APPROVED', 'CHANGES_REQUESTED', 'DISMISSED']);

/** Whether a listed assessor may assess this release. */
export function mayAssess(assessor: Assessors['assessors'][number], release: ReleaseFile['release'], author: number | null, on: string): string | null {
  const { covers } = assessor;
  if (!covers.includes('all') && !covers.includes(release.id) && !covers.includes(release.framework.id)) return `does not cover ${release.id}`;
  if (assessor['calibrated-until'] < on) return `was calibrated only until ${assessor['calibrated-until']}`;
  if (author !== null && assessor.conflicts?.includes(author)) return 'has a declared conflict of interest';
  return null;
}

/**
 * Proves that a merged claim was approved as the programme's policy asks, at the bytes that stand on main.
 * Nothing is assumed: what is not proven is a reason to refuse.
 */
export function proveApproval(facts: ClaimFacts): Approval {
  const reasons: string[] = [];
  const { release, issuer, assessors, path } = facts;
  if (release === null) reasons.push('the release that the submission names was not in the catalog before the merge');
  if (issuer === null || assessors === null) reasons.push('the issuer or the list of assessors had faults before the merge');
  if (facts.author === null) reasons.push('the account that opened the pull request no longer exists, so a person must look');
  if (facts.tree === null) reasons.push('the claim folder is not on main after the merge');
  if (facts.tree !== facts.treeNow) reasons.push('the claim folder on main was changed after the merge');
  if (facts.existedAtPolicy) reasons.push('the claim folder was there before the pull request');
  for (const outside of outsiders(facts.merged, path)) reasons.push(`the merge changed ${outside}, outside the claim folder`);
  for (const commit of facts.commits) for (const outside of outsiders(commit.touched, path)) reasons.push(`commit ${commit.sha.slice(0, 10)} touches ${outside}, outside the claim folder`);
  for (const fault of facts.policyFaults) reasons.push(`before the merge, ${fault}`);
  for (const sha of facts.unseen.slice(0, 3)) reasons.push(`commit ${sha.slice(0, 10)} of the pull request came to main in another way`);
  if (facts.commits.some(({ accounts }) => accounts === null)) reasons.push('GitHub does not list every commit of the pull request, so a person must look');
  if (facts.pushers === null) reasons.push('the record of who pushed to the pull request cannot be read, so a person must look');
  if (reasons.length > 0 || release === null || issuer === null || assessors === null) return { ok: false, reasons };

  const counted: { readonly facts: ReviewFacts; readonly assessment: Assessment }[] = [];
  let blocked = false;
  const seen = new Set<number>();
  for (const assessor of assessors.assessors) {
    // One person is one opinion, however often the list names them.
    if (seen.has(assessor.id)) return { ok: false, reasons: [`the list of assessors names the account ${assessor.id} twice`] };
    seen.add(assessor.id);
    const opinion = latestOpinion(facts.reviews, assessor.id);
    if (opinion === null) continue;
    const verdict = weigh(opinion, assessor, facts, release.release);
    if (verdict.kind === 'counts') counted.push({ facts: opinion, assessment: verdict.assessment });
    else if (verdict.kind !== 'none') reasons.push(`${assessor.login}'s review ${opinion.id} ${verdict.reason}`);
    blocked ||= verdict.kind === 'blocks';
  }
  const { approvals } = issuer.policy;
  if (counted.length < approvals) reasons.push(`${counted.length} of ${approvals} approvals by listed assessors count`);
  if (blocked || counted.length < approvals) return { ok: false, reasons };
  return {
    ok: true,
    assessments: counted.map(({ facts: { id, account, body, commit, submitted } }) => ({ assessor: account!, review: id, body: digestOf(body), commit: commit!, submitted: submitted! })),
    results: [...reached(counted.map(({ assessment }) => assessment), release.release)],
  };
}

function outsiders(paths: readonly string[], folder: string): readonly string[] {
  return paths.filter((path) => !path.startsWith(`${folder}/`)).slice(0, 3);
}

/** The latest of an account's reviews that is an opinion; GitHub lists them in the order of time. A dismissed one is an opinion withdrawn. */
export function latestOpinion(reviews: readonly ReviewFacts[], account: number): ReviewFacts | null {
  return reviews.filter((review) => review.account === account && OPINIONS.has(review.state)).at(-1) ?? null;
}

/** A void review counts for nothing; one that blocks stands in the way of the award until its author replaces it. */
type Verdict = { readonly kind: 'counts'; readonly assessment: Assessment } | { readonly kind: 'none' } | { readonly kind: 'void' | 'blocks'; readonly reason: string };
const isVoid = (reason: string): Verdict => ({ kind: 'void', reason });
const blocks = (reason: string): Verdict => ({ kind: 'blocks', reason });

function weigh(review: ReviewFacts, assessor: Assessors['assessors'][number], facts: ClaimFacts, release: ReleaseFile['release']): Verdict {
  if (review.state === 'DISMISSED') return { kind: 'none' };
  if (assessor.id === facts.author) return isVoid('is by the author of the pull request');
  const barred = mayAssess(assessor, release, facts.author, facts.mergedOn);
  if (barred !== null) return isVoid(`does not count: this person ${barred}`);
  if (review.state === 'CHANGES_REQUESTED') return blocks(`says "not yet" and was not replaced`);
  if (review.edited) return isVoid('was edited after it was submitted');
  if (review.commit === null || review.submitted === null) return isVoid('names no commit');
  if (facts.trees.get(review.commit) == null || facts.trees.get(review.commit) !== facts.tree) return isVoid(`was made at ${review.commit.slice(0, 10)}, where the claim folder had another content than on main`);
  if (facts.pushers!.includes(assessor.id)) return isVoid('is by a person who pushed to the pull request');
  if (facts.commits.some(({ accounts }) => accounts?.includes(assessor.id) === true)) return isVoid('is by a person whom a commit of the pull request names as its author; anyone can write that, so a person must look');
  const form = parseScoreForm(review.body, release);
  if (!form.ok) return blocks(`cannot be read: ${form.faults[0]!.message} (line ${form.faults[0]!.line})`);
  const decision = decide(form.assessment, release);
  if (!decision.passed) return blocks(`approves, but its levels say "not yet" for ${decision.short.join(', ')}`);
  return { kind: 'counts', assessment: form.assessment };
}
