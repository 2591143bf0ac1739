import { permitted, readable, somebody, threadOf } from '../access.ts';
import { requiredText, text } from '../fields.ts';
import { stamp, type Call, type Reply, type Route } from '../host.ts';
import { listed } from '../paging.ts';
import { announceIssue, announcePull } from '../pulls/announce.ts';
import { all, nextId, put } from '../records.ts';
import { invalid, notFound } from '../refusal.ts';
import { isPull } from '../shapes/conversation.ts';
import { labelShape, labelShapes } from '../shapes/label.ts';
import type { Issue, Label, Pull, Repository, State } from '../state.ts';

const OF_REPOSITORY = '/repos/{owner}/{repo}/labels';
const OF_ISSUE = '/repos/{owner}/{repo}/issues/{issue_number}/labels';

/** Labels, of a repository and on its issues and pull requests. */
export const labelRoutes: readonly Route[] = [
  { method: 'GET', path: OF_REPOSITORY, run: (call) => ofRepository(call, readable(call)) },
  {
    method: 'POST',
    path: OF_REPOSITORY,
    run: (call) => {
      const target = permitted(call, 'triage', notFound);
      const name = requiredText(call, 'name', 'Label');
      if (labelNamed(call.host.store.get(), target, name) !== undefined) throw invalid({ resource: 'Label', code: 'already_exists', field: 'name' });
      const color = text(call, 'color', 'Label') ?? GREY;
      call.host.store.change((state) => withLabel(state, target, { name, color, description: text(call, 'description', 'Label') }));
      return { status: 201, body: labelShape(call.host, target, labelNamed(call.host.store.get(), target, name)!) };
    },
  },
  { method: 'GET', path: OF_ISSUE, run: (call) => onThread(call, readable(call)) },
  { method: 'POST', path: OF_ISSUE, run: (call) => relabel(call, (own) => [...own, ...namesOf(call).filter((name) => !own.includes(name))]) },
  { method: 'PUT', path: OF_ISSUE, run: (call) => relabel(call, () => namesOf(call)) },
  {
    method: 'DELETE',
    path: `${OF_ISSUE}/{name}`,
    run: (call) =>
      relabel(call, (own) => {
        const name = own.find((one) => one.toLowerCase() === call.params['name']?.toLowerCase());
        if (name === undefined) throw notFound();
        return own.filter((one) => one !== name);
      }),
  },
];

/** The names under `labels` in a body, whether they stand alone or in objects. @throws 422 for anything else. */
export function namesOf(call: Call): readonly string[] {
  const given = call.body['labels'] ?? [];
  const names = Array.isArray(given) ? given.map((one: unknown) => (typeof one === 'string' ? one : (one as { readonly name?: unknown } | null)?.name)) : [null];
  if (!names.every((name): name is string => typeof name === 'string' && name !== '')) throw invalid({ resource: 'Label', field: 'name', code: 'invalid' });
  return [...new Set(names)];
}

/** A state in which a repository has all of these labels: one that is put on something is made where there is none. */
export function withLabels(state: State, target: Repository, names: readonly string[]): State {
  const missing = names.filter((name) => labelNamed(state, target, name) === undefined);
  return missing.reduce((before, name) => withLabel(before, target, { name, color: GREY, description: null }), state);
}

const GREY = 'ededed';

function withLabel(state: State, target: Repository, label: Pick<Label, 'name' | 'color' | 'description'>): State {
  const [id, next] = nextId(state);
  return put(next, 'labels', { id, repositoryId: target.id, ...label });
}

function labelNamed(state: State, target: Repository, name: string): Label | undefined {
  return all(state, 'labels').find((label) => label.repositoryId === target.id && label.name.toLowerCase() === name.toLowerCase());
}

function ofRepository(call: Call, target: Repository): Promise<Reply> {
  const own = all(call.host.store.get(), 'labels').filter((label) => label.repositoryId === target.id);
  return listed(call, own, (label) => labelShape(call.host, target, label));
}

function onThread(call: Call, target: Repository): Promise<Reply> {
  return listed(call, labelShapes(call.host, target, threadOf(call, target).labels), (label) => label);
}

async function relabel(call: Call, change: (own: readonly string[]) => readonly string[]): Promise<Reply> {
  const target = permitted(call, 'triage');
  const thread = threadOf(call, target);
  const labels = change(thread.labels);
  call.host.store.change((state) => {
    const known = withLabels(state, target, labels);
    const next = { labels, updatedAt: stamp(call.host) };
    return isPull(thread) ? put(known, 'pulls', { ...thread, ...next }) : put(known, 'issues', { ...thread, ...next });
  });
  await told(call, thread, labels);
  return { status: 200, body: labelShapes(call.host, target, labels) };
}

async function told(call: Call, thread: Pull | Issue, labels: readonly string[]): Promise<void> {
  const caller = somebody(call);
  const tell = (action: string) => (isPull(thread) ? announcePull(call.host, thread.id, 'pull_request', action, caller) : announceIssue(call.host, thread, 'issues', action, caller));
  for (const _ of labels.filter((name) => !thread.labels.includes(name))) await tell('labeled');
  for (const _ of thread.labels.filter((name) => !labels.includes(name))) await tell('unlabeled');
}
