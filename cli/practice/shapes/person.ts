import { GHOST } from '../accounts.ts';
import { permissionsOf, rightOf } from '../access.ts';
import { apiUrl, type Host } from '../host.ts';
import { all } from '../records.ts';
import type { Person, Repository, Right } from '../state.ts';
import { nodeId } from './node-id.ts';

const KINDS = { User: 'U', Organization: 'O', Bot: 'BOT' } as const;

/** `simple-user`; GitHub puts the account "ghost" in the place of everyone who was deleted. */
export function simpleUser(host: Host, somebody: Person) {
  const person = somebody.deleted === true ? GHOST : somebody;
  const url = `${apiUrl(host)}/users/${encodeURIComponent(person.login)}`;
  return {
    login: person.login,
    id: person.id,
    node_id: nodeId(KINDS[person.type], person.id),
    avatar_url: `${host.url()}/avatars/${person.id}`,
    gravatar_id: '',
    url,
    html_url: person.type === 'Bot' ? `${host.url()}/apps/${person.login.replace('[bot]', '')}` : `${host.url()}/${person.login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: person.type,
    user_view_type: 'public',
    site_admin: false,
  };
}

/** `public-user`. */
export function publicUser(host: Host, person: Person) {
  const owned = all(host.store.get(), 'repositories').filter((one) => one.ownerId === person.id);
  return {
    ...simpleUser(host, person),
    name: person.name,
    company: null,
    blog: '',
    location: null,
    email: null,
    hireable: null,
    bio: null,
    twitter_username: null,
    public_repos: owned.filter((one) => !one.private).length,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: person.createdAt,
    updated_at: person.createdAt,
  };
}

/** `private-user`: what a person sees of their own account. */
export function privateUser(host: Host, person: Person) {
  const hidden = all(host.store.get(), 'repositories').filter((one) => one.ownerId === person.id && one.private).length;
  return {
    ...publicUser(host, person),
    user_view_type: 'private',
    private_gists: 0,
    total_private_repos: hidden,
    owned_private_repos: hidden,
    disk_usage: 0,
    collaborators: 0,
    two_factor_authentication: true,
  };
}

/** The role's name where the API speaks of roles rather than of rights. */
export function roleName(right: Right): string {
  return right === 'push' ? 'write' : right === 'pull' ? 'read' : right;
}

/** `collaborator`. */
export function collaborator(host: Host, repository: Repository, person: Person) {
  const right = rightOf(repository, person);
  return { ...simpleUser(host, person), permissions: permissionsOf(repository, person), role_name: right === null ? 'none' : roleName(right) };
}
