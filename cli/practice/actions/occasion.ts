import type { PracticeEvent } from '../events.ts';
import type { Source } from './source.ts';

/** What a run was started for: where its workflow file is taken from, what it may be trusted with, and what it is told. */
export interface Occasion {
  readonly event: PracticeEvent['kind'] | 'schedule';
  readonly action: string | null;
  readonly repository: RepositoryFacts;
  /** As `GITHUB_REF` and `GITHUB_SHA`; the workflow file is that of `sha`. */
  readonly ref: string;
  readonly sha: string;
  readonly actor: Account;
  /** From a pull request whose head is in another repository: no secrets, nothing but reading. */
  readonly fromFork: boolean;
  /** The branch names of a pull request. */
  readonly pull: { readonly base: string; readonly head: string } | null;
  /** As `github.event`. */
  readonly payload: Readonly<Record<string, unknown>>;
  /** Only the file at this path may run; null where all files of the commit may. */
  readonly workflow: string | null;
  readonly inputs: Readonly<Record<string, string>>;
  /** The paths that the event touched; null where the runner cannot tell. */
  readonly changed: (() => Promise<readonly string[]>) | null;
}

/** An account, as payloads name it. */
export interface Account {
  readonly login: string;
  readonly id: number;
}

/** What the REST API says of a repository, as far as the runner uses it. */
export interface RepositoryFacts {
  readonly id: number;
  readonly full_name: string;
  readonly name: string;
  readonly private: boolean;
  readonly default_branch: string;
  readonly owner: Account;
}

/** Reads the REST API with a token that can only read. */
export type Ask = <T>(path: string) => Promise<T>;

interface PullFacts {
  readonly number: number;
  readonly state: string;
  readonly mergeable: boolean | null;
  readonly head: { readonly ref: string; readonly sha: string; readonly repo: { readonly id: number } | null };
  readonly base: { readonly ref: string; readonly sha: string };
}

/** Everything of an event that decides what runs; null where GitHub starts nothing for it. */
export async function occasionOf(event: PracticeEvent, ask: Ask, source: Source): Promise<Occasion | null> {
  // A workflow's own token starts nothing but dispatches, so that nothing runs in circles. Source: GitHub docs, "Triggering a workflow".
  if (event.byWorkflow && event.kind !== 'workflow_dispatch') return null;
  const repository = await ask<RepositoryFacts>(`/repos/${event.repository}`);
  const actor = await accountOf(event.actor, ask);
  const base = { event: event.kind, action: event.action ?? null, repository, actor, fromFork: false, pull: null, workflow: null, inputs: {}, changed: null };
  const common = { ...(event.action === undefined ? {} : { action: event.action }), repository, sender: actor };
  if (event.kind === 'push') return push(event, base, common, source);
  if (event.kind === 'pull_request' || event.kind === 'pull_request_review') return pullRequest(event, base, common, ask, source);
  if (event.kind === 'workflow_dispatch') return dispatch(event, base, common, source);
  return onDefault(event, base, common, ask, source);
}

type Base = Omit<Occasion, 'ref' | 'sha' | 'payload'>;
type Common = Readonly<Record<string, unknown>>;

async function push(event: PracticeEvent, base: Base, common: Common, source: Source): Promise<Occasion | null> {
  if (/^0*$/.test(event.sha)) return null; // a branch that was deleted
  await source.refresh(event.sha);
  const message = await source.message(event.sha);
  if (skips(message)) return null;
  return { ...base, ref: event.ref, sha: event.sha, payload: { ...common, ref: event.ref, after: event.sha, head_commit: { id: event.sha, message: message.trimEnd() }, pusher: { name: event.actor } } };
}

// Source: GitHub docs, events that trigger workflows, pull_request: GITHUB_SHA is the merge commit, and nothing runs on a conflict.
async function pullRequest(event: PracticeEvent, base: Base, common: Common, ask: Ask, source: Source): Promise<Occasion | null> {
  const pull = await ask<PullFacts>(`/repos/${event.repository}/pulls/${event.number}`);
  if (event.sha === '') return null;
  const fromFork = pull.head.repo?.id !== base.repository.id;
  // Source: GitHub docs, "Enabling workflows for forks of private repositories": off unless somebody turns it on.
  if (fromFork && base.repository.private) return null;
  await source.refresh(event.sha);
  if (skips(await source.message(pull.head.sha))) return null;
  const review = event.kind === 'pull_request_review' ? { review: (await ask<readonly { readonly user: Account }[]>(`/repos/${event.repository}/pulls/${event.number}/reviews?per_page=100`)).filter(({ user }) => user.login === event.actor).at(-1) } : { number: pull.number };
  return {
    ...base, fromFork, sha: event.sha, ref: event.ref,
    pull: { base: pull.base.ref, head: pull.head.ref },
    payload: { ...common, ...review, pull_request: pull },
    changed: () => source.changed(pull.base.sha, pull.head.sha, 'merge-base'),
  };
}

// Source: GitHub docs, workflow_dispatch: the file must be on the default branch to be found, and runs as it is on the ref that was named.
async function dispatch(event: PracticeEvent, base: Base, common: Common, source: Source): Promise<Occasion | null> {
  await source.refresh(event.sha);
  const path = event.workflow ?? '';
  const main = await source.commitOf(`refs/heads/${base.repository.default_branch}`);
  if (main === null || !(await source.workflows(main)).has(path)) return null;
  return { ...base, ref: event.ref, sha: event.sha, workflow: path, inputs: event.inputs ?? {}, payload: { ...common, ref: event.ref, workflow: path, inputs: event.inputs ?? {} } };
}

// Events about issues and comments know nothing of a commit: they run main's file, with main's rights.
async function onDefault(event: PracticeEvent, base: Base, common: Common, ask: Ask, source: Source): Promise<Occasion | null> {
  await source.refresh();
  const ref = `refs/heads/${base.repository.default_branch}`;
  const sha = await source.commitOf(ref);
  if (sha === null) return null;
  const issue = await ask(`/repos/${event.repository}/issues/${event.number}`);
  const comments = event.kind === 'issue_comment' ? await ask<readonly { readonly user: Account }[]>(`/repos/${event.repository}/issues/${event.number}/comments?per_page=100`) : [];
  const comment = event.kind === 'issue_comment' ? { comment: comments.filter(({ user }) => user.login === event.actor).at(-1) } : {};
  return { ...base, ref, sha, payload: { ...common, issue, ...comment } };
}

/** The occasion of a timer; null where the repository has no commit yet. */
export async function scheduleOf(repository: RepositoryFacts, workflow: string, cron: string, source: Source): Promise<Occasion | null> {
  await source.refresh();
  const ref = `refs/heads/${repository.default_branch}`;
  const sha = await source.commitOf(ref);
  if (sha === null) return null;
  const { owner } = repository;
  return { event: 'schedule', action: null, repository, ref, sha, actor: owner, fromFork: false, pull: null, workflow, inputs: {}, changed: null, payload: { repository, schedule: cron } };
}

// A login such as `github-actions[bot]` has an account too.
async function accountOf(login: string, ask: Ask): Promise<Account> {
  const { id } = await ask<Account>(`/users/${encodeURIComponent(login)}`);
  return { login, id };
}

// Source: GitHub docs, "Skipping workflow runs"; for push and pull_request only.
const skips = (message: string): boolean => /\[(?:skip ci|ci skip|no ci|skip actions|actions skip)\]/i.test(message) || /\n\nskip-checks: ?true\s*$/.test(message);
