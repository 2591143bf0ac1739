import { expect } from 'vitest';
import { proveRules } from './rule.ts';
import { openClaim, refusalOf, writeInFork, type Claim, type Place, type Scene } from './scene.ts';

type Method = 'merge' | 'squash' | 'rebase';

const merge = async (scene: Scene, claim: Claim, merge_method: Method) =>
  (await scene.as('lead').pulls.merge({ ...claim.pull, merge_method, sha: await headOf(scene, claim) })).data.sha;
const headOf = async (scene: Scene, { pull }: Claim) => (await scene.as('lead').pulls.get(pull)).data.head.sha;
const pullsWith = async (scene: Scene, place: Place, commit_sha: string) =>
  (await scene.as('lead').repos.listPullRequestsAssociatedWithCommit({ ...place, commit_sha })).data;
const mainOf = async (scene: Scene, place: Place) => (await scene.as('lead').repos.getBranch({ ...place, branch: 'main' })).data.commit;
const commitInMain = (scene: Scene, place: Place, path: string, text: string) =>
  scene.as('lead').repos.createOrUpdateFileContents({ ...place, path, message: `Write ${path}`, content: Buffer.from(text).toString('base64') });

proveRules('merging', [
  {
    rule: 'a merge commit has the base and the head as parents, the merger as author and GitHub as committer',
    source: 'docs: about pull request merges',
    prove: async (scene, clock) => {
      const claim = await openClaim(scene, await scene.programme());
      const base = await mainOf(scene, claim.place);
      clock.pass(60);
      const sha = await merge(scene, claim, 'merge');
      const at = clock.now().toISOString().replace('.000', '');
      const { commit, parents, ...commitOf } = await mainOf(scene, claim.place);
      expect([commitOf.sha, parents.map((one) => one.sha)]).toEqual([sha, [base.sha, claim.head]]);
      expect(commit).toMatchObject({
        author: { name: 'Lea Lead', email: '101+lead@users.noreply.github.com', date: at },
        committer: { name: 'GitHub', email: 'noreply@github.com', date: at },
        message: 'Merge pull request #1 from teacher/main\n\nMy claim',
      });
      const { data } = await scene.as('teacher').pulls.get(claim.pull);
      expect(data).toMatchObject({ state: 'closed', merged: true, merged_at: at, merge_commit_sha: sha, merged_by: { id: 101 } });
      expect((await scene.as('lead').pulls.checkIfMerged(claim.pull)).status).toBe(204);
    },
  },
  {
    rule: 'a squash has one parent, the author of the pull request as author and GitHub as committer',
    source: 'docs: squash and merge; default message of one and of several commits',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      await writeInFork(scene, claim.fork, 'more.md', 'More');
      const base = await mainOf(scene, claim.place);
      const sha = await merge(scene, claim, 'squash');
      const made = await mainOf(scene, claim.place);
      expect([made.sha, made.parents.map((one) => one.sha)]).toEqual([sha, [base.sha]]);
      expect(made.commit).toMatchObject({ author: { email: '102+teacher@users.noreply.github.com' }, committer: { email: 'noreply@github.com' } });
      expect(made.commit.message).toBe('My claim (#1)\n\n* Write claim.md\n\n* Write more.md');
    },
  },
  {
    rule: 'a rebase makes every commit anew with its author kept and the merger as committer, even where none was needed',
    source: 'docs: rebase and merge "will always update the committer information and create new commit SHAs"',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      await writeInFork(scene, claim.fork, 'more.md', 'More');
      const base = await mainOf(scene, claim.place);
      const sha = await merge(scene, claim, 'rebase');
      const { data } = await scene.as('lead').repos.listCommits(claim.place);
      expect(data.map((one) => one.commit.message)).toEqual(['Write more.md', 'Write claim.md', 'Initial commit']);
      expect([data[0]?.sha, data[2]?.sha]).toEqual([sha, base.sha]);
      expect(data.map((one) => [one.author?.login, one.committer?.login]).slice(0, 2)).toEqual([
        ['teacher', 'lead'],
        ['teacher', 'lead'],
      ]);
      expect(data.map((one) => one.sha)).not.toContain(claim.head);
    },
  },
  {
    rule: 'a rebase drops what the base has already, and merge commits',
    source: 'git rebase; docs: rebase and merge',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      await commitInMain(scene, claim.place, 'claim.md', 'My claim\n');
      const clone = await scene.clone('teacher', claim.fork);
      await clone.git('fetch', '--quiet', scene.practice.gitUrl(claim.place.owner, claim.place.repo), 'main');
      await clone.git('merge', '--quiet', '--no-edit', 'FETCH_HEAD');
      await clone.commit('new.md', 'New');
      await clone.git('push', '--quiet', 'origin', 'main');
      await merge(scene, claim, 'rebase');
      const { data } = await scene.as('lead').repos.listCommits(claim.place);
      expect(data.map((one) => one.commit.message)).toEqual(['Write new.md', 'Write claim.md', 'Initial commit']);
    },
  },
  {
    rule: 'a merge at another head than the one named is refused',
    source: '409 "Head branch was modified. Review and try the merge again."',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      await writeInFork(scene, claim.fork, 'late.md', 'Late');
      expect(await refusalOf(scene.as('lead').pulls.merge({ ...claim.pull, sha: claim.head }))).toMatchObject({
        status: 409,
        message: expect.stringContaining('Head branch was modified. Review and try the merge again.') as string,
      });
      expect((await scene.as('lead').pulls.get(claim.pull)).data.merged).toBe(false);
    },
  },
  {
    rule: 'a draft cannot be merged',
    source: '405 "Pull Request is still a draft"; alexwlchan/auto_merge_my_pull_requests#1',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme(), { draft: true });
      expect(await refusalOf(scene.as('lead').pulls.merge(claim.pull))).toMatchObject({
        status: 405,
        message: expect.stringContaining('still a draft') as string,
      });
    },
  },
  {
    rule: 'a conflict is said beforehand and refused by every method',
    source: '405 "Pull Request is not mergeable"; REST: mergeable, mergeable_state "dirty"',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      await commitInMain(scene, claim.place, 'claim.md', 'Something else\n');
      const { data } = await scene.as('lead').pulls.get(claim.pull);
      expect([data.mergeable, data.mergeable_state]).toEqual([false, 'dirty']);
      for (const merge_method of ['merge', 'squash', 'rebase'] as const) {
        expect((await refusalOf(scene.as('lead').pulls.merge({ ...claim.pull, merge_method }))).status).toBe(405);
      }
    },
  },
  {
    rule: 'merging needs the right to push to the base, which neither author nor reviewer has of themselves',
    source: 'docs: merging a pull request needs write permission; REST: 403',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      for (const login of ['teacher', 'ada'] as const) expect((await refusalOf(scene.as(login).pulls.merge(claim.pull))).status).toBe(403);
      expect((await refusalOf(scene.as('anonymous').pulls.merge(claim.pull))).status).toBe(401);
      await scene.as('lead').repos.addCollaborator({ ...claim.place, username: 'ada', permission: 'push' });
      expect((await scene.as('ada').pulls.merge(claim.pull)).data.merged).toBe(true);
    },
  },
  {
    rule: 'nothing is merged twice, nor once it is closed',
    source: '405 "Pull Request is not mergeable"',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      await merge(scene, claim, 'merge');
      expect((await refusalOf(scene.as('lead').pulls.merge(claim.pull))).status).toBe(405);
      expect((await refusalOf(scene.as('lead').pulls.update({ ...claim.pull, state: 'open' }))).status).toBe(422);
    },
  },
  {
    rule: 'every commit in main leads back to the pull request that brought it, by all three methods',
    source: 'REST: list pull requests associated with a commit; Generous-Corp/pulp#3149',
    prove: async (scene) => {
      for (const method of ['merge', 'squash', 'rebase'] as const) {
        const claim = await openClaim(scene, await scene.programme());
        const head = await writeInFork(scene, claim.fork, 'more.md', 'More');
        const open = await pullsWith(scene, claim.place, head);
        expect(open.map((one) => [one.number, one.state])).toEqual([[1, 'open']]);
        const sha = await merge(scene, claim, method);
        const { data } = await scene.as('lead').repos.listCommits(claim.place);
        const [first] = data.filter((one) => one.parents.length === 0);
        for (const commit of data.filter((one) => one !== first)) {
          expect(await pullsWith(scene, claim.place, commit.sha)).toMatchObject([
            { number: 1, merge_commit_sha: sha, base: { ref: 'main', repo: { name: claim.place.repo } } },
          ]);
        }
        expect(await pullsWith(scene, claim.place, first?.sha ?? '')).toEqual([]);
        expect((await scene.as('lead').pulls.listCommits(claim.pull)).data.map((one) => one.sha)).toEqual([claim.head, head]);
        expect((await scene.as('lead').pulls.listFiles(claim.pull)).data.map((one) => one.filename)).toEqual(['claim.md', 'more.md']);
      }
    },
  },
  {
    rule: 'before the merge, merge_commit_sha is a test merge that is not in main',
    source: 'REST: get a pull request, "merge_commit_sha changes depending on the state"',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      const { data } = await scene.as('lead').pulls.get(claim.pull);
      const test = await scene.as('lead').repos.getCommit({ ...claim.place, ref: data.merge_commit_sha ?? '' });
      const main = await mainOf(scene, claim.place);
      expect(test.data.parents.map((one) => one.sha)).toEqual([main.sha, claim.head]);
      expect((await scene.as('lead').repos.compareCommitsWithBasehead({ ...claim.place, basehead: `main...${test.data.sha}` })).data.ahead_by).toBe(
        2,
      );
    },
  },
  {
    rule: 'whoever pushes the commits of a pull request into its base has merged it',
    source: 'docs: indirect merges',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      const clone = await scene.clone('lead', claim.place);
      await clone.git('fetch', '--quiet', 'origin', 'refs/pull/1/head');
      await clone.git('merge', '--quiet', '--no-ff', '--no-edit', 'FETCH_HEAD');
      await clone.git('push', '--quiet', 'origin', 'main');
      const sha = await clone.git('rev-parse', 'HEAD');
      expect((await scene.as('lead').pulls.get(claim.pull)).data).toMatchObject({
        merged: true,
        merge_commit_sha: sha,
        merged_by: { login: 'lead' },
      });
      expect((await pullsWith(scene, claim.place, claim.head)).map((one) => one.number)).toEqual([1]);
    },
  },
  {
    rule: 'the activity of the base names the merger, and that it was a merge',
    source: 'REST: list repository activities, activity_type "pr_merge"',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      const before = await mainOf(scene, claim.place);
      const after = await merge(scene, claim, 'squash');
      const { data } = await scene.as('anonymous').repos.listActivities({ ...claim.place, activity_type: 'pr_merge' });
      expect(data).toMatchObject([{ before: before.sha, after, ref: 'refs/heads/main', actor: { id: 101 } }]);
    },
  },
  {
    rule: 'the words of a merge can be chosen',
    source: 'REST: merge a pull request, commit_title and commit_message',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      await scene.as('lead').pulls.merge({ ...claim.pull, merge_method: 'squash', commit_title: 'Award', commit_message: 'Well done' });
      expect((await mainOf(scene, claim.place)).commit.message).toBe('Award\n\nWell done');
    },
  },
]);
