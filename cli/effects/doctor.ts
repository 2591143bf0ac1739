import { createHash } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import { parseDocument } from '../core/document.ts';
import type { Facts, Portfolio, Seen, Sight } from '../core/doctor/facts.ts';
import { secretsFor } from '../core/doctor/workflow-secrets.ts';
import type { Assessors, Issuer, Programme } from '../core/model.generated.ts';
import { validate } from '../core/schema.ts';
import { declaredCompromised } from './declared-keys.ts';
import type { Git } from './git.ts';
import type { GitHub, Request } from './github/github.ts';
import * as actions from './github/settings-actions.ts';
import * as settings from './github/settings.ts';
import { orNull, seen, type At } from './github/settings-request.ts';
import { accessFrom, catalogFromDisk, Obstacle } from './programme.ts';
import { programFolder } from './site.ts';
import type { World } from './world.ts';

/** A programme of which the settings are looked at. */
export interface Patient {
  readonly issuer: Issuer;
  readonly assessors: Assessors['assessors'];
  readonly folder: string;
  readonly server: string;
  /** Git in the catalog's folder. */
  readonly git: Git;
  readonly github: GitHub;
  /** The way to the private repositories; another token may be set for them. */
  readonly submissions: GitHub;
}

/** Opens the programme of a catalog's folder. @throws Obstacle when the catalog or a token is missing. */
export async function openPatient(world: World, catalogFolder: string): Promise<Patient> {
  const { catalog } = await catalogFromDisk(world, catalogFolder);
  if (catalog.issuer === null) throw new Obstacle(`${catalogFolder}/issuer.yaml is missing or has faults. Run \`laurel lint\` and mend it first.`);
  const access = accessFrom(world);
  const git = world.git(resolve(world.cwd, catalogFolder), access);
  const prefix = await git.run(['rev-parse', '--show-prefix']);
  const folder = prefix.code === 0 ? prefix.stdout.toString('utf8').trim().replace(/\/$/, '') : 'catalog';
  const github = await world.github(access);
  const token = world.env['LAUREL_SUBMISSIONS_TOKEN'];
  const submissions = token === undefined || token === '' ? github : await world.github({ ...access, token });
  return { issuer: catalog.issuer.value, assessors: catalog.assessors?.value.assessors ?? [], folder, server: access.server, git, github, submissions };
}

const hidden = <Value>(right: string): Seen<Value> => ({ seen: false, right });
const shown = <Value>(value: Value): Seen<Value> => ({ seen: true, value });

/** Reads everything that the checks look at. What GitHub does not show is unseen; a GitHub that cannot be reached is a `GitHubFailure`. */
export async function gatherSight(world: World, patient: Patient): Promise<Sight> {
  const { issuer, assessors, folder, server, github } = patient;
  const { request } = github;
  const at = { owner: issuer.repository.owner, repo: issuer.repository.name };
  const about = await settings.readRepository(request, at);
  const administration = 'Administration: read, of a token whose owner administers the repository';
  // To an administrator "not found" means that a setting is off; to anybody else it may mean anything.
  const off = <Value>(right: string, otherwise: Value, read: () => Promise<Value>): Promise<Seen<Value>> => seen(right, async () => (about.admin ? ((await orNull(read)) ?? otherwise) : read()));
  const environments = await seen('Actions: read', () => settings.readEnvironments(request, at));
  const wanted = Object.keys(secretsFor(issuer)).filter((name) => environments.seen && environments.value.some((one) => one.name === name));
  const people = await seen('Metadata: read, and write access to the repository', () => settings.readCollaborators(request, at));
  const branches = await seen('Contents: read', () => branchesThere(request, at));
  return {
    programme: shown({ today: world.now().toISOString().slice(0, 10), folder, server, issuer, assessors }),
    repository: shown(about.repository),
    token: shown({ login: await whoAmI(github), scopes: about.scopes, role: about.role }),
    branches,
    // Git is asked only where there is something to read.
    compromised: branches.seen && !branches.value.includes('ledger') ? shown([]) : await declaredCompromised({ git: patient.git, address: `${server}/${at.owner}/${at.repo}.git` }),
    rulesets: await seen('Metadata: read', () => settings.readRulesets(request, at)),
    teams: await seen('Members: read, of the organisation', () => stewardTeams(request, issuer)),
    environments,
    secrets: environments.seen ? await seen('Environments: read, and write access to the repository', () => settings.readSecrets(request, at, wanted)) : hidden(environments.right),
    actions: await seen(administration, () => actions.readActions(request, at)),
    workflowToken: await seen(administration, () => actions.readWorkflowToken(request, at)),
    forkApproval: await seen(administration, () => actions.readForkApproval(request, at)),
    workflows: await seen('Actions: read, and Contents: read', () => compareWorkflows(world, request, at)),
    pages: await off<Facts['pages']>('Pages: read', null, () => settings.readPages(request, at)),
    scanning: about.scanning === null ? hidden(administration) : shown(about.scanning),
    immutableReleases: await off(administration, false, async () => ((await request('GET /repos/{owner}/{repo}/immutable-releases', at as never)).body as { readonly enabled: boolean }).enabled),
    codeowners: await seen('Contents: read', () => settings.readOwnersFaults(request, at)),
    people: people.seen ? shown(await Promise.all(assessors.map((one) => knownAs(request, one, people.value)))) : people,
    portfolios: issuer.repository.mode === 'one-repository' || issuer.submissions === undefined ? shown([]) : await seen(`Metadata: read and Contents: read, and write access to ${issuer.submissions.owner}/${issuer.submissions.prefix}*`, () => readPortfolios(patient, issuer.submissions!)),
    deskLogin: shown(issuer.submissions === undefined ? null : ((await deskAccount(request, issuer.submissions))?.login ?? null)),
    submissionsToken: issuer.submissions === undefined || patient.submissions === github ? shown(null) : await seen('Metadata: read, in the private repositories', () => readSubmissionsToken(patient, issuer.submissions!)),
  };
}

const whoAmI = (github: GitHub): Promise<string> => github.me().then(({ login }) => login, () => 'a workflow');

async function branchesThere(request: Request, at: At): Promise<readonly string[]> {
  const found = await Promise.all(['main', 'register', 'ledger'].map((branch) => orNull(async () => (await request('GET /repos/{owner}/{repo}/branches/{branch}', { ...at, branch }), branch))));
  return found.filter((branch) => branch !== null);
}

async function stewardTeams(request: Request, { stewards = [] }: Issuer): Promise<Facts['teams']> {
  const teams = stewards.filter((name) => name.includes('/'));
  const read = async (name: string) => {
    const [org, team_slug] = name.slice(1).split('/');
    const found = await orNull(async () => (await request('GET /orgs/{org}/teams/{team_slug}', { org, team_slug })).body as { readonly id: number });
    return [name, found?.id ?? null] as const;
  };
  return Object.fromEntries(await Promise.all(teams.map(read)));
}

/** Whom the API knows under an entry's login and number. */
export async function knownAs(request: Request, { login, id }: Assessors['assessors'][number], people: readonly { readonly id: number; readonly role: string }[]): Promise<Facts['people'][number]> {
  const ask = (route: string, parameters: Readonly<Record<string, unknown>>) => orNull(async () => (await request(route, parameters)).body as { readonly id: number; readonly login: string });
  const [byLogin, byId] = await Promise.all([ask('GET /users/{username}', { username: login }), ask('GET /user/{account_id}', { account_id: id })]);
  return { login, id, idOfLogin: byLogin?.id ?? null, loginOfId: byId?.login ?? null, role: people.find((one) => one.id === id)?.role ?? 'none' };
}

/** This version's workflow and action files, as paths in a repository with their bytes. */
async function ownWorkflows(world: World): Promise<ReadonlyMap<string, Uint8Array>> {
  const folder = join(programFolder(), '.github');
  const paths = (await world.files.list(folder, true)).filter((path) => /^(workflows|actions)\//.test(path));
  return new Map(await Promise.all(paths.map(async (path) => [`.github/${path}`, await world.files.read(join(folder, path))] as const)));
}

const blobId = (bytes: Uint8Array): string => createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');

async function compareWorkflows(world: World, request: Request, at: At): Promise<Facts['workflows']> {
  const own = await ownWorkflows(world);
  const folders = [...new Set([...own.keys()].map((path) => dirname(path)))];
  const found = new Map((await Promise.all(folders.map((path) => settings.readFolder(request, at, path, 'main')))).flatMap((folder) => [...folder]));
  const states = await actions.readWorkflowStates(request, at);
  return [...own].map(([path, bytes]) => {
    const there = found.get(path);
    return { path, id: states.get(path)?.id ?? null, state: states.get(path)?.state ?? null, content: there === undefined ? ('missing' as const) : there === blobId(bytes) ? ('same' as const) : ('different' as const) };
  });
}

type Submissions = NonNullable<Issuer['submissions']>;

/** The account that issuer.yaml names as the desk, by its number; null where there is none. */
export const deskAccount = async (request: Request, { desk }: Submissions): Promise<{ readonly login: string; readonly id: number } | null> =>
  desk === undefined ? null : orNull(async () => (await request('GET /user/{account_id}', { account_id: desk })).body as { readonly login: string; readonly id: number });

// What both tokens may see is read with the lead's own, which shows an administrator more.
async function readPortfolios({ submissions, github }: Patient, { owner, prefix }: Submissions): Promise<readonly Portfolio[]> {
  const by = new Map<string, { readonly isPrivate: boolean; readonly request: Request }>();
  for (const { repositories, request } of new Set([submissions, github])) for (const { name, isPrivate } of await repositories(owner)) if (name.startsWith(prefix)) by.set(name, { isPrivate, request });
  const own = [...by];
  const found: Portfolio[] = [];
  for (let from = 0; from < own.length; from += 8) found.push(...(await Promise.all(own.slice(from, from + 8).map(([repo, { isPrivate, request }]) => readPortfolio(request, { owner, repo }, isPrivate)))));
  return found;
}

async function readSubmissionsToken({ submissions, github }: Patient, { owner, prefix }: Submissions): Promise<Facts['submissionsToken']> {
  const [reached, known] = await Promise.all([submissions.repositories(owner), github.repositories(owner)]);
  const isOurs = ({ name, isPrivate }: { readonly name: string; readonly isPrivate: boolean }): boolean => isPrivate && name.startsWith(prefix);
  const names = [...new Set([...reached, ...known].filter(isOurs).map(({ name }) => name))].sort();
  const repositories: NonNullable<Facts['submissionsToken']>['repositories'][number][] = [];
  let scopes: readonly string[] | null = null;
  for (const name of names) {
    const at = { owner, repo: name };
    const about = await seen('', () => settings.readRepository(submissions.request, at));
    if (about.seen) scopes ??= about.value.scopes;
    const reads = async (what: string): Promise<boolean> => (await seen('', () => submissions.request(`GET /repos/{owner}/{repo}/${what}`, { ...at, per_page: 1 }))).seen;
    repositories.push(about.seen ? { name, role: about.value.role, issues: await reads('issues'), pulls: await reads('pulls') } : { name, role: 'none', issues: false, pulls: false });
  }
  const account = await submissions.me().catch(() => null);
  return { account, scopes, repositories, elsewhere: reached.filter((one) => !isOurs(one) && one.canPush).map(({ name }) => `${owner}/${name}`) };
}

/** Reads one private repository of submissions. */
export async function readPortfolio(request: Request, at: At, isPrivate: boolean): Promise<Portfolio> {
  const main = await orNull(() => request('GET /repos/{owner}/{repo}/branches/{branch}', { ...at, branch: 'main' }));
  const bytes = main === null ? null : await settings.readFile(request, at, 'programme.yaml', 'main');
  const document = bytes === null ? null : parseDocument({ path: 'programme.yaml', bytes });
  const programme = document !== null && document.faults.length === 0 && validate('programme', document).length === 0 ? (document.value as unknown as Programme).catalog : null;
  const closed = main === null ? false : await mainClosed(request, at);
  const rulesets = await seen('', () => settings.readRulesets(request, at));
  return { name: at.repo, private: isPrivate, main: main !== null, programme, closed, rulesets: rulesets.seen ? rulesets.value : null, collaborators: await settings.readCollaborators(request, at) };
}

async function mainClosed(request: Request, at: At): Promise<boolean | null> {
  const rules = await seen('', async () => (await request('GET /repos/{owner}/{repo}/rules/branches/{branch}', { ...at, branch: 'main', per_page: 100 })).body as readonly { readonly type: string }[]);
  return rules.seen ? rules.value.some(({ type }) => type === 'pull_request') : null;
}
