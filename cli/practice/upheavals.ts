import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { repositoriesDir, type Host } from './host.ts';
import { all, personByLogin, put, remove } from './records.ts';
import type { Person, State } from './state.ts';

/**
 * Gives an account another login, as its owner may at any time; the number stays and the old login is free for anybody.
 * @throws when nobody has the old login, or somebody the new one.
 */
export function renamePerson(host: Host, oldLogin: string, newLogin: string): void {
  const named = known(host.store.get(), oldLogin);
  if (personByLogin(host.store.get(), newLogin) !== undefined) throw new Error(`Unexpected login ${newLogin}, expected one that nobody has.`);
  const [from, to] = [join(repositoriesDir(host), named.login), join(repositoriesDir(host), newLogin)];
  mkdirSync(repositoriesDir(host), { recursive: true });
  if (existsSync(from)) renameSync(from, to);
  host.store.change((state) => put(state, 'people', { ...named, login: newLogin }));
}

/**
 * Deletes an account with the repositories that it owns. What it wrote elsewhere stays, by nobody;
 * its pull requests stay too, without the repository that they came from. @throws when nobody has the login.
 */
export function deletePerson(host: Host, login: string): void {
  const named = known(host.store.get(), login);
  host.store.change((state) => {
    const owned = all(state, 'repositories').filter((one) => one.ownerId === named.id);
    const without = owned.reduce((left, one) => remove(left, 'repositories', one.id), state);
    return put(without, 'people', { ...named, deleted: true });
  });
}

/** Deletes a repository with all that is in it, as its owner may on its page of settings. @throws when there is none of that name. */
export function deleteRepository(host: Host, owner: string, name: string): void {
  const { id } = known(host.store.get(), owner);
  const found = all(host.store.get(), 'repositories').find((one) => one.ownerId === id && one.name === name);
  if (found === undefined) throw new Error(`Unexpected repository ${owner}/${name}, expected one that is there.`);
  host.store.change((state) => remove(state, 'repositories', found.id));
}

/** Lets a review forget the commit that it was of: GitHub's description allows for that, and some have met it. @throws when there is no such review. */
export function forgetCommit(host: Host, reviewId: number): void {
  const review = host.store.get().reviews[reviewId];
  if (review === undefined) throw new Error(`Unexpected review ${reviewId}, expected one that was posted.`);
  host.store.change((state) => put(state, 'reviews', { ...review, commitId: null }));
}

function known(state: State, login: string): Person {
  const found = personByLogin(state, login);
  if (found === undefined) throw new Error(`Unexpected login ${login}, expected one of an account.`);
  return found;
}
