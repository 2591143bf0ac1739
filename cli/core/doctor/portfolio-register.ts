import type { Change } from './check.ts';
import type { BypassActor, Ruleset } from './facts.ts';
import { listed } from './place.ts';
import { actorInWords, firmness } from './ruleset.ts';

const REF = 'register';
const ADMINS: BypassActor = { actor_type: 'RepositoryRole', actor_id: 5, bypass_mode: 'always' };
/** Beside the desk's account: who could change the ruleset anyway. */
const TRUSTED = (one: BypassActor): boolean => one.actor_type === 'OrganizationAdmin' || (one.actor_type === 'RepositoryRole' && one.actor_id === 5);

/** What is wrong with the branch `register` of a private repository, as the ends of sentences that begin with its name; or that nobody can tell. */
export type RegisterFaults = { readonly told: true; readonly faults: readonly string[] } | { readonly told: false };

/**
 * Looks at who may write, rewrite and delete the branch `register` of a private repository.
 * @param desk the account that writes it; null where issuer.yaml does not say: then who else may is not judged.
 */
export function registerFaults(rulesets: readonly Ruleset[], desk: number | null): RegisterFaults {
  const firm = (type: string) => firmness(rulesets, REF, 'main', (rule) => rule.type === type);
  const append = [['deletion', 'delete'], ['non_fast_forward', 'rewrite']] as const;
  const states = [...append.map(([type, lacking]) => ({ lacking, state: firm(type) }))];
  const writes = desk === null ? [] : [firm('creation'), firm('update')];
  if ([...states.map(({ state }) => state), ...writes].some(({ holds }) => holds === 'perhaps')) return { told: false };
  const faults = states.flatMap(({ lacking, state }) => (state.holds === 'no' ? [`whoever may push can ${lacking} it`] : state.holds === 'but' ? [`${listed(state.actors.map(actorInWords))} can ${lacking} it`] : []));
  const writers = writes.flatMap((state) => {
    if (state.holds === 'no') return ['whoever may push can write it'];
    if (state.holds !== 'but' || !state.actors.some((one) => isDesk(one, desk))) return ['the desk cannot write it'];
    const others = state.actors.filter((one) => !isDesk(one, desk) && !TRUSTED(one));
    return others.length === 0 ? [] : [`beside the desk, ${listed(others.map(actorInWords))} can write it`];
  });
  return { told: true, faults: [...faults, ...new Set(writers)] };
}

const isDesk = ({ actor_type, actor_id }: BypassActor, desk: number | null): boolean => actor_type === 'User' && actor_id === desk;

/** Puts right what is wrong with `register`: nobody deletes or rewrites it, and only the desk's account and administrators write it. */
export function closeRegister(owner: string, repo: string, rulesets: readonly Ruleset[], desk: number | null): readonly Change[] {
  const put = (name: string, to: string, rules: readonly string[], bypass_actors: readonly BypassActor[]): Change => {
    const old = rulesets.find((one) => one.name === name && one.source === 'Repository');
    const body = { owner, repo, name, target: 'branch', enforcement: 'active', bypass_actors, conditions: { ref_name: { include: [`refs/heads/${REF}`], exclude: [] } }, rules: rules.map((type) => ({ type })) };
    const step = old === undefined ? { route: 'POST /repos/{owner}/{repo}/rulesets', parameters: body } : { route: 'PUT /repos/{owner}/{repo}/rulesets/{ruleset_id}', parameters: { ruleset_id: old.id, ...body } };
    return { what: `ruleset "${name}" of ${repo}`, from: old === undefined ? 'none' : 'weaker', to, steps: [step] };
  };
  const wrong = (about: number | null, ends: RegExp): boolean => {
    const found = registerFaults(rulesets, about);
    return found.told && found.faults.some((fault) => ends.test(fault));
  };
  return [
    ...(wrong(null, /./) ? [put('Laurel: register', 'nobody deletes or rewrites it', ['deletion', 'non_fast_forward'], [])] : []),
    ...(desk !== null && wrong(desk, /write it$/) ? [put('Laurel: who writes register', 'written by the desk\'s account and by administrators', ['creation', 'update'], [{ actor_type: 'User', actor_id: desk, bypass_mode: 'always' }, ADMINS])] : []),
  ];
}

/** Why `register` is closed, and how by hand. */
export const REGISTER_CLOSED = {
  why: 'It holds what was decided and the badges. A teacher may push to her repository, and could else delete or rewrite it.',
  hand: 'In that repository: Settings, Rules, Rulesets: a branch ruleset for register with "Restrict deletions" and "Block force pushes" and an empty bypass list; another with "Restrict creations" and "Restrict updates", and the desk\'s account and the role "Repository admin" on its bypass list. For private repositories GitHub has this on paid plans only.',
} as const;
