import { passes } from './filter.ts';
import type { Occasion } from './occasion.ts';
import { UnknownToRunner } from './unknown.ts';

/** An environment of a repository: who may deploy to it, and its secrets. Without `branches` every ref may. */
export interface Environment {
  readonly branches?: readonly string[];
  readonly secrets: Readonly<Record<string, string>>;
}

/** Secrets by name. */
export type Secrets = Readonly<Record<string, string>>;

/** What a job gets when it asks for an environment: its secrets, or the reason why GitHub does not let it begin. */
export type Entry = { readonly secrets: Secrets } | { readonly refusal: string };

// Pages makes this one by itself, for the default branch only.
const OWN = 'github-pages';

/**
 * Lets a job into an environment. The rule of branches is held against the ref that runs: for pull requests that is
 * `refs/pull/N/merge`, which no branch pattern fits (GitHub changelog 2025-11-07). A run from a fork has no secrets.
 */
export function enter(environments: Readonly<Record<string, Environment>>, name: string, { ref, fromFork, repository }: Occasion): Entry {
  const found = Object.entries(environments).find(([one]) => one.toLowerCase() === name.toLowerCase())?.[1] ?? (name === OWN ? { branches: [repository.default_branch], secrets: {} } : undefined);
  if (found === undefined) throw new UnknownToRunner(`Unexpected environment ${name} in ${repository.full_name}, expected one that the test has made.`);
  const branch = /^refs\/heads\/(.+)$/.exec(ref)?.[1];
  if (found.branches !== undefined && (branch === undefined || !passes(found.branches, branch))) return { refusal: `Branch "${branch ?? ref}" is not allowed to deploy to ${name} due to environment protection rules.` };
  return { secrets: fromFork ? {} : found.secrets };
}
