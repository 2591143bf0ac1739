import type { Facts } from '../../core/doctor/facts.ts';
import type { Request } from './github.ts';
import { allPages, body, ONE, type At } from './settings-request.ts';

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

/** Reads the states of the workflows by their paths. */
export async function readWorkflowStates(request: Request, at: At): Promise<ReadonlyMap<string, { readonly id: number; readonly state: string }>> {
  type Workflow = { readonly id: number; readonly path: string; readonly state: string };
  const found = await allPages<Workflow>(request, `GET ${ONE}/actions/workflows`, at, ({ workflows }: { readonly workflows: readonly Workflow[] }) => workflows);
  return new Map(found.map(({ path, id, state }) => [path, { id, state }]));
}
