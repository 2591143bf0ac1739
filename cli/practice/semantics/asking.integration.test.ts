import { expect } from 'vitest';
import { OPEN_PULLS } from '../../effects/github/documents.ts';
import { CONVERT_TO_DRAFT } from '../contract/by-hand.ts';
import { MARK_READY } from '../../effects/github/documents.ts';
import { proveRules } from './rule.ts';
import { openClaim, refusalOf, type Place, type Scene } from './scene.ts';

interface Named {
  readonly __typename: string;
  readonly login: string;
  readonly databaseId?: number;
}

interface Open {
  readonly repository: {
    readonly pullRequests: {
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
      readonly nodes: readonly {
        readonly number: number;
        readonly isDraft: boolean;
        readonly headRefOid: string;
        readonly author: Named | null;
        readonly headRepository: { readonly name: string; readonly owner: { readonly login: string } } | null;
        readonly reviewRequests: { readonly nodes: readonly { readonly requestedReviewer: Named }[] };
        readonly timelineItems: { readonly nodes: readonly { readonly __typename: string; readonly createdAt: string; readonly requestedReviewer?: Named }[] };
        readonly reviews: { readonly nodes: readonly { readonly state: string; readonly submittedAt: string; readonly author: Named | null; readonly commit: { readonly oid: string } | null }[] };
        readonly comments: { readonly nodes: readonly { readonly body: string; readonly viewerDidAuthor: boolean }[] };
      }[];
    };
  };
}

const ask = async (scene: Scene, { owner, repo }: Place, after: string | null = null) =>
  (await scene.as('lead').graphql<Open>(OPEN_PULLS, { owner, repo, after })).repository.pullRequests;

const invite = (scene: Scene, place: Place, username: string) => scene.as('lead').repos.addCollaborator({ ...place, username, permission: 'pull' });

proveRules('asking for reviews', [
  {
    rule: 'only collaborators can be asked, and not the author; nobody is asked when one cannot be',
    source: 'REST: request reviewers; 422 "Reviews may only be requested from collaborators", "cannot be requested from pull request author"',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      await invite(scene, claim.place, 'ada');
      const request = (...reviewers: string[]) => scene.as('lead').pulls.requestReviewers({ ...claim.pull, reviewers });
      expect(await refusalOf(request('ada', 'stranger'))).toMatchObject({ status: 422, message: expect.stringContaining('only be requested from collaborators') as string });
      expect(await refusalOf(request('nobody-at-all'))).toMatchObject({ status: 422 });
      await invite(scene, claim.place, 'teacher');
      expect(await refusalOf(request('teacher'))).toMatchObject({ status: 422, message: expect.stringContaining('pull request author') as string });
      expect((await scene.as('lead').pulls.listRequestedReviewers(claim.pull)).data).toEqual({ users: [], teams: [] });
      expect((await request('ada')).data.requested_reviewers?.map((one) => one.login)).toEqual(['ada']);
      expect((await scene.as('anonymous').pulls.get(claim.pull)).data.requested_reviewers?.map((one) => one.id)).toEqual([103]);
    },
  },
  {
    rule: 'asking and taking back need the right to triage',
    source: 'docs: repository roles, "Request pull request reviews"',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      await invite(scene, claim.place, 'ada');
      expect((await refusalOf(scene.as('teacher').pulls.requestReviewers({ ...claim.pull, reviewers: ['ada'] }))).status).toBe(403);
      await scene.as('lead').pulls.requestReviewers({ ...claim.pull, reviewers: ['ada'] });
      const { data } = await scene.as('lead').pulls.removeRequestedReviewers({ ...claim.pull, reviewers: ['ada'] });
      expect(data.requested_reviewers).toEqual([]);
    },
  },
  {
    rule: 'a review that is posted answers the request; one that waits does not, and who is asked again is asked again',
    source: 'docs: requesting a pull request review, "re-request a review"',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      await invite(scene, claim.place, 'ada');
      const asked = async () => (await scene.as('lead').pulls.listRequestedReviewers(claim.pull)).data.users.map((one) => one.login);
      await scene.as('lead').pulls.requestReviewers({ ...claim.pull, reviewers: ['ada'] });
      const { data } = await scene.as('ada').pulls.createReview({ ...claim.pull, body: 'Later' });
      expect(await asked()).toEqual(['ada']);
      await scene.as('ada').pulls.submitReview({ ...claim.pull, review_id: data.id, event: 'COMMENT' });
      expect(await asked()).toEqual([]);
      await scene.as('lead').pulls.requestReviewers({ ...claim.pull, reviewers: ['ada'] });
      await scene.as('ada').pulls.createReview({ ...claim.pull, event: 'APPROVE' });
      expect(await asked()).toEqual([]);
      const [node] = (await ask(scene, claim.place)).nodes;
      expect(node?.timelineItems.nodes.map((turn) => turn.requestedReviewer?.databaseId)).toEqual([103, 103]);
    },
  },
  {
    rule: 'the timeline tells when a pull request was ready, a draft again, and who was asked when',
    source: 'GraphQL: PullRequestTimelineItems; docs: changing the stage of a pull request',
    prove: async (scene, clock) => {
      const claim = await openClaim(scene, await scene.programme(), { draft: true });
      await invite(scene, claim.place, 'ada');
      const { data } = await scene.as('lead').pulls.get(claim.pull);
      const times: string[] = [];
      const later = async (act: () => Promise<unknown>): Promise<void> => {
        clock.pass(60);
        times.push(clock.now().toISOString().replace('.000', ''));
        await act();
      };
      const pullRequestId = data.node_id;
      await later(() => scene.as('teacher').graphql(MARK_READY, { pullRequestId }));
      expect((await refusalOf(scene.as('stranger').graphql(CONVERT_TO_DRAFT, { pullRequestId }))).message).toContain('does not have the correct permissions');
      await later(() => scene.as('lead').graphql(CONVERT_TO_DRAFT, { pullRequestId }));
      expect((await scene.as('lead').pulls.get(claim.pull)).data.draft).toBe(true);
      await later(() => scene.as('teacher').graphql(MARK_READY, { pullRequestId }));
      await later(() => scene.as('lead').pulls.requestReviewers({ ...claim.pull, reviewers: ['ada'] }));
      const [node] = (await ask(scene, claim.place)).nodes;
      expect(node?.timelineItems.nodes.map((turn) => turn.__typename)).toEqual(['ReadyForReviewEvent', 'ConvertToDraftEvent', 'ReadyForReviewEvent', 'ReviewRequestedEvent']);
      expect(node?.timelineItems.nodes.map((turn) => turn.createdAt)).toEqual(times);
      expect(node?.reviewRequests.nodes).toEqual([{ requestedReviewer: { __typename: 'User', login: 'ada', databaseId: 103 } }]);
    },
  },
  {
    rule: 'one question tells of all that is open, oldest first, 20 at a time',
    source: 'GraphQL: Repository.pullRequests, cursors',
    prove: async (scene, clock) => {
      const place = await scene.programme();
      const clone = await scene.clone('lead', place);
      const numbers: number[] = [];
      await clone.git('push', '--quiet', 'origin', 'main:refs/heads/stay');
      for (let count = 0; count < 22; count += 1) await clone.git('commit', '--quiet', '--allow-empty', '--message', String(count)).then(() => clone.git('branch', `b${count}`));
      await clone.git('push', '--quiet', 'origin', 'refs/heads/b*:refs/heads/b*');
      for (let count = 0; count < 22; count += 1) {
        clock.pass(1);
        numbers.push((await scene.as('lead').pulls.create({ ...place, title: String(count), head: `b${count}`, base: 'stay' })).data.number);
      }
      await scene.as('lead').pulls.update({ ...place, pull_number: numbers[0]!, state: 'closed' });
      const first = await ask(scene, place);
      const second = await ask(scene, place, first.pageInfo.endCursor);
      expect([...first.nodes, ...second.nodes].map((one) => one.number)).toEqual(numbers.slice(1));
      expect([first.nodes.length, first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([20, true, false]);
    },
  },
  {
    rule: 'reviews and comments come with it, and which comments are one’s own',
    source: 'GraphQL: IssueComment.viewerDidAuthor, PullRequestReview',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      const issue = { ...claim.place, issue_number: claim.pull.pull_number };
      await scene.as('ada').pulls.createReview({ ...claim.pull, event: 'COMMENT', body: 'A start' });
      await scene.as('lead').issues.createComment({ ...issue, body: 'Mine' });
      await scene.as('ada').issues.createComment({ ...issue, body: 'Not mine' });
      const [node] = (await ask(scene, claim.place)).nodes;
      expect(node).toMatchObject({ author: { __typename: 'User', login: 'teacher', databaseId: 102 }, headRefOid: claim.head, headRepository: { name: claim.fork.repo, owner: { login: 'teacher' } } });
      expect(node?.reviews.nodes).toMatchObject([{ state: 'COMMENTED', author: { login: 'ada', databaseId: 103 }, commit: { oid: claim.head } }]);
      expect(node?.comments.nodes.map((one) => [one.body, one.viewerDidAuthor])).toEqual([['Mine', true], ['Not mine', false]]);
    },
  },
  {
    rule: 'a bot has no [bot] in GraphQL, and its number in both',
    source: 'REST: users; GraphQL: Bot.login; docs: preventing GitHub Actions from creating or approving pull requests',
    prove: async (scene) => {
      const place = await scene.programme();
      scene.practice.addToken({ token: 'token-of-run', repository: `${place.owner}/${place.repo}`, permissions: { contents: 'write', 'pull-requests': 'write' } });
      const clone = await scene.clone('anonymous', place, 'token-of-run');
      await clone.commit('x.md', 'x');
      await clone.git('push', '--quiet', 'origin', 'HEAD:side');
      const open = () => scene.withToken('token-of-run').pulls.create({ ...place, title: 'By the desk', head: 'side', base: 'main' });
      expect((await refusalOf(open())).message).toContain('not permitted to create or approve');
      await scene.as('lead').actions.setGithubActionsDefaultWorkflowPermissionsRepository({ ...place, can_approve_pull_request_reviews: true });
      const { data } = await open();
      expect(data.user).toMatchObject({ login: 'github-actions[bot]', id: 41898282, type: 'Bot' });
      expect((await ask(scene, place)).nodes[0]?.author).toEqual({ __typename: 'Bot', login: 'github-actions', databaseId: 41898282 });
    },
  },
]);
