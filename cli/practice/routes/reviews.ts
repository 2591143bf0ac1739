import { may, permitted, pullOf, readable, somebody } from '../access.ts';
import { requiredText, text } from '../fields.ts';
import { hasCommit } from '../git/commits.ts';
import { gitDir, stamp, type Call, type Reply, type Route } from '../host.ts';
import { listed } from '../paging.ts';
import { refuseWorkflow } from '../permissions.ts';
import { announcePull } from '../pulls/announce.ts';
import { scopeOf } from '../pulls/scope.ts';
import { all, nextId, put } from '../records.ts';
import { forbidden, notFound, refusal, unprocessable } from '../refusal.ts';
import { reviewShape } from '../shapes/conversation.ts';
import type { Person, Pull, Repository, Review, ReviewState, State } from '../state.ts';

const LIST = '/repos/{owner}/{repo}/pulls/{pull_number}/reviews';
const ONE = `${LIST}/{review_id}`;

const STATES: Readonly<Record<string, ReviewState>> = { APPROVE: 'APPROVED', REQUEST_CHANGES: 'CHANGES_REQUESTED', COMMENT: 'COMMENTED' };

/** Reviews. Anybody who may read a repository may review in it, which is why an approval alone says nothing. */
export const reviewRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: LIST,
    run: (call) => {
      const pull = pullOf(call, readable(call));
      return listed(call, visible(call, pull), (review) => reviewShape(call.host, pull, review));
    },
  },
  { method: 'POST', path: LIST, run: create },
  { method: 'GET', path: ONE, run: (call) => shown(call, pullOf(call, readable(call))) },
  { method: 'PUT', path: ONE, run: edit },
  { method: 'PUT', path: `${ONE}/dismissals`, run: dismiss },
  { method: 'POST', path: `${ONE}/events`, run: submit },
];

async function create(call: Call): Promise<Reply> {
  const { host } = call;
  const target = permitted(call, 'pull');
  const pull = pullOf(call, target);
  const caller = somebody(call);
  const body = text(call, 'body', 'PullRequestReview') ?? '';
  const state = stateOf(call, target, pull, caller, body);
  const commitId = await commitOf(call, target, pull);
  const pending = all(host.store.get(), 'reviews').some((one) => one.pullId === pull.id && one.authorId === caller.id && one.state === 'PENDING');
  if (pending) throw unprocessable('User can only have one pending review per pull request');
  const review = { pullId: pull.id, authorId: caller.id, body, state, commitId, submittedAt: state === 'PENDING' ? null : stamp(host), edit: null };
  let id = 0;
  host.store.change((before) => {
    const [drawn, next] = nextId(before);
    id = drawn;
    return answered(put(next, 'reviews', { ...review, id }), pull, { ...review, id }, stamp(host));
  });
  if (state !== 'PENDING') await announcePull(host, pull.id, 'pull_request_review', 'submitted', caller);
  return { status: 200, body: reviewShape(host, pull, { ...review, id }) };
}

function stateOf(call: Call, target: Repository, pull: Pull, caller: Person, body: string): ReviewState {
  const event = text(call, 'event', 'PullRequestReview') ?? '';
  if (event === '' || event === 'PENDING') return 'PENDING';
  const state = STATES[event];
  if (state === undefined) throw unprocessable(`Variable $event of type PullRequestReviewEvent was provided invalid value`);
  if (state === 'APPROVED') refuseWorkflow(call, target);
  if (pull.authorId === caller.id && state === 'APPROVED') throw unprocessable('Can not approve your own pull request');
  if (pull.authorId === caller.id && state === 'CHANGES_REQUESTED') throw unprocessable('Can not request changes on your own pull request');
  if (state !== 'APPROVED' && body.trim() === '') throw unprocessable("Review body can't be blank");
  return state;
}

// A review is of one of the commits that the pull request has at this moment; later pushes leave it where it was.
async function commitOf(call: Call, target: Repository, pull: Pull): Promise<string> {
  const named = text(call, 'commit_id', 'PullRequestReview');
  if (named === null) return pull.headSha;
  const scope = await scopeOf(call.host, pull);
  const known = scope.commits.includes(named) && (await hasCommit(gitDir(call.host, target), named));
  if (!known) throw unprocessable('The commitOID is not part of the pull request');
  return named;
}

async function edit(call: Call): Promise<Reply> {
  const target = permitted(call, 'pull');
  const pull = pullOf(call, target);
  const review = reviewOf(call, pull);
  const caller = somebody(call);
  // Whoever may push may change the words of others: an approval must be held against who edited it last.
  if (review.authorId !== caller.id && !may(target, caller, 'push')) throw forbidden('Must have write access to edit this review.');
  const body = text(call, 'body', 'PullRequestReview') ?? '';
  if (body.trim() === '') throw unprocessable("Review body can't be blank");
  const edited = review.state !== 'PENDING' && body !== review.body;
  return kept(call, pull, { ...review, body, edit: edited ? { at: stamp(call.host), byId: caller.id } : review.edit }, edited ? 'edited' : null);
}

async function dismiss(call: Call): Promise<Reply> {
  const target = permitted(call, 'push', notFound);
  const pull = pullOf(call, target);
  const review = reviewOf(call, pull);
  requiredText(call, 'message', 'PullRequestReview');
  if (review.state !== 'APPROVED' && review.state !== 'CHANGES_REQUESTED') {
    throw unprocessable(`Can not dismiss a ${review.state.toLowerCase()} pull request review`);
  }
  return kept(call, pull, { ...review, state: 'DISMISSED' }, 'dismissed');
}

async function submit(call: Call): Promise<Reply> {
  const target = permitted(call, 'pull');
  const pull = pullOf(call, target);
  const review = reviewOf(call, pull);
  const caller = somebody(call);
  if (review.authorId !== caller.id) throw notFound();
  if (review.state !== 'PENDING') throw unprocessable('Can not submit a review that is not pending');
  const body = text(call, 'body', 'PullRequestReview') ?? review.body;
  const state = stateOf(call, target, pull, caller, body);
  if (state === 'PENDING') throw refusal(422, 'Unprocessable Entity', { errors: ['event is missing'] });
  return kept(call, pull, { ...review, body, state, submittedAt: stamp(call.host) }, 'submitted');
}

async function kept(call: Call, pull: Pull, review: Review, action: string | null): Promise<Reply> {
  call.host.store.change((state) => answered(put(state, 'reviews', review), pull, action === 'submitted' ? review : null, stamp(call.host)));
  if (action !== null) await announcePull(call.host, pull.id, 'pull_request_review', action, somebody(call));
  return { status: 200, body: reviewShape(call.host, pull, review) };
}

// Whoever has posted a review is no longer asked for one.
function answered(state: State, pull: Pull, review: Review | null, at: string): State {
  const now = state.pulls[pull.id] ?? pull;
  const asked = now.requestedReviewerIds.filter((id) => review === null || review.state === 'PENDING' || id !== review.authorId);
  return put(state, 'pulls', { ...now, requestedReviewerIds: asked, updatedAt: at });
}

const shown = (call: Call, pull: Pull): Reply => ({ status: 200, body: reviewShape(call.host, pull, reviewOf(call, pull)) });

// A review that is not submitted yet exists for its author alone.
function visible(call: Call, pull: Pull): readonly Review[] {
  const reviews = all(call.host.store.get(), 'reviews').filter((one) => one.pullId === pull.id);
  return reviews
    .filter((one) => one.state !== 'PENDING' || one.authorId === call.caller?.id)
    .toSorted((a, b) => (a.submittedAt ?? '9').localeCompare(b.submittedAt ?? '9') || a.id - b.id);
}

function reviewOf(call: Call, pull: Pull): Review {
  const found = visible(call, pull).find((one) => String(one.id) === call.params['review_id']);
  if (found === undefined) throw notFound();
  return found;
}
