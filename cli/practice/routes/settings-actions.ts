import { readable } from '../access.ts';
import { branchTip } from '../git/bare.ts';
import { entryAt, listTree, readBlob } from '../git/files.ts';
import { gitDir, type Call, type Host, type Route } from '../host.ts';
import { notFound, refusal } from '../refusal.ts';
import type { Settings } from '../settings-kept.ts';
import { administered, changeSettings, settingsOf } from '../settings.ts';
import { repositoryPage, repositoryUrl } from '../shapes/repository.ts';
import type { Repository } from '../state.ts';

const PERMISSIONS = '/repos/{owner}/{repo}/actions/permissions';
const WORKFLOWS = '/repos/{owner}/{repo}/actions/workflows';

/** What workflows may do, and which there are. */
export const actionsSettingsRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: PERMISSIONS,
    run: (call) => {
      const repository = administered(call, 'administration', 'read');
      const { enabled, allowed, pinning } = of(call, repository).actions;
      return { status: 200, body: { enabled, ...(enabled ? { allowed_actions: allowed } : {}), sha_pinning_required: pinning, ...(allowed === 'selected' ? { selected_actions_url: `${repositoryUrl(call.host, repository)}/actions/permissions/selected-actions` } : {}) } };
    },
  },
  { method: 'PUT', path: PERMISSIONS, run: (call) => changed(call, (settings) => ({ ...settings, actions: { ...settings.actions, enabled: call.body['enabled'] === true, allowed: (call.body['allowed_actions'] as Settings['actions']['allowed'] | undefined) ?? settings.actions.allowed, pinning: (call.body['sha_pinning_required'] as boolean | undefined) ?? settings.actions.pinning } })) },
  {
    method: 'GET',
    path: `${PERMISSIONS}/selected-actions`,
    run: (call) => {
      const { allowed, githubOwned, verified, patterns } = of(call, administered(call, 'administration', 'read')).actions;
      if (allowed !== 'selected') throw refusal(409, 'Conflict: allowed_actions is not set to selected');
      return { status: 200, body: { github_owned_allowed: githubOwned, verified_allowed: verified, patterns_allowed: patterns } };
    },
  },
  {
    method: 'PUT',
    path: `${PERMISSIONS}/selected-actions`,
    run: (call) => {
      if (of(call, administered(call, 'administration', 'write')).actions.allowed !== 'selected') throw refusal(409, 'Conflict: allowed_actions is not set to selected');
      return changed(call, (settings) => ({ ...settings, actions: { ...settings.actions, githubOwned: call.body['github_owned_allowed'] === true, verified: call.body['verified_allowed'] === true, patterns: (call.body['patterns_allowed'] as readonly string[] | undefined) ?? [] } }));
    },
  },
  {
    method: 'GET',
    path: `${PERMISSIONS}/workflow`,
    run: (call) => {
      const { rights, approves } = of(call, administered(call, 'administration', 'read')).workflowToken;
      return { status: 200, body: { default_workflow_permissions: rights, can_approve_pull_request_reviews: approves } };
    },
  },
  { method: 'PUT', path: `${PERMISSIONS}/workflow`, run: (call) => changed(call, (settings) => ({ ...settings, workflowToken: { rights: call.body['default_workflow_permissions'] === 'write' ? 'write' : 'read', approves: call.body['can_approve_pull_request_reviews'] === true } })) },
  { method: 'GET', path: `${PERMISSIONS}/fork-pr-contributor-approval`, run: (call) => ({ status: 200, body: { approval_policy: of(call, administered(call, 'administration', 'read')).forkApproval } }) },
  { method: 'PUT', path: `${PERMISSIONS}/fork-pr-contributor-approval`, run: (call) => changed(call, (settings) => ({ ...settings, forkApproval: String(call.body['approval_policy']) })) },
  {
    method: 'GET',
    path: WORKFLOWS,
    run: async (call) => {
      const workflows = await workflowsOf(call.host, readable(call));
      return { status: 200, body: { total_count: workflows.length, workflows } };
    },
  },
  ...(['enable', 'disable'] as const).map((verb): Route => ({
    method: 'PUT',
    path: `${WORKFLOWS}/{workflow_id}/${verb}`,
    run: async (call) => {
      const repository = administered(call, 'actions', 'write');
      const wanted = call.params['workflow_id'];
      const found = (await workflowsOf(call.host, repository)).find(({ id, path }) => String(id) === wanted || path.split('/').at(-1) === wanted);
      if (found === undefined) throw notFound();
      changeSettings(call.host, repository.id, (settings) => ({ ...settings, disabledWorkflows: [...settings.disabledWorkflows.filter((path) => path !== found.path), ...(verb === 'disable' ? [found.path] : [])] }));
      return { status: 204 };
    },
  })),
];

const of = (call: Call, repository: Repository): Settings => settingsOf(call.host.store.get(), repository.id);

function changed(call: Call, step: (settings: Settings) => Settings) {
  changeSettings(call.host, administered(call, 'administration', 'write').id, step);
  return { status: 204 };
}

/** The workflow files of the default branch, as GitHub lists them. */
async function workflowsOf(host: Host, repository: Repository) {
  const dir = gitDir(host, repository);
  const tip = await branchTip(dir, repository.defaultBranch);
  const folder = tip === null ? null : await entryAt(dir, tip, '.github/workflows');
  const files = folder?.type === 'tree' ? (await listTree(dir, folder.sha)).filter(({ path, type }) => type === 'blob' && /\.ya?ml$/.test(path)) : [];
  const { disabledWorkflows } = settingsOf(host.store.get(), repository.id);
  return Promise.all(
    files.map(async ({ path: file, sha }) => {
      const path = `.github/workflows/${file}`;
      const id = Number.parseInt(Buffer.from(file).toString('hex').slice(0, 10), 16);
      const name = /^name:\s*(\S.*?)\s*$/m.exec((await readBlob(dir, sha)).toString('utf8'))?.[1] ?? path;
      const page = repositoryPage(host, repository);
      return {
        id, node_id: `W_${id}`, name, path, state: disabledWorkflows.includes(path) ? 'disabled_manually' : 'active', created_at: repository.createdAt, updated_at: repository.pushedAt,
        url: `${repositoryUrl(host, repository)}/actions/workflows/${id}`, html_url: `${page}/blob/${repository.defaultBranch}/${path}`, badge_url: `${page}/workflows/${encodeURIComponent(name)}/badge.svg`,
      };
    }),
  );
}
