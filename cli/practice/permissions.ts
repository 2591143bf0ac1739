import { holds, reaches, type Caller, type Grant } from './grants.ts';
import type { Call } from './host.ts';
import { all, repositoryByName } from './records.ts';
import { forbidden, notFound, type Refusal } from './refusal.ts';
import { settingsOf } from './settings.ts';
import type { Repository } from './state.ts';

/** A permission by name, and whether it must be to write. */
type Need = readonly [name: string, level: 'read' | 'write'];

/**
 * What a limited token needs in a repository, by what stands behind `/repos/{owner}/{repo}`; the first that fits counts.
 * Several names mean that any one of them is enough. From "Permissions required for fine-grained personal access tokens"
 * and "Permissions required for GitHub Apps" in GitHub's docs.
 */
const NEEDS: readonly (readonly [pattern: RegExp, names: readonly string[]])[] = [
  [/^$/, ['metadata']],
  [/^\/rulesets|^\/rules\//, ['metadata']],
  [/^\/collaborators/, ['metadata']],
  [/^\/branches\/.*\/protection/, ['administration']],
  [/^\/commits\/[^/]+\/pulls$/, ['pull-requests']],
  [/^\/check-runs|^\/commits\/[^/]+\/check-/, ['checks']],
  [/^\/(contents|git|commits|branches|compare|merges|activity)(\/|$)/, ['contents']],
  [/^\/pulls(\/|$)/, ['pull-requests']],
  [/^\/(issues|labels)(\/|$)/, ['issues']],
  [/^\/environments\/[^/]+\/(secrets|variables)/, ['environments']],
  [/^\/actions\/secrets/, ['secrets']],
  [/^\/actions\/variables/, ['variables']],
  [/^\/actions\/permissions/, ['administration']],
  [/^\/actions\//, ['actions']],
  [/^\/pages(\/|$)/, ['pages']],
  [/^\/deployments(\/|$)/, ['deployments']],
];

// What the name alone does not tell: writing settings needs more than reading them, and the merge button writes contents.
const WRITES: readonly (readonly [method: string, pattern: RegExp, names: readonly string[]])[] = [
  ['PUT', /^\/pulls\/[^/]+\/merge$/, ['contents']],
  ['*', /^$|^\/forks$|^\/rulesets|^\/collaborators|^\/environments\/[^/]+$/, ['administration']],
];

/** The permissions of which a request needs one; `restOfPath` is what follows `/repos/{owner}/{repo}`. */
export function needsOf(method: string, restOfPath: string): readonly Need[] {
  const writes = method !== 'GET';
  const special = writes ? WRITES.find(([verb, pattern]) => (verb === '*' || verb === method) && pattern.test(restOfPath))?.[2] : undefined;
  const reads = !writes && /^\/environments(\/[^/]+)?$/.test(restOfPath) ? ['actions'] : undefined;
  const names = special ?? reads ?? NEEDS.find(([pattern]) => pattern.test(restOfPath))?.[1] ?? ['administration'];
  return names.map((name) => [name, writes ? 'write' : 'read']);
}

/** The words in which GitHub says that a token is too limited. */
export function beyond(grant: Grant): Refusal {
  return forbidden(`Resource not accessible by ${grant.kind === 'workflow' ? 'integration' : 'personal access token'}`);
}

// What belongs to a person rather than to a repository: a workflow's token has nobody behind it.
const PERSONAL = /^\/user(\/repos)?$/;

/** Refuses a REST request that goes beyond the limits of the caller's token; without limits nothing is refused. */
export function withinGrant(call: Pick<Call, 'host' | 'caller' | 'path'>, method: string): void {
  const grant = call.caller?.grant;
  if (grant === undefined) return;
  const [, owner, repo, rest = ''] = /^\/repos\/([^/]+)\/([^/]+)(\/.*)?$/.exec(call.path) ?? [];
  if (owner === undefined || repo === undefined) {
    const own = PERSONAL.test(call.path) && (grant.kind === 'workflow' || method !== 'GET');
    if (own || (method !== 'GET' && !holds(grant, 'administration', 'write'))) throw beyond(grant);
    return;
  }
  const state = call.host.store.get();
  const target = repositoryByName(state, decodeURIComponent(owner), decodeURIComponent(repo));
  if (target === undefined) return; // the route says that it is not there
  const within = reaches(grant, target);
  if (!within && target.private) throw notFound();
  if (method === 'GET' && !target.private) return;
  const needs = [...needsOf(method, rest), ...alsoOfPull(call, target, rest, method)];
  if (!within || !needs.some(([name, level]) => holds(grant, name, level))) throw beyond(grant);
}

// Every pull request is an issue: for the conversation of one the permission for pull requests is enough as well.
function alsoOfPull(call: Pick<Call, 'host'>, target: Repository, rest: string, method: string): readonly Need[] {
  const state = call.host.store.get();
  const comment = /^\/issues\/comments\/(\d+)/.exec(rest)?.[1];
  const number = /^\/issues\/(\d+)/.exec(rest)?.[1];
  const thread = comment === undefined ? undefined : state.comments[comment]?.threadId;
  const isPull = all(state, 'pulls').some((pull) => pull.repositoryId === target.id && (pull.id === thread || String(pull.number) === number));
  return isPull ? [['pull-requests', method === 'GET' ? 'read' : 'write']] : [];
}

/**
 * Refuses pull requests and approvals by a workflow's own token, unless the repository allows them.
 * Source: docs, "Preventing GitHub Actions from creating or approving pull requests".
 */
export function refuseWorkflow(call: Call, target: Repository): void {
  if (call.caller?.grant?.kind !== 'workflow' || settingsOf(call.host.store.get(), target.id).workflowToken.approves) return;
  throw forbidden('GitHub Actions is not permitted to create or approve pull requests.');
}

/** Whether the limits of the caller's token allow something with the pull requests of a repository. */
export const pullsAllowed = (caller: Caller, target: Repository, level: 'read' | 'write'): boolean => allowed(caller, target, 'pull-requests', level);

/** Whether the limits of the caller's token allow something of a repository, by the name of the permission. */
export function allowed({ grant }: Caller, target: Repository, name: string, level: 'read' | 'write'): boolean {
  if (grant === undefined || (level === 'read' && !target.private)) return true;
  return reaches(grant, target) && holds(grant, name, level);
}
