import { may, permitted, readable, somebody, threadOf } from '../access.ts';
import { requiredText, text } from '../fields.ts';
import { stamp, type Call, type Reply, type Route } from '../host.ts';
import { listed } from '../paging.ts';
import { announceIssue } from '../pulls/announce.ts';
import { all, nextId, person, put, repository } from '../records.ts';
import { forbidden, invalid } from '../refusal.ts';
import { isPull, issueShape } from '../shapes/conversation.ts';
import type { Issue, Pull, Repository } from '../state.ts';
import { namesOf, withLabels } from './labels.ts';
import { changePull } from './pulls.ts';

const LIST = '/repos/{owner}/{repo}/issues';
const ONE = `${LIST}/{issue_number}`;

/** Issues; for GitHub every pull request is one too. */
export const issueRoutes: readonly Route[] = [
  { method: 'GET', path: LIST, run: (call) => listed(call, chosen(call, readable(call)), (thread) => issueShape(call.host, thread)) },
  { method: 'POST', path: LIST, run: create },
  { method: 'GET', path: ONE, run: (call) => ({ status: 200, body: issueShape(call.host, threadOf(call, readable(call))) }) },
  { method: 'PATCH', path: ONE, run: change },
];

function chosen(call: Call, target: Repository): readonly (Pull | Issue)[] {
  const { query, host } = call;
  const state = host.store.get();
  const wanted = query.get('state') ?? 'open';
  const since = query.get('since') ?? '';
  const labels = (query.get('labels') ?? '').split(',').filter((name) => name !== '');
  const creator = query.get('creator')?.toLowerCase() ?? null;
  const threads: readonly (Pull | Issue)[] = [...all(state, 'issues'), ...all(state, 'pulls')];
  const kept = threads.filter(
    (one) =>
      one.repositoryId === target.id &&
      (wanted === 'all' || one.state === wanted) &&
      one.updatedAt >= since &&
      labels.every((name) => one.labels.some((own) => own.toLowerCase() === name.toLowerCase())) &&
      (creator === null || person(state, one.authorId).login.toLowerCase() === creator),
  );
  const key = (one: Pull | Issue): string => (query.get('sort') === 'updated' ? one.updatedAt : one.createdAt);
  const sorted = kept.toSorted((a, b) => key(a).localeCompare(key(b)) || a.number - b.number);
  return query.get('direction') === 'asc' ? sorted : sorted.reverse();
}

async function create(call: Call): Promise<Reply> {
  const { host } = call;
  const target = permitted(call, 'pull');
  const caller = somebody(call);
  const order = { title: requiredText(call, 'title', 'Issue'), body: text(call, 'body', 'Issue') };
  // Whoever may not label is not refused: the labels are left out without a word.
  const labels = may(target, caller, 'triage') ? namesOf(call) : [];
  const at = stamp(host);
  let id = 0;
  host.store.change((state) => {
    const [drawn, next] = nextId(withLabels(state, target, labels));
    id = drawn;
    const number = repository(next, target.id).lastNumber + 1;
    const numbered = put(next, 'repositories', { ...repository(next, target.id), lastNumber: number });
    const fresh = { state: 'open', stateReason: null, createdAt: at, updatedAt: at, closedAt: null, closedById: null, edit: null } as const;
    return put(numbered, 'issues', { id, repositoryId: target.id, number, authorId: caller.id, ...order, labels, ...fresh });
  });
  const made = host.store.get().issues[id]!;
  await announceIssue(host, made, 'issues', 'opened', caller);
  return { status: 201, body: issueShape(host, made) };
}

async function change(call: Call): Promise<Reply> {
  const { host } = call;
  const target = permitted(call, 'pull');
  const thread = threadOf(call, target);
  const caller = somebody(call);
  const triages = may(target, caller, 'triage');
  if (thread.authorId !== caller.id && !triages) throw forbidden('Must have admin rights to Repository.');
  const title = call.body['title'] === undefined ? thread.title : requiredText(call, 'title', 'Issue');
  const body = call.body['body'] === undefined ? thread.body : text(call, 'body', 'Issue');
  const labels = call.body['labels'] === undefined || !triages ? thread.labels : namesOf(call);
  const at = stamp(host);
  const state = text(call, 'state', 'Issue') ?? thread.state;
  if (state !== 'open' && state !== 'closed') throw invalid({ resource: 'Issue', field: 'state', code: 'invalid' });
  const changed = { title, body, labels, updatedAt: at };
  if (isPull(thread)) {
    await changePull(call);
    host.store.change((now) => put(withLabels(now, target, labels), 'pulls', { ...(now.pulls[thread.id] ?? thread), labels }));
  } else {
    const edit = body === thread.body ? thread.edit : { at, byId: caller.id };
    host.store.change((now) => put(withLabels(now, target, labels), 'issues', { ...thread, ...changed, edit, ...turned(call, thread, state, caller.id) }));
    for (const action of actionsOf(thread, { title, body, state })) await announceIssue(host, thread, 'issues', action, caller);
  }
  return { status: 200, body: issueShape(host, threadOf(call, target)) };
}

function turned(call: Call, issue: Issue, state: Issue['state'], byId: number): Partial<Issue> {
  if (state === issue.state) return {};
  if (state === 'open') return { state, stateReason: 'reopened', closedAt: null, closedById: null };
  const stateReason = call.body['state_reason'] === 'not_planned' ? 'not_planned' : 'completed';
  return { state, stateReason, closedAt: stamp(call.host), closedById: byId };
}

function actionsOf(before: Issue, after: Pick<Issue, 'title' | 'body' | 'state'>): readonly string[] {
  const edited = before.title !== after.title || before.body !== after.body ? ['edited'] : [];
  return before.state === after.state ? edited : [...edited, after.state === 'closed' ? 'closed' : 'reopened'];
}
