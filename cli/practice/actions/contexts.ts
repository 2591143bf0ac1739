import { strict } from './expressions.ts';
import type { Occasion } from './occasion.ts';
import type { Run } from './records.ts';
import type { Trigger, Workflow } from './workflow.ts';
import { UnknownToRunner } from './unknown.ts';

/** The addresses of the practice GitHub. */
export interface Addresses {
  readonly url: string;
  readonly apiUrl: string;
}

// The first level of each event's payload. Source: GitHub docs, "Webhook events and payloads".
const ALWAYS = ['repository', 'sender', 'organization', 'enterprise', 'installation'];
const KEYS: Readonly<Record<Occasion['event'], readonly string[]>> = {
  push: ['after', 'base_ref', 'before', 'commits', 'compare', 'created', 'deleted', 'forced', 'head_commit', 'pusher', 'ref'],
  pull_request: ['action', 'number', 'pull_request', 'before', 'after', 'label', 'changes', 'assignee', 'milestone', 'requested_reviewer', 'requested_team', 'reason'],
  pull_request_review: ['action', 'pull_request', 'review', 'changes'],
  issues: ['action', 'issue', 'label', 'changes', 'assignee', 'milestone'],
  issue_comment: ['action', 'issue', 'comment', 'changes'],
  workflow_dispatch: ['inputs', 'ref', 'workflow'],
  schedule: ['schedule', 'workflow'],
};
const ANY = new Set(Object.values(KEYS).flat());

/**
 * The context `github` of a run. What the runner does not hold of it is unknown; only the parts of other events' payloads are
 * nothing, so that `github.event.pull_request.number || github.run_id` works.
 */
export function githubContext(run: Run, occasion: Occasion, { url, apiUrl }: Addresses): Readonly<Record<string, unknown>> {
  const { repository, event, ref, sha, actor, pull, payload } = occasion;
  const own = [...ALWAYS, ...KEYS[event]];
  const inputs = payload['inputs'];
  const whole = inputs === undefined ? payload : { ...payload, inputs: strict(inputs as object, { knows: () => true }) };
  return strict({
    event: strict(whole, { deep: true, knows: (key) => ANY.has(key) && !own.includes(key) }),
    event_name: event, ref, sha,
    ref_name: ref.replace(/^refs\/(?:heads|tags|pull)\//, ''),
    ref_type: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    // Only pull requests have these. Source: GitHub docs, contexts, github.
    base_ref: event === 'pull_request' ? (pull?.base ?? '') : '',
    head_ref: event === 'pull_request' ? (pull?.head ?? '') : '',
    repository: repository.full_name, repository_id: String(repository.id), repositoryUrl: `${url}/${repository.full_name}.git`,
    repository_owner: repository.owner.login, repository_owner_id: String(repository.owner.id),
    actor: actor.login, actor_id: String(actor.id), triggering_actor: run.triggeringActor,
    run_id: String(run.id), run_number: String(run.number), run_attempt: String(run.attempt), retention_days: '90',
    workflow: run.workflow, workflow_ref: `${repository.full_name}/${run.path}@${ref}`, workflow_sha: sha,
    server_url: url, api_url: apiUrl, graphql_url: `${apiUrl.replace(/\/v3$/, '')}/graphql`,
  });
}

/** A context with more in it, as strict as before; `github.token` and the like are there in jobs only. */
export function withMore(github: Readonly<Record<string, unknown>>, more: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return strict({ ...github, ...more });
}

const VARIABLES = ['actor', 'actor_id', 'api_url', 'base_ref', 'event_name', 'graphql_url', 'head_ref', 'ref', 'ref_name', 'ref_type', 'repository', 'repository_id', 'repository_owner', 'repository_owner_id', 'retention_days', 'run_attempt', 'run_id', 'run_number', 'server_url', 'sha', 'triggering_actor', 'workflow', 'workflow_ref', 'workflow_sha'];

/** The variables that GitHub sets in every step out of the context; nothing can set them otherwise. Source: GitHub docs, "Variables reference". */
export function variablesOf(github: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(VARIABLES.map((name) => [`GITHUB_${name.toUpperCase()}`, String(github[name])]));
}

/** The inputs of a dispatch, with defaults and in their types. Throws on what GitHub would have refused before. */
export function inputsOf(workflow: Workflow, occasion: Occasion): Readonly<Record<string, unknown>> {
  if (occasion.event !== 'workflow_dispatch') return {};
  const declared: NonNullable<Trigger['inputs']> = workflow.on['workflow_dispatch']?.inputs ?? {};
  for (const name of Object.keys(occasion.inputs)) if (!(name in declared)) throw new UnknownToRunner(`Unexpected input ${name} for ${workflow.path}, expected one of ${Object.keys(declared).join(', ')}: GitHub answers 422 to such a dispatch.`);
  return Object.fromEntries(Object.entries(declared).map(([name, { type = 'string', required = false, default: usual, options }]) => {
    const value = occasion.inputs[name] ?? usual;
    if (value === undefined && required) throw new UnknownToRunner(`Unexpected dispatch of ${workflow.path} without ${name}, expected it: GitHub answers 422 to such a dispatch.`);
    if (options !== undefined && value !== undefined && !options.includes(String(value))) throw new UnknownToRunner(`Unexpected ${name}: ${String(value)}, expected one of ${options.join(', ')}.`);
    if (type === 'boolean') return [name, String(value) === 'true'];
    return [name, type === 'number' ? Number(value) : String(value ?? '')];
  }));
}
