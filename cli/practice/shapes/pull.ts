import { rightOf } from '../access.ts';
import type { Host } from '../host.ts';
import { all, headRepositoryOf, person, repository } from '../records.ts';
import type { Caller } from '../grants.ts';
import type { Pull, Repository, State } from '../state.ts';
import { labelShapes } from './label.ts';
import { nodeId } from './node-id.ts';
import { simpleUser } from './person.ts';
import { repositoryPage, repositoryShape, repositoryUrl } from './repository.ts';

/** How somebody stands to a repository, as the API says beside everything they write there. */
export function association(state: State, one: Repository, authorId: number): string {
  if (one.ownerId === authorId) return 'OWNER';
  if (rightOf({ ...one, private: true }, person(state, authorId)) !== null) return 'COLLABORATOR';
  const contributed = all(state, 'pulls').some((pull) => pull.repositoryId === one.id && pull.authorId === authorId && pull.merged !== null);
  return contributed ? 'CONTRIBUTOR' : 'NONE';
}

/** The address of a pull request in the API. */
export function pullUrl(host: Host, pull: Pull): string {
  return `${repositoryUrl(host, repository(host.store.get(), pull.repositoryId))}/pulls/${pull.number}`;
}

/** The address of a pull request for people. */
export function pullPage(host: Host, pull: Pull): string {
  return `${repositoryPage(host, repository(host.store.get(), pull.repositoryId))}/pull/${pull.number}`;
}

/** `pull-request-simple`. */
export function simplePull(host: Host, pull: Pull, caller: Caller | null) {
  const state = host.store.get();
  const target = repository(state, pull.repositoryId);
  const urls = linksOf(host, pull, target);
  return {
    url: urls.self,
    id: pull.id,
    node_id: nodeId('PR', pull.id),
    html_url: urls.html,
    diff_url: `${urls.html}.diff`,
    patch_url: `${urls.html}.patch`,
    issue_url: urls.issue,
    commits_url: urls.commits,
    review_comments_url: urls.review_comments,
    review_comment_url: urls.review_comment,
    comments_url: urls.comments,
    statuses_url: urls.statuses,
    number: pull.number,
    state: pull.state,
    locked: false,
    active_lock_reason: null,
    title: pull.title,
    user: simpleUser(host, person(state, pull.authorId)),
    body: pull.body,
    labels: labelShapes(host, target, pull.labels),
    milestone: null,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt,
    merged_at: pull.merged?.at ?? null,
    merge_commit_sha: pull.merged?.sha ?? pull.trial?.sha ?? null,
    assignee: null,
    assignees: [],
    requested_reviewers: pull.requestedReviewerIds.map((id) => simpleUser(host, person(state, id))),
    requested_teams: [],
    head: endOf(host, headRepositoryOf(state, pull), pull.headRef, pull.headSha, caller),
    base: endOf(host, target, pull.baseRef, pull.baseSha, caller),
    _links: Object.fromEntries(Object.entries(urls).map(([name, href]) => [name, { href }])),
    author_association: association(state, target, pull.authorId),
    auto_merge: null,
    draft: pull.draft,
  };
}

/** What only the whole pull request says: its size and whether it can be merged. */
export interface PullCounts {
  readonly commits: number;
  readonly additions: number;
  readonly deletions: number;
  readonly changedFiles: number;
}

/** `pull-request`. */
export function fullPull(host: Host, pull: Pull, counts: PullCounts, caller: Caller | null) {
  const state = host.store.get();
  const mergeable = pull.state !== 'open' || pull.trial === null ? null : pull.trial.sha !== null;
  return {
    ...simplePull(host, pull, caller),
    merged: pull.merged !== null,
    mergeable,
    rebaseable: mergeable,
    mergeable_state: mergeable === null ? 'unknown' : !mergeable ? 'dirty' : pull.draft ? 'draft' : 'clean',
    merged_by: pull.merged === null ? null : simpleUser(host, person(state, pull.merged.byId)),
    comments: all(state, 'comments').filter((comment) => comment.threadId === pull.id).length,
    review_comments: 0,
    maintainer_can_modify: pull.maintainerCanModify,
    commits: counts.commits,
    additions: counts.additions,
    deletions: counts.deletions,
    changed_files: counts.changedFiles,
  };
}

function linksOf(host: Host, pull: Pull, target: Repository) {
  const self = pullUrl(host, pull);
  const issue = `${repositoryUrl(host, target)}/issues/${pull.number}`;
  return {
    self,
    html: pullPage(host, pull),
    issue,
    comments: `${issue}/comments`,
    review_comments: `${self}/comments`,
    review_comment: `${repositoryUrl(host, target)}/pulls/comments{/number}`,
    commits: `${self}/commits`,
    statuses: `${repositoryUrl(host, target)}/statuses/${pull.headSha}`,
  };
}

// Of a repository that is gone GitHub still knows the branch, and calls the rest unknown.
function endOf(host: Host, one: Repository | null, ref: string, sha: string, caller: Caller | null) {
  if (one === null) return { label: `unknown:${ref}`, ref, sha, user: null, repo: null };
  const owner = person(host.store.get(), one.ownerId);
  return { label: `${owner.login}:${ref}`, ref, sha, user: simpleUser(host, owner), repo: repositoryShape(host, one, caller) };
}
