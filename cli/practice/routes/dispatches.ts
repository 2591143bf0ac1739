import { parseYaml, type Json } from '../../core/yaml.ts';
import { permitted, somebody } from '../access.ts';
import { byline } from '../events.ts';
import { requiredText } from '../fields.ts';
import { resolve } from '../git/commits.ts';
import { entryAt, readBlob } from '../git/files.ts';
import { gitDir, type Call, type Reply, type Route } from '../host.ts';
import { fullName } from '../records.ts';
import { forbidden, notFound, refusal } from '../refusal.ts';

/** Starting a workflow by hand or from another workflow: with a workflow's own token this alone starts anything. */
export const dispatchRoutes: readonly Route[] = [{ method: 'POST', path: '/repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches', run: dispatch }];

async function dispatch(call: Call): Promise<Reply> {
  const { host } = call;
  const target = permitted(call, 'push', () => forbidden('Must have admin rights to Repository.'));
  const dir = gitDir(host, target);
  const path = `.github/workflows/${call.params['workflow_id'] ?? ''}`;
  const given = requiredText(call, 'ref', 'WorkflowDispatch').replace(/^refs\/(heads|tags)\//, '');
  // A workflow is known by the file on the default branch, and runs as it stands on the ref.
  const known = await resolve(dir, target.defaultBranch);
  if (!/\.ya?ml$/.test(path) || known === null || (await entryAt(dir, known, path)) === null) throw notFound();
  const branch = await resolve(dir, `refs/heads/${given}`);
  const sha = branch ?? (await resolve(dir, `refs/tags/${given}`));
  if (sha === null) throw refusal(422, `No ref found for: ${given}`);
  const entry = await entryAt(dir, sha, path);
  const trigger = entry === null ? null : triggerOf((await readBlob(dir, entry.sha)).toString('utf8'));
  if (trigger === null) throw refusal(422, "Workflow does not have 'workflow_dispatch' trigger");
  const inputs = inputsOf(call, trigger);
  const ref = `refs/${branch === null ? 'tags' : 'heads'}/${given}`;
  host.events.emit({ kind: 'workflow_dispatch', repository: fullName(host.store.get(), target), ref, sha, ...byline(somebody(call)), workflow: path, inputs });
  return { status: 204 };
}

type Mapping = { readonly [key: string]: Json };
const isMapping = (value: Json | undefined): value is Mapping => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a workflow file says under `workflow_dispatch`; null where it has no such trigger. */
function triggerOf(text: string): Mapping | null {
  const { value } = parseYaml(text);
  const on = isMapping(value) ? value['on'] : undefined;
  if (on === 'workflow_dispatch' || (Array.isArray(on) && on.includes('workflow_dispatch'))) return {};
  if (!isMapping(on) || !('workflow_dispatch' in on)) return null;
  const trigger = on['workflow_dispatch'];
  return isMapping(trigger) ? trigger : {};
}

function inputsOf(call: Call, trigger: Mapping): Readonly<Record<string, string>> {
  const declared = isMapping(trigger['inputs']) ? trigger['inputs'] : {};
  const given = (call.body['inputs'] ?? {}) as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(given).filter((name) => !(name in declared));
  if (unknown.length > 0) throw refusal(422, `Unexpected inputs provided: ${JSON.stringify(unknown)}`);
  const entries = Object.entries(declared).flatMap(([name, input]) => {
    const { default: otherwise, required } = isMapping(input) ? input : {};
    const value = given[name] ?? otherwise;
    if ((value === undefined || value === null) && required === true) throw refusal(422, `Required input '${name}' not provided`);
    return value === undefined || value === null ? [] : [[name, String(value)] as const];
  });
  return Object.fromEntries(entries);
}
