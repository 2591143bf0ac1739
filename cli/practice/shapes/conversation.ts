import type { Host } from '../host.ts';
import { all, person, repository } from '../records.ts';
import type { Comment, Issue, Pull, Review } from '../state.ts';
import { labelShapes } from './label.ts';
import { nodeId } from './node-id.ts';
import { simpleUser } from './person.ts';
import { association, pullPage, pullUrl } from './pull.ts';
import { repositoryPage, repositoryUrl } from './repository.ts';

/** `pull-request-review`. */
export function reviewShape(host: Host, pull: Pull, review: Review) {
  const state = host.store.get();
  const html = `${pullPage(host, pull)}#pullrequestreview-${review.id}`;
  const self = pullUrl(host, pull);
  const author = person(state, review.authorId);
  return {
    id: review.id,
    node_id: nodeId('PRR', review.id),
    // Where everything else of a deleted account is by "ghost", a review is by nobody.
    user: author.deleted === true ? null : simpleUser(host, author),
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: self,
    author_association: association(state, repository(state, pull.repositoryId), review.authorId),
    _links: { html: { href: html }, pull_request: { href: self } },
    ...(review.submittedAt === null ? {} : { submitted_at: review.submittedAt }),
    commit_id: review.commitId,
  };
}

/** `issue-comment`, in the conversation of an issue or of a pull request. */
export function commentShape(host: Host, thread: Pull | Issue, comment: Comment) {
  const state = host.store.get();
  const target = repository(state, thread.repositoryId);
  return {
    id: comment.id,
    node_id: nodeId('IC', comment.id),
    url: `${repositoryUrl(host, target)}/issues/comments/${comment.id}`,
    html_url: `${threadPage(host, thread)}#issuecomment-${comment.id}`,
    issue_url: `${repositoryUrl(host, target)}/issues/${thread.number}`,
    user: simpleUser(host, person(state, comment.authorId)),
    body: comment.body,
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: association(state, target, comment.authorId),
    performed_via_github_app: null,
  };
}

/** Whether something in a conversation's place is a pull request. */
export function isPull(thread: Pull | Issue): thread is Pull {
  return 'headRef' in thread;
}

/** `issue`: every pull request is one, and says so under `pull_request`. */
export function issueShape(host: Host, thread: Pull | Issue) {
  const state = host.store.get();
  const target = repository(state, thread.repositoryId);
  const url = `${repositoryUrl(host, target)}/issues/${thread.number}`;
  const page = threadPage(host, thread);
  return {
    id: thread.id,
    node_id: nodeId(isPull(thread) ? 'PR' : 'I', thread.id),
    url,
    repository_url: repositoryUrl(host, target),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: page,
    number: thread.number,
    state: thread.state,
    state_reason: isPull(thread) ? null : thread.stateReason,
    title: thread.title,
    body: thread.body,
    user: simpleUser(host, person(state, thread.authorId)),
    labels: labelShapes(host, target, thread.labels),
    assignee: null,
    assignees: [],
    milestone: null,
    locked: false,
    active_lock_reason: null,
    comments: all(state, 'comments').filter((comment) => comment.threadId === thread.id).length,
    ...(isPull(thread) ? pullPart(host, thread) : {}),
    closed_at: thread.closedAt,
    created_at: thread.createdAt,
    updated_at: thread.updatedAt,
    author_association: association(state, target, thread.authorId),
    performed_via_github_app: null,
  };
}

function pullPart(host: Host, pull: Pull) {
  const page = pullPage(host, pull);
  const links = { url: pullUrl(host, pull), html_url: page, diff_url: `${page}.diff`, patch_url: `${page}.patch`, merged_at: pull.merged?.at ?? null };
  return { pull_request: links, draft: pull.draft };
}

function threadPage(host: Host, thread: Pull | Issue): string {
  return isPull(thread) ? pullPage(host, thread) : `${repositoryPage(host, repository(host.store.get(), thread.repositoryId))}/issues/${thread.number}`;
}
