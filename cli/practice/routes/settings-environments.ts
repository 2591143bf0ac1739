import { permitted, readable } from '../access.ts';
import { stamp, type Call, type Host, type Route } from '../host.ts';
import { nextId } from '../records.ts';
import { forbidden, notFound, refusal } from '../refusal.ts';
import type { KeptEnvironment } from '../settings-kept.ts';
import { administered, changeSettings, organizationOf, settingsOf } from '../settings.ts';
import { simpleUser } from '../shapes/person.ts';
import { repositoryPage, repositoryUrl } from '../shapes/repository.ts';
import { teamShape } from '../shapes/settings-team.ts';
import type { Repository } from '../state.ts';

const LIST = '/repos/{owner}/{repo}/environments';
const ONE = `${LIST}/{environment_name}`;
const POLICIES = `${ONE}/deployment-branch-policies`;
const SECRETS = `${ONE}/secrets`;

/** Environments, the branches that may use them, and the names of their secrets. */
export const environmentRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: LIST,
    run: (call) => {
      const repository = readable(call);
      const environments = settingsOf(call.host.store.get(), repository.id).environments.map((one) => shape(call.host, repository, one));
      return { status: 200, body: { total_count: environments.length, environments } };
    },
  },
  { method: 'GET', path: ONE, run: (call) => ({ status: 200, body: shape(call.host, readable(call), environmentOf(call, readable(call))) }) },
  {
    method: 'PUT',
    path: ONE,
    run: (call) => {
      const repository = administered(call, 'administration', 'write');
      const body = call.body as Wanted;
      const name = call.params['environment_name'] ?? '';
      const policy = body.deployment_branch_policy ?? null;
      if (policy !== null && policy.protected_branches === policy.custom_branch_policies) throw refusal(422, 'protected_branches and custom_branch_policies cannot have the same value');
      const old = settingsOf(call.host.store.get(), repository.id).environments.find((one) => same(one.name, name));
      const made: KeptEnvironment = {
        id: old?.id ?? draw(call.host), name: old?.name ?? name, secrets: old?.secrets ?? [], at: old?.at ?? stamp(call.host),
        branches: policy === null ? null : (old?.branches ?? []), adminsBypass: body.can_admins_bypass ?? old?.adminsBypass ?? true,
        reviewers: body.reviewers ?? [], preventSelfReview: body.prevent_self_review ?? false, wait: body.wait_timer ?? 0,
      };
      keep(call.host, repository, made);
      return { status: 200, body: shape(call.host, repository, made) };
    },
  },
  {
    method: 'GET',
    path: POLICIES,
    run: (call) => {
      const found = environmentOf(call, readable(call)).branches ?? [];
      return { status: 200, body: { total_count: found.length, branch_policies: found.map(policyShape) } };
    },
  },
  {
    method: 'POST',
    path: POLICIES,
    run: (call) => {
      const repository = administered(call, 'administration', 'write');
      const found = environmentOf(call, repository);
      if (found.branches === null) throw notFound();
      const made = { id: draw(call.host), name: String(call.body['name']), type: call.body['type'] === 'tag' ? ('tag' as const) : ('branch' as const) };
      if (found.branches.some((one) => one.name === made.name && one.type === made.type)) throw refusal(303, 'The policy already exists');
      keep(call.host, repository, { ...found, branches: [...found.branches, made] });
      return { status: 200, body: policyShape(made) };
    },
  },
  {
    method: 'DELETE',
    path: `${POLICIES}/{branch_policy_id}`,
    run: (call) => {
      const repository = administered(call, 'administration', 'write');
      const found = environmentOf(call, repository);
      const id = Number(call.params['branch_policy_id']);
      if (found.branches?.some((one) => one.id === id) !== true) throw notFound();
      keep(call.host, repository, { ...found, branches: found.branches.filter((one) => one.id !== id) });
      return { status: 204 };
    },
  },
  {
    method: 'GET',
    path: SECRETS,
    run: (call) => {
      const secrets = environmentOf(call, secretive(call, 'read')).secrets.map(({ name, at }) => ({ name, created_at: at, updated_at: at }));
      return { status: 200, body: { total_count: secrets.length, secrets } };
    },
  },
  {
    method: 'PUT',
    path: `${SECRETS}/{secret_name}`,
    run: (call) => {
      const repository = secretive(call, 'write');
      const found = environmentOf(call, repository);
      const name = (call.params['secret_name'] ?? '').toUpperCase();
      if (typeof call.body['encrypted_value'] !== 'string' || typeof call.body['key_id'] !== 'string') throw refusal(422, 'Invalid request.\n\n"encrypted_value" and "key_id" weren\'t supplied.');
      // The value is forgotten here and now: nobody who can read the state could read a secret.
      const before = found.secrets.some((one) => one.name === name);
      keep(call.host, repository, { ...found, secrets: [...found.secrets.filter((one) => one.name !== name), { name, at: stamp(call.host) }] });
      return before ? { status: 204 } : { status: 201, body: {} };
    },
  },
];

interface Wanted {
  readonly wait_timer?: number;
  readonly prevent_self_review?: boolean;
  readonly reviewers?: KeptEnvironment['reviewers'] | null;
  readonly deployment_branch_policy?: { readonly protected_branches: boolean; readonly custom_branch_policies: boolean } | null;
  readonly can_admins_bypass?: boolean;
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

function secretive(call: Call, level: 'read' | 'write'): Repository {
  const repository = permitted(call, 'push', () => forbidden('Must have write access to this repository.'));
  return call.caller?.grant === undefined ? repository : administered(call, 'environments', level);
}

function environmentOf(call: Call, repository: Repository): KeptEnvironment {
  const found = settingsOf(call.host.store.get(), repository.id).environments.find(({ name }) => same(name, call.params['environment_name'] ?? ''));
  if (found === undefined) throw notFound();
  return found;
}

const keep = (host: Host, repository: Repository, made: KeptEnvironment): void =>
  changeSettings(host, repository.id, (settings) => ({ ...settings, environments: [...settings.environments.filter(({ id }) => id !== made.id), made].toSorted((a, b) => a.id - b.id) }));

function draw(host: Host): number {
  let drawn = 0;
  host.store.change((state) => {
    const [id, next] = nextId(state);
    drawn = id;
    return next;
  });
  return drawn;
}

const policyShape = (one: { readonly id: number; readonly name: string; readonly type: string }) => ({ id: one.id, node_id: `DBP_${one.id}`, name: one.name, type: one.type });

function shape(host: Host, repository: Repository, one: KeptEnvironment) {
  const state = host.store.get();
  const rule = (type: string, more: object = {}) => ({ id: one.id, node_id: `GA_${one.id}`, type, ...more });
  const reviewers = one.reviewers.map(({ type, id }) => ({ type, reviewer: type === 'User' ? simpleUser(host, state.people[id]!) : teamShape(host, state, repository.ownerId, organizationOf(state, repository.ownerId).teams.find((team) => team.id === id)!) }));
  return {
    id: one.id, node_id: `EN_${one.id}`, name: one.name, url: `${repositoryUrl(host, repository)}/environments/${encodeURIComponent(one.name)}`, html_url: `${repositoryPage(host, repository)}/deployments/activity_log?environments_filter=${encodeURIComponent(one.name)}`,
    created_at: one.at, updated_at: one.at, can_admins_bypass: one.adminsBypass,
    protection_rules: [...(one.wait > 0 ? [rule('wait_timer', { wait_timer: one.wait })] : []), ...(reviewers.length > 0 ? [rule('required_reviewers', { prevent_self_review: one.preventSelfReview, reviewers })] : []), ...(one.branches === null ? [] : [rule('branch_policy')])],
    deployment_branch_policy: one.branches === null ? null : { protected_branches: false, custom_branch_policies: true },
  };
}
