import { nodeId } from '../shapes/node-id.ts';
import { askGraphql } from './ask.ts';
import { pullOf } from './pull-of.ts';
import { signedIn, type Outcome, type Visit } from './visit.ts';

/** Says something in the conversation. */
export async function comment(visit: Visit): Promise<Outcome> {
  signedIn(visit);
  const { api, base, pull } = pullOf(visit);
  const { id } = await visit.ask<{ readonly id: number }>('POST', `${api}/issues/${pull.number}/comments`, { body: visit.filled.fields.get('comment') ?? '' });
  return { to: `${base}#issuecomment-${id}` };
}

/** Sends a review of the commit that the page showed. @throws 422 for an author's own verdict, and for a verdict without words. */
export async function review(visit: Visit): Promise<Outcome> {
  signedIn(visit);
  const { api, base, pull } = pullOf(visit);
  const { fields } = visit.filled;
  // Without an event the API would keep the review waiting, which no button of this page asks for.
  const order = { body: fields.get('review') ?? '', event: fields.get('event') ?? 'COMMENT', commit_id: fields.get('commit_id') ?? pull.headSha };
  const { id } = await visit.ask<{ readonly id: number }>('POST', `${api}/pulls/${pull.number}/reviews`, order);
  return { to: `${base}#pullrequestreview-${id}` };
}

/** Closes or reopens. */
export async function turn(visit: Visit): Promise<Outcome> {
  signedIn(visit);
  const { api, base, pull } = pullOf(visit);
  await visit.ask('PATCH', `${api}/pulls/${pull.number}`, { state: visit.filled.fields.get('state') ?? '' });
  return { to: base };
}

/** Makes a draft ready for review. */
export async function ready(visit: Visit): Promise<Outcome> {
  const { base, pull } = pullOf(visit);
  const mutation = 'mutation ($id: ID!) { markPullRequestReadyForReview(input: { pullRequestId: $id }) { pullRequest { isDraft } } }';
  await askGraphql(visit.host, signedIn(visit), mutation, { id: nodeId('PR', pull.id) });
  return { to: base };
}

/** Dismisses a review with a reason. @throws 404 without the right to push. */
export async function dismiss(visit: Visit): Promise<Outcome> {
  signedIn(visit);
  const { api, base, pull } = pullOf(visit);
  const { fields } = visit.filled;
  await visit.ask('PUT', `${api}/pulls/${pull.number}/reviews/${encodeURIComponent(fields.get('review_id') ?? '')}/dismissals`, { message: fields.get('message') ?? '' });
  return { to: base };
}

/** Merges the head that the page showed. @throws 409 where it has moved since. */
export async function merge(visit: Visit): Promise<Outcome> {
  signedIn(visit);
  const { api, base, pull } = pullOf(visit);
  const { fields } = visit.filled;
  await visit.ask('PUT', `${api}/pulls/${pull.number}/merge`, { sha: fields.get('sha') ?? '', merge_method: fields.get('merge_method') ?? 'merge' });
  return { to: base };
}
