import type { BranchRule, BypassActor, Environment, Facts, Ruleset } from '../../core/doctor/facts.ts';
import type { Request } from './github.ts';
import { allPages, body, ONE, orNull, seen, type At } from './settings-request.ts';

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

/** Reads the settings of Pages. Throws `GitHubFailure` 404 where it is off, as well as where it may not be seen. */
export async function readPages(request: Request, at: At): Promise<NonNullable<Facts['pages']>> {
  const found = await body<{ readonly build_type?: string | null; readonly cname: string | null; readonly https_enforced?: boolean }>(request, `GET ${ONE}/pages`, at);
  return { build: found.build_type ?? null, domain: found.cname, https: found.https_enforced === true };
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
