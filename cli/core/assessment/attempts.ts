import type { Assessors, ReleaseFile } from '../model.generated.ts';
import { decideTogether, type Decision } from './decision.ts';
import { mayAssess, type Interests } from './eligibility.ts';
import { bySubmission, isOpinion, readOpinion, type ReviewFacts } from './opinion.ts';
import type { Assessment } from './score-form.ts';

/** One person's assessment of one attempt. */
export interface AttemptAssessment {
  readonly assessor: number;
  readonly review: ReviewFacts & { readonly submitted: string; readonly commit: string };
  readonly assessment: Assessment;
  readonly passed: boolean;
}

/** What was handed in at one time, and what the assessors said of it. A new attempt begins when work changes that somebody has assessed. */
export interface Attempt {
  /** Counted from 1. */
  readonly number: number;
  /** Git object id of the claim folder. */
  readonly tree: string;
  /** A commit at which the folder was so. */
  readonly commit: string;
  /** In the order in which they were submitted; the latest of each person. */
  readonly assessments: readonly AttemptAssessment[];
  readonly decision: Decision;
}

/** What the attempts of a claim are read from. */
export interface History {
  readonly reviews: readonly ReviewFacts[];
  /** Git object id of the claim folder at each commit that a review names; null where the commit is gone. */
  readonly trees: ReadonlyMap<string, string | null>;
  /** The folder as it is now, and the head. */
  readonly tree: string;
  readonly head: string;
  readonly release: ReleaseFile['release'];
  readonly assessors: Assessors;
  readonly interests: Interests;
  /** Accounts whose assessments do not count because they had a hand in the work. */
  readonly involved: ReadonlySet<number>;
  /** How many must judge independently. */
  readonly independent: number;
}

/** The attempts of a claim, oldest first; the last is the one that stands now, assessed or not. */
export function attemptsOf(history: History): readonly Attempt[] {
  const { release, independent } = history;
  const groups = new Map<string, { commit: string; readonly opinions: Map<number, ReviewFacts> }>();
  for (const review of [...history.reviews].sort(bySubmission)) {
    const tree = review.commit === null ? null : (history.trees.get(review.commit) ?? null);
    if (tree === null || review.account === null || review.submitted === null || !isOpinion(review) || !mayCount(review, history)) continue;
    const group = groups.get(tree) ?? { commit: review.commit!, opinions: new Map() };
    groups.set(tree, group);
    // What was withdrawn stays withdrawn: an earlier opinion does not come back.
    group.opinions.delete(review.account);
    group.opinions.set(review.account, review);
  }
  const attempts: Omit<Attempt, 'number'>[] = [];
  for (const [tree, { commit, opinions }] of groups) {
    const assessments = [...opinions.values()].flatMap((review) => read(review, release)).sort((a, b) => bySubmission(a.review, b.review));
    if (assessments.length > 0) attempts.push({ tree, commit, assessments, decision: decisionOf(assessments, release, independent) });
  }
  const now = attempts.findIndex(({ tree }) => tree === history.tree);
  // Whoever goes back to earlier work goes on with that attempt.
  const current = now === -1 ? { tree: history.tree, commit: history.head, assessments: [], decision: decisionOf([], release, independent) } : attempts.splice(now, 1)[0]!;
  return [...attempts, current].map((attempt, at) => ({ number: at + 1, ...attempt }));
}

const decisionOf = (assessments: readonly AttemptAssessment[], release: ReleaseFile['release'], independent: number): Decision => decideTogether(assessments.map(({ assessment }) => assessment), release, independent);

function mayCount(review: ReviewFacts, { assessors, release, interests, involved }: History): boolean {
  const listed = assessors.assessors.find(({ id }) => id === review.account);
  if (listed === undefined || listed.id === interests.author || involved.has(listed.id)) return false;
  return mayAssess(listed, release, interests, review.submitted!.slice(0, 10)) === null;
}

function read(review: ReviewFacts, release: ReleaseFile['release']): readonly AttemptAssessment[] {
  if (review.state === 'DISMISSED' || review.edited) return [];
  const opinion = readOpinion(review, release);
  if (!opinion.ok) return [];
  return [{ assessor: review.account!, review: { ...review, submitted: review.submitted!, commit: review.commit! }, assessment: opinion.assessment, passed: opinion.judgement.passed }];
}
