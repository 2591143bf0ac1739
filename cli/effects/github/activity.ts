import { account } from './account.ts';
import { asksToWait, explainFailure } from './failure.ts';
import type { Access, Account, Client } from './github.ts';

/** A movement of a branch by GitHub's activity record: who made it, and the commit that the branch then stood at. */
export interface Push {
  readonly account: Account;
  /** The commits before and after; all zeros where the branch was not there. */
  readonly before: string;
  readonly after: string;
  /** When, by GitHub's clock. */
  readonly at: string;
}

/** Where a branch went and when, whoever moved it: the commit at which it then stood, all zeros where it was taken away. */
export interface Movement {
  readonly after: string;
  readonly at: string;
}

/** How a branch moved, latest first, and when GitHub said so, by its own clock; null where it did not tell the time. */
export interface Movements {
  readonly moved: readonly Movement[];
  readonly told: string | null;
}

const PAGE = 100;
const of = (owner: string, repo: string, branch: string) => ({ owner, repo, ref: `refs/heads/${branch}` });

/** When a branch was last moved; null when the record cannot be read. */
export async function lastMoved({ rest }: Client, access: Access, owner: string, repo: string, branch: string): Promise<string | null> {
  try {
    return (await rest.repos.listActivities({ ...of(owner, repo, branch), per_page: 1 })).data[0]?.timestamp ?? null;
  } catch (error) {
    const { status = 0 } = error as { readonly status?: number };
    return !asksToWait(error) && (status === 403 || status === 404 || status === 422) ? null : explainFailure(`when a branch of ${owner}/${repo} moved`, access, error);
  }
}

/** Who moved a branch and where to, latest first; null when the record cannot be read. */
export async function pushesTo(octokit: Client, access: Access, owner: string, repo: string, branch: string): Promise<readonly Push[] | null> {
  try {
    const entries = await octokit.paginate(octokit.rest.repos.listActivities, { ...of(owner, repo, branch), per_page: PAGE });
    // A record that is empty, or names nobody, says nothing about who pushed.
    const pushes = entries.flatMap(({ actor, before, after, timestamp }) => {
      const pusher = account(actor);
      return pusher === null ? [] : [{ account: pusher, before, after, at: timestamp }];
    });
    return pushes.length === 0 || pushes.length < entries.length ? null : pushes;
  } catch (error) {
    return isRefused(error) ? null : explainFailure(`who pushed to ${owner}/${repo}`, access, error);
  }
}

/** How a branch moved, back to the last movement before a moment: a page of the record as a rule, however long it is. Null when it cannot be read. */
export async function movementsOf(octokit: Client, access: Access, owner: string, repo: string, branch: string, since: string): Promise<Movements | null> {
  const moved: Movement[] = [];
  let told: string | undefined;
  try {
    for await (const { data, headers } of octokit.paginate.iterator(octokit.rest.repos.listActivities, { ...of(owner, repo, branch), per_page: PAGE })) {
      told ??= headers.date;
      moved.push(...data.map(({ after, timestamp }) => ({ after, at: timestamp })));
      if (moved.some(({ at }) => Date.parse(at) < Date.parse(since))) break;
    }
    return { moved, told: told === undefined ? null : new Date(told).toISOString() };
  } catch (error) {
    return isRefused(error) ? null : explainFailure(`when ${branch} of ${owner}/${repo} was pushed to`, access, error);
  }
}

// Whether GitHub will not tell this token, which is another thing than a fault or a request to wait.
function isRefused(error: unknown): boolean {
  const { status = 0 } = error as { readonly status?: number };
  return status >= 400 && status < 500 && status !== 401 && !asksToWait(error);
}
