import { expect } from 'vitest';
import { proveRules } from './rule.ts';
import { openClaim, refusalOf } from './scene.ts';

proveRules('issues', [
  {
    rule: 'anybody who may read may open one, and issues and pull requests share their numbers',
    source: 'REST: create an issue; docs: about issues',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      const { data } = await scene.as('stranger').issues.create({ ...claim.place, title: 'A claim by form', body: '### Evidence' });
      expect([data.number, data.user?.id, data.pull_request]).toEqual([2, 104, undefined]);
      expect((await refusalOf(scene.as('anonymous').issues.create({ ...claim.place, title: 'No' }))).status).toBe(401);
      expect((await refusalOf(scene.as('stranger').issues.create({ ...claim.place, title: ' ' }))).status).toBe(422);
      expect((await refusalOf(scene.as('stranger').pulls.get({ ...claim.place, pull_number: 2 }))).status).toBe(404);
    },
  },
  {
    rule: 'the list holds pull requests as well, and says which they are',
    source: 'REST: list repository issues, "every pull request is an issue"',
    prove: async (scene, clock) => {
      const claim = await openClaim(scene, await scene.programme());
      clock.pass(60);
      const { data: one } = await scene.as('stranger').issues.create({ ...claim.place, title: 'One' });
      clock.pass(60);
      const since = clock.now().toISOString();
      const { data: two } = await scene.as('lead').issues.create({ ...claim.place, title: 'Two', labels: ['form'] });
      await scene.as('lead').issues.update({ ...claim.place, issue_number: one.number, state: 'closed' });
      const list = async (more: object) => (await scene.as('lead').issues.listForRepo({ ...claim.place, ...more })).data.map((issue) => issue.number);
      expect(await list({})).toEqual([two.number, claim.pull.pull_number]);
      expect(await list({ state: 'all', direction: 'asc' })).toEqual([claim.pull.pull_number, one.number, two.number]);
      expect(await list({ state: 'closed' })).toEqual([one.number]);
      expect(await list({ state: 'all', since })).toEqual([two.number, one.number]);
      expect(await list({ labels: 'form' })).toEqual([two.number]);
      expect(await list({ creator: 'Teacher' })).toEqual([claim.pull.pull_number]);
      const paged = await scene.as('lead').paginate(scene.as('lead').issues.listForRepo, { ...claim.place, state: 'all', per_page: 2 });
      expect(paged.map((issue) => issue.pull_request !== undefined)).toEqual([false, false, true]);
    },
  },
  {
    rule: 'who wrote one, or may triage, changes it and closes it with a reason',
    source: 'REST: update an issue; state_reason',
    prove: async (scene) => {
      const place = await scene.programme();
      const { data } = await scene.as('stranger').issues.create({ ...place, title: 'One', body: 'First words' });
      const issue = { ...place, issue_number: data.number };
      expect((await refusalOf(scene.as('teacher').issues.update({ ...issue, body: 'Mine now' }))).status).toBe(403);
      expect((await scene.as('stranger').issues.update({ ...issue, body: 'Second words' })).data.body).toBe('Second words');
      const closed = await scene.as('lead').issues.update({ ...issue, state: 'closed', state_reason: 'not_planned' });
      expect([closed.data.state, closed.data.state_reason]).toEqual(['closed', 'not_planned']);
      const opened = await scene.as('stranger').issues.update({ ...issue, state: 'open' });
      expect([opened.data.state_reason, opened.data.closed_at]).toEqual(['reopened', null]);
    },
  },
  {
    rule: 'a pull request is closed through its issue as well',
    source: 'REST: update an issue works on pull requests',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      const { data } = await scene.as('teacher').issues.update({ ...claim.place, issue_number: claim.pull.pull_number, state: 'closed', title: 'Withdrawn' });
      expect([data.state, data.title]).toEqual(['closed', 'Withdrawn']);
      expect((await scene.as('lead').pulls.get(claim.pull)).data.state).toBe('closed');
    },
  },
  {
    rule: 'labels need the right to triage; from those without it they are left out without a word',
    source: 'REST: create an issue, "labels are silently dropped otherwise"; labels',
    prove: async (scene) => {
      const place = await scene.programme();
      const { data } = await scene.as('stranger').issues.create({ ...place, title: 'One', labels: ['urgent'] });
      expect(data.labels).toEqual([]);
      const issue = { ...place, issue_number: data.number };
      expect((await refusalOf(scene.as('stranger').issues.addLabels({ ...issue, labels: ['urgent'] }))).status).toBe(403);
      const named = (labels: readonly { readonly name: string }[]) => labels.map((label) => label.name);
      expect(named((await scene.as('lead').issues.addLabels({ ...issue, labels: ['urgent', 'form'] })).data)).toEqual(['urgent', 'form']);
      expect(named((await scene.as('lead').issues.setLabels({ ...issue, labels: ['form', 'late'] })).data)).toEqual(['form', 'late']);
      expect(named((await scene.as('lead').issues.removeLabel({ ...issue, name: 'Form' })).data)).toEqual(['late']);
      expect((await refusalOf(scene.as('lead').issues.removeLabel({ ...issue, name: 'form' }))).status).toBe(404);
      expect(named((await scene.as('anonymous').issues.listLabelsOnIssue(issue)).data)).toEqual(['late']);
      await scene.as('lead').issues.createLabel({ ...place, name: 'desk', color: '0e8a16' });
      expect((await refusalOf(scene.as('lead').issues.createLabel({ ...place, name: 'Desk' }))).status).toBe(422);
      expect(named((await scene.as('lead').issues.listLabelsForRepo(place)).data)).toEqual(['urgent', 'form', 'late', 'desk']);
    },
  },
  {
    rule: 'comments on an issue stay with it',
    source: 'REST: issue comments',
    prove: async (scene, clock) => {
      const claim = await openClaim(scene, await scene.programme());
      const { data } = await scene.as('stranger').issues.create({ ...claim.place, title: 'One' });
      const issue = { ...claim.place, issue_number: data.number };
      clock.pass(60);
      const { data: comment } = await scene.as('lead').issues.createComment({ ...issue, body: 'Thank you' });
      expect(comment.html_url).toContain(`/issues/${data.number}#issuecomment-`);
      expect((await scene.as('lead').issues.get(issue)).data).toMatchObject({ comments: 1, updated_at: comment.created_at });
      expect((await scene.as('anonymous').issues.getComment({ ...claim.place, comment_id: comment.id })).data.body).toBe('Thank you');
      expect((await scene.as('lead').issues.listComments({ ...claim.place, issue_number: claim.pull.pull_number })).data).toEqual([]);
      expect((await scene.as('lead').repos.get(claim.place)).data.open_issues_count).toBe(2);
    },
  },
]);
