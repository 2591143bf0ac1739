import { permitted, pullOf, readable, rightOf, somebody } from '../access.ts';
import { stamp, type Call, type Reply, type Route } from '../host.ts';
import { announcePull } from '../pulls/announce.ts';
import { addTurn } from '../pulls/turns.ts';
import { fullName, person, personByLogin, put } from '../records.ts';
import { invalid, refusal } from '../refusal.ts';
import { simpleUser } from '../shapes/person.ts';
import { simplePull } from '../shapes/pull.ts';
import type { Person, Pull, Repository } from '../state.ts';

const PATH = '/repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers';

/** Who is asked to review a pull request. Posting a review answers the request and takes it away. */
export const reviewRequestRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: PATH,
    run: (call) => {
      const pull = pullOf(call, readable(call));
      const state = call.host.store.get();
      return { status: 200, body: { users: pull.requestedReviewerIds.map((id) => simpleUser(call.host, person(state, id))), teams: [] } };
    },
  },
  {
    method: 'POST',
    path: PATH,
    run: (call) => {
      const target = permitted(call, 'triage');
      const pull = pullOf(call, target);
      const wanted = loginsOf(call).map((login) => askable(call, target, pull, login));
      const fresh = wanted.filter(({ id }) => !pull.requestedReviewerIds.includes(id));
      return turned(call, pull, [...pull.requestedReviewerIds, ...fresh.map(({ id }) => id)], fresh, 201);
    },
  },
  {
    method: 'DELETE',
    path: PATH,
    run: (call) => {
      const pull = pullOf(call, permitted(call, 'triage'));
      const state = call.host.store.get();
      const named = loginsOf(call).map((login) => personByLogin(state, login)?.id);
      const gone = pull.requestedReviewerIds.filter((id) => named.includes(id));
      return turned(call, pull, pull.requestedReviewerIds.filter((id) => !gone.includes(id)), gone.map((id) => person(state, id)), 200);
    },
  },
];

// Nobody can be asked who could not be told: whoever is asked must be a collaborator, and not the one who asks to be reviewed.
function askable(call: Call, target: Repository, pull: Pull, login: string): Person {
  const state = call.host.store.get();
  const found = personByLogin(state, login);
  if (found?.id === pull.authorId) throw refusal(422, 'Review cannot be requested from pull request author.');
  if (found === undefined || rightOf({ ...target, private: true }, found) === null) {
    throw refusal(422, `Reviews may only be requested from collaborators. One or more of the teams or users you specified is not a collaborator of the ${fullName(state, target)} repository.`);
  }
  return found;
}

function loginsOf(call: Call): readonly string[] {
  const given = call.body['reviewers'] ?? [];
  if (!Array.isArray(given) || !given.every((one): one is string => typeof one === 'string')) throw invalid({ resource: 'PullRequest', field: 'reviewers', code: 'invalid' });
  return [...new Set(given)];
}

async function turned(call: Call, pull: Pull, requestedReviewerIds: readonly number[], whom: readonly Person[], status: 200 | 201): Promise<Reply> {
  const { host } = call;
  const caller = somebody(call);
  const at = stamp(host);
  const next = whom.length === 0 ? pull : { ...pull, requestedReviewerIds, updatedAt: at };
  const kind = status === 201 ? 'review_requested' : 'review_request_removed';
  host.store.change((state) => whom.reduce((before, { id }) => addTurn(before, { pullId: pull.id, kind, at, actorId: caller.id, reviewerId: id }), put(state, 'pulls', next)));
  for (const _ of whom) await announcePull(host, pull.id, 'pull_request', kind, caller);
  return { status, body: simplePull(host, next, caller) };
}
