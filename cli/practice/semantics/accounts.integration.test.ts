import { expect } from 'vitest';
import { OPEN_PULLS, REVIEW_EDITS } from '../../effects/github/documents.ts';
import { proveRules } from './rule.ts';
import { openClaim, refusalOf, writeInFork } from './scene.ts';

proveRules('accounts that change', [
  {
    rule: 'a login that was given up can be taken by another, and the numbers stay apart',
    source: 'docs: changing your username, "your old username is available for anyone else to claim"',
    prove: async (scene) => {
      const { practice } = scene;
      practice.addPerson({ login: 'ines', id: 310, name: 'Ines', token: 'token-of-ines' });
      const claim = await openClaim(scene, await scene.programme());
      const ines = scene.withToken('token-of-ines');
      await ines.repos.createForAuthenticatedUser({ name: 'notes', auto_init: true });
      await ines.pulls.createReview({ ...claim.pull, event: 'APPROVE' });
      practice.rename('ines', 'ines-carvalho');
      practice.addPerson({ login: 'ines', id: 311, name: 'Not Ines', token: 'token-of-other' });
      await scene.withToken('token-of-other').pulls.createReview({ ...claim.pull, event: 'APPROVE' });
      const { data } = await scene.as('lead').pulls.listReviews(claim.pull);
      expect(data.map((review) => [review.user?.login, review.user?.id])).toEqual([['ines-carvalho', 310], ['ines', 311]]);
      expect((await ines.users.getAuthenticated()).data.login).toBe('ines-carvalho');
      expect((await ines.repos.getContent({ owner: 'ines-carvalho', repo: 'notes', path: 'README.md' })).status).toBe(200);
      expect((await refusalOf(ines.repos.get({ owner: 'ines', repo: 'notes' }))).status).toBe(404);
      expect(() => practice.rename('ines-carvalho', 'ines')).toThrow('Unexpected login ines');
    },
  },
  {
    rule: 'what a deleted account wrote stays by a ghost, its reviews and movements by nobody, its fork is gone',
    source: 'docs: deleting your personal account, "ghost"; REST and GraphQL: nullable users, authors and head repositories',
    prove: async (scene) => {
      const { practice } = scene;
      practice.addPerson({ login: 'gone', id: 320, name: 'Gone', token: 'token-of-gone' });
      const place = await scene.programme();
      const claim = await openClaim(scene, place);
      const gone = scene.withToken('token-of-gone');
      await gone.pulls.createReview({ ...claim.pull, event: 'APPROVE' });
      await gone.issues.createComment({ ...place, issue_number: claim.pull.pull_number, body: 'I was here' });
      const { data: fork } = await gone.repos.createFork(place);
      await gone.repos.createOrUpdateFileContents({ owner: 'gone', repo: fork.name, path: 'y.md', message: 'y', content: 'eQ==' });
      await gone.pulls.create({ ...place, title: 'From a fork that will be gone', head: 'gone:main', base: 'main' });
      practice.deleteAccount('gone');
      const lead = scene.as('lead');
      expect((await lead.pulls.listReviews(claim.pull)).data[0]?.user).toBeNull();
      expect((await lead.issues.listComments({ ...place, issue_number: claim.pull.pull_number })).data[0]?.user?.login).toBe('ghost');
      const { nodes } = (await lead.graphql<{ readonly repository: { readonly pullRequests: { readonly nodes: readonly object[] } } }>(OPEN_PULLS, { ...place })).repository.pullRequests;
      expect(nodes).toMatchObject([{ reviews: { nodes: [{ author: null }] } }, { author: null, headRepository: null }]);
      expect((await refusalOf(gone.users.getAuthenticated())).status).toBe(401);
      expect((await refusalOf(lead.users.getByUsername({ username: 'gone' }))).status).toBe(404);
      expect((await refusalOf(lead.repos.get({ owner: 'gone', repo: fork.name }))).status).toBe(404);
    },
  },
  {
    rule: 'a pull request whose fork is gone can still be read and merged, but not opened again',
    source: 'docs: deleting a repository; "unknown repository" on the pull request',
    prove: async (scene) => {
      const { practice } = scene;
      practice.addPerson({ login: 'leaver', id: 330, name: 'Leaver', token: 'token-of-leaver' });
      const place = await scene.programme();
      const leaver = scene.withToken('token-of-leaver');
      const { data: fork } = await leaver.repos.createFork(place);
      for (const [path, branch] of [['a.md', 'main'], ['b.md', 'main']] as const) await leaver.repos.createOrUpdateFileContents({ owner: 'leaver', repo: fork.name, path, branch, message: path, content: 'eQ==' });
      const { data: pull } = await leaver.pulls.create({ ...place, title: 'Stays', head: 'leaver:main', base: 'main' });
      practice.deleteAccount('leaver');
      const lead = scene.as('lead');
      const one = { ...place, pull_number: pull.number };
      const { data } = await lead.pulls.get(one);
      expect([data.user?.login, data.head.repo, data.head.sha, data.commits]).toEqual(['ghost', null, pull.head.sha, 2]);
      expect((await lead.pulls.listFiles(one)).data).toHaveLength(2);
      await lead.pulls.update({ ...one, state: 'closed' });
      expect((await refusalOf(lead.pulls.update({ ...one, state: 'open' }))).message).toContain('has been deleted');
    },
  },
  {
    rule: 'a review may have forgotten its commit',
    source: 'REST: pull-request-review.commit_id is nullable; GraphQL: PullRequestReview.commit is nullable; lance-format/lance#9356',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      const { data: review } = await scene.as('ada').pulls.createReview({ ...claim.pull, event: 'APPROVE' });
      scene.practice.forgetCommit(review.id);
      await writeInFork(scene, claim.fork, 'more.md', 'More');
      expect((await scene.as('lead').pulls.getReview({ ...claim.pull, review_id: review.id })).data.commit_id).toBeNull();
      const answer = await scene.as('lead').graphql(REVIEW_EDITS, { owner: claim.place.owner, repo: claim.place.repo, number: claim.pull.pull_number });
      expect(answer).toMatchObject({ repository: { pullRequest: { reviews: { nodes: [{ commit: null, state: 'APPROVED' }] } } } });
      expect(() => scene.practice.forgetCommit(1)).toThrow('Unexpected review 1');
    },
  },
]);
