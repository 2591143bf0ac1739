import type { BranchRule, BypassActor, Environment, Facts, Ruleset, Seen } from '../../core/doctor/facts.ts';
import { GitHubFailure } from './failure.ts';
import type { Request } from './github.ts';

/** Where a repository is, as parameters of a route. */
export interface At {
  readonly owner: string;
  readonly repo: string;
}

const ONE = '/repos/{owner}/{repo}';

/** Reads a setting; where GitHub refuses or does not find it, it is unseen and the right is named. Throws for everything else. */
export async function seen<Value>(right: string, read: () => Promise<Value>): Promise<Seen<Value>> {
  try {
    return { seen: true, value: await read() };
  } catch (error) {
    if (error instanceof GitHubFailure && (error.status === 403 || error.status === 404)) return { seen: false, right };
    throw error;
  }
}

/** What a route answers, or null where it is not found. */
export async function orNull<Value>(read: () => Promise<Value>): Promise<Value | null> {
  return read().catch((error: unknown) => {
    if (error instanceof GitHubFailure && error.status === 404) return null;
    throw error;
  });
}

const body = async <Body>(request: Request, route: string, parameters: object): Promise<Body> => (await request(route, parameters as Record<string, unknown>)).body as Body;

/** All pages of a list. */
export async function allPages<Item>(request: Request, route: string, parameters: object, pick: (body: never) => readonly Item[] = (found) => found): Promise<readonly Item[]> {
  const found: Item[] = [];
  for (let page = 1; ; page += 1) {
    const items = pick(await body(request, route, { ...parameters, per_page: 100, page }));
    found.push(...items);
    if (items.length < 100) return found;
  }
}

/** The repository with what its administrators are told beside it. */
export interface AboutRepository {
  readonly repository: Facts['repository'];
  readonly admin: boolean;
  readonly role: string;
  readonly scanning: Facts['scanning'] | null;
  readonly scopes: readonly string[] | null;
}

interface RestRepository {
  readonly private: boolean;
  readonly default_branch: string;
  readonly owner: { readonly type: string };
  readonly permissions?: Readonly<Record<string, boolean>>;
  readonly security_and_analysis?: Readonly<Record<string, { readonly status?: string } | undefined>> | null;
}

/** Reads the repository itself. Throws where it cannot be read at all: then nothing can. */
export async function readRepository(request: Request, at: At): Promise<AboutRepository> {
  const { body: found, headers } = await request(`GET ${ONE}`, { ...at });
  const { private: hidden, default_branch, owner, permissions = {}, security_and_analysis: scanning } = found as RestRepository;
  const scopes = headers['x-oauth-scopes'];
  return {
    repository: { private: hidden, defaultBranch: default_branch, ownerIs: owner.type === 'Organization' ? 'Organization' : 'User' },
    admin: permissions['admin'] === true,
    role: ['admin', 'maintain', 'push', 'triage', 'pull'].find((right) => permissions[right] === true)?.replace('push', 'write').replace('pull', 'read') ?? 'read',
    scanning: scanning === undefined || scanning === null ? null : { secrets: scanning['secret_scanning']?.status === 'enabled', pushProtection: scanning['secret_scanning_push_protection']?.status === 'enabled' },
    scopes: scopes === undefined ? null : scopes.split(',').map((scope) => scope.trim()).filter(Boolean),
  };
}

interface RestRuleset {
  readonly id: number;
  readonly name: string;
  readonly target?: string;
  readonly source_type?: Ruleset['source'];
  readonly enforcement: string;
  readonly bypass_actors?: readonly BypassActor[];
  readonly conditions?: { readonly ref_name?: { readonly include?: readonly string[]; readonly exclude?: readonly string[] } } | null;
  readonly rules?: readonly BranchRule[];
}

/** Reads the rulesets for branches that apply to a repository, its owner's too. */
export async function readRulesets(request: Request, at: At): Promise<readonly Ruleset[]> {
  const list = await allPages<RestRuleset>(request, `GET ${ONE}/rulesets`, { ...at, includes_parents: true });
  const branches = list.filter(({ target = 'branch' }) => target === 'branch');
  return Promise.all(
    branches.map(async ({ id }) => {
      const { name, source_type = 'Repository', enforcement, bypass_actors = null, conditions, rules = [] } = await body<RestRuleset>(request, `GET ${ONE}/rulesets/{ruleset_id}`, { ...at, ruleset_id: id, includes_parents: true });
      return { id, name, source: source_type, active: enforcement === 'active', include: conditions?.ref_name?.include ?? [], exclude: conditions?.ref_name?.exclude ?? [], rules, bypass: bypass_actors };
    }),
  );
}

interface RestEnvironment {
  readonly name: string;
  readonly can_admins_bypass?: boolean;
  readonly deployment_branch_policy: { readonly custom_branch_policies: boolean } | null;
  readonly protection_rules?: readonly { readonly type: string; readonly wait_timer?: number; readonly prevent_self_review?: boolean; readonly reviewers?: readonly { readonly type: string; readonly reviewer: { readonly id: number } }[] }[];
}

/** Reads the environments with the branches that may use them. */
export async function readEnvironments(request: Request, at: At): Promise<readonly Environment[]> {
  const list = await allPages<RestEnvironment>(request, `GET ${ONE}/environments`, at, ({ environments }: { readonly environments: readonly RestEnvironment[] }) => environments);
  return Promise.all(
    list.map(async ({ name, can_admins_bypass = null, deployment_branch_policy: policy, protection_rules: rules = [] }) => {
      const asked = rules.find(({ type }) => type === 'required_reviewers');
      const kinds = policy?.custom_branch_policies === true ? (await body<{ readonly branch_policies: readonly { readonly id: number; readonly name: string; readonly type?: 'branch' | 'tag' }[] }>(request, `GET ${ONE}/environments/{environment_name}/deployment-branch-policies`, { ...at, environment_name: name, per_page: 100 })).branch_policies : null;
      return {
        name, adminsBypass: can_admins_bypass, wait: rules.find(({ type }) => type === 'wait_timer')?.wait_timer ?? 0, preventSelfReview: asked?.prevent_self_review === true,
        branches: policy === null ? null : kinds === null ? [{ id: null, name: 'protected branches', kind: 'branch' as const }] : kinds.map(({ id, name: branch, type = 'branch' }) => ({ id, name: branch, kind: type })),
        reviewers: (asked?.reviewers ?? []).map(({ type, reviewer }) => ({ type, id: reviewer.id })),
      };
    }),
  );
}

/** Reads the names of the secrets of environments. */
export async function readSecrets(request: Request, at: At, environments: readonly string[]): Promise<Facts['secrets']> {
  const read = async (name: string) => [name, (await allPages<{ readonly name: string }>(request, `GET ${ONE}/environments/{environment_name}/secrets`, { ...at, environment_name: name }, ({ secrets }: { readonly secrets: readonly { readonly name: string }[] }) => secrets)).map((secret) => secret.name)] as const;
  return Object.fromEntries(await Promise.all(environments.map(read)));
}

/** Reads which actions may run. */
export async function readActions(request: Request, at: At): Promise<Facts['actions']> {
  const { enabled, allowed_actions: allowed = 'all', sha_pinning_required: pinning = null } = await body<{ readonly enabled: boolean; readonly allowed_actions?: string; readonly sha_pinning_required?: boolean }>(request, `GET ${ONE}/actions/permissions`, at);
  const chosen = enabled && allowed === 'selected' ? await body<{ readonly github_owned_allowed?: boolean; readonly verified_allowed?: boolean; readonly patterns_allowed?: readonly string[] }>(request, `GET ${ONE}/actions/permissions/selected-actions`, at) : {};
  return { enabled, allowed, pinning, githubOwned: chosen.github_owned_allowed === true, verified: chosen.verified_allowed === true, patterns: chosen.patterns_allowed ?? [] };
}

/** Reads what the token of a workflow may do where its file says nothing. */
export async function readWorkflowToken(request: Request, at: At): Promise<Facts['workflowToken']> {
  const found = await body<{ readonly default_workflow_permissions: string; readonly can_approve_pull_request_reviews: boolean }>(request, `GET ${ONE}/actions/permissions/workflow`, at);
  return { rights: found.default_workflow_permissions, approves: found.can_approve_pull_request_reviews };
}

/** Reads whose workflow runs wait for a click. */
export const readForkApproval = async (request: Request, at: At): Promise<string> => (await body<{ readonly approval_policy: string }>(request, `GET ${ONE}/actions/permissions/fork-pr-contributor-approval`, at)).approval_policy;

/** Reads the settings of Pages. Throws `GitHubFailure` 404 where it is off, as well as where it may not be seen. */
export async function readPages(request: Request, at: At): Promise<NonNullable<Facts['pages']>> {
  const found = await body<{ readonly build_type?: string | null; readonly cname: string | null; readonly https_enforced?: boolean }>(request, `GET ${ONE}/pages`, at);
  return { build: found.build_type ?? null, domain: found.cname, https: found.https_enforced === true };
}

/** Reads the states of the workflows by their paths. */
export async function readWorkflowStates(request: Request, at: At): Promise<ReadonlyMap<string, { readonly id: number; readonly state: string }>> {
  type Workflow = { readonly id: number; readonly path: string; readonly state: string };
  const found = await allPages<Workflow>(request, `GET ${ONE}/actions/workflows`, at, ({ workflows }: { readonly workflows: readonly Workflow[] }) => workflows);
  return new Map(found.map(({ path, id, state }) => [path, { id, state }]));
}

/** Reads a folder of main: names and blob ids; empty where there is none. */
export async function readFolder(request: Request, at: At, path: string, ref: string): Promise<ReadonlyMap<string, string>> {
  const found = await orNull(() => body<unknown>(request, `GET ${ONE}/contents/{path}`, { ...at, path, ref }));
  return new Map(Array.isArray(found) ? (found as readonly { readonly path: string; readonly sha: string }[]).map((entry) => [entry.path, entry.sha]) : []);
}

/** Reads a small file of a branch, or null where it is not there. */
export async function readFile(request: Request, at: At, path: string, ref: string): Promise<Uint8Array | null> {
  const found = await orNull(() => body<{ readonly content?: string }>(request, `GET ${ONE}/contents/{path}`, { ...at, path, ref }));
  return found?.content === undefined ? null : Buffer.from(found.content, 'base64');
}

/** Reads who may do what: collaborators, and those who are invited (where that may be seen). */
export async function readCollaborators(request: Request, at: At): Promise<readonly { readonly login: string; readonly id: number; readonly role: string }[]> {
  type Person = { readonly login: string; readonly id: number; readonly role_name: string };
  const people = await allPages<Person>(request, `GET ${ONE}/collaborators`, at);
  type Invitation = { readonly invitee: { readonly login: string; readonly id: number } | null; readonly permissions: string };
  const invited = await seen('', () => allPages<Invitation>(request, `GET ${ONE}/invitations`, at));
  return [...people.map(({ login, id, role_name: role }) => ({ login, id, role })), ...(invited.seen ? invited.value.flatMap(({ invitee, permissions }) => (invitee === null ? [] : [{ login: invitee.login, id: invitee.id, role: permissions }])) : [])];
}

/** Reads CODEOWNERS' faults, or that there is none. */
export async function readOwnersFaults(request: Request, at: At): Promise<Facts['codeowners']> {
  type Fault = { readonly line: number; readonly kind: string; readonly source?: string };
  const found = await orNull(() => body<{ readonly errors: readonly Fault[] }>(request, `GET ${ONE}/codeowners/errors`, at));
  return { present: found !== null, faults: (found?.errors ?? []).map(({ line, kind, source = '' }) => `line ${line}: ${kind}${source === '' ? '' : ` (${source.trim().slice(0, 80)})`}`) };
}
