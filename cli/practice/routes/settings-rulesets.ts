import { may, readable } from '../access.ts';
import { apiUrl, stamp, type Call, type Reply, type Route } from '../host.ts';
import { listed } from '../paging.ts';
import { fullName, nextId } from '../records.ts';
import { invalid, notFound, refusal } from '../refusal.ts';
import type { KeptActor, KeptRuleset } from '../settings-kept.ts';
import { administered, changeOrganization, changeSettings, organizationOf, ownedOrganization, ownsOrganization, settingsOf } from '../settings.ts';
import { rulesAgainst, rulesetsFor } from '../settings-rules.ts';
import { repositoryUrl } from '../shapes/repository.ts';
import type { Person, Repository } from '../state.ts';

const LIST = '/repos/{owner}/{repo}/rulesets';
const ONE = `${LIST}/{ruleset_id}`;
const ORGANIZATION = '/orgs/{org}/rulesets';

/** Rulesets of repositories and organisations. */
export const rulesetRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: LIST,
    run: (call) => {
      const repository = readable(call);
      const all = rulesetsFor(call.host.store.get(), repository).filter(({ source }) => source === 'Repository' || call.query.get('includes_parents') !== 'false');
      return listed(call, all, ({ ruleset, source }) => {
        const { rules: _rules, conditions: _conditions, bypass_actors: _actors, ...short } = shape(call, repository, ruleset, source) as Record<string, unknown>;
        return short;
      });
    },
  },
  {
    method: 'GET',
    path: ONE,
    run: (call) => {
      const repository = readable(call);
      const found = rulesetsFor(call.host.store.get(), repository).find(({ ruleset }) => String(ruleset.id) === call.params['ruleset_id']);
      if (found === undefined) throw notFound();
      return { status: 200, body: shape(call, repository, found.ruleset, found.source) };
    },
  },
  {
    method: 'POST',
    path: LIST,
    run: (call) => {
      const repository = administered(call, 'administration', 'write');
      const made = ordered(call, null);
      refuseActions(made.bypass_actors);
      changeSettings(call.host, repository.id, (settings) => ({ ...settings, rulesets: [...settings.rulesets, made] }));
      return { status: 201, body: shape(call, repository, made, 'Repository') };
    },
  },
  {
    method: 'PUT',
    path: ONE,
    run: (call) => {
      const repository = administered(call, 'administration', 'write');
      const old = settingsOf(call.host.store.get(), repository.id).rulesets.find(({ id }) => String(id) === call.params['ruleset_id']);
      if (old === undefined) throw notFound();
      const made = ordered(call, old);
      refuseActions(made.bypass_actors);
      changeSettings(call.host, repository.id, (settings) => ({ ...settings, rulesets: settings.rulesets.map((one) => (one.id === old.id ? made : one)) }));
      return { status: 200, body: shape(call, repository, made, 'Repository') };
    },
  },
  {
    method: 'DELETE',
    path: ONE,
    run: (call) => {
      const repository = administered(call, 'administration', 'write');
      const id = Number(call.params['ruleset_id']);
      if (!settingsOf(call.host.store.get(), repository.id).rulesets.some((one) => one.id === id)) throw notFound();
      changeSettings(call.host, repository.id, (settings) => ({ ...settings, rulesets: settings.rulesets.filter((one) => one.id !== id) }));
      return { status: 204 };
    },
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/rules/branches/{branch}',
    run: (call) => {
      const repository = readable(call);
      // Nobody passes by a rule in this answer: it says what is configured.
      const nobody: Person = { id: 0, login: '', name: '', type: 'User', createdAt: '' };
      const state = call.host.store.get();
      const source = fullName(state, repository);
      return listed(call, rulesAgainst(state, repository, call.params['branch'] ?? '', nobody, 'push'), (rule) => ({ ...rule, ruleset_source_type: 'Repository', ruleset_source: source, ruleset_id: 0 }));
    },
  },
  { method: 'POST', path: ORGANIZATION, run: (call) => organizationRuleset(call, false) },
  { method: 'PUT', path: `${ORGANIZATION}/{ruleset_id}`, run: (call) => organizationRuleset(call, true) },
];

function organizationRuleset(call: Call, replaces: boolean): Reply {
  const organization = ownedOrganization(call);
  const old = organizationOf(call.host.store.get(), organization.id).rulesets.find(({ id }) => String(id) === call.params['ruleset_id']) ?? null;
  if (replaces && old === null) throw notFound();
  const made = ordered(call, old);
  changeOrganization(call.host, organization.id, (one) => ({ ...one, rulesets: [...one.rulesets.filter(({ id }) => id !== made.id), made] }));
  const { at, ...kept } = made;
  const self = { href: `${apiUrl(call.host)}/orgs/${organization.login}/rulesets/${made.id}` };
  return { status: replaces ? 200 : 201, body: { ...kept, source_type: 'Organization', source: organization.login, node_id: `RRS_${made.id}`, _links: { self }, created_at: at, updated_at: at } };
}

// GitHub does not take its Actions app as an exception in a repository's own ruleset: kwami-labs/kwami#73, leynier/alera#489, cisco-ai-defense/defenseclaw#620.
function refuseActions(actors: readonly KeptActor[]): void {
  if (actors.some(({ actor_type, actor_id }) => actor_type === 'Integration' && actor_id === 15_368))
    throw invalid({ resource: 'RepositoryRuleset', field: 'bypass_actors', code: 'custom', message: 'Actor GitHub Actions integration must be part of the ruleset source or owner organization' });
}

function ordered(call: Call, old: KeptRuleset | null): KeptRuleset {
  const body = call.body as Partial<KeptRuleset>;
  const name = body.name ?? old?.name;
  const enforcement = body.enforcement ?? old?.enforcement;
  if (typeof name !== 'string' || name === '' || enforcement === undefined) throw refusal(422, 'Invalid request.\n\n"name" and "enforcement" weren\'t supplied.');
  let id = old?.id ?? 0;
  if (old === null)
    call.host.store.change((state) => {
      const [drawn, next] = nextId(state);
      id = drawn;
      return next;
    });
  return {
    id, name, enforcement, target: body.target ?? old?.target ?? 'branch', bypass_actors: body.bypass_actors ?? old?.bypass_actors ?? [],
    conditions: body.conditions ?? old?.conditions ?? {}, rules: body.rules ?? old?.rules ?? [], at: stamp(call.host),
  };
}

// Who may pass by is shown only to those who may edit the ruleset (docs: "Get a repository ruleset").
function shape(call: Call, repository: Repository, { at, bypass_actors, ...kept }: KeptRuleset, source: 'Repository' | 'Organization'): unknown {
  const state = call.host.store.get();
  const { caller } = call;
  const edits = caller !== null && caller.grant === undefined && (source === 'Repository' ? may(repository, caller, 'admin') : ownsOrganization(state, repository.ownerId, caller.id));
  const name = fullName(state, repository);
  return {
    ...kept, source_type: source, source: source === 'Repository' ? name : name.split('/')[0], ...(edits ? { bypass_actors } : {}), current_user_can_bypass: 'never',
    node_id: `RRS_${kept.id}`, _links: { self: { href: `${repositoryUrl(call.host, repository)}/rulesets/${kept.id}` } }, created_at: at, updated_at: at,
  };
}
