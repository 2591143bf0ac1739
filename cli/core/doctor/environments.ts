import { change, fine, type Change, type Check, type Step, type Verdict } from './check.ts';
import type { Environment, Facts } from './facts.ts';
import { listed, step } from './place.ts';

const mainOnly = ({ branches }: Environment): boolean => branches !== null && branches.length === 1 && branches[0]!.name === 'main' && branches[0]!.kind === 'branch';
const named = (facts: Facts, name: string): Environment | undefined => facts.environments.find((one) => one.name.toLowerCase() === name);

/** A check that an environment is there and that jobs of main alone may use it. */
export function environmentCheck(name: string, why: string, strict: boolean): Check {
  const look = (facts: Facts): Verdict => {
    const found = named(facts, name);
    if (found === undefined) return change(`There is no environment ${name}.`, `An environment ${name} that only main may use.`);
    const wrong = [
      ...(found.branches === null ? ['jobs of every branch may use it'] : mainOnly(found) ? [] : [`jobs of ${listed(found.branches.map((branch) => (branch.kind === 'tag' ? `tags ${branch.name}` : branch.name))) || 'no branch'} may use it`]),
      ...(strict && found.adminsBypass === true ? ['administrators may pass its rules by'] : []),
    ];
    if (wrong.length > 0) return change(`Environment ${name}: ${listed(wrong)}.`, `Only main may use the environment ${name}${strict ? ', without exceptions' : ''}.`);
    if (strict && found.adminsBypass === null) return { outcome: 'unseen', right: 'nothing more: GitHub did not say whether administrators may pass the rules by. Look at Settings, Environments' };
    return fine(`Only main may use the environment ${name}.`, strict ? reviewers(found) : undefined);
  };
  return {
    id: `environment-${name}`,
    summary: `The environment ${name} is main's alone`,
    why,
    hand: `Settings, Environments, ${name}: under "Deployment branches and tags" choose "Selected branches and tags" and add main${strict ? '; take the tick from "Allow administrators to bypass configured protection rules"' : ''}.`,
    needs: ['environments', 'programme'],
    look,
    change: (facts) => changes(facts, name, strict),
    bad: [
      () => ({ environments: [] }),
      ({ environments }) => ({ environments: environments.map((one) => (one.name === name ? { ...one, branches: null } : one)) }),
      ({ environments }) => ({ environments: environments.map((one) => (one.name === name ? { ...one, branches: [{ id: 1, name: '*', kind: 'branch' as const }] } : one)) }),
      ...(strict ? [({ environments }: Facts) => ({ environments: environments.map((one) => (one.name === name ? { ...one, adminsBypass: true } : one)) })] : []),
    ],
    good: [({ environments }) => ({ environments: environments.map((one) => ({ ...one, reviewers: [{ type: 'User', id: 1001 }] })) })],
  };
}

const reviewers = ({ reviewers: asked }: Environment): string =>
  asked.length === 0 ? 'Nobody has to agree before it signs; for a programme that wants that, add required reviewers there.' : `${asked.length} ${asked.length === 1 ? 'reviewer has' : 'reviewers have'} to agree before it signs: awards wait for them.`;

// GitHub resets what a request leaves out, so what was set is said again.
function changes(facts: Facts, name: string, strict: boolean): readonly Change[] {
  const old = named(facts, name);
  const where = { environment_name: old?.name ?? name };
  const settings: Step = step(facts, 'PUT /repos/{owner}/{repo}/environments/{environment_name}', {
    ...where, wait_timer: old?.wait ?? 0, prevent_self_review: old?.preventSelfReview ?? false, reviewers: old?.reviewers ?? [],
    deployment_branch_policy: { protected_branches: false, custom_branch_policies: true }, ...(strict ? { can_admins_bypass: false } : {}),
  });
  const kept = (old?.branches ?? []).filter((branch) => branch.name === 'main' && branch.kind === 'branch');
  const gone = (old?.branches ?? []).filter((branch) => !kept.includes(branch) && branch.id !== null);
  const policies = 'repos/{owner}/{repo}/environments/{environment_name}/deployment-branch-policies';
  return [{
    what: `environment ${name}`, from: old === undefined ? 'none' : mainOnly(old) ? 'with exceptions' : 'open to other branches', to: `main only${strict ? ', without exceptions' : ''}`,
    steps: [
      settings,
      ...(kept.length > 0 ? [] : [step(facts, `POST /${policies}`, { ...where, name: 'main', type: 'branch' })]),
      ...gone.map(({ id }) => step(facts, `DELETE /${policies}/{branch_policy_id}`, { ...where, branch_policy_id: id })),
    ],
  }];
}
