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

/** Every GraphQL document that the product sends. */
export const DOCUMENTS: readonly string[] = [MARK_READY, REVIEW_EDITS];
