import type { PracticePerson } from './server.ts';

/** The organisation that owns the rehearsal's repository. */
export const DISTRICT = { login: 'marlow-valley', id: 1000, name: 'Marlow Valley School District' } as const;

/** Everyone in the rehearsal, invented; assessors' ids are those of the sample catalog's list. */
export const CAST = [
  { role: 'programme lead', login: 'priya-nair', id: 1001, name: 'Priya Nair' },
  { role: 'teacher', login: 'maya-okafor', id: 1201, name: 'Maya Okafor' },
  { role: 'assessor', login: 'ines-carvalho', id: 1102, name: 'Ines Carvalho' },
  { role: 'assessor', login: 'daniel-okoye', id: 1103, name: 'Daniel Okoye' },
  { role: 'assessor', login: 'ruth-lindqvist', id: 1104, name: 'Ruth Lindqvist' },
  { role: 'teacher', login: 'tomas-reyes', id: 1202, name: 'Tomás Reyes' },
] as const;

/** Where submissions stand in a rehearsal, as issuer.yaml spells it. */
export type Mode = 'one-repository' | 'private-per-teacher' | 'private-per-cohort';

/** The private repositories of a rehearsal, and the teachers in each. */
export const PRIVATE: Readonly<Record<Exclude<Mode, 'one-repository'>, { readonly prefix: string; readonly repositories: Readonly<Record<string, readonly string[]>> }>> = {
  'private-per-teacher': { prefix: 'portfolio-', repositories: { 'portfolio-maya-okafor': ['maya-okafor'], 'portfolio-tomas-reyes': ['tomas-reyes'] } },
  'private-per-cohort': { prefix: 'cohort-', repositories: { 'cohort-spring': ['maya-okafor', 'tomas-reyes'] } },
};

/** Logins of the rehearsal's people. */
export type Login = (typeof CAST)[number]['login'];

/** The people with a token each; the tokens work on this practice server and nowhere else. */
export const withTokens = (random: (bytes: number) => Uint8Array): readonly (PracticePerson & { readonly role: string })[] =>
  [{ role: 'organisation', ...DISTRICT, type: 'Organization' as const }, ...CAST].map((person) => ({ ...person, token: `practice_${Buffer.from(random(15)).toString('base64url')}` }));
