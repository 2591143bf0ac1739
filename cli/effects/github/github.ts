import { Octokit } from '@octokit/rest';
import { MARK_READY, REVIEW_EDITS } from './documents.ts';
import { explainFailure } from './failure.ts';

/** Where a GitHub is and by which right: github.com, an Enterprise server and the practice server differ in nothing else. */
export interface Access {
  /** REST address, such as https://api.github.com */
  readonly api: string;
  /** Address of pages and clones, such as https://github.com */
  readonly server: string;
  readonly token: string;
}

/** An account by the number that survives a rename, and its name of today. */
export interface Account {
  readonly id: number;
  readonly login: string;
}

/** A repository as far as the loop needs it. */
export interface Repository {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  readonly defaultBranch: string;
  readonly canPush: boolean;
}

/** A pull request. */
export interface Pull {
  readonly number: number;
  readonly node: string;
  readonly title: string;
  readonly address: string;
  readonly author: Account | null;
  readonly draft: boolean;
  readonly state: 'open' | 'closed';
  readonly merged: boolean;
  readonly mergedAt: string | null;
  readonly mergeCommit: string | null;
  readonly base: { readonly repository: number; readonly branch: string };
  readonly head: { readonly owner: string; readonly name: string; readonly branch: string; readonly sha: string } | null;
  readonly headSha: string;
}

/** A review; `edited` is whether its text was changed after it was submitted. */
export interface Review {
  readonly id: number;
  readonly account: Account | null;
  readonly state: string;
  readonly commit: string | null;
  readonly body: string;
  readonly submitted: string | null;
}

/** The one way to GitHub; every method throws `GitHubFailure` with a sentence when GitHub says no or cannot be reached. */
export interface GitHub {
  readonly me: () => Promise<Account>;
  readonly repository: (owner: string, name: string) => Promise<Repository>;
  readonly fork: (owner: string, name: string) => Promise<Repository>;
  readonly openPull: (owner: string, name: string, pull: { readonly title: string; readonly body: string; readonly head: string; readonly base: string }) => Promise<Pull>;
  readonly pull: (owner: string, name: string, number: number) => Promise<Pull>;
  readonly pulls: (owner: string, name: string, head?: string) => Promise<readonly Pull[]>;
  readonly markReady: (node: string) => Promise<void>;
  readonly reviews: (owner: string, name: string, number: number) => Promise<readonly Review[]>;
  /** Ids of the reviews whose text was edited after submission. */
  readonly editedReviews: (owner: string, name: string, number: number) => Promise<ReadonlySet<number>>;
  readonly review: (owner: string, name: string, number: number, review: { readonly commit: string; readonly body: string; readonly event: 'APPROVE' | 'REQUEST_CHANGES' }) => Promise<Review>;
  readonly merge: (owner: string, name: string, number: number, head: string) => Promise<string>;
  readonly pullsOfCommit: (owner: string, name: string, commit: string) => Promise<readonly Pull[]>;
  /** Commits of a pull request with the accounts that GitHub takes their e-mail addresses for: a claim, not a proof. */
  readonly pullCommits: (owner: string, name: string, number: number) => Promise<readonly { readonly sha: string; readonly accounts: readonly number[] }[]>;
  /** Accounts that pushed to a branch by the repository's activity record; null when the record cannot be read. */
  readonly pushers: (owner: string, name: string, branch: string) => Promise<readonly number[] | null>;
}

type Rest = Awaited<ReturnType<Octokit['rest']['pulls']['get']>>['data'];
type RestPull = Pick<Rest, 'number' | 'node_id' | 'title' | 'html_url' | 'draft' | 'state' | 'merged_at' | 'merge_commit_sha' | 'base' | 'head' | 'user'>;
// GitHub puts the account "ghost" in the place of everyone who was deleted.
const account = (person: { readonly id: number; readonly login: string } | null | undefined): Account | null => (person == null || person.login === 'ghost' ? null : { id: person.id, login: person.login });

function toPull(pull: RestPull): Pull {
  const repository = pull.head.repo as { readonly name: string; readonly owner: { readonly login: string } } | null;
  return {
    number: pull.number,
    node: pull.node_id,
    title: pull.title,
    address: pull.html_url,
    author: account(pull.user),
    draft: pull.draft === true,
    state: pull.state === 'open' ? 'open' : 'closed',
    merged: pull.merged_at !== null,
    mergedAt: pull.merged_at,
    mergeCommit: pull.merge_commit_sha,
    base: { repository: pull.base.repo.id, branch: pull.base.ref },
    head: repository === null ? null : { owner: repository.owner.login, name: repository.name, branch: pull.head.ref, sha: pull.head.sha },
    headSha: pull.head.sha,
  };
}

type RestReview = Awaited<ReturnType<Octokit['rest']['pulls']['getReview']>>['data'];
const toReview = (review: RestReview): Review => ({ id: review.id, account: account(review.user), state: review.state, commit: review.commit_id, body: review.body ?? '', submitted: review.submitted_at ?? null });

/** Opens a GitHub. Nothing is asked of it yet. */
export function openGitHub(access: Access, fetch: typeof globalThis.fetch): GitHub {
  const octokit = new Octokit({ auth: access.token, baseUrl: access.api, request: { fetch }, userAgent: 'laurel', log: { debug() {}, info() {}, warn() {}, error() {} } });
  const { rest } = octokit;
  const ask = async <Answer>(what: string, request: () => Promise<Answer>): Promise<Answer> => request().catch((error: unknown) => explainFailure(what, access, error));
  return {
    me: () => ask('who you are', async () => account((await rest.users.getAuthenticated()).data)!),
    repository: (owner, repo) => ask(`the repository ${owner}/${repo}`, async () => toRepository((await rest.repos.get({ owner, repo })).data)),
    fork: (owner, repo) => ask(`a fork of ${owner}/${repo}`, async () => toRepository((await rest.repos.createFork({ owner, repo })).data)),
    openPull: (owner, repo, pull) => ask('a new pull request', async () => toPull((await rest.pulls.create({ owner, repo, ...pull, draft: true })).data)),
    pull: (owner, repo, pull_number) => ask(`pull request ${pull_number}`, async () => toPull((await rest.pulls.get({ owner, repo, pull_number })).data)),
    pulls: (owner, repo, head) => ask('the pull requests', async () => (await octokit.paginate(rest.pulls.list, { owner, repo, state: 'open', per_page: 100, ...(head === undefined ? {} : { head }) })).map((pull) => toPull(pull as RestPull))),
    markReady: (node) => ask('to mark the pull request as ready', async () => void (await octokit.graphql(MARK_READY, { pullRequestId: node }))),
    reviews: (owner, repo, pull_number) => ask(`the reviews of pull request ${pull_number}`, async () => (await octokit.paginate(rest.pulls.listReviews, { owner, repo, pull_number, per_page: 100 })).map((review) => toReview(review as RestReview))),
    editedReviews: (owner, repo, number) => ask(`which reviews of pull request ${number} were edited`, () => editedReviews(octokit, owner, repo, number)),
    review: (owner, repo, pull_number, { commit, body, event }) => ask(`to post a review on pull request ${pull_number}`, async () => toReview((await rest.pulls.createReview({ owner, repo, pull_number, commit_id: commit, body, event })).data)),
    merge: (owner, repo, pull_number, sha) => ask(`to merge pull request ${pull_number}`, async () => (await rest.pulls.merge({ owner, repo, pull_number, sha, merge_method: 'merge' })).data.sha),
    pullsOfCommit: (owner, repo, commit_sha) => ask(`the pull request of commit ${commit_sha.slice(0, 10)}`, async () => (await octokit.paginate(rest.repos.listPullRequestsAssociatedWithCommit, { owner, repo, commit_sha, per_page: 100 })).map((pull) => toPull(pull as RestPull))),
    pullCommits: (owner, repo, pull_number) =>
      ask(`the commits of pull request ${pull_number}`, async () => (await octokit.paginate(rest.pulls.listCommits, { owner, repo, pull_number, per_page: 100 })).map(({ sha, author, committer }) => ({ sha, accounts: [author, committer].flatMap((person) => (person !== null && 'id' in person && typeof person.id === 'number' ? [person.id] : [])) }))),
    pushers: async (owner, repo, branch) => {
      try {
        const entries = await octokit.paginate(rest.repos.listActivities, { owner, repo, ref: `refs/heads/${branch}`, per_page: 100 });
        // A record that is empty, or names nobody, says nothing about who pushed.
        const actors = entries.map(({ actor }) => account(actor)?.id);
        return actors.length === 0 || actors.includes(undefined) ? null : (actors as number[]);
      } catch (error) {
        const { status = 0 } = error as { readonly status?: number };
        if (status >= 400 && status < 500 && status !== 401 && status !== 429) return null;
        return explainFailure(`who pushed to ${owner}/${repo}`, access, error);
      }
    },
  };
}

function toRepository(data: { readonly id: number; readonly name: string; readonly owner: { readonly login: string }; readonly default_branch: string; readonly permissions?: { readonly push?: boolean } }): Repository {
  return { id: data.id, owner: data.owner.login, name: data.name, defaultBranch: data.default_branch, canPush: data.permissions?.push === true };
}

interface EditsAnswer {
  readonly repository: { readonly pullRequest: { readonly reviews: { readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }; readonly nodes: readonly ({ readonly fullDatabaseId: string; readonly lastEditedAt: string | null } | null)[] } } };
}

async function editedReviews(octokit: Octokit, owner: string, repo: string, number: number): Promise<ReadonlySet<number>> {
  const edited = new Set<number>();
  for (let after: string | null = null; ; ) {
    const answer: EditsAnswer = await octokit.graphql(REVIEW_EDITS, { owner, repo, number, after });
    const { nodes, pageInfo } = answer.repository.pullRequest.reviews;
    for (const node of nodes) if (node !== null && node.lastEditedAt !== null) edited.add(Number(node.fullDatabaseId));
    if (!pageInfo.hasNextPage) return edited;
    after = pageInfo.endCursor;
  }
}
