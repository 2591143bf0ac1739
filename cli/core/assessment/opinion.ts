import type { ReleaseFile } from '../model.generated.ts';
import { decide, type Judgement } from './decision.ts';
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

const OPINIONS = new Set(['APPROVED', 'CHANGES_REQUESTED', 'DISMISSED']);

/** Whether a review says anything for or against; a comment does not. */
export const isOpinion = ({ state }: ReviewFacts): boolean => OPINIONS.has(state);

/** The latest of an account's reviews that is an opinion; GitHub lists them in the order of time. A dismissed one is an opinion withdrawn. */
export function latestOpinion(reviews: readonly ReviewFacts[], account: number): ReviewFacts | null {
  return reviews.filter((review) => review.account === account && isOpinion(review)).at(-1) ?? null;
}

/** What a review says as an assessment, or why it cannot be taken for one. */
export type Reading = { readonly ok: true; readonly assessment: Assessment; readonly judgement: Judgement } | { readonly ok: false; readonly reason: string };

/** Reads a review's form and holds its levels against what the review's button says. */
export function readOpinion(review: ReviewFacts, release: ReleaseFile['release']): Reading {
  const form = parseScoreForm(review.body, release, { partial: true });
  if (!form.ok) return { ok: false, reason: `cannot be read: ${form.faults[0]!.message} (line ${form.faults[0]!.line})` };
  const judgement = decide(form.assessment, release);
  if (review.state === 'APPROVED' && !judgement.passed) return { ok: false, reason: `approves, but its levels say "not yet" for ${judgement.short.join(', ')}` };
  if (review.state === 'CHANGES_REQUESTED' && judgement.passed) return { ok: false, reason: 'says "not yet", but every level that it gives passes' };
  return { ok: true, assessment: form.assessment, judgement };
}

/** Reviews in the order in which they were submitted. */
export const bySubmission = (a: ReviewFacts, b: ReviewFacts): number => ((a.submitted ?? '') < (b.submitted ?? '') ? -1 : (a.submitted ?? '') > (b.submitted ?? '') ? 1 : a.id - b.id);
