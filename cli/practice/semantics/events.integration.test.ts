import { expect } from 'vitest';
import { MARK_READY } from '../../effects/github/documents.ts';
import type { PracticeEvent } from '../events.ts';
import { proveRules } from './rule.ts';
import { openClaim, refusalOf, writeInFork, type Place, type Scene } from './scene.ts';

// Collects what happens in one repository while something is done.
async function during(scene: Scene, place: Place, act: () => Promise<unknown>): Promise<readonly PracticeEvent[]> {
  const heard: PracticeEvent[] = [];
  const end = scene.practice.onEvent((event) => void (event.repository === `${place.owner}/${place.repo}` && heard.push(event)));
  try {
    await act();
  } finally {
    end();
  }
  return heard;
}

const kinds = (events: readonly PracticeEvent[]) => events.map((event) => [event.kind, event.action].filter(Boolean).join(' '));
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const put = (scene: Scene, place: Place, path: string, text: string) => scene.as('lead').repos.createOrUpdateFileContents({ ...place, path, message: path, content: base64(text) });

const DISPATCHED = `on:
  workflow_dispatch:
    inputs:
      pull: { required: true }
      dry: { type: boolean, default: false }
jobs: {}
`;

proveRules('events', [
  {
    rule: 'a pull request tells of its whole life, at its merge commit, and of where it comes from',
    source: 'docs: events that trigger workflows, pull_request (activity types, GITHUB_SHA, GITHUB_REF)',
    prove: async (scene) => {
      const place = await scene.programme();
      let fork = place;
      const opened = await during(scene, place, async () => ({ fork } = await openClaim(scene, place, { draft: true })));
      expect(opened).toMatchObject([{ kind: 'pull_request', action: 'opened', actor: 'teacher', byWorkflow: false, number: 1, ref: 'refs/pull/1/merge', head: { repository: `teacher/${fork.repo}`, ref: 'main' } }]);
      const lead = scene.as('lead');
      const pull = { ...place, pull_number: 1 };
      expect(opened[0]?.sha).toBe((await lead.pulls.get(pull)).data.merge_commit_sha);
      expect(opened[0]?.head?.sha).toBe((await lead.pulls.get(pull)).data.head.sha);
      await lead.repos.addCollaborator({ ...place, username: 'ada', permission: 'pull' });
      const { node_id: pullRequestId } = (await lead.pulls.get(pull)).data;
      const life = await during(scene, place, async () => {
        await writeInFork(scene, fork, 'more.md', 'More');
        await scene.as('teacher').graphql(MARK_READY, { pullRequestId });
        await lead.pulls.requestReviewers({ ...pull, reviewers: ['ada'] });
        const { data: review } = await scene.as('ada').pulls.createReview({ ...pull, event: 'APPROVE' });
        await scene.as('ada').pulls.updateReview({ ...pull, review_id: review.id, body: 'In other words' });
        await lead.pulls.dismissReview({ ...pull, review_id: review.id, message: 'No' });
        await lead.issues.addLabels({ ...place, issue_number: 1, labels: ['a', 'b'] });
        await lead.pulls.update({ ...pull, state: 'closed' });
        await lead.pulls.update({ ...pull, state: 'open', title: 'Again' });
        await lead.pulls.merge(pull);
      });
      expect(kinds(life)).toEqual([
        'pull_request synchronize', 'pull_request ready_for_review', 'pull_request review_requested',
        'pull_request_review submitted', 'pull_request_review edited', 'pull_request_review dismissed',
        'pull_request labeled', 'pull_request labeled', 'pull_request closed', 'pull_request edited', 'pull_request reopened',
        'pull_request closed', 'push',
      ]);
      const [merged, push] = life.slice(-2);
      expect([merged?.ref, merged?.sha, push?.ref, push?.sha]).toEqual(['refs/heads/main', push?.sha, 'refs/heads/main', push?.sha]);
    },
  },
  {
    rule: 'a pull request in conflict has no merge commit to run at',
    source: 'docs: "workflows will not run on pull_request activity if the pull request has a merge conflict"',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      await put(scene, claim.place, 'claim.md', 'Something else\n');
      const heard = await during(scene, claim.place, () => writeInFork(scene, claim.fork, 'more.md', 'More'));
      expect(heard).toMatchObject([{ kind: 'pull_request', action: 'synchronize', sha: '', ref: 'refs/pull/1/merge' }]);
    },
  },
  {
    rule: 'every branch that moves tells of a push; one that is deleted tells of nothing to run',
    source: 'docs: events that trigger workflows, push',
    prove: async (scene) => {
      const place = await scene.programme();
      const clone = await scene.clone('lead', place);
      let sha = '';
      const heard = await during(scene, place, async () => {
        sha = await clone.commit('a.md', 'a');
        await clone.git('push', '--quiet', 'origin', 'main', 'main:ledger');
        await clone.git('push', '--quiet', 'origin', 'main:side');
        await clone.git('push', '--quiet', 'origin', ':side');
      });
      expect(heard.map((event) => [event.kind, event.ref, event.sha, event.actor])).toEqual(['main', 'ledger', 'side'].map((name) => ['push', `refs/heads/${name}`, sha, 'lead']));
    },
  },
  {
    rule: 'issues and comments tell of themselves on the default branch',
    source: 'docs: events that trigger workflows, issues and issue_comment',
    prove: async (scene) => {
      const place = await scene.programme();
      const { data: main } = await scene.as('lead').repos.getBranch({ ...place, branch: 'main' });
      const heard = await during(scene, place, async () => {
        const { data } = await scene.as('stranger').issues.create({ ...place, title: 'One' });
        const issue = { ...place, issue_number: data.number };
        const { data: comment } = await scene.as('stranger').issues.createComment({ ...issue, body: 'Hello' });
        await scene.as('stranger').issues.updateComment({ ...place, comment_id: comment.id, body: 'Hello again' });
        await scene.as('lead').issues.deleteComment({ ...place, comment_id: comment.id });
        await scene.as('lead').issues.update({ ...issue, body: 'Words', state: 'closed' });
      });
      expect(kinds(heard)).toEqual(['issues opened', 'issue_comment created', 'issue_comment edited', 'issue_comment deleted', 'issues edited', 'issues closed']);
      expect(new Set(heard.map((event) => `${event.ref} ${event.sha} ${event.number}`))).toEqual(new Set([`refs/heads/main ${main.commit.sha} 1`]));
    },
  },
  {
    rule: 'what a workflow’s own token does says so, dispatches included',
    source: 'docs: triggering a workflow from a workflow',
    prove: async (scene) => {
      const place = await scene.programme();
      await put(scene, place, '.github/workflows/award.yml', 'on: workflow_dispatch\njobs: {}\n');
      scene.practice.addToken({ token: 'token-of-desk', repository: `${place.owner}/${place.repo}`, permissions: { contents: 'write', actions: 'write' } });
      const desk = scene.withToken('token-of-desk');
      const heard = await during(scene, place, async () => {
        await desk.repos.createOrUpdateFileContents({ ...place, path: 'by-desk.md', message: 'x', content: base64('x') });
        await desk.actions.createWorkflowDispatch({ ...place, workflow_id: 'award.yml', ref: 'main' });
      });
      expect(heard.map((event) => [event.kind, event.actor, event.byWorkflow])).toEqual([['push', 'github-actions[bot]', true], ['workflow_dispatch', 'github-actions[bot]', true]]);
      scene.practice.addToken({ token: 'token-without', repository: `${place.owner}/${place.repo}`, permissions: { contents: 'write', actions: 'read' } });
      expect((await refusalOf(scene.withToken('token-without').actions.createWorkflowDispatch({ ...place, workflow_id: 'award.yml', ref: 'main' }))).status).toBe(403);
    },
  },
  {
    rule: 'a dispatch needs a file on the default branch, its trigger and its inputs on the ref, and the right to write',
    source: 'REST: create a workflow dispatch event; docs: workflow_dispatch',
    prove: async (scene) => {
      const place = await scene.programme();
      await put(scene, place, '.github/workflows/desk.yml', DISPATCHED);
      await put(scene, place, '.github/workflows/lint.yml', 'on: [push, pull_request]\njobs: {}\n');
      const clone = await scene.clone('lead', place);
      await clone.commit('.github/workflows/late.yml', 'on: workflow_dispatch\njobs: {}\n');
      await clone.git('push', '--quiet', 'origin', 'HEAD:side');
      const dispatch = (workflow_id: string, more: object = {}, login: 'lead' | 'stranger' = 'lead') => scene.as(login).actions.createWorkflowDispatch({ ...place, workflow_id, ref: 'main', ...more });
      expect((await refusalOf(dispatch('none.yml'))).status).toBe(404);
      expect((await refusalOf(dispatch('late.yml', { ref: 'side' }))).status).toBe(404);
      expect(await refusalOf(dispatch('lint.yml'))).toMatchObject({ status: 422, message: expect.stringContaining("'workflow_dispatch' trigger") as string });
      expect(await refusalOf(dispatch('desk.yml', { ref: 'nowhere' }))).toMatchObject({ status: 422, message: expect.stringContaining('No ref found') as string });
      expect((await refusalOf(dispatch('desk.yml', { inputs: { pull: '1', more: 'x' } }))).message).toContain('Unexpected inputs');
      expect((await refusalOf(dispatch('desk.yml'))).message).toContain("'pull' not provided");
      expect((await refusalOf(dispatch('desk.yml', { inputs: { pull: '1' } }, 'stranger'))).status).toBe(403);
      const heard = await during(scene, place, () => dispatch('desk.yml', { ref: 'side', inputs: { pull: '1' } }));
      expect(heard).toMatchObject([{ kind: 'workflow_dispatch', ref: 'refs/heads/side', workflow: '.github/workflows/desk.yml', inputs: { pull: '1', dry: 'false' }, actor: 'lead', byWorkflow: false }]);
    },
  },
]);
