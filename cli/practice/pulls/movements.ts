import { branches, fetchInto } from '../git/bare.ts';
import { ancestorsAmong, isAncestor, revList } from '../git/commits.ts';
import { git } from '../git/run.ts';
import { gitDir, stamp, type Host } from '../host.ts';
import { all, fullName, headRepositoryOf, nextId, put, repository } from '../records.ts';
import { byline } from '../events.ts';
import type { Caller } from '../grants.ts';
import type { ActivityType, Merged, Pull, Repository, State } from '../state.ts';
import { announcePull } from './announce.ts';
import { scopeBetween } from './scope.ts';

/** Branches by name with their commits. */
export type Branches = ReadonlyMap<string, string>;

const NONE = '0'.repeat(40);

/** Writes down what a push did to the branches of a repository, and lets its pull requests follow. */
export async function pushed(host: Host, target: Repository, before: Branches, actor: Caller): Promise<void> {
  const dir = gitDir(host, target);
  const after = await branches(dir);
  const names = [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name));
  if (names.length === 0) return;
  if (!after.has(target.defaultBranch)) await adoptDefault(host, target, names);
  for (const name of names) {
    const from = before.get(name) ?? NONE;
    const to = after.get(name) ?? NONE;
    record(host, target, { before: from, after: to, ref: `refs/heads/${name}`, type: await typeOf(dir, from, to) }, actor);
    await follow(host, target, { name, from, to }, actor);
  }
}

/** A branch that went from one commit to another. */
export interface Move {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/** Writes down a branch that went forward by a commit made here, and lets its pull requests follow. */
export async function advanced(
  host: Host,
  target: Repository,
  move: { readonly name: string; readonly from: string | null; readonly to: string },
  actor: Caller,
): Promise<void> {
  const { name, from, to } = move;
  const type = from === null ? 'branch_creation' : 'push';
  if (from === null && name !== target.defaultBranch) await adoptDefault(host, target, [name]);
  record(host, target, { before: from ?? NONE, after: to, ref: `refs/heads/${name}`, type }, actor);
  await follow(host, target, { name, from: from ?? NONE, to }, actor);
}

/** Lets every open pull request from or into a branch follow where the branch went. */
export async function follow(host: Host, target: Repository, move: Move, actor: Caller): Promise<void> {
  await followHead(host, target, move, actor);
  await followBase(host, target, move, actor);
}

/** Adds an entry to the activity record of a repository. */
export function record(
  host: Host,
  target: Repository,
  move: { readonly before: string; readonly after: string; readonly ref: string; readonly type: ActivityType },
  actor: Caller,
): void {
  const at = stamp(host);
  host.store.change((state) => {
    const [id, next] = nextId(state);
    const entry = { id, repositoryId: target.id, at, actorId: actor.id, ...move };
    const active = put(next, 'repositories', { ...repository(next, target.id), pushedAt: at });
    return { ...active, activity: [...active.activity, entry] };
  });
  if (move.after === NONE) return; // no workflow file is left where a branch is deleted
  host.events.emit({ kind: 'push', repository: fullName(host.store.get(), target), ref: move.ref, sha: move.after, ...byline(actor) });
}

async function typeOf(dir: string, from: string, to: string): Promise<ActivityType> {
  if (from === NONE) return 'branch_creation';
  if (to === NONE) return 'branch_deletion';
  return (await isAncestor(dir, from, to)) ? 'push' : 'force_push';
}

// The first branch that reaches an empty repository becomes its default branch.
async function adoptDefault(host: Host, target: Repository, names: readonly string[]): Promise<void> {
  const [name] = names;
  if (name === undefined) return;
  await git(gitDir(host, target), ['symbolic-ref', 'HEAD', `refs/heads/${name}`]);
  host.store.change((state) => put(state, 'repositories', { ...repository(state, target.id), defaultBranch: name }));
}

const openPulls = (state: State, fits: (pull: Pull) => boolean): readonly Pull[] =>
  all(state, 'pulls').filter((pull) => pull.state === 'open' && fits(pull));

// A push to a head branch moves the open pull requests from it; deleting the branch closes them.
async function followHead(host: Host, source: Repository, { name, to }: Move, actor: Caller | null): Promise<void> {
  for (const pull of openPulls(host.store.get(), (one) => one.headRepositoryId === source.id && one.headRef === name)) {
    const at = stamp(host);
    if (to === NONE) {
      host.store.change((state) => put(state, 'pulls', { ...pull, state: 'closed', closedAt: at, updatedAt: at }));
    } else {
      await takeHead(host, pull, at);
    }
    if (actor !== null) await announcePull(host, pull.id, 'pull_request', to === NONE ? 'closed' : 'synchronize', actor);
  }
}

/** Brings the head branch of a pull request, as it now stands, into the base repository. */
export async function takeHead(host: Host, pull: Pull, at: string): Promise<Pull> {
  const state = host.store.get();
  const target = repository(state, pull.repositoryId);
  const dir = gitDir(host, target);
  const ref = `refs/pull/${pull.number}/head`;
  await fetchInto(dir, gitDir(host, repository(state, pull.headRepositoryId)), `refs/heads/${pull.headRef}`, ref);
  const headSha = (await git(dir, ['rev-parse', ref])).trim();
  const baseSha = (await branches(dir)).get(pull.baseRef) ?? pull.baseSha;
  const next = { ...pull, headSha, baseSha, updatedAt: at };
  host.store.change((now) => put(now, 'pulls', next));
  return next;
}

/** After a crash between a push and its record: open pull requests take up where their branches now stand. */
export async function catchUp(host: Host): Promise<void> {
  for (const pull of openPulls(host.store.get(), () => true)) {
    const source = headRepositoryOf(host.store.get(), pull);
    if (source === null) continue;
    const to = (await branches(gitDir(host, source))).get(pull.headRef) ?? NONE;
    if (to !== pull.headSha) await followHead(host, source, { name: pull.headRef, from: pull.headSha, to }, null);
  }
}

// Who pushes the commits of a pull request into its base by other means has merged it all the same.
async function followBase(host: Host, target: Repository, { name, from, to }: Move, actor: Caller): Promise<void> {
  if (from === NONE || to === NONE) return;
  const dir = gitDir(host, target);
  const pulls = openPulls(host.store.get(), (one) => one.repositoryId === target.id && one.baseRef === name);
  const arrived = await ancestorsAmong(dir, pulls.map(({ headSha }) => headSha), to);
  for (const pull of pulls.filter(({ headSha }) => arrived.has(headSha))) {
    const scope = await scopeBetween(dir, from, pull.headSha);
    const path = await revList(dir, ['--first-parent', '--ancestry-path', `${pull.headSha}..${to}`]);
    const sha = path.at(-1) ?? pull.headSha;
    settle(host, pull, {
      at: stamp(host),
      byId: actor.id,
      sha,
      method: 'push',
      mergeBase: scope.from,
      brought: scope.commits,
      landed: scope.commits,
    });
    await announcePull(host, pull.id, 'pull_request', 'closed', actor);
  }
}

/** Closes a pull request as merged. */
export function settle(host: Host, pull: Pull, merged: Merged): void {
  host.store.change((state) => put(state, 'pulls', { ...pull, state: 'closed', merged, closedAt: merged.at, updatedAt: merged.at }));
}
