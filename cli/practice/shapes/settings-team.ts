import { apiUrl, type Host } from '../host.ts';
import { person } from '../records.ts';
import type { KeptOrganization } from '../settings-kept.ts';
import type { State } from '../state.ts';

/** `team`. */
export function teamShape(host: Host, state: State, organizationId: number, team: KeptOrganization['teams'][number]) {
  const { login } = person(state, organizationId);
  const url = `${apiUrl(host)}/organizations/${organizationId}/team/${team.id}`;
  return {
    id: team.id, node_id: `T_${team.id}`, url, html_url: `${host.url()}/orgs/${login}/teams/${team.slug}`, name: team.name, slug: team.slug, description: null, privacy: 'closed',
    notification_setting: 'notifications_enabled', permission: 'pull', members_url: `${url}/members{/member}`, repositories_url: `${url}/repos`, parent: null, type: 'organization',
  };
}

/** `team-full`. */
export function fullTeam(host: Host, state: State, organizationId: number, team: KeptOrganization['teams'][number]) {
  const organization = person(state, organizationId);
  const url = `${apiUrl(host)}/orgs/${organization.login}`;
  return {
    ...teamShape(host, state, organizationId, team), created_at: team.at, updated_at: team.at, members_count: team.memberIds.length, repos_count: 0,
    organization: {
      login: organization.login, id: organization.id, node_id: `O_${organization.id}`, url, repos_url: `${url}/repos`, events_url: `${url}/events`, hooks_url: `${url}/hooks`, issues_url: `${url}/issues`,
      members_url: `${url}/members{/member}`, public_members_url: `${url}/public_members{/member}`, avatar_url: `${host.url()}/avatars/${organization.id}`, description: null,
      html_url: `${host.url()}/${organization.login}`, has_organization_projects: false, has_repository_projects: false, public_repos: 0, public_gists: 0, followers: 0, following: 0,
      type: 'Organization', created_at: organization.createdAt, updated_at: organization.createdAt, archived_at: null,
    },
  };
}
