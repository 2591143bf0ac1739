/** Turns a pull request back into a draft: people press a button for it, and the product never does. */
export const CONVERT_TO_DRAFT = `mutation ConvertToDraft($pullRequestId: ID!) {
  convertPullRequestToDraft(input: { pullRequestId: $pullRequestId }) {
    pullRequest { id isDraft }
  }
}`;

/** What people do on GitHub's pages and REST has no operation for: tests do it by these documents. */
export const BY_HAND: readonly string[] = [CONVERT_TO_DRAFT];
