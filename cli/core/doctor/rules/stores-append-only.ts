import { change, fine, type Check, type Verdict } from '../check.ts';
import type { Facts } from '../facts.ts';
import { listed } from '../place.ts';
import { actorInWords, BYPASS_RIGHT, firmness } from '../ruleset.ts';
import { putRuleset } from './main-protected.ts';

const NAME = 'Laurel: register and ledger';
const BRANCHES = ['register', 'ledger'];
const RULES = [['deletion', 'delete'], ['non_fast_forward', 'force-push']] as const;

function look(facts: Facts): Verdict {
  const states = BRANCHES.flatMap((branch) => RULES.map(([type, lacking]) => ({ branch, lacking, firm: firmness(facts.rulesets, branch, facts.repository.defaultBranch, (rule) => rule.type === type) })));
  const wrong = states.flatMap(({ branch, lacking, firm }) => (firm.holds === 'no' ? [{ who: 'Whoever may push', lacking, branch }] : firm.holds === 'but' ? [{ who: `By exception ${listed(firm.actors.map(actorInWords))}`, lacking, branch }] : []));
  const found = [...Map.groupBy(wrong, ({ who, lacking }) => `${who} can ${lacking}`)].map(([words, where]) => `${words} ${listed(where.map(({ branch }) => branch))}.`);
  if (wrong.length > 0) return change(found.join(' '), 'Nobody, not even an administrator or a workflow, deletes or force-pushes these two branches.');
  if (states.some(({ firm }) => firm.holds === 'perhaps')) return { outcome: 'unseen', right: BYPASS_RIGHT };
  return fine('register and ledger can be neither deleted nor force-pushed.');
}

export default {
  id: 'stores-append-only',
  summary: 'register and ledger are append-only',
  why: 'What was decided and published must stay provable; a rewritten history would lose or forge awards.',
  hand: 'Settings, Rules, Rulesets: a branch ruleset for register and ledger with "Restrict deletions" and "Block force pushes", and an empty bypass list.',
  needs: ['rulesets', 'repository', 'programme'],
  look,
  change: (facts) =>
    putRuleset(
      facts,
      { name: NAME, target: 'branch', enforcement: 'active', bypass_actors: [], conditions: { ref_name: { include: BRANCHES.map((branch) => `refs/heads/${branch}`), exclude: [] } }, rules: RULES.map(([type]) => ({ type })) },
      { what: `ruleset "${NAME}"`, from: facts.rulesets.some(({ name }) => name === NAME) ? 'weaker' : 'none', to: 'no force push, no deletion, no exceptions' },
    ),
  bad: [() => ({ rulesets: [] }), ({ rulesets }) => ({ rulesets: rulesets.map((one) => (one.name === NAME ? { ...one, bypass: [{ actor_type: 'Integration', actor_id: 15_368, bypass_mode: 'always' }] } : one)) })],
  good: [({ rulesets }) => ({ rulesets: rulesets.map((one) => (one.name === NAME ? { ...one, name: 'Ours', source: 'Organization' as const, include: ['~ALL'] } : one)) })],
} satisfies Check as Check;
