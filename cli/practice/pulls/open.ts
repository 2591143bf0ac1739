import { may } from '../access.ts';
import { branchTip, fetchInto } from '../git/bare.ts';
import { mergeBase } from '../git/commits.ts';
import { runGit } from '../git/run.ts';
import { gitDir, stamp, type Host } from '../host.ts';
import { all, nextId, person, personByLogin, pullsOf, put, repository } from '../records.ts';
import { invalid } from '../refusal.ts';
import type { Caller } from '../grants.ts';
import type { Pull, Repository } from '../state.ts';
import { announcePull } from './announce.ts';
import { scopeBetween } from './scope.ts';

/** A pull request that somebody wants to open. */
export interface PullOrder {
  readonly title: string;
  readonly body: string | null;
  readonly head: string;
  readonly headRepo: string | null;
  readonly base: string;
  readonly draft: boolean;
  readonly maintainerCanModify: boolean | null;
}

const fault = (message: string) => invalid({ resource: 'PullRequest', code: 'custom', message });
const wrong = (field: string) => invalid({ resource: 'PullRequest', field, code: 'invalid' });

/** Opens a pull request, or refuses for the reasons that GitHub has. */
export async function openPull(host: Host, target: Repository, order: PullOrder, author: Caller): Promise<Pull> {
  const { source, branch } = headOf(host, target, order);
  const dir = gitDir(host, target);
  const baseSha = await branchTip(dir, order.base);
  if (baseSha === null) throw wrong('base');
  if (!may(source, author, 'push') && !may(target, author, 'push')) throw fault('must be a collaborator');
  const label = `${person(host.store.get(), source.ownerId).login}:${branch}`;
  const number = repository(host.store.get(), target.id).lastNumber + 1;
  const headSha = await branchTip(gitDir(host, source), branch);
  if (headSha === null) throw wrong('head');
  refuseSecond(host, target, source, branch, order.base, label);
  const ref = `refs/pull/${number}/head`;
  await fetchInto(dir, gitDir(host, source), `refs/heads/${branch}`, ref);
  try {
    await refuseEmpty(host, target, source, dir, baseSha, headSha, order.base, label, branch);
  } catch (error) {
    await runGit(dir, ['update-ref', '-d', ref]);
    throw error;
  }
  const made = keep(host, target, source, { ...order, branch, number, baseSha, headSha, author });
  await announcePull(host, made.id, 'pull_request', 'opened', author);
  return host.store.get().pulls[made.id] ?? made;
}

function headOf(host: Host, target: Repository, order: PullOrder): { readonly source: Repository; readonly branch: string } {
  const state = host.store.get();
  const colon = order.head.indexOf(':');
  const owner = colon === -1 ? (order.headRepo === null ? target.ownerId : null) : (personByLogin(state, order.head.slice(0, colon))?.id ?? -1);
  const branch = order.head.slice(colon + 1);
  const network = all(state, 'repositories').filter((one) => networkOf(one) === networkOf(target) && (owner === null || one.ownerId === owner));
  const wanted = order.headRepo?.split('/').at(-1)?.toLowerCase();
  const source =
    wanted === undefined ? (network.find((one) => one.id === target.id) ?? network[0]) : network.find((one) => one.name.toLowerCase() === wanted);
  if (source === undefined || branch === '') throw wrong('head');
  return { source, branch };
}

/** The repository that a repository and all its forks descend from. */
export function networkOf(one: Repository): number {
  return one.sourceId ?? one.id;
}

function refuseSecond(host: Host, target: Repository, source: Repository, branch: string, base: string, label: string): void {
  const twin = pullsOf(host.store.get(), target.id).find(
    (one) => one.state === 'open' && one.headRepositoryId === source.id && one.headRef === branch && one.baseRef === base,
  );
  if (twin !== undefined) throw fault(`A pull request already exists for ${label}.`);
}

async function refuseEmpty(
  host: Host,
  target: Repository,
  source: Repository,
  dir: string,
  baseSha: string,
  headSha: string,
  base: string,
  label: string,
  branch: string,
): Promise<void> {
  const within = source.id === target.id;
  const baseLabel = within ? base : `${person(host.store.get(), target.ownerId).login}:${base}`;
  const headLabel = within ? branch : label;
  if ((await mergeBase(dir, baseSha, headSha)) === null) throw fault(`The ${headLabel} branch has no history in common with ${baseLabel}`);
  const { commits } = await scopeBetween(dir, baseSha, headSha);
  if (commits.length === 0) throw fault(`No commits between ${baseLabel} and ${headLabel}`);
}

function keep(
  host: Host,
  target: Repository,
  source: Repository,
  made: PullOrder & { readonly branch: string; readonly number: number; readonly baseSha: string; readonly headSha: string; readonly author: Caller },
): Pull {
  const at = stamp(host);
  let pull: Pull | undefined;
  host.store.change((state) => {
    const [id, next] = nextId(state);
    pull = {
      id,
      repositoryId: target.id,
      number: made.number,
      authorId: made.author.id,
      title: made.title,
      body: made.body,
      state: 'open',
      draft: made.draft,
      headRepositoryId: source.id,
      headRef: made.branch,
      headSha: made.headSha,
      baseRef: made.base,
      baseSha: made.baseSha,
      // GitHub lets maintainers push to the branch of a fork unless its author says no.
      requestedReviewerIds: [],
      labels: [],
      maintainerCanModify: source.id !== target.id && (made.maintainerCanModify ?? true),
      createdAt: at,
      updatedAt: at,
      closedAt: null,
      trial: null,
      merged: null,
    };
    return put(put(next, 'repositories', { ...repository(next, target.id), lastNumber: made.number }), 'pulls', pull);
  });
  return pull as unknown as Pull;
}
