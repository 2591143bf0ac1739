import { somebody } from '../access.ts';
import { requiredText } from '../fields.ts';
import { apiUrl, stamp, type Call, type Route } from '../host.ts';
import { nextId, personByLogin } from '../records.ts';
import { invalid, notFound } from '../refusal.ts';
import { changeOrganization, organizationNamed, organizationOf, ownedOrganization } from '../settings.ts';
import { simpleUser } from '../shapes/person.ts';
import { fullTeam } from '../shapes/settings-team.ts';
import type { Person } from '../state.ts';

/** Owners and teams of an organisation. */
export const organizationRoutes: readonly Route[] = [
  {
    method: 'PUT',
    path: '/orgs/{org}/memberships/{username}',
    run: (call) => {
      const organization = ownedOrganization(call);
      const person = named(call);
      const owner = call.body['role'] === 'admin';
      changeOrganization(call.host, organization.id, (one) => ({ ...one, ownerIds: [...one.ownerIds.filter((id) => id !== person.id), ...(owner ? [person.id] : [])] }));
      const url = `${apiUrl(call.host)}/orgs/${organization.login}`;
      return {
        status: 200,
        body: {
          url: `${url}/memberships/${person.login}`, state: 'active', role: owner ? 'admin' : 'member', organization_url: url, user: simpleUser(call.host, person),
          organization: { login: organization.login, id: organization.id, node_id: `O_${organization.id}`, url, repos_url: `${url}/repos`, events_url: `${url}/events`, hooks_url: `${url}/hooks`, issues_url: `${url}/issues`, members_url: `${url}/members{/member}`, public_members_url: `${url}/public_members{/member}`, avatar_url: `${call.host.url()}/avatars/${organization.id}`, description: null },
        },
      };
    },
  },
  {
    method: 'POST',
    path: '/orgs/{org}/teams',
    run: (call) => {
      const organization = ownedOrganization(call);
      const name = requiredText(call, 'name', 'Team');
      const slug = name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
      if (organizationOf(call.host.store.get(), organization.id).teams.some((one) => one.slug === slug)) throw invalid({ resource: 'Team', code: 'already_exists', field: 'name' });
      let id = 0;
      call.host.store.change((state) => {
        const [drawn, next] = nextId(state);
        id = drawn;
        return next;
      });
      const made = { id, slug, name, memberIds: [], at: stamp(call.host) };
      changeOrganization(call.host, organization.id, (one) => ({ ...one, teams: [...one.teams, made] }));
      return { status: 201, body: fullTeam(call.host, call.host.store.get(), organization.id, made) };
    },
  },
  {
    method: 'GET',
    path: '/orgs/{org}/teams/{team_slug}',
    run: (call) => {
      somebody(call);
      const organization = organizationNamed(call);
      return { status: 200, body: fullTeam(call.host, call.host.store.get(), organization.id, teamNamed(call, organization)) };
    },
  },
  {
    method: 'PUT',
    path: '/orgs/{org}/teams/{team_slug}/memberships/{username}',
    run: (call) => {
      const organization = ownedOrganization(call);
      const team = teamNamed(call, organization);
      const person = named(call);
      changeOrganization(call.host, organization.id, (one) => ({ ...one, teams: one.teams.map((old) => (old.id === team.id ? { ...old, memberIds: [...new Set([...old.memberIds, person.id])] } : old)) }));
      return { status: 200, body: { url: `${apiUrl(call.host)}/organizations/${organization.id}/team/${team.id}/memberships/${person.login}`, role: 'member', state: 'active' } };
    },
  },
];

function named(call: Call): Person {
  const found = personByLogin(call.host.store.get(), call.params['username'] ?? '');
  if (found === undefined) throw notFound();
  return found;
}

function teamNamed(call: Call, organization: Person) {
  const found = organizationOf(call.host.store.get(), organization.id).teams.find(({ slug }) => slug === call.params['team_slug']);
  if (found === undefined) throw notFound();
  return found;
}
