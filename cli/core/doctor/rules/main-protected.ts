import { change, fine, type Change, type Check, type Verdict } from '../check.ts';
import type { BranchRule, Facts } from '../facts.ts';
import { listed, step, together } from '../place.ts';
import { policyPatterns } from '../policy-files.ts';
import { actorInWords, BYPASS_RIGHT, firmness } from '../ruleset.ts';

const NAME = 'Laurel: main';
const parameter = (rule: BranchRule, name: string): unknown => rule.parameters?.[name];
const atLeast = (rule: BranchRule, name: string, wanted: number): boolean => Number(parameter(rule, name) ?? 0) >= wanted;

interface Demand {
  readonly lacking: string;
  readonly fits: (rule: BranchRule) => boolean;
}

/**
 * In a one-repository programme assessors approve without write access, so GitHub's own count of approvals must stay at 0 or nothing could
 * be merged; and with 0 it does not enforce the code owners' review (measured in rjwalters/loom#4607). There only a team's review does.
 */
const approvals = (facts: Facts): number => (together(facts) ? 0 : stewardTeam(facts) === null ? 2 : 1);

/** The first team among the stewards that exists; GitHub requires reviews by pattern from teams alone. */
export const stewardTeam = ({ teams }: Pick<Facts, 'teams'>): number | null => Object.values(teams).find((id) => id !== null) ?? null;

function demands(facts: Facts): readonly Demand[] {
  const pull = (lacking: string, fits: (rule: BranchRule) => boolean): Demand => ({ lacking, fits: (rule) => rule.type === 'pull_request' && fits(rule) });
  const team = stewardTeam(facts);
  return [
    { lacking: 'it can be deleted', fits: ({ type }) => type === 'deletion' },
    { lacking: 'it can be force-pushed', fits: ({ type }) => type === 'non_fast_forward' },
    pull('it can be changed without a pull request', () => true),
    pull('an approval stays although the pull request changed after it', (rule) => parameter(rule, 'dismiss_stale_reviews_on_push') === true),
    pull('code owners are not asked', (rule) => parameter(rule, 'require_code_owner_review') === true),
    ...(approvals(facts) === 0 ? [] : [
      pull(`fewer than ${approvals(facts)} approvals are enough`, (rule) => atLeast(rule, 'required_approving_review_count', approvals(facts))),
      pull('who pushed last may approve it', (rule) => parameter(rule, 'require_last_push_approval') === true),
    ]),
    ...(team === null ? [] : [pull('policy files can change without two stewards', (rule) => byTeam(facts, rule, team))]),
  ];
}

function byTeam(facts: Facts, rule: BranchRule, team: number): boolean {
  const required = (parameter(rule, 'required_reviewers') ?? []) as readonly { readonly file_patterns: readonly string[]; readonly minimum_approvals: number; readonly reviewer: { readonly id: number } }[];
  const watched = required.filter(({ reviewer, minimum_approvals }) => reviewer.id === team && minimum_approvals >= 2).flatMap(({ file_patterns }) => file_patterns);
  return policyPatterns(facts.programme.folder).every((pattern) => watched.includes(pattern));
}

function look(facts: Facts): Verdict {
  const states = demands(facts).map(({ lacking, fits }) => ({ lacking, firm: firmness(facts.rulesets, 'main', facts.repository.defaultBranch, fits) }));
  const missing = states.filter(({ firm }) => firm.holds === 'no').map(({ lacking }) => lacking);
  const passers = [...new Set(states.flatMap(({ firm }) => (firm.holds === 'but' ? firm.actors.map(actorInWords) : [])))];
  const wrong = [...missing, ...(passers.length === 0 ? [] : [`${listed(passers)} may pass its rules by`])];
  if (wrong.length > 0) return change(`On main ${wrong.join('; ')}.`, 'Changes of main come by pull request, with a second person where policy is concerned, and nobody is exempt.');
  if (states.some(({ firm }) => firm.holds === 'perhaps')) return { outcome: 'unseen', right: BYPASS_RIGHT };
  return fine('main changes by pull request only, and nobody is exempt.');
}

function ruleset(facts: Facts): Readonly<Record<string, unknown>> {
  const team = stewardTeam(facts);
  const parameters = {
    required_approving_review_count: approvals(facts), dismiss_stale_reviews_on_push: true, require_code_owner_review: true,
    require_last_push_approval: approvals(facts) > 0, required_review_thread_resolution: false,
    ...(team === null ? {} : { required_reviewers: [{ file_patterns: policyPatterns(facts.programme.folder), minimum_approvals: 2, reviewer: { id: team, type: 'Team' } }] }),
  };
  return { name: NAME, target: 'branch', enforcement: 'active', bypass_actors: [], conditions: { ref_name: { include: ['refs/heads/main'], exclude: [] } }, rules: [{ type: 'deletion' }, { type: 'non_fast_forward' }, { type: 'pull_request', parameters }] };
}

/** A change that puts a ruleset of ours in place, over an older one of the same name. */
export function putRuleset(facts: Facts, body: Readonly<Record<string, unknown>>, words: Omit<Change, 'steps'>): readonly Change[] {
  const old = facts.rulesets.find(({ name, source }) => name === body['name'] && source === 'Repository');
  const request = old === undefined ? step(facts, 'POST /repos/{owner}/{repo}/rulesets', body) : step(facts, 'PUT /repos/{owner}/{repo}/rulesets/{ruleset_id}', { ruleset_id: old.id, ...body });
  return [{ ...words, steps: [request] }];
}

export default {
  id: 'main-protected',
  summary: 'main changes by pull request only',
  why: 'Whoever can change main alone can make themselves an assessor, or change the program that signs.',
  hand: 'Settings, Rules, Rulesets: a branch ruleset for main with "Restrict deletions", "Require a pull request before merging" (dismiss stale approvals, code owners) and "Block force pushes", and an empty bypass list.',
  needs: ['rulesets', 'teams', 'repository', 'programme'],
  look,
  change: (facts) => putRuleset(facts, ruleset(facts), { what: 'ruleset "Laurel: main"', from: facts.rulesets.some(({ name }) => name === NAME) ? 'weaker' : 'none', to: 'pull requests only, no force push, no deletion, no exceptions' }),
  bad: [
    () => ({ rulesets: [] }),
    ({ rulesets }) => ({ rulesets: rulesets.map((one) => ({ ...one, active: false })) }),
    ({ rulesets }) => ({ rulesets: rulesets.map((one) => (one.name === NAME ? { ...one, bypass: [{ actor_type: 'RepositoryRole', actor_id: 5, bypass_mode: 'always' }] } : one)) }),
    () => ({ teams: { '@marlow-valley/another-team': 78 } }),
  ],
} satisfies Check as Check;
