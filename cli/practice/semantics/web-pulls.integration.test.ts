import { expect } from 'vitest';
import { proveRules } from './rule.ts';
import { openClaim } from './scene.ts';
import { commitFile, home, propose, visitor } from './web-scene.ts';

proveRules('pull requests in the browser', [
  {
    rule: 'the page that compares offers the commit\'s words as the title and the repository\'s template as the description',
    source: 'docs: creating a pull request template; creating a pull request from a fork',
    prove: async (scene) => {
      const place = await scene.programme();
      await commitFile(scene, place, '.github/pull_request_template.md', 'What I claim:\n');
      const teacher = await visitor(scene, 'teacher');
      const compared = await propose(teacher, place, 'one.md');
      const opened = await teacher.press(compared, 'Create pull request');
      expect(opened.address).toBe(`${home(place)}/pull/1`);
      const { data } = await scene.as('lead').pulls.get({ ...place, pull_number: 1 });
      expect(data).toMatchObject({ title: 'Create one.md', body: 'What I claim:\n', draft: false, maintainer_can_modify: true, head: { label: 'teacher:patch-1' } });
      expect((await teacher.open(compared.address)).text).toContain('There is a pull request for this already');
    },
  },
  {
    rule: 'a draft waits until its author says that it is ready',
    source: 'docs: changing the stage of a pull request',
    prove: async (scene) => {
      const place = await scene.programme();
      const teacher = await visitor(scene, 'teacher');
      const draft = await teacher.press(await propose(teacher, place, 'one.md'), 'Create draft pull request', { title: 'My claim', maintainer_can_modify: null });
      const pull = { ...place, pull_number: 1 };
      expect((await scene.as('lead').pulls.get(pull)).data).toMatchObject({ draft: true, title: 'My claim', maintainer_can_modify: false });
      expect((await (await visitor(scene, 'ada')).open(draft.address)).html).not.toContain('Ready for review<');
      await teacher.press(draft, 'Ready for review');
      expect((await scene.as('lead').pulls.get(pull)).data.draft).toBe(false);
    },
  },
  {
    rule: 'an author cannot approve, or ask for changes in, a pull request of their own, even by sending the form all the same',
    source: '422 "Can not approve your own pull request"; docs: reviewing proposed changes',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      const teacher = await visitor(scene, 'teacher');
      const page = await teacher.open(`${home(claim.place)}/pull/1`);
      expect(page.html).not.toMatch(/value="(APPROVE|REQUEST_CHANGES)"/);
      const refused = await teacher.press(page, 'Submit review', { event: 'APPROVE', review: 'I am good' });
      expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('Can not approve your own pull request')]);
      expect(refused.html).toContain('I am good</textarea>');
      expect((await teacher.press(page, 'Submit review', { event: 'COMMENT', review: 'A note' })).status).toBe(200);
      expect((await scene.as('lead').pulls.listReviews(claim.pull)).data.map(({ state }) => state)).toEqual(['COMMENTED']);
    },
  },
  {
    rule: 'a review from the form is a review: its state, its words, and the commit that the page showed',
    source: 'docs: reviewing proposed changes; REST: commit_id',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      const ada = await visitor(scene, 'ada');
      const page = await ada.open(`${home(claim.place)}/pull/1/files`);
      await scene.as('teacher').repos.createOrUpdateFileContents({ ...claim.fork, path: 'late.md', message: 'Late', content: 'TGF0ZQ==' });
      const asked = await ada.press(page, 'Submit review', { event: 'REQUEST_CHANGES', review: '' });
      expect([asked.status, asked.text]).toEqual([422, expect.stringContaining("Review body can't be blank")]);
      const shown = await ada.press(page, 'Submit review', { event: 'APPROVE', review: '**Clear** & well\nargued' });
      expect(shown.html).toContain('<strong>Clear</strong>');
      expect(shown.text).toContain('Ada Assessor (ada) approved');
      const { data } = await scene.as('lead').pulls.listReviews(claim.pull);
      expect(data.map(({ state, body, commit_id, user }) => [state, body, commit_id, user?.login])).toEqual([['APPROVED', '**Clear** & well\nargued', claim.head, 'ada']]);
      await (await visitor(scene, 'lead')).open(`${home(claim.place)}/pull/1`);
    },
  },
  {
    rule: 'anybody comments; the author and maintainers close and reopen, and nobody else',
    source: 'docs: repository roles; closing a pull request',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      const [stranger, teacher] = [await visitor(scene, 'stranger'), await visitor(scene, 'teacher')];
      const page = await stranger.open(`${home(claim.place)}/pull/1`);
      expect((await stranger.press(page, 'Comment', { comment: 'Well done' })).text).toContain('Well done');
      expect(page.html).not.toContain('Close pull request<');
      const sent = await fetch(`${scene.practice.url}${home(claim.place)}/pull/1/state`, { method: 'POST', headers: { cookie: stranger.cookie() }, body: new URLSearchParams({ state: 'closed' }) });
      expect(sent.status).toBe(403);
      const closed = await teacher.press(await teacher.open(page.address), 'Close pull request');
      expect((await scene.as('lead').pulls.get(claim.pull)).data.state).toBe('closed');
      await teacher.press(closed, 'Reopen pull request');
      expect((await scene.as('lead').pulls.get(claim.pull)).data.state).toBe('open');
    },
  },
  {
    rule: 'who may write dismisses a review with a reason, and merges the head that was shown',
    source: 'docs: dismissing a pull request review; merging a pull request',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      const [ada, lead] = [await visitor(scene, 'ada'), await visitor(scene, 'lead')];
      const address = `${home(claim.place)}/pull/1`;
      const reviewed = await ada.press(await ada.open(address), 'Submit review', { event: 'REQUEST_CHANGES', review: 'Not yet' });
      expect(reviewed.html).not.toContain('Dismiss review<');
      const page = await lead.open(address);
      expect((await lead.press(page, 'Dismiss review', { message: 'Not calibrated' })).text).toContain('dismissed');
      await scene.as('teacher').repos.createOrUpdateFileContents({ ...claim.fork, path: 'late.md', message: 'Late', content: 'TGF0ZQ==' });
      const moved = await lead.press(page, 'Merge pull request');
      expect([moved.status, moved.text]).toEqual([409, expect.stringContaining('Head branch was modified')]);
      expect((await lead.press(await lead.open(address), 'Merge pull request', { merge_method: 'squash' })).text).toContain('merged by Lea Lead (lead)');
    },
  },
]);
