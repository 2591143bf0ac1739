import type { Person, Pull, Repository, State, Table } from './state.ts';

/** The tables of the state, which all hold records with an id. */
export type TableName = { [K in keyof State]: State[K] extends Table<{ readonly id: number }> ? K : never }[keyof State];

type RecordOf<N extends TableName> = State[N][string];

/** Puts a record into its table, over an older one with the same id. */
export function put<N extends TableName>(state: State, table: N, record: RecordOf<N>): State {
  return { ...state, [table]: { ...state[table], [record.id]: record } };
}

/** Takes a record out of its table. */
export function remove(state: State, table: TableName, id: number): State {
  const { [String(id)]: _gone, ...rest } = state[table] as Table<unknown>;
  return { ...state, [table]: rest };
}

/** Draws the next id and gives the state that has used it. */
export function nextId(state: State): readonly [number, State] {
  const id = state.lastId + 1;
  return [id, { ...state, lastId: id }];
}

/** All records of a table in the order of their ids, which is the order in which they came to be. */
export function all<N extends TableName>(state: State, table: N): readonly RecordOf<N>[] {
  return Object.values(state[table]) as RecordOf<N>[];
}

/** The person with a login; logins are compared without case, as on GitHub. */
export function personByLogin(state: State, login: string): Person | undefined {
  return all(state, 'people').find((person) => person.deleted !== true && same(person.login, login));
}

/** The person with an id; everyone who did something is known. */
export function person(state: State, id: number): Person {
  const found = state.people[id];
  if (found === undefined) throw new Error(`No person has the id ${id}.`);
  return found;
}

/** The repository with an id. */
export function repository(state: State, id: number): Repository {
  const found = state.repositories[id];
  if (found === undefined) throw new Error(`No repository has the id ${id}.`);
  return found;
}

/** The repository at owner/name. */
export function repositoryByName(state: State, owner: string, name: string): Repository | undefined {
  const holder = personByLogin(state, owner);
  if (holder === undefined) return undefined;
  return all(state, 'repositories').find((one) => one.ownerId === holder.id && same(one.name, name));
}

/** The repository that a pull request comes from; null once it is gone. */
export function headRepositoryOf(state: State, pull: Pull): Repository | null {
  return state.repositories[pull.headRepositoryId] ?? null;
}

/** The pull requests of a repository, oldest first. */
export function pullsOf(state: State, repositoryId: number): readonly Pull[] {
  return all(state, 'pulls').filter((pull) => pull.repositoryId === repositoryId);
}

/** `owner/name`. */
export function fullName(state: State, one: Repository): string {
  return `${person(state, one.ownerId).login}/${one.name}`;
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
