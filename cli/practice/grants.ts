import { repositoryByName } from './records.ts';
import type { Person, State } from './state.ts';

/** What a limited token may do: permissions by name (`contents`, `pull-requests`, `issues`, ...). */
export type Permissions = Readonly<Record<string, 'read' | 'write'>>;

/** The limits of a token as it was made: of a workflow's own, or of a fine-grained personal one. */
export interface Terms {
  readonly kind: 'workflow' | 'personal';
  /** `owner/name` of every repository that it is for; what is public can be read all the same. */
  readonly repositories: readonly string[];
  readonly permissions: Permissions;
}

/** The limits of a token as they stand now: its repositories by their numbers. */
export interface Grant {
  readonly kind: Terms['kind'];
  readonly repositoryIds: ReadonlySet<number>;
  readonly permissions: Permissions;
}

/** Whoever sends a request; with a limited token they come with its limits. */
export interface Caller extends Person {
  readonly grant?: Grant;
}

/** A workflow's own token, as `GITHUB_TOKEN`: it acts as `github-actions[bot]`, in one repository. */
export interface WorkflowToken {
  readonly token: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly permissions: Permissions;
}

/** A fine-grained personal token: it acts as its person, as far as it reaches. */
export interface PersonToken {
  readonly token: string;
  readonly personId: number;
  readonly repositories: readonly string[];
  readonly permissions: Permissions;
}

/** The account that every workflow acts as. Source: docs, "Use GITHUB_TOKEN for authentication in workflows". */
export const ACTIONS_BOT: Person = { id: 41898282, login: 'github-actions[bot]', name: 'github-actions[bot]', type: 'Bot', createdAt: '2018-07-30T09:30:17Z' };

/** What the terms of a token reach at this moment. */
export function grantOf(state: State, { kind, repositories, permissions }: Terms): Grant {
  const found = repositories.map((name) => repositoryByName(state, ...splitName(name)));
  return { kind, permissions, repositoryIds: new Set(found.flatMap((one) => (one === undefined ? [] : [one.id]))) };
}

/** Whether a grant reaches a repository. */
export function reaches(grant: Grant, repository: { readonly id: number }): boolean {
  return grant.repositoryIds.has(repository.id);
}

/** Whether a grant holds one permission; whoever reaches a repository may read its metadata. */
export function holds(grant: Grant, name: string, level: 'read' | 'write'): boolean {
  const given = grant.permissions[name] ?? grant.permissions[name.replaceAll('-', '_')];
  return level === 'write' ? given === 'write' : given !== undefined || name === 'metadata';
}

function splitName(name: string): readonly [owner: string, name: string] {
  const [owner = '', repo = ''] = name.split('/');
  return [owner, repo];
}
