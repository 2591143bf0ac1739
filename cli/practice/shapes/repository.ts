import { may, permissionsOf } from '../access.ts';
import { settingsOf } from '../settings.ts';
import { apiUrl, type Host } from '../host.ts';
import { all, fullName, person, repository } from '../records.ts';
import type { Caller } from '../grants.ts';
import type { Repository } from '../state.ts';
import { nodeId } from './node-id.ts';
import { simpleUser } from './person.ts';

const LINKS: Readonly<Record<string, string>> = {
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  contributors_url: '/contributors',
  deployments_url: '/deployments',
  downloads_url: '/downloads',
  events_url: '/events',
  forks_url: '/forks',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  languages_url: '/languages',
  merges_url: '/merges',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  tags_url: '/tags',
  teams_url: '/teams',
  trees_url: '/git/trees{/sha}',
};

/** The address of a repository in the API. */
export function repositoryUrl(host: Host, one: Repository): string {
  return `${apiUrl(host)}/repos/${fullName(host.store.get(), one)}`;
}

/** The address of a repository for people. */
export function repositoryPage(host: Host, one: Repository): string {
  return `${host.url()}/${fullName(host.store.get(), one)}`;
}

/** `repository`. */
export function repositoryShape(host: Host, one: Repository, caller: Caller | null) {
  const state = host.store.get();
  const url = repositoryUrl(host, one);
  const page = repositoryPage(host, one);
  const forks = all(state, 'repositories').filter((other) => other.parentId === one.id).length;
  const open = [...all(state, 'pulls'), ...all(state, 'issues')].filter((thread) => thread.repositoryId === one.id && thread.state === 'open').length;
  return {
    id: one.id,
    node_id: nodeId('R', one.id),
    name: one.name,
    full_name: fullName(state, one),
    owner: simpleUser(host, person(state, one.ownerId)),
    private: one.private,
    visibility: one.private ? 'private' : 'public',
    html_url: page,
    description: one.description,
    fork: one.parentId !== null,
    url,
    ...Object.fromEntries(Object.entries(LINKS).map(([name, suffix]) => [name, url + suffix])),
    git_url: `${page.replace(/^http/, 'git')}.git`,
    ssh_url: `git@127.0.0.1:${fullName(state, one)}.git`,
    clone_url: `${page}.git`,
    svn_url: page,
    mirror_url: null,
    homepage: one.homepage,
    language: null,
    license: null,
    forks,
    forks_count: forks,
    open_issues: open,
    open_issues_count: open,
    stargazers_count: 0,
    watchers: 0,
    watchers_count: 0,
    size: 0,
    default_branch: one.defaultBranch,
    is_template: false,
    topics: [],
    has_issues: true,
    has_projects: false,
    has_wiki: false,
    has_pages: false,
    has_discussions: false,
    has_downloads: true,
    has_pull_requests: true,
    archived: false,
    disabled: false,
    allow_forking: true,
    web_commit_signoff_required: false,
    created_at: one.createdAt,
    updated_at: one.pushedAt,
    pushed_at: one.pushedAt,
    ...(caller === null ? {} : { permissions: permissionsOf(one, caller) }),
  };
}

/** `full-repository`. */
export function fullRepository(host: Host, one: Repository, caller: Caller | null) {
  const state = host.store.get();
  const owner = person(state, one.ownerId);
  const { scanning } = settingsOf(state, one.id);
  const related = (id: number | null) => (id === null ? null : repositoryShape(host, repository(state, id), caller));
  const parents = one.parentId === null || state.repositories[one.parentId] === undefined ? {} : { parent: related(one.parentId), source: related(one.sourceId) };
  return {
    ...repositoryShape(host, one, caller),
    subscribers_count: 0,
    network_count: all(state, 'repositories').filter((other) => (other.sourceId ?? other.id) === (one.sourceId ?? one.id)).length - 1,
    allow_merge_commit: true,
    allow_squash_merge: true,
    allow_rebase_merge: true,
    allow_auto_merge: false,
    delete_branch_on_merge: false,
    ...(caller !== null && may(one, caller, 'admin') ? { security_and_analysis: { secret_scanning: { status: scanning.secrets ? 'enabled' : 'disabled' }, secret_scanning_push_protection: { status: scanning.pushProtection ? 'enabled' : 'disabled' } } } : {}),
    ...(owner.type === 'Organization' ? { organization: simpleUser(host, owner) } : {}),
    ...parents,
  };
}
