import { expect } from 'vitest';
import { REVIEW_EDITS } from '../../effects/github/documents.ts';
import { proveRules } from './rule.ts';
import { openClaim, refusalOf, writeInFork, type Claim, type Login, type Scene } from './scene.ts';

type Event = 'APPROVE' | 'REQUEST_CHANGES' | 'COMMENT';

async function review(scene: Scene, login: Login, claim: Claim, event: Event, more: { readonly commit_id?: string; readonly body?: string } = {}) {
  return (await scene.as(login).pulls.createReview({ ...claim.pull, event, body: `${event} by ${login}`, ...more })).data;
}

interface Edits {
  readonly repository: {
    readonly pullRequest: {
      readonly reviews: {
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
        readonly nodes: readonly {
          readonly fullDatabaseId: string;
          readonly lastEditedAt: string | null;
          readonly editor: { readonly login: string } | null;
          readonly body: string;
          readonly state: string;
          readonly commit: { readonly oid: string };
        }[];
      };
    };
  };
}

async function edits(scene: Scene, { pull }: Claim, after: string | null = null) {
  const variables = { owner: pull.owner, repo: pull.repo, number: pull.pull_number, after };
  return (await scene.as('lead').graphql<Edits>(REVIEW_EDITS, variables)).repository.pullRequest.reviews;
}

proveRules('reviews', [
  {
    rule: 'nobody approves or asks for changes in a pull request of their own, but may comment',
    source: '422 "Can not approve your own pull request"; hubtty#33',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      expect(await refusalOf(review(scene, 'teacher', claim, 'APPROVE'))).toMatchObject({
        status: 422,
        message: expect.stringContaining('Can not approve your own pull request') as string,
      });
      expect(await refusalOf(review(scene, 'teacher', claim, 'REQUEST_CHANGES'))).toMatchObject({
        status: 422,
        message: expect.stringContaining('Can not request changes on your own pull request') as string,
      });
      expect((await review(scene, 'teacher', claim, 'COMMENT')).state).toBe('COMMENTED');
    },
  },
  {
    rule: 'anybody who may read may approve, and is marked as nobody in particular',
    source: 'docs: anyone with read access can review; only reviews with write access count as required',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      expect(await review(scene, 'stranger', claim, 'APPROVE')).toMatchObject({ state: 'APPROVED', author_association: 'NONE', user: { id: 104 } });
    },
  },
  {
    rule: 'who may not read a private repository cannot review in it',
    source: 'REST: 404 for what is not visible',
    prove: async (scene) => {
      const place = await scene.programme({ private: true });
      await scene.as('lead').repos.addCollaborator({ ...place, username: 'teacher', permission: 'pull' });
      const claim = await openClaim(scene, place);
      expect((await refusalOf(review(scene, 'stranger', claim, 'APPROVE'))).status).toBe(404);
    },
  },
  {
    rule: 'a review is of the head unless it names a commit of the pull request',
    source: 'REST: commit_id "defaults to the most recent commit"',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      const next = await writeInFork(scene, claim.fork, 'more.md', 'More');
      expect((await review(scene, 'ada', claim, 'APPROVE')).commit_id).toBe(next);
      expect((await review(scene, 'ada', claim, 'APPROVE', { commit_id: claim.head })).commit_id).toBe(claim.head);
    },
  },
  {
    rule: 'a commit outside the pull request cannot be reviewed there',
    source: '422 "The commitOID is not part of the pull request"; reviewdog#434',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      const { data } = await scene.as('lead').repos.getBranch({ ...claim.place, branch: 'main' });
      for (const commit_id of [data.commit.sha, 'f'.repeat(40), 'main']) {
        expect(await refusalOf(review(scene, 'ada', claim, 'APPROVE', { commit_id }))).toMatchObject({
          status: 422,
          message: expect.stringContaining('not part of the pull request') as string,
        });
      }
    },
  },
  {
    rule: 'a draft can be reviewed',
    source: 'docs: draft pull requests can be reviewed but not merged',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme(), { draft: true });
      expect((await review(scene, 'ada', claim, 'APPROVE')).state).toBe('APPROVED');
    },
  },
  {
    rule: 'a review keeps its commit when the branch is forced, and the commit can still be fetched',
    source: 'lance-format/lance#9356',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      await review(scene, 'ada', claim, 'APPROVE');
      const clone = await scene.clone('teacher', claim.fork);
      await clone.git('commit', '--quiet', '--amend', '--message', 'Another');
      await clone.git('push', '--quiet', '--force', 'origin', 'main');
      const [reviews, pull] = await Promise.all([scene.as('lead').pulls.listReviews(claim.pull), scene.as('lead').pulls.get(claim.pull)]);
      expect(reviews.data[0]?.commit_id).toBe(claim.head);
      expect(pull.data.head.sha).not.toBe(claim.head);
      const base = await scene.clone('anonymous', claim.place);
      await base.git('fetch', '--quiet', 'origin', claim.head);
      expect((await refusalOf(review(scene, 'ada', claim, 'APPROVE', { commit_id: claim.head }))).status).toBe(422);
    },
  },
  {
    rule: 'the list is chronological and keeps every past review as it was',
    source: 'sonichi/sutando#3774; REST: list reviews',
    prove: async (scene, clock) => {
      const claim = await openClaim(scene, await scene.programme());
      for (const event of ['REQUEST_CHANGES', 'COMMENT', 'APPROVE'] as const) {
        clock.pass(60);
        await review(scene, 'ada', claim, event);
      }
      const { data } = await scene.as('lead').pulls.listReviews(claim.pull);
      expect(data.map((one) => one.state)).toEqual(['CHANGES_REQUESTED', 'COMMENTED', 'APPROVED']);
      expect(data.map((one) => one.submitted_at)).toEqual(data.map((one) => one.submitted_at).toSorted());
    },
  },
  {
    rule: 'dismissing needs the right to push, and takes one review without reviving an older one',
    source: 'docs: dismissing a pull request review; sutando#3774',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      await review(scene, 'ada', claim, 'REQUEST_CHANGES');
      const approval = await review(scene, 'ada', claim, 'APPROVE');
      const order = { ...claim.pull, review_id: approval.id, message: 'Not calibrated' };
      expect((await refusalOf(scene.as('ada').pulls.dismissReview(order))).status).toBe(404);
      expect((await scene.as('lead').pulls.dismissReview(order)).data.state).toBe('DISMISSED');
      const { data } = await scene.as('lead').pulls.listReviews(claim.pull);
      expect(data.map((one) => one.state)).toEqual(['CHANGES_REQUESTED', 'DISMISSED']);
      expect((await refusalOf(scene.as('lead').pulls.dismissReview(order))).status).toBe(422);
    },
  },
  {
    rule: 'GraphQL says whether, when and by whom a review was edited, even by somebody else who may push',
    source: 'GraphQL: PullRequestReview.editor, lastEditedAt; docs: people with write access can edit comments',
    prove: async (scene, clock) => {
      const claim = await openClaim(scene, await scene.programme());
      const { id } = await review(scene, 'ada', claim, 'APPROVE');
      expect((await edits(scene, claim)).nodes).toMatchObject([
        { fullDatabaseId: String(id), lastEditedAt: null, editor: null, state: 'APPROVED', commit: { oid: claim.head } },
      ]);
      clock.pass(60);
      const order = { ...claim.pull, review_id: id, body: 'Changed words' };
      expect((await refusalOf(scene.as('stranger').pulls.updateReview(order))).status).toBe(403);
      await scene.as('lead').pulls.updateReview(order);
      const at = clock.now().toISOString().replace('.000', '');
      expect((await edits(scene, claim)).nodes).toMatchObject([
        { lastEditedAt: at, editor: { login: 'lead' }, body: 'Changed words', state: 'APPROVED' },
      ]);
    },
  },
  {
    rule: 'GraphQL pages through reviews by cursor, 100 at most',
    source: 'GraphQL: pagination, EXCESSIVE_PAGINATION',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      for (let count = 0; count < 103; count += 1) await review(scene, 'ada', claim, 'COMMENT', { body: String(count) });
      const first = await edits(scene, claim);
      const second = await edits(scene, claim, first.pageInfo.endCursor);
      expect([first.nodes.length, first.pageInfo.hasNextPage, second.nodes.map((node) => node.body), second.pageInfo.hasNextPage]).toEqual([
        100,
        true,
        ['100', '101', '102'],
        false,
      ]);
      const all = await scene.as('lead').paginate(scene.as('lead').pulls.listReviews, { ...claim.pull, per_page: 40 });
      expect(all.map((one) => one.body)).toEqual(Array.from({ length: 103 }, (_, index) => String(index)));
    },
  },
  {
    rule: 'a review without an event waits, is seen by its author alone, and there is one of them at most',
    source: 'REST: PENDING; 422 "User can only have one pending review per pull request"',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      const ada = scene.as('ada');
      const { data: pending } = await ada.pulls.createReview({ ...claim.pull, body: 'Later' });
      expect([pending.state, pending.submitted_at]).toEqual(['PENDING', undefined]);
      expect((await refusalOf(ada.pulls.createReview(claim.pull))).message).toContain('one pending review per pull request');
      expect((await scene.as('lead').pulls.listReviews(claim.pull)).data).toEqual([]);
      expect((await refusalOf(scene.as('lead').pulls.getReview({ ...claim.pull, review_id: pending.id }))).status).toBe(404);
      const { data: sent } = await ada.pulls.submitReview({ ...claim.pull, review_id: pending.id, event: 'APPROVE' });
      expect(sent).toMatchObject({ id: pending.id, state: 'APPROVED', body: 'Later' });
      expect((await scene.as('lead').pulls.listReviews(claim.pull)).data).toHaveLength(1);
    },
  },
  {
    rule: 'asking for changes or commenting needs words',
    source: 'REST: body is required for REQUEST_CHANGES and COMMENT',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      expect((await refusalOf(review(scene, 'ada', claim, 'REQUEST_CHANGES', { body: '' }))).status).toBe(422);
      expect((await refusalOf(review(scene, 'ada', claim, 'COMMENT', { body: ' ' }))).status).toBe(422);
      expect((await review(scene, 'ada', claim, 'APPROVE', { body: '' })).state).toBe('APPROVED');
    },
  },
  {
    rule: 'comments are changed and deleted by who wrote them or whoever may push',
    source: 'docs: managing disruptive comments; REST: issue comments',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      const issue = { ...claim.place, issue_number: claim.pull.pull_number };
      const { data } = await scene.as('ada').issues.createComment({ ...issue, body: 'A thought' });
      const comment = { ...claim.place, comment_id: data.id };
      expect((await refusalOf(scene.as('stranger').issues.updateComment({ ...comment, body: 'No' }))).status).toBe(403);
      expect((await scene.as('ada').issues.updateComment({ ...comment, body: 'Better' })).data.body).toBe('Better');
      expect((await scene.as('lead').issues.get(issue)).data).toMatchObject({ comments: 1, number: 1, state: 'open' });
      await scene.as('lead').issues.deleteComment(comment);
      expect((await scene.as('lead').issues.listComments(issue)).data).toEqual([]);
    },
  },
]);
