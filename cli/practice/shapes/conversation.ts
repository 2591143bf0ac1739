import type { Host } from '../host.ts';
import { all, person, repository } from '../records.ts';
import type { Comment, Pull, Review } from '../state.ts';
import { nodeId } from './node-id.ts';
import { simpleUser } from './person.ts';
import { association, pullPage, pullUrl } from './pull.ts';
import { repositoryUrl } from './repository.ts';

/** `pull-request-review`. */
export function reviewShape(host: Host, pull: Pull, review: Review) {
  const state = host.store.get();
  const html = `${pullPage(host, pull)}#pullrequestreview-${review.id}`;
  const self = pullUrl(host, pull);
  return {
    id: review.id,
    node_id: nodeId('PRR', review.id),
    user: simpleUser(host, person(state, review.authorId)),
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

/** `issue-comment`. */
export function commentShape(host: Host, pull: Pull, comment: Comment) {
  const state = host.store.get();
  const target = repository(state, pull.repositoryId);
  return {
    id: comment.id,
    node_id: nodeId('IC', comment.id),
    url: `${repositoryUrl(host, target)}/issues/comments/${comment.id}`,
    html_url: `${pullPage(host, pull)}#issuecomment-${comment.id}`,
    issue_url: `${repositoryUrl(host, target)}/issues/${pull.number}`,
    user: simpleUser(host, person(state, comment.authorId)),
    body: comment.body,
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: association(state, target, comment.authorId),
    performed_via_github_app: null,
  };
}

/** `issue`: every pull request is one. */
export function issueShape(host: Host, pull: Pull) {
  const state = host.store.get();
  const target = repository(state, pull.repositoryId);
  const url = `${repositoryUrl(host, target)}/issues/${pull.number}`;
  const page = pullPage(host, pull);
  return {
    id: pull.id,
    node_id: nodeId('PR', pull.id),
    url,
    repository_url: repositoryUrl(host, target),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: page,
    number: pull.number,
    state: pull.state,
    title: pull.title,
    body: pull.body,
    user: simpleUser(host, person(state, pull.authorId)),
    labels: [],
    assignee: null,
    assignees: [],
    milestone: null,
    locked: false,
    active_lock_reason: null,
    comments: all(state, 'comments').filter((comment) => comment.pullId === pull.id).length,
    pull_request: {
      url: pullUrl(host, pull),
      html_url: page,
      diff_url: `${page}.diff`,
      patch_url: `${page}.patch`,
      merged_at: pull.merged?.at ?? null,
    },
    closed_at: pull.closedAt,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    draft: pull.draft,
    author_association: association(state, target, pull.authorId),
    performed_via_github_app: null,
  };
}
