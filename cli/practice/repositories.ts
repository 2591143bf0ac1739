import { rm } from 'node:fs/promises';
import { signatureOf } from './accounts.ts';
import { createBare, moveRef } from './git/bare.ts';
import { writeCommit } from './git/commits.ts';
import { editTree, writeBlob } from './git/files.ts';
import { git } from './git/run.ts';
import { gitDir, stamp, type Host } from './host.ts';
import { all, nextId, person, put, repositoryByName } from './records.ts';
import { invalid } from './refusal.ts';
import { advanced } from './pulls/movements.ts';
import { networkOf } from './pulls/open.ts';
import type { Person, Repository } from './state.ts';

/** A repository that somebody wants. */
export interface RepositoryOrder {
  readonly owner: Person;
  readonly by: Person;
  readonly name: string;
  readonly description: string | null;
  readonly homepage: string | null;
  readonly private: boolean;
  readonly autoInit: boolean;
}

/** Creates a repository; with `autoInit` it has a first commit with a README. */
export async function createRepository(host: Host, order: RepositoryOrder): Promise<Repository> {
  const taken = repositoryByName(host.store.get(), order.owner.login, order.name) !== undefined;
  if (taken) throw invalid({ resource: 'Repository', code: 'custom', field: 'name', message: 'name already exists on this account' });
  if (!nameFits(order.name))
    throw invalid({
      resource: 'Repository',
      code: 'custom',
      field: 'name',
      message: 'name can only contain ASCII letters, digits, and the characters ., -, and _',
    });
  const made = await keep(host, order, { parentId: null, sourceId: null, defaultBranch: 'main' });
  if (!order.autoInit) return made;
  const dir = gitDir(host, made);
  const readme = await writeBlob(dir, Buffer.from(`# ${made.name}\n${order.description === null ? '' : `${order.description}\n`}`));
  const tree = (await editTree(dir, null, 'README.md', { mode: '100644', sha: readme })) ?? '';
  const by = signatureOf(order.by, host.now());
  const first = await writeCommit(dir, { tree, parents: [], author: by, committer: by, message: 'Initial commit\n' });
  await moveRef(dir, 'refs/heads/main', first, null);
  await advanced(host, made, { name: 'main', from: null, to: first }, order.by);
  return host.store.get().repositories[made.id] ?? made;
}

/** Where and how a fork is wanted. */
export interface ForkOrder {
  readonly owner: Person;
  readonly by: Person;
  readonly name: string | null;
  readonly defaultBranchOnly: boolean;
}

/** Forks a repository with its branches; whoever has a fork already gets that one. */
export async function forkRepository(host: Host, parent: Repository, order: ForkOrder): Promise<Repository> {
  const state = host.store.get();
  const existing = all(state, 'repositories').find(
    (one) => one.ownerId === order.owner.id && one.parentId !== null && networkOf(one) === networkOf(parent),
  );
  if (existing !== undefined) return existing;
  const wanted = order.name ?? parent.name;
  if (!nameFits(wanted)) throw invalid({ resource: 'Repository', code: 'custom', field: 'name', message: 'name is invalid' });
  const name = freeName(host, order.owner, wanted);
  const made = await keep(
    host,
    { ...order, name, description: parent.description, homepage: parent.homepage, private: parent.private, autoInit: false },
    { parentId: parent.id, sourceId: networkOf(parent), defaultBranch: parent.defaultBranch },
  );
  const branch = order.defaultBranchOnly ? `refs/heads/${parent.defaultBranch}` : 'refs/heads/*';
  await git(gitDir(host, made), ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', gitDir(host, parent), `+${branch}:${branch}`]);
  return made;
}

// The folder comes first: a crash between the two leaves a folder that the next attempt replaces.
async function keep(host: Host, order: RepositoryOrder, kin: Pick<Repository, 'parentId' | 'sourceId' | 'defaultBranch'>): Promise<Repository> {
  const at = stamp(host);
  const [id, state] = nextId(host.store.get());
  const collaborators = order.owner.id === order.by.id ? {} : { [order.by.id]: 'admin' as const };
  const made: Repository = {
    id,
    ownerId: order.owner.id,
    name: order.name,
    description: order.description,
    homepage: order.homepage,
    private: order.private,
    collaborators,
    lastNumber: 0,
    createdAt: at,
    pushedAt: at,
    ...kin,
  };
  const dir = gitDir(host, made);
  await rm(dir, { recursive: true, force: true });
  await createBare(dir, kin.defaultBranch);
  host.store.change((now) => put({ ...now, lastId: Math.max(now.lastId, state.lastId) }, 'repositories', made));
  return made;
}

function freeName(host: Host, owner: Person, wanted: string): string {
  const free = (name: string): boolean => repositoryByName(host.store.get(), person(host.store.get(), owner.id).login, name) === undefined;
  if (free(wanted)) return wanted;
  let number = 1;
  while (!free(`${wanted}-${number}`)) number += 1;
  return `${wanted}-${number}`;
}

function nameFits(name: string): boolean {
  return /^[A-Za-z0-9._-]{1,100}$/.test(name) && !/^\.+$/.test(name) && !/\.(git|wiki)$/i.test(name);
}
