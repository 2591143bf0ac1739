import { may, permitted, readable, somebody, threadOf } from '../access.ts';
import { requiredText } from '../fields.ts';
import { stamp, type Call, type Route } from '../host.ts';
import { listed } from '../paging.ts';
import { announceIssue } from '../pulls/announce.ts';
import { all, nextId, put, remove } from '../records.ts';
import { forbidden, notFound } from '../refusal.ts';
import { commentShape, isPull } from '../shapes/conversation.ts';
import type { Comment, Issue, Pull, Repository, State } from '../state.ts';

const LIST = '/repos/{owner}/{repo}/issues/{issue_number}/comments';
const ONE = '/repos/{owner}/{repo}/issues/comments/{comment_id}';

/** Comments in the conversations of issues and pull requests. */
export const commentRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: LIST,
    run: (call) => {
      const thread = threadOf(call, readable(call));
      const since = call.query.get('since') ?? '';
      const comments = all(call.host.store.get(), 'comments').filter((one) => one.threadId === thread.id && one.updatedAt >= since);
      return listed(call, comments, (comment) => commentShape(call.host, thread, comment));
    },
  },
  {
    method: 'POST',
    path: LIST,
    run: async (call) => {
      const thread = threadOf(call, permitted(call, 'pull'));
      const caller = somebody(call);
      const at = stamp(call.host);
      const comment = { threadId: thread.id, authorId: caller.id, body: requiredText(call, 'body', 'IssueComment'), createdAt: at, updatedAt: at };
      let id = 0;
      call.host.store.change((state) => {
        const [drawn, next] = nextId(state);
        id = drawn;
        return touchedThread(put(next, 'comments', { ...comment, id }), thread, at);
      });
      await announceIssue(call.host, thread, 'issue_comment', 'created', caller);
      return { status: 201, body: commentShape(call.host, thread, { ...comment, id }) };
    },
  },
  { method: 'GET', path: ONE, run: (call) => shown(call, found(call, readable(call))) },
  {
    method: 'PATCH',
    path: ONE,
    run: async (call) => {
      const { thread, comment } = own(call);
      const next = { ...comment, body: requiredText(call, 'body', 'IssueComment'), updatedAt: stamp(call.host) };
      call.host.store.change((state) => put(state, 'comments', next));
      await announceIssue(call.host, thread, 'issue_comment', 'edited', somebody(call));
      return shown(call, { thread, comment: next });
    },
  },
  {
    method: 'DELETE',
    path: ONE,
    run: async (call) => {
      const { thread, comment } = own(call);
      call.host.store.change((state) => remove(state, 'comments', comment.id));
      await announceIssue(call.host, thread, 'issue_comment', 'deleted', somebody(call));
      return { status: 204 };
    },
  },
];

interface Said {
  readonly thread: Pull | Issue;
  readonly comment: Comment;
}

const shown = (call: Call, { thread, comment }: Said) => ({ status: 200, body: commentShape(call.host, thread, comment) });

function found(call: Call, target: Repository): Said {
  const state = call.host.store.get();
  const comment = state.comments[call.params['comment_id'] ?? ''];
  const thread = comment === undefined ? undefined : (state.pulls[comment.threadId] ?? state.issues[comment.threadId]);
  if (comment === undefined || thread === undefined || thread.repositoryId !== target.id) throw notFound();
  return { thread, comment };
}

// Comments are changed by who wrote them, or by whoever may push.
function own(call: Call): Said {
  const target = permitted(call, 'pull');
  const said = found(call, target);
  if (said.comment.authorId !== somebody(call).id && !may(target, call.caller, 'push')) throw forbidden('Must have write access to change this comment.');
  return said;
}

function touchedThread(state: State, thread: Pull | Issue, at: string): State {
  return isPull(thread)
    ? put(state, 'pulls', { ...(state.pulls[thread.id] ?? thread), updatedAt: at })
    : put(state, 'issues', { ...(state.issues[thread.id] ?? thread), updatedAt: at });
}
