import type { KeptOrganization, Settings } from './settings-kept.ts';

/** What the practice GitHub remembers beside the git repositories. Plain values: the state file is this, as JSON. */
export interface State {
  readonly format: 2;
  readonly lastId: number;
  readonly people: Table<Person>;
  readonly repositories: Table<Repository>;
  readonly pulls: Table<Pull>;
  readonly issues: Table<Issue>;
  readonly labels: Table<Label>;
  readonly timeline: Table<Turn>;
  readonly reviews: Table<Review>;
  readonly comments: Table<Comment>;
  readonly checkRuns: Table<CheckRun>;
  readonly settings: Table<Settings>;
  readonly organizations: Table<KeptOrganization>;
  readonly activity: readonly Activity[];
}

/** Records by their numeric id. */
export type Table<T> = Readonly<Record<string, T>>;

/** What a person may do in a repository, weakest first, under the names of the API that grants it. */
export type Right = 'pull' | 'triage' | 'push' | 'maintain' | 'admin';

/** An account; one that is `deleted` is kept for what it wrote, which GitHub then shows as by a ghost. Tokens are never part of the state. */
export interface Person {
  readonly id: number;
  readonly login: string;
  readonly name: string;
  readonly type: 'User' | 'Organization' | 'Bot';
  readonly createdAt: string;
  readonly deleted?: true;
}

/** A repository; its git side is `<root>/repositories/<owner>/<name>.git`. */
export interface Repository {
  readonly id: number;
  readonly ownerId: number;
  readonly name: string;
  readonly description: string | null;
  readonly homepage: string | null;
  readonly private: boolean;
  readonly defaultBranch: string;
  readonly parentId: number | null;
  readonly sourceId: number | null;
  readonly collaborators: Readonly<Record<string, Right>>;
  readonly lastNumber: number;
  readonly createdAt: string;
  readonly pushedAt: string;
}

/** A pull request. `base` and `head` shas are those of the last time the head moved, as on GitHub. */
export interface Pull {
  readonly id: number;
  readonly repositoryId: number;
  readonly number: number;
  readonly authorId: number;
  readonly title: string;
  readonly body: string | null;
  readonly state: 'open' | 'closed';
  readonly draft: boolean;
  readonly headRepositoryId: number;
  readonly headRef: string;
  readonly headSha: string;
  readonly baseRef: string;
  readonly baseSha: string;
  readonly maintainerCanModify: boolean;
  readonly requestedReviewerIds: readonly number[];
  readonly labels: readonly string[];
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly closedAt: string | null;
  readonly trial: Trial | null;
  readonly merged: Merged | null;
}

/** An issue; it shares its numbers with the pull requests of the repository. */
export interface Issue {
  readonly id: number;
  readonly repositoryId: number;
  readonly number: number;
  readonly authorId: number;
  readonly title: string;
  readonly body: string | null;
  readonly state: 'open' | 'closed';
  readonly stateReason: 'completed' | 'not_planned' | 'reopened' | null;
  readonly labels: readonly string[];
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly closedAt: string | null;
  readonly closedById: number | null;
  readonly edit: Edit | null;
}

/** Who changed the text of something last, and when. */
export interface Edit {
  readonly at: string;
  readonly byId: number;
}

/** A label of a repository. */
export interface Label {
  readonly id: number;
  readonly repositoryId: number;
  readonly name: string;
  readonly color: string;
  readonly description: string | null;
}

/** A turn in the life of a pull request that its present state does not tell; `reviewerId` is who was asked. */
export interface Turn {
  readonly id: number;
  readonly pullId: number;
  readonly kind: 'ready_for_review' | 'convert_to_draft' | 'review_requested' | 'review_request_removed';
  readonly at: string;
  readonly actorId: number;
  readonly reviewerId: number | null;
}

/** The test merge of a head into a base; without a `sha` the two are in conflict. */
export interface Trial {
  readonly base: string;
  readonly head: string;
  readonly sha: string | null;
}

/** How a pull request was merged: what it brought, and what stands in the base for it. */
export interface Merged {
  readonly at: string;
  readonly byId: number;
  readonly sha: string;
  readonly method: MergeMethod | 'push';
  readonly mergeBase: string;
  readonly brought: readonly string[];
  readonly landed: readonly string[];
}

/** The three ways of the merge button. */
export type MergeMethod = 'merge' | 'squash' | 'rebase';

/** A review's state, as the API spells it. */
export type ReviewState = 'PENDING' | 'COMMENTED' | 'APPROVED' | 'CHANGES_REQUESTED' | 'DISMISSED';

/** A review of a pull request at one commit. */
export interface Review {
  readonly id: number;
  readonly pullId: number;
  readonly authorId: number;
  readonly body: string;
  readonly state: ReviewState;
  readonly commitId: string | null;
  readonly submittedAt: string | null;
  readonly edit: Edit | null;
}

/** A comment in the conversation of a pull request or an issue, whose id `threadId` is. */
export interface Comment {
  readonly id: number;
  readonly threadId: number;
  readonly authorId: number;
  readonly body: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A check run on a commit. */
export interface CheckRun {
  readonly id: number;
  readonly repositoryId: number;
  readonly headSha: string;
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly startedAt: string | null;
  readonly completedAt: string | null;
  readonly externalId: string;
  readonly detailsUrl: string | null;
  readonly title: string | null;
  readonly summary: string | null;
  readonly text: string | null;
}

/** One movement of a branch, and who moved it. */
export interface Activity {
  readonly id: number;
  readonly repositoryId: number;
  readonly before: string;
  readonly after: string;
  readonly ref: string;
  readonly at: string;
  readonly type: ActivityType;
  readonly actorId: number;
}

/** The kinds of movement that the activity record tells apart. */
export type ActivityType = 'push' | 'force_push' | 'branch_creation' | 'branch_deletion' | 'pr_merge';

/** A practice GitHub in which nothing has happened yet. */
export const emptyState: State = {
  format: 2,
  lastId: 1000,
  people: {},
  repositories: {},
  pulls: {},
  issues: {},
  labels: {},
  timeline: {},
  reviews: {},
  comments: {},
  checkRuns: {},
  settings: {},
  organizations: {},
  activity: [],
};
