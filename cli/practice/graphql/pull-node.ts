import type { Caller } from '../grants.ts';
import type { Host } from '../host.ts';
import { turnsOf } from '../pulls/turns.ts';
import { all, headRepositoryOf, person } from '../records.ts';
import { nodeId } from '../shapes/node-id.ts';
import { pullPage } from '../shapes/pull.ts';
import type { Comment, Pull, Review, Turn } from '../state.ts';
import { actorNode } from './actor-node.ts';
import { connection, type Slice } from './connection.ts';

const EVENTS = {
  ready_for_review: ['READY_FOR_REVIEW_EVENT', 'ReadyForReviewEvent'],
  convert_to_draft: ['CONVERT_TO_DRAFT_EVENT', 'ConvertToDraftEvent'],
  review_requested: ['REVIEW_REQUESTED_EVENT', 'ReviewRequestedEvent'],
  review_request_removed: ['REVIEW_REQUEST_REMOVED_EVENT', 'ReviewRequestRemovedEvent'],
} as const;

/** `PullRequest`, with the conversation that hangs on it. */
export function pullNode(host: Host, caller: Caller, pull: Pull) {
  const state = host.store.get();
  const source = headRepositoryOf(state, pull);
  return {
    id: nodeId('PR', pull.id),
    number: pull.number,
    title: pull.title,
    url: pullPage(host, pull),
    isDraft: pull.draft,
    createdAt: pull.createdAt,
    baseRefName: pull.baseRef,
    headRefName: pull.headRef,
    headRefOid: pull.headSha,
    author: actorNode(state, pull.authorId),
    headRepository: source === null ? null : { name: source.name, owner: { __typename: person(state, source.ownerId).type, login: person(state, source.ownerId).login } },
    reviewRequests: (slice: Slice) =>
      connection('reviewRequests', pull.requestedReviewerIds.map((id) => ({ id })), slice, ({ id }) => ({ requestedReviewer: actorNode(host.store.get(), id) })),
    timelineItems: ({ itemTypes, ...slice }: Slice & { readonly itemTypes?: readonly string[] | null }) => {
      const turns = turnsOf(host, pull.id).filter(({ kind }) => itemTypes?.includes(EVENTS[kind][0]) ?? true);
      return connection('timelineItems', turns, slice, (turn) => turnNode(host, turn));
    },
    reviews: (slice: Slice) => {
      // A review that waits to be submitted is its author's alone.
      const seen = all(host.store.get(), 'reviews').filter((one) => one.pullId === pull.id && (one.state !== 'PENDING' || one.authorId === caller.id));
      return connection('reviews', seen, slice, (one) => reviewNode(host, one));
    },
    comments: (slice: Slice) => {
      const said = all(host.store.get(), 'comments').filter((one) => one.threadId === pull.id);
      return connection('comments', said, slice, (one) => commentNode(caller, one));
    },
  };
}

function turnNode(host: Host, turn: Turn) {
  const reviewer = turn.reviewerId === null ? null : actorNode(host.store.get(), turn.reviewerId);
  return { __typename: EVENTS[turn.kind][1], createdAt: turn.at, requestedReviewer: reviewer };
}

function reviewNode(host: Host, review: Review) {
  const state = host.store.get();
  return {
    fullDatabaseId: String(review.id),
    lastEditedAt: review.edit?.at ?? null,
    editor: review.edit === null ? null : actorNode(state, review.edit.byId),
    body: review.body,
    state: review.state,
    submittedAt: review.submittedAt,
    commit: review.commitId === null ? null : { oid: review.commitId },
    author: actorNode(state, review.authorId),
  };
}

/** `IssueComment`. */
export function commentNode(caller: Caller, comment: Comment) {
  return { fullDatabaseId: String(comment.id), viewerDidAuthor: comment.authorId === caller.id, body: comment.body, createdAt: comment.createdAt };
}
