/** Marks a draft pull request as ready for review: GitHub has no REST call for it. */
export const MARK_READY = `mutation MarkReady($pullRequestId: ID!) {
  markPullRequestReadyForReview(input: { pullRequestId: $pullRequestId }) {
    pullRequest { id isDraft }
  }
}`;

/** Says of each review whether, when and by whom its text was edited: REST does not tell. */
export const REVIEW_EDITS = `query ReviewEdits($owner: String!, $repo: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) {
      reviews(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes { fullDatabaseId lastEditedAt editor { login } body state commit { oid } }
      }
    }
  }
}`;

// What says whose turn it is, of one pull request.
const PULL = `fragment Told on PullRequest {
  id number title url isDraft createdAt baseRefName headRefName headRefOid
  author { __typename login ... on User { databaseId } ... on Bot { databaseId } }
  headRepository { name owner { login } }
  reviewRequests(first: 20) { nodes { requestedReviewer { __typename ... on User { login databaseId } } } }
  timelineItems(last: 100, itemTypes: [READY_FOR_REVIEW_EVENT, CONVERT_TO_DRAFT_EVENT, REVIEW_REQUESTED_EVENT]) {
    nodes {
      __typename
      ... on ReadyForReviewEvent { createdAt }
      ... on ConvertToDraftEvent { createdAt }
      ... on ReviewRequestedEvent { createdAt requestedReviewer { __typename ... on User { login databaseId } } }
    }
  }
  reviews(first: 100) {
    pageInfo { hasNextPage }
    nodes { fullDatabaseId state body submittedAt lastEditedAt commit { oid } author { __typename login ... on User { databaseId } } }
  }
  comments(first: 100) {
    pageInfo { hasNextPage }
    nodes { fullDatabaseId viewerDidAuthor body createdAt }
  }
}`;

/** All that is open in a repository, with what says whose turn it is: one request for 20 pull requests, where REST would ask four for each. */
export const OPEN_PULLS = `query OpenPulls($owner: String!, $repo: String!, $after: String) {
  repository(owner: $owner, name: $repo) {
    pullRequests(states: [OPEN], first: 20, after: $after, orderBy: { field: CREATED_AT, direction: ASC }) {
      pageInfo { hasNextPage endCursor }
      nodes { ...Told }
    }
  }
}
${PULL}`;

/** The same of one pull request, open or not. */
export const ONE_PULL = `query OnePull($owner: String!, $repo: String!, $number: Int!) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) { ...Told }
  }
}
${PULL}`;

/** Whether somebody other than its author changed an issue's text, and what the token's own account wrote below it. */
export const ISSUE_THREAD = `query IssueThread($owner: String!, $repo: String!, $number: Int!) {
  repository(owner: $owner, name: $repo) {
    issue(number: $number) {
      lastEditedAt
      editor { login }
      author { login }
      comments(first: 100) { nodes { fullDatabaseId viewerDidAuthor body } }
    }
  }
}`;

/**
 * Where the branches of many repositories stand that a run needs, and whether anything is open there: a repository each under
 * the names `r0`, `r1` and so on, with the variables `owner0`, `name0`, `main0`.
 */
export const glanceDocument = (count: number): string => {
  const each = <Text>(text: (at: number) => Text): readonly Text[] => Array.from({ length: count }, (_, at) => text(at));
  return `query Glance(${each((at) => `$owner${at}: String!, $name${at}: String!, $main${at}: String!`).join(', ')}) {
${each((at) => `  r${at}: repository(owner: $owner${at}, name: $name${at}) { main: ref(qualifiedName: $main${at}) { target { oid } } ...Glanced }`).join('\n')}
}
fragment Glanced on Repository {
  register: ref(qualifiedName: "refs/heads/register") { target { oid } }
  pullRequests(states: [OPEN], first: 1) { totalCount }
  issues(states: [OPEN], first: 1) { totalCount }
}`;
};

/** Every GraphQL document that the product sends. */
export const DOCUMENTS: readonly string[] = [MARK_READY, REVIEW_EDITS, OPEN_PULLS, ONE_PULL, ISSUE_THREAD, glanceDocument(2)];
