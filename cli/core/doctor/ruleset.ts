import type { BranchRule, BypassActor, Ruleset } from './facts.ts';

/** GitHub's number for its own Actions app, whose token every workflow gets. */
export const ACTIONS_APP = 15_368;

/** The rules of active rulesets that hold on a branch, each with who may pass it by (null: not shown). */
export function rulesOn(rulesets: readonly Ruleset[], branch: string, defaultBranch: string): readonly { readonly rule: BranchRule; readonly bypass: readonly BypassActor[] | null }[] {
  return rulesets.filter((ruleset) => ruleset.active && covers(ruleset, branch, defaultBranch)).flatMap(({ rules, bypass }) => rules.map((rule) => ({ rule, bypass })));
}

function covers({ include, exclude }: Pick<Ruleset, 'include' | 'exclude'>, branch: string, defaultBranch: string): boolean {
  const fits = (pattern: string): boolean => pattern === '~ALL' || (pattern === '~DEFAULT_BRANCH' ? branch === defaultBranch : matches(pattern, `refs/heads/${branch}`));
  return include.some(fits) && !exclude.some(fits);
}

/** Whether a ref fits a pattern of a ruleset: `*` stays within a part of the name, `**` does not (File.fnmatch, as GitHub's documentation says). */
export function matches(pattern: string, ref: string): boolean {
  const source = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('**/', '\u0000').replaceAll('*', '[^/]*').replaceAll('?', '[^/]').replaceAll('\u0000', '(?:.*/)?');
  return new RegExp(`^${source}$`).test(ref);
}

/** How firmly a branch has a rule: for everyone, for everyone but some, perhaps (the list of exceptions is not shown), or not at all. */
export type Firmness = { readonly holds: 'all' } | { readonly holds: 'but'; readonly actors: readonly BypassActor[] } | { readonly holds: 'perhaps' } | { readonly holds: 'no' };

/** Looks for a rule on a branch; the firmest of several rulesets counts, because GitHub applies them all. */
export function firmness(rulesets: readonly Ruleset[], branch: string, defaultBranch: string, fits: (rule: BranchRule) => boolean): Firmness {
  const found = rulesOn(rulesets, branch, defaultBranch).filter(({ rule }) => fits(rule));
  if (found.some(({ bypass }) => bypass?.length === 0)) return { holds: 'all' };
  if (found.some(({ bypass }) => bypass === null)) return { holds: 'perhaps' };
  const [first] = found;
  return first?.bypass == null ? { holds: 'no' } : { holds: 'but', actors: first.bypass };
}

/** The right without which nobody can tell who may pass a ruleset by. */
export const BYPASS_RIGHT = 'Administration: read and write (lists of who may pass a ruleset by are shown only to those who may edit it)';

/** An exception of a ruleset in words. */
export function actorInWords({ actor_type, actor_id }: BypassActor): string {
  if (actor_type === 'Integration') return actor_id === ACTIONS_APP ? 'workflows (the GitHub Actions app)' : `the app ${actor_id}`;
  if (actor_type === 'DeployKey') return 'deploy keys';
  if (actor_type === 'OrganizationAdmin') return 'owners of the organisation';
  if (actor_type === 'RepositoryRole') return actor_id === 5 ? 'administrators' : `everyone with the role ${actor_id === 2 ? 'maintain' : actor_id === 4 ? 'write' : actor_id}`;
  return `${actor_type === 'Team' ? 'the team' : 'the account'} ${actor_id}`;
}
