import type { Signature } from './git/commits.ts';
import { personByLogin } from './records.ts';
import type { Person, State } from './state.ts';

/** Who stands in the place of a deleted account. */
export const GHOST: Person = { id: 10137, login: 'ghost', name: 'Deleted user', type: 'User', createdAt: '2008-05-13T06:14:25Z' };

/** Who commits for those who press a button: GitHub's own account. */
export const GITHUB: Person = { id: 19864447, login: 'web-flow', name: 'GitHub', type: 'User', createdAt: '2016-06-10T18:32:38Z' };

const GITHUB_EMAIL = 'noreply@github.com';

/** The address that GitHub gives a person who keeps theirs private. */
export function privateEmail(person: Person): string {
  return `${person.id}+${person.login}@users.noreply.github.com`;
}

/** A person as the author or committer of a commit. */
export function signatureOf(person: Person, date: Date): Signature {
  return { name: person.name, email: privateEmail(person), date };
}

/** GitHub as the committer of what a button made. */
export function githubSignature(date: Date): Signature {
  return { name: GITHUB.name, email: GITHUB_EMAIL, date };
}

/** The account that an address in a commit belongs to. It proves nothing: anybody can write any address into a commit. */
export function accountByEmail(state: State, email: string): Person | null {
  if (email === GITHUB_EMAIL) return GITHUB;
  const match = /^(?:(\d+)\+)?([^@+]+)@users\.noreply\.github\.com$/i.exec(email);
  if (match === null) return null;
  const [, id, login = ''] = match;
  if (id !== undefined) return living(state.people[id]);
  return personByLogin(state, login) ?? null;
}

function living(person: Person | undefined): Person | null {
  return person === undefined || person.deleted === true ? null : person;
}
