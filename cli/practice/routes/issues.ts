import { may, permitted, pullOf, readable, somebody } from '../access.ts';
import { requiredText } from '../fields.ts';
import { stamp, type Call, type Route } from '../host.ts';
import { listed } from '../paging.ts';
import { all, nextId, put, remove } from '../records.ts';
import { forbidden, notFound } from '../refusal.ts';
import { commentShape, issueShape } from '../shapes/conversation.ts';
import type { Comment, Pull } from '../state.ts';
import { touched } from './reviews.ts';

const ISSUE = '/repos/{owner}/{repo}/issues/{issue_number}';
const COMMENT = '/repos/{owner}/{repo}/issues/comments/{comment_id}';

/** The conversation of a pull request, which GitHub keeps as an issue. */
export const issueRoutes: readonly Route[] = [
  { method: 'GET', path: ISSUE, run: (call) => ({ status: 200, body: issueShape(call.host, pullOf(call, readable(call))) }) },
  {
    method: 'GET',
    path: `${ISSUE}/comments`,
    run: (call) => {
      const pull = pullOf(call, readable(call));
      const since = call.query.get('since') ?? '';
      const comments = all(call.host.store.get(), 'comments').filter((one) => one.pullId === pull.id && one.updatedAt >= since);
      return listed(call, comments, (comment) => commentShape(call.host, pull, comment));
    },
  },
  {
    method: 'POST',
    path: `${ISSUE}/comments`,
    run: (call) => {
      const pull = pullOf(call, permitted(call, 'pull'));
      const at = stamp(call.host);
      const comment = {
        pullId: pull.id,
        authorId: somebody(call).id,
        body: requiredText(call, 'body', 'IssueComment'),
        createdAt: at,
        updatedAt: at,
      };
      let id = 0;
      call.host.store.change((state) => {
        const [drawn, next] = nextId(state);
        id = drawn;
        return touched(put(next, 'comments', { ...comment, id }), pull, at);
      });
      return { status: 201, body: commentShape(call.host, pull, { ...comment, id }) };
    },
  },
  {
    method: 'PATCH',
    path: COMMENT,
    run: (call) => {
      const { pull, comment } = own(call);
      const next = { ...comment, body: requiredText(call, 'body', 'IssueComment'), updatedAt: stamp(call.host) };
      call.host.store.change((state) => put(state, 'comments', next));
      return { status: 200, body: commentShape(call.host, pull, next) };
    },
  },
  {
    method: 'DELETE',
    path: COMMENT,
    run: (call) => {
      const { comment } = own(call);
      call.host.store.change((state) => remove(state, 'comments', comment.id));
      return { status: 204 };
    },
  },
];

// Comments are changed by who wrote them, or by whoever may push.
function own(call: Call): { readonly pull: Pull; readonly comment: Comment } {
  const target = permitted(call, 'pull');
  const state = call.host.store.get();
  const comment = state.comments[call.params['comment_id'] ?? ''];
  const pull = comment === undefined ? undefined : state.pulls[comment.pullId];
  if (comment === undefined || pull === undefined || pull.repositoryId !== target.id) throw notFound();
  if (comment.authorId !== somebody(call).id && !may(target, call.caller, 'push')) throw forbidden('Must have write access to change this comment.');
  return { pull, comment };
}
