import { change, fine, type Check, type Verdict } from '../check.ts';
import type { Facts } from '../facts.ts';
import { listed } from '../place.ts';
import { ACTIONS_APP, actorInWords, firmness } from '../ruleset.ts';

const BRANCHES = ['register', 'ledger'];
// An owner of the organisation could change the ruleset anyway; letting them pass keeps `laurel revoke` in a terminal possible.
const TRUSTED = new Set(['Integration', 'DeployKey', 'OrganizationAdmin']);
const nameFor = ({ programme }: Pick<Facts, 'programme'>): string => `Laurel: who writes register and ledger of ${programme.issuer.repository.name}`;

function look(facts: Facts): Verdict {
  const { rulesets, repository } = facts;
  const states = BRANCHES.map((branch) => ({ branch, firm: firmness(rulesets, branch, repository.defaultBranch, ({ type }) => type === 'update') }));
  const wrong = states.flatMap(({ branch, firm }) => {
    if (firm.holds === 'no') return [{ who: 'Whoever may push can', branch }];
    if (firm.holds === 'all') return [{ who: 'Nobody, not even the workflow that awards, can', branch }];
    const others = firm.holds === 'but' ? firm.actors.filter(({ actor_type }) => !TRUSTED.has(actor_type)).map(actorInWords) : [];
    return others.length === 0 ? [] : [{ who: `Beside workflows, ${listed(others)} can`, branch }];
  });
  const people = [...Map.groupBy(wrong, ({ who }) => who)].map(([who, where]) => `${who} write ${listed(where.map(({ branch }) => branch))}.`);
  if (states.some(({ firm }) => firm.holds === 'perhaps')) return { outcome: 'unseen', right: 'Administration of the organisation\'s rulesets (who may pass one by is shown only to those who may edit it)' };
  if (people.length === 0) return fine('Only workflows and the organisation\'s owners write register and ledger.');
  // GitHub takes its Actions app as an exception in rulesets of an organisation alone.
  if (repository.ownerIs === 'User' && states.every(({ firm }) => firm.holds === 'no')) return fine('Whoever may push can write register and ledger.', 'GitHub cannot limit that to workflows in a repository of a personal account. Signatures and the daily audit still tell what was forged; an organisation as owner closes it.');
  return change(people.join(' '), 'Only workflows, and the organisation\'s owners, write register and ledger.');
}

export default {
  id: 'stores-writers',
  summary: 'Only workflows and owners write register and ledger',
  why: 'A person who can push there could record an award that nobody decided.',
  hand: 'As an owner of the organisation: its Settings, Repository, Rulesets, a branch ruleset for this repository\'s register and ledger with "Restrict updates" and "Restrict creations", and GitHub Actions and the organisation\'s owners alone on the bypass list. GitHub does not take GitHub Actions there in a repository\'s own ruleset.',
  needs: ['rulesets', 'repository', 'programme'],
  look,
  change: (facts) => {
    const { owner, name: repository } = facts.programme.issuer.repository;
    if (facts.repository.ownerIs === 'User') return [];
    const name = nameFor(facts);
    const old = facts.rulesets.find((one) => one.name === name && one.source === 'Organization');
    const body = {
      name, target: 'branch', enforcement: 'active', bypass_actors: [{ actor_id: ACTIONS_APP, actor_type: 'Integration', bypass_mode: 'always' }, { actor_id: 1, actor_type: 'OrganizationAdmin', bypass_mode: 'always' }],
      conditions: { repository_name: { include: [repository], exclude: [] }, ref_name: { include: BRANCHES.map((branch) => `refs/heads/${branch}`), exclude: [] } },
      rules: [{ type: 'creation' }, { type: 'update' }],
    };
    const route = old === undefined ? 'POST /orgs/{org}/rulesets' : 'PUT /orgs/{org}/rulesets/{ruleset_id}';
    return [{ what: `ruleset of ${owner}, "${name}"`, from: old === undefined ? 'none' : 'weaker', to: 'written by workflows, and by the organisation\'s owners, who may revoke from a terminal', steps: [{ route, parameters: { org: owner, ...(old === undefined ? {} : { ruleset_id: old.id }), ...body } }] }];
  },
  bad: [
    () => ({ rulesets: [] }),
    ({ rulesets }) => ({ rulesets: rulesets.map((one) => (one.source === 'Organization' ? { ...one, bypass: [{ actor_type: 'RepositoryRole', actor_id: 5, bypass_mode: 'always' }] } : one)) }),
    ({ rulesets }) => ({ rulesets: rulesets.map((one) => (one.source === 'Organization' ? { ...one, bypass: [] } : one)) }),
  ],
  good: [
    ({ rulesets }) => ({ rulesets: rulesets.map((one) => (one.source === 'Organization' ? { ...one, bypass: [...(one.bypass ?? []), { actor_type: 'OrganizationAdmin', actor_id: 1, bypass_mode: 'always' }] } : one)) }),
    ({ repository }) => ({ repository: { ...repository, ownerIs: 'User' as const }, rulesets: [] }),
    ({ rulesets }) => ({ rulesets: rulesets.map((one) => (one.source === 'Organization' ? { ...one, bypass: [{ actor_type: 'DeployKey', actor_id: null, bypass_mode: 'always' }] } : one)) }),
  ],
} satisfies Check as Check;
