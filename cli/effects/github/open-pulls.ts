import { ONE_PULL, OPEN_PULLS } from './documents.ts';
import type { Account, Review } from './github.ts';

/** A pull request with what says whose turn it is; most are open. Times are ISO 8601. */
export interface OpenPull {
  readonly number: number;
  readonly node: string;
  readonly title: string;
  readonly address: string;
  readonly author: Account | null;
  /** Whether a program opened it and not a person. */
  readonly byBot: boolean;
  readonly draft: boolean;
  readonly created: string;
  readonly base: string;
  readonly headSha: string;
  readonly head: { readonly owner: string; readonly name: string; readonly branch: string } | null;
  /** When it was last marked as ready; null if it was never a draft. */
  readonly ready: string | null;
  readonly requested: readonly { readonly person: Account; readonly since: string }[];
  readonly reviews: readonly (Review & { readonly edited: boolean })[];
  /** Reviews beyond the first hundred were not told. */
  readonly cut: boolean;
  /** Comments beyond the first hundred were not told, so that some of the token's own may be missing. */
  readonly commentsCut: boolean;
  /** Comments that the token's own account wrote, oldest first. */
  readonly ownComments: readonly { readonly id: number; readonly body: string; readonly created: string }[];
}

interface Actor {
  readonly __typename: string;
  readonly login: string;
  readonly databaseId?: number | null;
}

interface Page<Node> {
  readonly pageInfo?: { readonly hasNextPage: boolean; readonly endCursor?: string | null };
  readonly nodes: readonly (Node | null)[] | null;
}

interface TimelineItem {
  readonly __typename: string;
  readonly createdAt: string;
  readonly requestedReviewer?: Actor | null;
}

interface PullNode {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly isDraft: boolean;
  readonly createdAt: string;
  readonly baseRefName: string;
  readonly headRefName: string;
  readonly headRefOid: string;
  readonly author: Actor | null;
  readonly headRepository: { readonly name: string; readonly owner: { readonly login: string } } | null;
  readonly reviewRequests: Page<{ readonly requestedReviewer: Actor | null }> | null;
  readonly timelineItems: Page<TimelineItem>;
  readonly reviews: Page<{ readonly fullDatabaseId: string; readonly state: string; readonly body: string; readonly submittedAt: string | null; readonly lastEditedAt: string | null; readonly commit: { readonly oid: string } | null; readonly author: Actor | null }> | null;
  readonly comments: Page<{ readonly fullDatabaseId: string; readonly viewerDidAuthor: boolean; readonly body: string; readonly createdAt: string }>;
}

type Answer = { readonly repository: { readonly pullRequests: Page<PullNode> & { readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null } } } };

const present = <Node>(page: Page<Node> | null): readonly Node[] => (page?.nodes ?? []).filter((node) => node !== null);
const accountOf = (actor: Actor | null | undefined): Account | null => (actor?.databaseId == null ? null : { id: actor.databaseId, login: actor.login });

/** Reads all open pull requests of a repository, 20 a request. */
export async function openPulls(ask: (query: string, variables: Record<string, unknown>) => Promise<unknown>, owner: string, repo: string): Promise<readonly OpenPull[]> {
  const pulls: OpenPull[] = [];
  for (let after: string | null = null; ; ) {
    const { repository } = (await ask(OPEN_PULLS, { owner, repo, after })) as Answer;
    pulls.push(...present(repository.pullRequests).map(toOpenPull));
    const { hasNextPage, endCursor }: { readonly hasNextPage: boolean; readonly endCursor: string | null } = repository.pullRequests.pageInfo;
    if (!hasNextPage) return pulls;
    after = endCursor;
  }
}

/** Reads one pull request of a repository in the same way, open or not. */
export async function onePull(ask: (query: string, variables: Record<string, unknown>) => Promise<unknown>, owner: string, repo: string, number: number): Promise<OpenPull> {
  const { repository } = (await ask(ONE_PULL, { owner, repo, number })) as { readonly repository: { readonly pullRequest: PullNode } };
  return toOpenPull(repository.pullRequest);
}

function toOpenPull(node: PullNode): OpenPull {
  const timeline = present(node.timelineItems);
  const last = (wanted: (item: TimelineItem) => boolean): string | null => timeline.filter(wanted).at(-1)?.createdAt ?? null;
  const requested = present(node.reviewRequests).flatMap(({ requestedReviewer }) => {
    const person = accountOf(requestedReviewer);
    if (person === null) return [];
    const since = last((item) => item.__typename === 'ReviewRequestedEvent' && item.requestedReviewer?.databaseId === person.id) ?? node.createdAt;
    return [{ person, since }];
  });
  return {
    number: node.number,
    node: node.id,
    title: node.title,
    address: node.url,
    author: accountOf(node.author),
    byBot: node.author?.__typename === 'Bot',
    draft: node.isDraft,
    created: node.createdAt,
    base: node.baseRefName,
    headSha: node.headRefOid,
    head: node.headRepository === null ? null : { owner: node.headRepository.owner.login, name: node.headRepository.name, branch: node.headRefName },
    ready: last(({ __typename }) => __typename === 'ReadyForReviewEvent'),
    requested,
    reviews: present(node.reviews).map(({ fullDatabaseId, state, body, submittedAt, lastEditedAt, commit, author }) => ({ id: Number(fullDatabaseId), account: accountOf(author), state, commit: commit?.oid ?? null, body, submitted: submittedAt, edited: lastEditedAt !== null })),
    cut: node.reviews?.pageInfo?.hasNextPage === true,
    commentsCut: node.comments.pageInfo?.hasNextPage === true,
    ownComments: present(node.comments).filter(({ viewerDidAuthor }) => viewerDidAuthor).map(({ fullDatabaseId, body, createdAt }) => ({ id: Number(fullDatabaseId), body, created: createdAt })),
  };
}
