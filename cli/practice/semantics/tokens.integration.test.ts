import { expect } from 'vitest';
import type { Permissions } from '../grants.ts';
import { MARK_READY } from '../../effects/github/documents.ts';
import { proveRules } from './rule.ts';
import { gitRefusal, openClaim, refusalOf, type Place, type Scene } from './scene.ts';

const INTEGRATION = { status: 403, message: expect.stringContaining('Resource not accessible by integration') as string };
const PERSONAL = { status: 403, message: expect.stringContaining('Resource not accessible by personal access token') as string };
const nameOf = ({ owner, repo }: Place): string => `${owner}/${repo}`;

let count = 0;
function workflowToken(scene: Scene, place: Place, permissions: Permissions): string {
  count += 1;
  scene.practice.addToken({ token: `token-of-run-${count}`, repository: nameOf(place), permissions });
  return `token-of-run-${count}`;
}

function personToken(scene: Scene, personId: number, places: readonly Place[], permissions: Permissions): string {
  count += 1;
  scene.practice.addPersonToken({ token: `limited-${count}`, personId, repositories: places.map(nameOf), permissions });
  return `limited-${count}`;
}

const write = (scene: Scene, token: string, place: Place) =>
  scene.withToken(token).repos.createOrUpdateFileContents({ ...place, path: 'x.md', message: 'x', content: Buffer.from('x').toString('base64') });

proveRules('limited tokens', [
  {
    rule: 'a workflow acts as github-actions[bot], which is nobody that could be asked for',
    source: 'docs: GITHUB_TOKEN; REST: get the authenticated user, 403 "Resource not accessible by integration"',
    prove: async (scene) => {
      const place = await scene.programme();
      const run = scene.withToken(workflowToken(scene, place, { issues: 'write' }));
      expect(await refusalOf(run.users.getAuthenticated())).toMatchObject(INTEGRATION);
      expect(await refusalOf(run.repos.listForAuthenticatedUser())).toMatchObject(INTEGRATION);
      expect(await refusalOf(run.repos.createForAuthenticatedUser({ name: 'x' }))).toMatchObject(INTEGRATION);
      const { data } = await run.issues.create({ ...place, title: 'The audit found something' });
      expect(data.user).toMatchObject({ login: 'github-actions[bot]', id: 41898282, type: 'Bot' });
      expect((await run.users.getByUsername({ username: 'github-actions[bot]' })).data.id).toBe(41898282);
    },
  },
  {
    rule: 'each operation asks for its own permission, to read or to write',
    source: 'docs: permissions required for GitHub Apps',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      const { place, pull } = claim;
      const issue = { ...place, issue_number: pull.pull_number };
      const { data: real } = await scene.as('lead').issues.create({ ...place, title: 'A real issue' });
      const pulls = scene.withToken(workflowToken(scene, place, { 'pull-requests': 'write' }));
      await pulls.issues.createComment({ ...issue, body: 'Waiting for Ada' });
      await pulls.issues.addLabels({ ...issue, labels: ['waiting'] });
      expect(await refusalOf(pulls.issues.createComment({ ...place, issue_number: real.number, body: 'No' }))).toMatchObject(INTEGRATION);
      expect(await refusalOf(pulls.pulls.merge(pull))).toMatchObject(INTEGRATION);
      expect(await refusalOf(pulls.issues.create({ ...place, title: 'No' }))).toMatchObject(INTEGRATION);
      const issues = scene.withToken(workflowToken(scene, place, { issues: 'write', contents: 'read', 'pull-requests': 'read' }));
      await issues.issues.createComment({ ...issue, body: 'Also here' });
      expect(await refusalOf(issues.pulls.createReview({ ...pull, event: 'COMMENT', body: 'No' }))).toMatchObject(INTEGRATION);
      expect(await refusalOf(issues.pulls.requestReviewers({ ...pull, reviewers: ['ada'] }))).toMatchObject(INTEGRATION);
      expect(await refusalOf(write(scene, workflowToken(scene, place, { contents: 'read' }), place))).toMatchObject(INTEGRATION);
      const contents = scene.withToken(workflowToken(scene, place, { contents: 'write' }));
      expect((await contents.pulls.merge({ ...pull, sha: claim.head })).data.merged).toBe(true);
      expect(await refusalOf(contents.repos.addCollaborator({ ...place, username: 'ada' }))).toMatchObject(INTEGRATION);
    },
  },
  {
    rule: 'GraphQL asks for the same permissions',
    source: 'docs: GITHUB_TOKEN permissions hold for GraphQL',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme(), { draft: true });
      const { data } = await scene.as('lead').pulls.get(claim.pull);
      const ready = (token: string) => scene.withToken(token).graphql(MARK_READY, { pullRequestId: data.node_id });
      expect((await refusalOf(ready(workflowToken(scene, claim.place, { 'pull-requests': 'read' })))).message).toContain('not accessible by integration');
      await ready(workflowToken(scene, claim.place, { 'pull-requests': 'write' }));
    },
  },
  {
    rule: 'elsewhere a workflow reads what is public and writes nothing',
    source: 'docs: GITHUB_TOKEN is limited to the repository that contains the workflow',
    prove: async (scene) => {
      const [own, open, closed] = [await scene.programme({ private: true }), await scene.programme(), await scene.programme({ private: true })];
      const token = workflowToken(scene, own, { contents: 'write', issues: 'write' });
      const run = scene.withToken(token);
      expect((await run.repos.get(own)).data.private).toBe(true);
      expect((await run.repos.get(open)).data.name).toBe(open.repo);
      expect(await refusalOf(run.issues.create({ ...open, title: 'No' }))).toMatchObject(INTEGRATION);
      expect((await refusalOf(run.repos.get(closed))).status).toBe(404);
      expect((await refusalOf(run.pulls.list(own))).status).toBe(403);
      expect(await gitRefusal(scene.clone('anonymous', closed, token))).toMatch(/not found/i);
    },
  },
  {
    rule: 'a push needs contents: write and is on record as the bot’s',
    source: 'docs: GITHUB_TOKEN, contents; REST: list repository activities',
    prove: async (scene) => {
      const place = await scene.programme({ private: true });
      expect(await gitRefusal(scene.clone('anonymous', place, workflowToken(scene, place, { issues: 'write' })))).toMatch(/not found/i);
      const reads = await scene.clone('anonymous', place, workflowToken(scene, place, { contents: 'read' }));
      await reads.commit('a.md', 'a');
      expect(await gitRefusal(reads.git('push', 'origin', 'main'))).toMatch(/403/);
      const writes = await scene.clone('anonymous', place, workflowToken(scene, place, { contents: 'write' }));
      await writes.commit('a.md', 'a');
      await writes.git('push', '--quiet', 'origin', 'main');
      const { data } = await scene.as('lead').repos.listActivities(place);
      expect(data[0]).toMatchObject({ activity_type: 'push', actor: { login: 'github-actions[bot]', id: 41898282 } });
    },
  },
  {
    rule: 'a fine-grained token does what its person may and its permissions allow, in its repositories',
    source: 'docs: managing your personal access tokens; permissions required for fine-grained personal access tokens',
    prove: async (scene) => {
      const [register, portfolio, other] = [await scene.programme({ private: true }), await scene.programme({ private: true }), await scene.programme({ private: true })];
      for (const place of [register, other]) await scene.as('lead').repos.addCollaborator({ ...place, username: 'ada', permission: 'push' });
      await scene.as('lead').repos.addCollaborator({ ...portfolio, username: 'ada', permission: 'pull' });
      const token = personToken(scene, 103, [register, portfolio], { contents: 'write' });
      const ada = scene.withToken(token);
      expect((await ada.users.getAuthenticated()).data.login).toBe('ada');
      await write(scene, token, register);
      expect((await refusalOf(write(scene, token, portfolio))).status).toBe(404);
      expect((await refusalOf(ada.repos.get(other))).status).toBe(404);
      expect(await refusalOf(ada.issues.create({ ...register, title: 'No' }))).toMatchObject(PERSONAL);
      expect((await ada.repos.listForAuthenticatedUser()).data.map((one) => one.name).filter((name) => [register, portfolio, other].some((place) => place.repo === name))).toEqual([register.repo, portfolio.repo].toSorted());
      expect((await ada.repos.get(register)).data.permissions).toMatchObject({ push: true, admin: false });
      const reads = scene.withToken(personToken(scene, 103, [register], { contents: 'read' }));
      expect((await reads.repos.get(register)).data.permissions).toMatchObject({ pull: true, push: false });
    },
  },
  {
    rule: 'a token that was revoked is nobody’s',
    source: 'docs: token expiration and revocation; REST "Bad credentials"',
    prove: async (scene) => {
      const place = await scene.programme();
      const token = workflowToken(scene, place, { contents: 'write' });
      await write(scene, token, place);
      scene.practice.revokeToken(token);
      expect(await refusalOf(scene.withToken(token).repos.get(place))).toMatchObject({ status: 401, message: expect.stringContaining('Bad credentials') as string });
    },
  },
]);
