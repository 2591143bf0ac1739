import type { Step } from './check.ts';
import type { Facts } from './facts.ts';

/** A request about the catalog's repository. */
export function step(facts: Pick<Facts, 'programme'>, route: string, parameters: Readonly<Record<string, unknown>> = {}): Step {
  const { owner, name } = facts.programme.issuer.repository;
  return { route, parameters: { owner, repo: name, ...parameters } };
}

/** Whether submissions stand in the catalog's own repository. */
export const together = (facts: Pick<Facts, 'programme'>): boolean => facts.programme.issuer.repository.mode === 'one-repository';

/** `a, b and c`. */
export const listed = (words: readonly string[]): string => (words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`);
