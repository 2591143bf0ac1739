import type { Host } from '../host.ts';
import { all } from '../records.ts';
import type { Comment, Person, Pull, Review, ReviewState, Turn } from '../state.ts';
import { button, form, hidden, line } from './fields.ts';
import { escape, markdown, time } from './html.ts';
import { shownName } from './name.ts';

const VERDICTS: Readonly<Record<ReviewState, readonly [string, string]>> = {
  APPROVED: ['approved', 'approved'],
  CHANGES_REQUESTED: ['changes', 'asked for changes'],
  COMMENTED: ['other', 'commented'],
  DISMISSED: ['other', 'dismissed'],
  PENDING: ['other', 'not sent yet'],
};

const TURNS: Readonly<Record<Turn['kind'], string>> = {
  ready_for_review: 'marked this as ready for review',
  convert_to_draft: 'made this a draft',
  review_requested: 'asked for a review by',
  review_request_removed: 'no longer asks for a review by',
};

interface Entry {
  readonly id: number;
  readonly at: string;
  readonly html: string;
}

/** Everything that was said and done in a pull request, in its order; a review that is not sent yet is its author's alone. Who may dismiss a review gives the address to do it at. */
export function conversation(host: Host, pull: Pull, caller: Person | null, dismissAt: string | null): readonly string[] {
  const state = host.store.get();
  const reviews = all(state, 'reviews').filter((one) => one.pullId === pull.id && (one.state !== 'PENDING' || one.authorId === caller?.id));
  const turns = all(state, 'timeline').filter((one) => one.pullId === pull.id);
  return inOrder([
    ...reviews.map((one) => ({ id: one.id, at: one.submittedAt ?? '9', html: reviewHtml(host, one, dismissAt) })),
    ...turns.map((one) => ({ id: one.id, at: one.at, html: turnHtml(host, one) })),
    ...commentsOf(host, pull.id),
  ]);
}

/** The comments of an issue, in their order. */
export const commentList = (host: Host, threadId: number): readonly string[] => inOrder(commentsOf(host, threadId));

const commentsOf = (host: Host, threadId: number): readonly Entry[] =>
  all(host.store.get(), 'comments')
    .filter((one) => one.threadId === threadId)
    .map((one) => ({ id: one.id, at: one.createdAt, html: commentHtml(host, one) }));

const inOrder = (entries: readonly Entry[]): readonly string[] => entries.toSorted((a, b) => a.at.localeCompare(b.at) || a.id - b.id).map(({ html }) => html);

function reviewHtml(host: Host, review: Review, dismissAt: string | null): string {
  const [tone, words] = VERDICTS[review.state];
  const edited = review.edit === null ? '' : `, edited by ${escape(shownName(host, review.edit.byId))}`;
  const when = review.submittedAt === null ? '' : `, ${time(review.submittedAt)}`;
  const commit = review.commitId === null ? 'at a commit that is gone' : `at <code>${review.commitId.slice(0, 9)}</code>`;
  return (
    `<article id="pullrequestreview-${review.id}"><p>${escape(shownName(host, review.authorId))} <span class="mark ${tone}">${words}</span> ` +
    `<span class="quiet">${commit}${when}${edited}</span></p>${review.body.trim() === '' ? '' : markdown(review.body)}${dismissal(review, dismissAt)}</article>`
  );
}

function dismissal({ id, state }: Review, dismissAt: string | null): string {
  if (dismissAt === null || (state !== 'APPROVED' && state !== 'CHANGES_REQUESTED')) return '';
  const inner = `${hidden('review_id', String(id))}${line({ label: 'Why it no longer counts', name: 'message', id: `m-${id}`, required: true })}${button('Dismiss review', { quiet: true })}`;
  return `<details><summary>Dismiss this review</summary>${form(dismissAt, inner)}</details>`;
}

function commentHtml(host: Host, comment: Comment): string {
  const edited = comment.updatedAt === comment.createdAt ? '' : ', edited';
  return `<article id="issuecomment-${comment.id}"><p>${escape(shownName(host, comment.authorId))} <span class="quiet">${time(comment.createdAt)}${edited}</span></p>${markdown(comment.body)}</article>`;
}

function turnHtml(host: Host, turn: Turn): string {
  const whom = turn.reviewerId === null ? '' : ` ${escape(shownName(host, turn.reviewerId))}`;
  return `<p class="quiet">${escape(shownName(host, turn.actorId))} ${TURNS[turn.kind]}${whom}, ${time(turn.at)}</p>`;
}
