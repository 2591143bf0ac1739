import { expect } from 'vitest';
import { proveRules } from './rule.ts';
import { gitRefusal, openClaim, PEOPLE, refusalOf, writeInFork, type Place, type Scene } from './scene.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const ruleset = (name: string, branches: readonly string[], rules: readonly object[], bypass: readonly object[] = []) =>
  ({ name, target: 'branch', enforcement: 'active', bypass_actors: bypass, conditions: { ref_name: { include: branches.map((branch) => `refs/heads/${branch}`), exclude: [] } }, rules }) as never;
const pullRule = (more: object = {}) => ({ type: 'pull_request', parameters: { required_approving_review_count: 0, dismiss_stale_reviews_on_push: false, require_code_owner_review: false, require_last_push_approval: false, required_review_thread_resolution: false, ...more } });
const idOf = (login: string): number => PEOPLE.find((one) => one.login === login)!.id;

async function protect(scene: Scene, place: Place, branches: readonly string[], rules: readonly object[], bypass: readonly object[] = []): Promise<number> {
  return (await scene.as('lead').repos.createRepoRuleset({ ...place, ...(ruleset('Rules', branches, rules, bypass) as object) } as never)).data.id;
}

async function writer(scene: Scene, place: Place, login: string): Promise<void> {
  await scene.as('lead').repos.addCollaborator({ ...place, username: login, permission: 'push' });
}

/** A repository of the organisation that the lead administers and ada may push to. */
async function programmeOfDistrict(scene: Scene, name: string): Promise<Place> {
  const place = { owner: 'district', repo: name };
  await scene.as('district' as never).repos.createInOrg({ org: 'district', name, auto_init: true });
  await scene.as('district' as never).repos.addCollaborator({ ...place, username: 'lead', permission: 'admin' });
  return place;
}

proveRules('settings', [
  {
    rule: 'a ruleset with "restrict deletions" and "block force pushes" refuses both to everyone, administrators too, and lets a push through that goes forward',
    source: 'docs: available rules for rulesets',
    prove: async (scene) => {
      const place = await scene.programme();
      const clone = await scene.clone('lead', place);
      await clone.commit('one.txt', '1');
      await clone.git('push', 'origin', 'HEAD:kept');
      await protect(scene, place, ['kept'], [{ type: 'deletion' }, { type: 'non_fast_forward' }]);
      await clone.commit('two.txt', '2');
      await clone.git('push', 'origin', 'HEAD:kept');
      expect(await gitRefusal(clone.git('push', 'origin', ':kept'))).toMatch(/GH013[\s\S]*Cannot delete this branch/);
      await clone.git('commit', '--amend', '--message', 'Another past');
      expect(await gitRefusal(clone.git('push', '--force', 'origin', 'HEAD:kept'))).toMatch(/GH013[\s\S]*Cannot force-push/);
      await clone.git('push', 'origin', 'HEAD:elsewhere');
    },
  },
  {
    rule: 'a ruleset that requires pull requests refuses a push and a commit by the API, and lets the merge button through',
    source: 'docs: available rules for rulesets, "require a pull request before merging"; REST: 409 for a commit against the rules',
    prove: async (scene) => {
      const place = await scene.programme();
      await protect(scene, place, ['main'], [pullRule()]);
      const clone = await scene.clone('lead', place);
      await clone.commit('direct.txt', '1');
      expect(await gitRefusal(clone.git('push', 'origin', 'main'))).toMatch(/Changes must be made through a pull request/);
      const lead = scene.as('lead');
      expect(await refusalOf(lead.repos.createOrUpdateFileContents({ ...place, path: 'x', message: 'x', content: base64('x') }))).toMatchObject({ status: 409, message: expect.stringContaining('rule violations') });
      await lead.pulls.merge((await openClaim(scene, place)).pull);
    },
  },
  {
    rule: 'only those on the bypass list of "restrict updates" may move or make a branch',
    source: 'docs: available rules for rulesets, "restrict updates", "restrict creations"; granting bypass permissions',
    prove: async (scene) => {
      const place = await scene.programme();
      await writer(scene, place, 'ada');
      await protect(scene, place, ['kept'], [{ type: 'creation' }, { type: 'update' }], [{ actor_type: 'RepositoryRole', actor_id: 5, bypass_mode: 'always' }]);
      const [lead, ada] = [await scene.clone('lead', place), await scene.clone('ada', place)];
      await ada.commit('one.txt', '1');
      expect(await gitRefusal(ada.git('push', 'origin', 'HEAD:kept'))).toMatch(/creations being restricted/);
      await lead.git('push', 'origin', 'HEAD:kept');
      expect(await gitRefusal(ada.git('push', 'origin', 'HEAD:kept'))).toMatch(/Cannot update this protected ref/);
    },
  },
  {
    rule: 'an account by itself may be on the bypass list, and passes where others with the same role do not; an empty list lets not even that account delete or rewrite',
    source: '@octokit/openapi: repository-ruleset-bypass-actor, actor_type "User"; reported: eclipse-csi/otterdog#668 (since 2026-05-07), integrations/terraform-provider-github#3423; before that it was taken and ignored: lestrrat-go/jwx#1720',
    prove: async (scene) => {
      const place = await scene.programme({ private: true });
      for (const login of ['ada', 'teacher']) await writer(scene, place, login);
      const forOne = { actor_type: 'User', actor_id: idOf('ada'), bypass_mode: 'always' };
      await protect(scene, place, ['register'], [{ type: 'deletion' }, { type: 'non_fast_forward' }]);
      const ruleset_id = await protect(scene, place, ['register'], [{ type: 'creation' }, { type: 'update' }], [forOne]);
      expect((await scene.as('lead').repos.getRepoRuleset({ ...place, ruleset_id })).data.bypass_actors).toEqual([forOne]);
      const [ada, teacher] = [await scene.clone('ada', place), await scene.clone('teacher', place)];
      expect(await gitRefusal(teacher.git('push', 'origin', 'HEAD:register'))).toMatch(/creations being restricted/);
      await ada.git('push', 'origin', 'HEAD:register');
      await teacher.commit('mine.txt', '1');
      expect(await gitRefusal(teacher.git('push', 'origin', 'HEAD:register'))).toMatch(/Cannot update this protected ref/);
      await ada.commit('one.txt', '1');
      await ada.git('push', 'origin', 'HEAD:register');
      for (const refspec of [':register', '+HEAD~1:register']) expect(await gitRefusal(ada.git('push', 'origin', refspec))).toMatch(/GH013/);
    },
  },
  {
    rule: 'a ruleset that is not active, or for other branches, holds nobody up',
    source: 'docs: creating rulesets, enforcement status; fnmatch patterns',
    prove: async (scene) => {
      const place = await scene.programme();
      const ruleset_id = await protect(scene, place, ['rel/*'], [pullRule()]);
      const clone = await scene.clone('lead', place);
      await clone.git('push', 'origin', 'HEAD:rel/1', 'HEAD:rel/deep/2');
      await clone.commit('one.txt', '1');
      await clone.git('push', 'origin', 'HEAD:rel/deep/2');
      expect(await gitRefusal(clone.git('push', 'origin', 'HEAD:rel/1'))).toMatch(/through a pull request/);
      await scene.as('lead').repos.updateRepoRuleset({ ...place, ruleset_id, enforcement: 'disabled' });
      await clone.git('push', 'origin', 'HEAD:rel/1');
    },
  },
  {
    rule: 'a repository\'s own ruleset does not take the GitHub Actions app as an exception; an organisation\'s does, and then a workflow\'s token may write where nobody else may',
    source: 'reported: kwami-labs/kwami#73, leynier/alera#489, cisco-ai-defense/defenseclaw#620 (422, "must be part of the ruleset source or owner organization")',
    prove: async (scene) => {
      const app = { actor_id: 15_368, actor_type: 'Integration', bypass_mode: 'always' };
      const place = await programmeOfDistrict(scene, 'with-actions');
      expect(await refusalOf(protect(scene, place, ['ledger'], [{ type: 'update' }], [app]))).toMatchObject({ status: 422, message: expect.stringContaining('must be part of the ruleset source') });
      const body = { org: 'district', ...(ruleset('Writers', ['ledger'], [{ type: 'creation' }, { type: 'update' }], [app]) as object), conditions: { repository_name: { include: ['with-actions'], exclude: [] }, ref_name: { include: ['refs/heads/ledger'], exclude: [] } } };
      expect(await refusalOf(scene.as('lead').repos.createOrgRuleset(body as never))).toMatchObject({ status: 404 });
      await scene.as('district' as never).orgs.setMembershipForUser({ org: 'district', username: 'lead', role: 'admin' });
      await scene.as('lead').repos.createOrgRuleset(body as never);
      const clone = await scene.clone('lead', place);
      expect(await gitRefusal(clone.git('push', 'origin', 'HEAD:ledger'))).toMatch(/creations being restricted/);
      scene.practice.addToken({ token: 'token-of-workflow', repository: 'district/with-actions', permissions: { contents: 'write' } });
      const address = new URL(scene.practice.gitUrl('district', 'with-actions'));
      [address.username, address.password] = ['x-access-token', 'token-of-workflow'];
      await clone.git('push', address.href, 'HEAD:ledger');
    },
  },
  {
    rule: 'who may pass a ruleset by is shown only to those who may edit it',
    source: 'REST: get a repository ruleset',
    prove: async (scene) => {
      const place = await scene.programme();
      const ruleset_id = await protect(scene, place, ['main'], [{ type: 'deletion' }]);
      expect((await scene.as('lead').repos.getRepoRuleset({ ...place, ruleset_id })).data.bypass_actors).toEqual([]);
      expect((await scene.as('stranger').repos.getRepoRuleset({ ...place, ruleset_id })).data.bypass_actors).toBeUndefined();
      expect((await scene.as('lead').repos.getRepoRulesets(place)).data).toMatchObject([{ id: ruleset_id, enforcement: 'active' }]);
    },
  },
  {
    rule: 'required approvals count writers only, and a push after them leaves them without effect where stale ones are dismissed',
    source: 'docs: about protected branches, "reviewers with write access", "dismiss stale pull request approvals"',
    prove: async (scene) => {
      const place = await scene.programme();
      await protect(scene, place, ['main'], [pullRule({ required_approving_review_count: 1, dismiss_stale_reviews_on_push: true })]);
      const claim = await openClaim(scene, place);
      const approve = (login: 'ada' | 'stranger') => scene.as(login).pulls.createReview({ ...claim.pull, event: 'APPROVE' });
      const merge = () => refusalOf(scene.as('lead').pulls.merge(claim.pull));
      await approve('stranger');
      expect(await merge()).toMatchObject({ status: 405, message: expect.stringContaining('At least 1 approving review is required') });
      await writer(scene, place, 'ada');
      await approve('ada');
      await writeInFork(scene, claim.fork, 'late.md', 'late');
      expect((await merge()).status).toBe(405);
      await approve('ada');
      expect((await merge()).status).toBe(0);
    },
  },
  {
    rule: 'a code owner\'s review is required where approvals are, and not at all where none is',
    source: 'docs: about code owners; measured: rjwalters/loom#4607',
    prove: async (scene) => {
      for (const [count, merged] of [[1, 405], [0, 0]] as const) {
        const place = await scene.programme();
        await writer(scene, place, 'ada');
        await scene.as('lead').repos.createOrUpdateFileContents({ ...place, path: '.github/CODEOWNERS', message: 'x', content: base64('# owners\n/claim.md @lead\n') });
        await protect(scene, place, ['main'], [pullRule({ required_approving_review_count: count, require_code_owner_review: true })]);
        const claim = await openClaim(scene, place);
        await scene.as('ada').pulls.createReview({ ...claim.pull, event: 'APPROVE' });
        expect((await refusalOf(scene.as('ada').pulls.merge(claim.pull))).status).toBe(merged);
      }
    },
  },
  {
    rule: 'who pushed last does not approve for the rule of the last push',
    source: 'docs: available rules for rulesets, "require approval of the most recent reviewable push"',
    prove: async (scene) => {
      const place = await scene.programme();
      await writer(scene, place, 'ada');
      await protect(scene, place, ['main'], [pullRule({ required_approving_review_count: 1, require_last_push_approval: true })]);
      const claim = await openClaim(scene, place);
      const clone = await scene.clone('ada', claim.fork);
      await clone.commit('helped.md', 'by an assessor');
      await clone.git('push', 'origin', 'HEAD:main');
      await scene.as('ada').pulls.createReview({ ...claim.pull, event: 'APPROVE' });
      expect(await refusalOf(scene.as('lead').pulls.merge(claim.pull))).toMatchObject({ status: 405, message: expect.stringContaining('last pusher') });
    },
  },
  {
    rule: 'reviews by a team are required for the files that a rule names, and for no others',
    source: '@octokit/openapi: required_reviewers of the rule pull_request (beta)',
    prove: async (scene) => {
      const place = await programmeOfDistrict(scene, 'with-team');
      const district = scene.as('district' as never);
      const { data: team } = await district.teams.create({ org: 'district', name: 'Stewards' });
      await district.teams.addOrUpdateMembershipForUserInOrg({ org: 'district', team_slug: 'stewards', username: 'ada' });
      await protect(scene, place, ['main'], [pullRule({ required_reviewers: [{ file_patterns: ['policy/**/*'], minimum_approvals: 1, reviewer: { id: team.id, type: 'Team' } }] })]);
      const policy = await openClaim(scene, place, { path: 'policy/list.yaml' });
      expect((await refusalOf(scene.as('lead').pulls.merge(policy.pull))).status).toBe(405);
      await scene.as('ada').pulls.createReview({ ...policy.pull, event: 'APPROVE' });
      await scene.as('lead').pulls.merge(policy.pull);
      const other = await programmeOfDistrict(scene, 'with-team-too');
      await protect(scene, other, ['main'], [pullRule({ required_reviewers: [{ file_patterns: ['policy/**/*'], minimum_approvals: 1, reviewer: { id: team.id, type: 'Team' } }] })]);
    },
  },
  {
    rule: 'an environment keeps its rules, shows that administrators may pass them by unless that is off, and of its secrets only the names',
    source: 'REST: deployment environments; REST: list environment secrets; docs: deployments and environments',
    prove: async (scene) => {
      const place = { ...(await scene.programme()), environment_name: 'signing' };
      const lead = scene.as('lead');
      const policy = { protected_branches: false, custom_branch_policies: true };
      expect((await lead.repos.createOrUpdateEnvironment({ ...place, deployment_branch_policy: policy })).data).toMatchObject({ can_admins_bypass: true, deployment_branch_policy: policy });
      await lead.repos.createDeploymentBranchPolicy({ ...place, name: 'main' });
      await lead.repos.createOrUpdateEnvironment({ ...place, deployment_branch_policy: policy, reviewers: [{ type: 'User', id: idOf('ada') }], ...({ can_admins_bypass: false } as object) });
      expect((await lead.repos.getEnvironment(place)).data).toMatchObject({ can_admins_bypass: false, protection_rules: [{ type: 'required_reviewers' }, { type: 'branch_policy' }] });
      expect((await lead.repos.listDeploymentBranchPolicies(place)).data.branch_policies).toMatchObject([{ name: 'main', type: 'branch' }]);
      await lead.actions.createOrUpdateEnvironmentSecret({ ...place, secret_name: 'LAUREL_KEY', encrypted_value: base64('a secret'), key_id: '1' });
      expect((await lead.actions.listEnvironmentSecrets(place)).data.secrets).toMatchObject([{ name: 'LAUREL_KEY' }]);
      expect((await refusalOf(scene.as('stranger').actions.listEnvironmentSecrets(place))).status).toBe(403);
      expect(JSON.stringify((await lead.repos.getAllEnvironments({ owner: place.owner, repo: place.repo })).data)).not.toContain(base64('a secret'));
    },
  },
  {
    rule: 'what Actions may do is for administrators, and the list of selected actions only there where actions are selected',
    source: 'REST: Actions permissions; docs: "Must have admin rights to Repository"',
    prove: async (scene) => {
      const place = await scene.programme();
      const lead = scene.as('lead');
      expect((await refusalOf(scene.as('stranger').actions.getGithubActionsPermissionsRepository(place))).status).toBe(403);
      expect((await refusalOf(lead.actions.getAllowedActionsRepository(place))).status).toBe(409);
      await lead.actions.setGithubActionsPermissionsRepository({ ...place, enabled: true, allowed_actions: 'selected', ...({ sha_pinning_required: true } as object) });
      await lead.actions.setAllowedActionsRepository({ ...place, github_owned_allowed: true, verified_allowed: false, patterns_allowed: [] });
      expect((await lead.actions.getAllowedActionsRepository(place)).data).toEqual({ github_owned_allowed: true, verified_allowed: false, patterns_allowed: [] });
      expect((await lead.actions.getGithubActionsPermissionsRepository(place)).data).toMatchObject({ allowed_actions: 'selected', sha_pinning_required: true });
      expect((await lead.actions.getGithubActionsDefaultWorkflowPermissionsRepository(place)).data).toEqual({ default_workflow_permissions: 'read', can_approve_pull_request_reviews: false });
    },
  },
  {
    rule: 'the workflow files of the default branch are listed, and one that is switched off says so',
    source: 'REST: list repository workflows, disable a workflow',
    prove: async (scene) => {
      const place = await scene.programme();
      const lead = scene.as('lead');
      await lead.repos.createOrUpdateFileContents({ ...place, path: '.github/workflows/lint.yml', message: 'x', content: base64('name: lint\non: push\n') });
      await lead.actions.disableWorkflow({ ...place, workflow_id: 'lint.yml' });
      const { data } = await lead.actions.listRepoWorkflows(place);
      expect(data.workflows).toMatchObject([{ name: 'lint', path: '.github/workflows/lint.yml', state: 'disabled_manually' }]);
      await lead.actions.enableWorkflow({ ...place, workflow_id: 'lint.yml' });
      expect((await lead.actions.listRepoWorkflows(place)).data.workflows).toMatchObject([{ state: 'active' }]);
    },
  },
  {
    rule: 'Pages is not found until it is made, is made once, and keeps its domain',
    source: 'REST: GitHub Pages',
    prove: async (scene) => {
      const place = await scene.programme();
      const lead = scene.as('lead');
      expect((await refusalOf(lead.repos.getPages(place))).status).toBe(404);
      await lead.repos.createPagesSite({ ...place, build_type: 'workflow' });
      expect((await refusalOf(lead.repos.createPagesSite({ ...place, build_type: 'workflow' }))).status).toBe(409);
      await lead.repos.updateInformationAboutPagesSite({ ...place, cname: 'site.example' });
      await lead.repos.updateInformationAboutPagesSite({ ...place, https_enforced: true });
      expect((await lead.repos.getPages(place)).data).toMatchObject({ build_type: 'workflow', cname: 'site.example', https_enforced: true });
    },
  },
  {
    rule: 'secret scanning is told to administrators alone, and PATCH turns it on; immutable releases are not found until they are on',
    source: 'REST: update a repository, security_and_analysis; REST: check if immutable releases are enabled',
    prove: async (scene) => {
      const place = await scene.programme();
      const lead = scene.as('lead');
      expect((await scene.as('stranger').repos.get(place)).data.security_and_analysis).toBeUndefined();
      const { data } = await lead.repos.update({ ...place, security_and_analysis: { secret_scanning: { status: 'enabled' } } });
      expect(data.security_and_analysis).toMatchObject({ secret_scanning: { status: 'enabled' }, secret_scanning_push_protection: { status: 'disabled' } });
      expect((await refusalOf(lead.request('GET /repos/{owner}/{repo}/immutable-releases', place))).status).toBe(404);
      await lead.request('PUT /repos/{owner}/{repo}/immutable-releases', place);
      expect((await lead.request('GET /repos/{owner}/{repo}/immutable-releases', place)).data).toMatchObject({ enabled: true });
      expect((await refusalOf(scene.as('ada').repos.update({ ...place, private: true }))).status).toBe(403);
    },
  },
  {
    rule: 'an owner in CODEOWNERS who cannot write is an error, and no file is not found',
    source: 'REST: list CODEOWNERS errors; docs: about code owners',
    prove: async (scene) => {
      const place = await scene.programme();
      const lead = scene.as('lead');
      expect((await refusalOf(lead.repos.codeownersErrors(place))).status).toBe(404);
      await lead.repos.createOrUpdateFileContents({ ...place, path: '.github/CODEOWNERS', message: 'x', content: base64('* @lead\n/a/ @stranger\n') });
      expect((await lead.repos.codeownersErrors(place)).data.errors).toMatchObject([{ line: 2, column: 5, kind: 'Unknown owner' }]);
    },
  },
  {
    rule: 'a fine-grained token without the permission is refused where its person would be let in',
    source: 'docs: permissions required for fine-grained personal access tokens',
    prove: async (scene) => {
      const place = await scene.programme();
      scene.practice.addPersonToken({ token: 'token-of-little', personId: idOf('lead'), repositories: [`${place.owner}/${place.repo}`], permissions: { contents: 'read' } });
      const ask = (path: string) => fetch(`${scene.practice.apiUrl}/repos/${place.owner}/${place.repo}${path}`, { headers: { authorization: 'Bearer token-of-little' } });
      expect([(await ask('/actions/permissions')).status, (await ask('/immutable-releases')).status, (await ask('/rulesets')).status]).toEqual([403, 403, 200]);
    },
  },
]);
