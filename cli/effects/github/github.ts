import { Octokit } from '@octokit/rest';
import { account } from './account.ts';
import { lastMoved, movementsOf, pushesTo, type Movements, type Push } from './activity.ts';
import { ISSUE_THREAD, MARK_READY, REVIEW_EDITS } from './documents.ts';
import { explainFailure } from './failure.ts';
import { glance, type Glance } from './glance.ts';
import { onePull, openPulls, type OpenPull } from './open-pulls.ts';
import { PATIENT, patientPlugins, wholeAnswers, type Patience } from './patience.ts';
import { askedBefore } from './unchanged.ts';

/** Where a GitHub is and by which right: github.com, an Enterprise server and the practice server differ in nothing else. */
export interface Access {
  /** REST address, such as https://api.github.com */
  readonly api: string;
  /** Address of pages and clones, such as https://github.com */
  readonly server: string;
  readonly token: string;
}

/** Octokit, as it is given to the files beside this one. */
export type Client = Octokit;

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
  readonly isPrivate: boolean;
}

/** A pull request. */
export interface Pull {
  readonly number: number;
  readonly node: string;
  readonly title: string;
  readonly address: string;
  readonly author: Account | null;
  /** Whether a program opened it and not a person. */
  readonly byBot: boolean;
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

/** A comment in the conversation of a pull request or an issue. */
export interface Comment {
  readonly id: number;
  readonly body: string;
}

/** An issue that is no pull request. */
export interface Issue {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly author: Account | null;
  readonly address: string;
}

/** Asks one route of the REST API, with its parameters. */
export type Request = (route: string, parameters?: Readonly<Record<string, unknown>>) => Promise<{ readonly status: number; readonly headers: Readonly<Record<string, string | undefined>>; readonly body: unknown }>;

/** What is said below an issue by the token's own account, and whether its text is its author's. */
export interface IssueThread {
  /** The login of somebody else who changed the text last; null where nobody else did. */
  readonly editedBy: string | null;
  readonly ownComments: readonly Comment[];
}

/** The one way to GitHub; every method throws `GitHubFailure` with a sentence when GitHub says no or cannot be reached. */
export interface GitHub {
  /** Any route of the REST API (`GET /repos/{owner}/{repo}/pages`), for settings: the other methods are for everything else. */
  readonly request: Request;
  readonly me: () => Promise<Account>;
  /** The account that bears a login today, with the name that it shows beside it; null where nobody does. */
  readonly accountNamed: (login: string) => Promise<(Account & { readonly name: string | null }) | null>;
  readonly repository: (owner: string, name: string) => Promise<Repository>;
  /** Repositories of an owner that this token may see. */
  readonly repositories: (owner: string) => Promise<readonly Repository[]>;
  /** What tells of many repositories whether they have to be read, in their order: one request for 50. Null for one that GitHub does not tell of. */
  readonly glance: (repositories: readonly Repository[]) => Promise<readonly (Glance | null)[]>;
  /** All open pull requests with what says whose turn it is. */
  readonly openPulls: (owner: string, name: string) => Promise<readonly OpenPull[]>;
  /** One pull request as the open ones are told, whatever became of it. */
  readonly onePull: (owner: string, name: string, number: number) => Promise<OpenPull>;
  /** When a branch was last moved, by the activity record; null when that cannot be read. */
  readonly moved: (owner: string, name: string, branch: string) => Promise<string | null>;
  readonly comment: (owner: string, name: string, number: number, body: string) => Promise<Comment>;
  readonly changeComment: (owner: string, name: string, comment: number, body: string) => Promise<void>;
  /** Asks people for a review; false where GitHub says that they may not be asked, as when they are no collaborators. */
  readonly requestReviews: (owner: string, name: string, number: number, logins: readonly string[]) => Promise<boolean>;
  readonly withdrawRequests: (owner: string, name: string, number: number, logins: readonly string[]) => Promise<void>;
  /** Starts a workflow of the default branch. */
  readonly dispatch: (owner: string, name: string, workflow: string, branch: string) => Promise<void>;
  readonly issue: (owner: string, name: string, number: number) => Promise<Issue | null>;
  readonly issueThread: (owner: string, name: string, number: number) => Promise<IssueThread>;
  /** Open issues, pull requests left out. */
  readonly issues: (owner: string, name: string) => Promise<readonly Issue[]>;
  /** What an account opened, closed ones too: the numbers of its pull requests, and its issues. */
  readonly openedBy: (owner: string, name: string, login: string) => Promise<{ readonly pulls: readonly number[]; readonly issues: readonly Issue[] }>;
  /** Comments on an issue or a pull request, oldest first. */
  readonly comments: (owner: string, name: string, number: number) => Promise<readonly Comment[]>;
  readonly openIssue: (owner: string, name: string, issue: { readonly title: string; readonly body: string }) => Promise<Issue>;
  readonly closeIssue: (owner: string, name: string, number: number) => Promise<void>;
  readonly fork: (owner: string, name: string) => Promise<Repository>;
  readonly openPull: (owner: string, name: string, pull: { readonly title: string; readonly body: string; readonly head: string; readonly base: string; readonly draft?: boolean }) => Promise<Pull>;
  readonly pull: (owner: string, name: string, number: number) => Promise<Pull>;
  readonly pulls: (owner: string, name: string, head?: string, state?: 'open' | 'all') => Promise<readonly Pull[]>;
  readonly markReady: (node: string) => Promise<void>;
  readonly reviews: (owner: string, name: string, number: number) => Promise<readonly Review[]>;
  /** Ids of the reviews whose text was edited after submission. */
  readonly editedReviews: (owner: string, name: string, number: number) => Promise<ReadonlySet<number>>;
  readonly review: (owner: string, name: string, number: number, review: { readonly commit: string; readonly body: string; readonly event: 'APPROVE' | 'REQUEST_CHANGES' }) => Promise<Review>;
  readonly merge: (owner: string, name: string, number: number, head: string) => Promise<string>;
  readonly pullsOfCommit: (owner: string, name: string, commit: string) => Promise<readonly Pull[]>;
  /** Commits of a pull request with the accounts that GitHub takes their e-mail addresses for: a claim, not a proof. */
  readonly pullCommits: (owner: string, name: string, number: number) => Promise<readonly { readonly sha: string; readonly accounts: readonly number[] }[]>;
  /** Who moved a branch and where to, by the repository's activity record, latest first; null when the record cannot be read. */
  readonly pushes: (owner: string, name: string, branch: string) => Promise<readonly Push[] | null>;
  /** How a branch moved, back to the last movement before a moment; null when the record cannot be read. */
  readonly movements: (owner: string, name: string, branch: string, since: string) => Promise<Movements | null>;
}

type Rest = Awaited<ReturnType<Octokit['rest']['pulls']['get']>>['data'];
type RestPull = Pick<Rest, 'number' | 'node_id' | 'title' | 'html_url' | 'draft' | 'state' | 'merged_at' | 'merge_commit_sha' | 'base' | 'head' | 'user'>;

function toPull(pull: RestPull): Pull {
  const repository = pull.head.repo as { readonly name: string; readonly owner: { readonly login: string } } | null;
  return {
    number: pull.number,
    node: pull.node_id,
    title: pull.title,
    address: pull.html_url,
    author: account(pull.user),
    byBot: pull.user?.type === 'Bot',
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

// What is hooked first is nearest to the request: only a whole answer is kept, and everything else sees one that is known already as one that came whole.
const PatientOctokit = Octokit.plugin(wholeAnswers, askedBefore, ...patientPlugins) as unknown as typeof Octokit;

/** Opens a GitHub. Nothing is asked of it yet. */
export function openGitHub(access: Access, fetch: typeof globalThis.fetch, patience: Patience = PATIENT): GitHub {
  const octokit = new PatientOctokit({ auth: access.token, baseUrl: access.api, ...(patience.options(access, fetch) as object), userAgent: 'laurel', log: { debug() {}, info() {}, warn() {}, error() {} } });
  const { rest } = octokit;
  const ask = async <Answer>(what: string, request: () => Promise<Answer>): Promise<Answer> => request().catch((error: unknown) => explainFailure(what, access, error));
  return {
    request: (route, parameters = {}) =>
      ask(route.replace(/\{(\w+)\}/g, (_, name: string) => String(parameters[name] ?? name)), async () => {
        const { status, headers, data } = await octokit.request(route, { ...parameters });
        return { status, headers: headers as Readonly<Record<string, string | undefined>>, body: data as unknown };
      }),
    me: () => ask('who you are', async () => account((await rest.users.getAuthenticated()).data)!),
    accountNamed: async (username) => {
      try {
        const { data } = await rest.users.getByUsername({ username });
        const found = account(data);
        return found === null ? null : { ...found, name: data.name };
      } catch (error) {
        return (error as { readonly status?: number }).status === 404 ? null : explainFailure(`the account ${username}`, access, error);
      }
    },
    repository: (owner, repo) => ask(`the repository ${owner}/${repo}`, async () => toRepository((await rest.repos.get({ owner, repo })).data)),
    repositories: (owner) => ask(`the repositories of ${owner}`, async () => (await repositoriesOf(octokit, owner)).map(toRepository)),
    glance: (repositories) => ask('where the branches of many repositories stand', () => glance((query, variables) => octokit.graphql(query, variables), repositories)),
    openPulls: (owner, name) => ask('the open pull requests', () => openPulls((query, variables) => octokit.graphql(query, variables), owner, name)),
    onePull: (owner, name, number) => ask(`pull request ${number}`, () => onePull((query, variables) => octokit.graphql(query, variables), owner, name, number)),
    moved: (...branch) => lastMoved(octokit, access, ...branch),
    comment: (owner, repo, issue_number, body) => ask(`to comment on ${issue_number}`, async () => toComment((await rest.issues.createComment({ owner, repo, issue_number, body })).data)),
    changeComment: (owner, repo, comment_id, body) => ask('to change a comment', async () => void (await rest.issues.updateComment({ owner, repo, comment_id, body }))),
    requestReviews: async (owner, repo, pull_number, logins) => {
      try {
        await rest.pulls.requestReviewers({ owner, repo, pull_number, reviewers: [...logins] });
        return true;
      } catch (error) {
        if ((error as { readonly status?: number }).status === 422) return false;
        return explainFailure(`to ask for reviews of pull request ${pull_number}`, access, error);
      }
    },
    withdrawRequests: (owner, repo, pull_number, logins) => ask(`to withdraw requests for reviews of pull request ${pull_number}`, async () => void (await rest.pulls.removeRequestedReviewers({ owner, repo, pull_number, reviewers: [...logins] }))),
    dispatch: (owner, repo, workflow_id, ref) => ask(`to start the workflow ${workflow_id}`, async () => void (await rest.actions.createWorkflowDispatch({ owner, repo, workflow_id, ref }))),
    issue: async (owner, repo, issue_number) => {
      try {
        return toIssue((await rest.issues.get({ owner, repo, issue_number })).data);
      } catch (error) {
        const { status = 0 } = error as { readonly status?: number };
        return status === 404 || status === 410 ? null : explainFailure(`issue ${issue_number}`, access, error);
      }
    },
    issueThread: (owner, repo, number) => ask(`the comments on issue ${number}`, async () => toThread(await octokit.graphql(ISSUE_THREAD, { owner, repo, number }))),
    issues: (owner, repo) => ask('the open issues', async () => (await octokit.paginate(rest.issues.listForRepo, { owner, repo, state: 'open', per_page: 100 })).filter((issue) => issue.pull_request === undefined).map(toIssue)),
    openedBy: (owner, repo, creator) =>
      ask(`what ${creator} opened`, async () => {
        const threads = await octokit.paginate(rest.issues.listForRepo, { owner, repo, creator, state: 'all', per_page: 100 });
        return { pulls: threads.filter((thread) => thread.pull_request !== undefined).map(({ number }) => number), issues: threads.filter((thread) => thread.pull_request === undefined).map(toIssue) };
      }),
    comments: (owner, repo, issue_number) => ask(`the comments on ${issue_number}`, async () => (await octokit.paginate(rest.issues.listComments, { owner, repo, issue_number, per_page: 100 })).map(toComment)),
    openIssue: (owner, repo, issue) => ask('to open an issue', async () => toIssue((await rest.issues.create({ owner, repo, ...issue })).data)),
    closeIssue: (owner, repo, issue_number) => ask(`to close issue ${issue_number}`, async () => void (await rest.issues.update({ owner, repo, issue_number, state: 'closed', state_reason: 'completed' }))),
    fork: (owner, repo) => ask(`a fork of ${owner}/${repo}`, async () => toRepository((await rest.repos.createFork({ owner, repo })).data)),
    openPull: (owner, repo, pull) => ask('a new pull request', async () => toPull((await rest.pulls.create({ owner, repo, draft: true, ...pull })).data)),
    pull: (owner, repo, pull_number) => ask(`pull request ${pull_number}`, async () => toPull((await rest.pulls.get({ owner, repo, pull_number })).data)),
    pulls: (owner, repo, head, state = 'open') => ask('the pull requests', async () => (await octokit.paginate(rest.pulls.list, { owner, repo, state, per_page: 100, ...(head === undefined ? {} : { head }) })).map((pull) => toPull(pull as RestPull))),
    markReady: (node) => ask('to mark the pull request as ready', async () => void (await octokit.graphql(MARK_READY, { pullRequestId: node }))),
    reviews: (owner, repo, pull_number) => ask(`the reviews of pull request ${pull_number}`, async () => (await octokit.paginate(rest.pulls.listReviews, { owner, repo, pull_number, per_page: 100 })).map((review) => toReview(review as RestReview))),
    editedReviews: (owner, repo, number) => ask(`which reviews of pull request ${number} were edited`, () => editedReviews(octokit, owner, repo, number)),
    review: (owner, repo, pull_number, { commit, body, event }) => ask(`to post a review on pull request ${pull_number}`, async () => toReview((await rest.pulls.createReview({ owner, repo, pull_number, commit_id: commit, body, event })).data)),
    merge: (owner, repo, pull_number, sha) => ask(`to merge pull request ${pull_number}`, async () => (await rest.pulls.merge({ owner, repo, pull_number, sha, merge_method: 'merge' })).data.sha),
    pullsOfCommit: (owner, repo, commit_sha) => ask(`the pull request of commit ${commit_sha.slice(0, 10)}`, async () => (await octokit.paginate(rest.repos.listPullRequestsAssociatedWithCommit, { owner, repo, commit_sha, per_page: 100 })).map((pull) => toPull(pull as RestPull))),
    pullCommits: (owner, repo, pull_number) =>
      ask(`the commits of pull request ${pull_number}`, async () => (await octokit.paginate(rest.pulls.listCommits, { owner, repo, pull_number, per_page: 100 })).map(({ sha, author, committer }) => ({ sha, accounts: [author, committer].flatMap((person) => (person !== null && 'id' in person && typeof person.id === 'number' ? [person.id] : [])) }))),
    pushes: (...branch) => pushesTo(octokit, access, ...branch),
    movements: (...asked) => movementsOf(octokit, access, ...asked),
  };
}

interface RestRepository {
  readonly id: number;
  readonly name: string;
  readonly owner: { readonly login: string };
  readonly default_branch?: string | undefined;
  readonly private: boolean;
  readonly permissions?: { readonly push?: boolean } | undefined;
}

function toRepository(data: RestRepository): Repository {
  return { id: data.id, owner: data.owner.login, name: data.name, defaultBranch: data.default_branch ?? 'main', canPush: data.permissions?.push === true, isPrivate: data.private };
}

const toComment = ({ id, body }: { readonly id: number; readonly body?: string | undefined }): Comment => ({ id, body: body ?? '' });
const toIssue = (issue: { readonly number: number; readonly title: string; readonly body?: string | null | undefined; readonly user: { readonly id: number; readonly login: string } | null; readonly html_url: string }): Issue => ({ number: issue.number, title: issue.title, body: issue.body ?? '', author: account(issue.user), address: issue.html_url });

interface ThreadAnswer {
  readonly repository: { readonly issue: { readonly lastEditedAt: string | null; readonly editor: { readonly login: string } | null; readonly author: { readonly login: string } | null; readonly comments: { readonly nodes: readonly ({ readonly fullDatabaseId: string; readonly viewerDidAuthor: boolean; readonly body: string } | null)[] } } };
}

function toThread({ repository: { issue } }: ThreadAnswer): IssueThread {
  const { lastEditedAt, editor, author, comments } = issue;
  return {
    editedBy: lastEditedAt === null || (editor !== null && editor.login === author?.login) ? null : (editor?.login ?? 'somebody whose account is gone'),
    ownComments: comments.nodes.flatMap((node) => (node?.viewerDidAuthor === true ? [{ id: Number(node.fullDatabaseId), body: node.body }] : [])),
  };
}

// An organisation's repositories, or those of a person that this token may see.
async function repositoriesOf(octokit: Octokit, owner: string): Promise<readonly RestRepository[]> {
  try {
    return await octokit.paginate(octokit.rest.repos.listForOrg, { org: owner, per_page: 100 });
  } catch (error) {
    if ((error as { readonly status?: number }).status !== 404) throw error;
    const mine = await octokit.paginate(octokit.rest.repos.listForAuthenticatedUser, { per_page: 100 });
    return mine.filter((repository) => repository.owner.login.toLowerCase() === owner.toLowerCase());
  }
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
