import { expect } from 'vitest';
import { MARK_READY } from '../../effects/github/documents.ts';
import { proveRules } from './rule.ts';
import { openClaim, refusalOf, writeInFork } from './scene.ts';

proveRules('forks and opening pull requests', [
  {
    rule: 'a fork is a repository of its own with every branch of its parent',
    source: 'docs: about forks; REST: create a fork',
    prove: async (scene) => {
      const place = await scene.programme();
      const clone = await scene.clone('lead', place);
      await clone.git('push', 'origin', 'HEAD:ledger');
      const { data, status } = await scene.as('teacher').repos.createFork(place);
      expect([status, data.fork, data.parent?.full_name, data.source?.full_name]).toEqual([202, true, `lead/${place.repo}`, `lead/${place.repo}`]);
      const branches = await scene.as('teacher').repos.listBranches({ owner: 'teacher', repo: data.name });
      expect(branches.data.map((branch) => branch.name)).toEqual(['ledger', 'main']);
    },
  },
  {
    rule: 'asking for a fork again gives the same fork',
    source: 'REST: create a fork',
    prove: async (scene) => {
      const place = await scene.programme();
      const ids = [await scene.as('teacher').repos.createFork(place), await scene.as('teacher').repos.createFork(place)].map(({ data }) => data.id);
      expect(ids[0]).toBe(ids[1]);
    },
  },
  {
    rule: 'a pull request needs commits between its base and its head',
    source: '422 "No commits between main and branch"',
    prove: async (scene) => {
      const place = await scene.programme();
      await scene.as('teacher').repos.createFork(place);
      const refused = await refusalOf(scene.as('teacher').pulls.create({ ...place, title: 'Nothing', head: 'teacher:main', base: 'main' }));
      expect(refused).toMatchObject({ status: 422, message: expect.stringContaining('No commits between lead:main and teacher:main') as string });
    },
  },
  {
    rule: 'a branch has one open pull request into the same base',
    source: '422 "A pull request already exists for owner:branch."',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      const again = { ...claim.place, title: 'Again', head: 'teacher:main', base: 'main' };
      const refused = await refusalOf(scene.as('teacher').pulls.create(again));
      expect(refused).toMatchObject({ status: 422, message: expect.stringContaining('A pull request already exists for teacher:main.') as string });
      await scene.as('teacher').pulls.update({ ...claim.pull, state: 'closed' });
      expect((await scene.as('teacher').pulls.create(again)).data.number).toBe(claim.pull.pull_number + 1);
    },
  },
  {
    rule: 'an unknown head or base is invalid',
    source: '422 with field "head" or "base", code "invalid"',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      const place = { ...claim.place, title: 'T' };
      const teacher = scene.as('teacher');
      expect(await refusalOf(teacher.pulls.create({ ...place, head: 'teacher:nowhere', base: 'main' }))).toMatchObject({
        status: 422,
        message: expect.stringContaining('"field":"head"') as string,
      });
      expect(await refusalOf(teacher.pulls.create({ ...place, head: 'teacher:main', base: 'nowhere' }))).toMatchObject({
        status: 422,
        message: expect.stringContaining('"field":"base"') as string,
      });
    },
  },
  {
    rule: 'only somebody who may push to one of the two sides opens a pull request',
    source: 'docs: to open a pull request you must have write access to the head or the source branch',
    prove: async (scene) => {
      const place = await scene.programme();
      const { data: fork } = await scene.as('teacher').repos.createFork(place);
      await writeInFork(scene, { owner: 'teacher', repo: fork.name }, 'x.md', 'x');
      const refused = await refusalOf(scene.as('stranger').pulls.create({ ...place, title: 'Theirs', head: 'teacher:main', base: 'main' }));
      expect(refused).toMatchObject({ status: 422, message: expect.stringContaining('must be a collaborator') as string });
    },
  },
  {
    rule: 'a draft becomes ready through GraphQL, by its author or whoever may push',
    source: 'GraphQL: markPullRequestReadyForReview; there is no REST call',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme(), { draft: true });
      const { data } = await scene.as('teacher').pulls.get(claim.pull);
      expect([data.draft, data.mergeable_state]).toEqual([true, 'draft']);
      const ready = { pullRequestId: data.node_id };
      expect((await refusalOf(scene.as('stranger').graphql(MARK_READY, ready))).message).toContain('correct permissions');
      expect(await scene.as('teacher').graphql(MARK_READY, ready)).toEqual({
        markPullRequestReadyForReview: { pullRequest: { id: data.node_id, isDraft: false } },
      });
      expect((await scene.as('lead').pulls.get(claim.pull)).data.draft).toBe(false);
    },
  },
  {
    rule: 'a pull request lists its own commits and files, counted from where its branch left the base',
    source: 'docs: pull requests show a three-dot comparison',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      const lead = scene.as('lead');
      await lead.repos.createOrUpdateFileContents({ ...claim.place, path: 'later.md', message: 'Later in main', content: '' });
      const [commits, files, pull] = await Promise.all([
        lead.pulls.listCommits(claim.pull),
        lead.pulls.listFiles(claim.pull),
        lead.pulls.get(claim.pull),
      ]);
      expect(commits.data.map((commit) => commit.sha)).toEqual([claim.head]);
      expect(files.data.map((file) => [file.filename, file.status, file.additions])).toEqual([['claim.md', 'added', 1]]);
      expect([pull.data.changed_files, pull.data.commits, pull.data.additions]).toEqual([1, 1, 1]);
    },
  },
  {
    rule: 'deleting the head branch closes the pull request, and it cannot be opened again',
    source: 'docs: deleting and restoring branches in a pull request',
    prove: async (scene) => {
      const place = await scene.programme();
      const clone = await scene.clone('lead', place);
      await clone.git('checkout', '--quiet', '-b', 'claim');
      await clone.commit('claim.md', 'x');
      await clone.git('push', 'origin', 'claim');
      const { data } = await scene.as('lead').pulls.create({ ...place, title: 'Same repository', head: 'claim', base: 'main' });
      await clone.git('push', 'origin', ':claim');
      const pull = { ...place, pull_number: data.number };
      expect((await scene.as('lead').pulls.get(pull)).data).toMatchObject({ state: 'closed', merged: false });
      expect((await refusalOf(scene.as('lead').pulls.update({ ...pull, state: 'open' }))).status).toBe(422);
    },
  },
  {
    rule: 'a closed pull request stays where it was, and does not open again after a forced push',
    source: '422 "state cannot be changed. The branch was force-pushed or recreated."',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      await scene.as('teacher').pulls.update({ ...claim.pull, state: 'closed' });
      const clone = await scene.clone('teacher', claim.fork);
      await clone.git('commit', '--quiet', '--amend', '--message', 'Another');
      await clone.git('push', '--force', 'origin', 'main');
      expect((await scene.as('teacher').pulls.get(claim.pull)).data.head.sha).toBe(claim.head);
      expect(await refusalOf(scene.as('teacher').pulls.update({ ...claim.pull, state: 'open' }))).toMatchObject({
        status: 422,
        message: expect.stringContaining('force-pushed') as string,
      });
    },
  },
  {
    rule: 'title, text and state are changed by the author or a maintainer, and by nobody else',
    source: 'docs: repository roles; REST: update a pull request',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      expect((await refusalOf(scene.as('stranger').pulls.update({ ...claim.pull, title: 'Mine' }))).status).toBe(403);
      expect((await scene.as('teacher').pulls.update({ ...claim.pull, title: 'Better', body: 'Text' })).data).toMatchObject({
        title: 'Better',
        body: 'Text',
      });
      expect((await scene.as('lead').pulls.update({ ...claim.pull, state: 'closed' })).data.state).toBe('closed');
    },
  },
  {
    rule: 'lists are filtered by state, head and base, newest first',
    source: 'REST: list pull requests',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      const { place } = claim;
      const lead = scene.as('lead');
      const numbers = async (more: object) => (await lead.pulls.list({ ...place, ...more })).data.map((pull) => pull.number);
      expect(await numbers({ head: 'teacher:main' })).toEqual([1]);
      expect(await numbers({ head: 'lead:main' })).toEqual([]);
      expect(await numbers({ base: 'other' })).toEqual([]);
      expect(await numbers({ state: 'closed' })).toEqual([]);
      await lead.pulls.update({ ...claim.pull, state: 'closed' });
      await scene.as('teacher').pulls.create({ ...place, title: 'Second', head: 'teacher:main', base: 'main' });
      expect(await numbers({ state: 'all' })).toEqual([2, 1]);
    },
  },
]);
