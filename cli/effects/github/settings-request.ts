import { GitHubFailure } from './failure.ts';
import type { Request } from './github.ts';
import type { Seen } from '../../core/doctor/facts.ts';

/** Where a repository is, as parameters of a route. */
export interface At {
  readonly owner: string;
  readonly repo: string;
}

/** The template of a repository's own route. */
export const ONE = '/repos/{owner}/{repo}';

/** Reads a setting; where GitHub refuses or does not find it, it is unseen and the right is named. Throws for everything else. */
export async function seen<Value>(right: string, read: () => Promise<Value>): Promise<Seen<Value>> {
  try {
    return { seen: true, value: await read() };
  } catch (error) {
    if (error instanceof GitHubFailure && (error.status === 403 || error.status === 404)) return { seen: false, right };
    throw error;
  }
}

/** What a route answers, or null where it is not found. */
export async function orNull<Value>(read: () => Promise<Value>): Promise<Value | null> {
  return read().catch((error: unknown) => {
    if (error instanceof GitHubFailure && error.status === 404) return null;
    throw error;
  });
}

/** The body that a route answers with. */
export const body = async <Body>(request: Request, route: string, parameters: object): Promise<Body> => (await request(route, parameters as Record<string, unknown>)).body as Body;

/** All pages of a list. */
export async function allPages<Item>(request: Request, route: string, parameters: object, pick: (body: never) => readonly Item[] = (found) => found): Promise<readonly Item[]> {
  const found: Item[] = [];
  for (let page = 1; ; page += 1) {
    const items = pick(await body(request, route, { ...parameters, per_page: 100, page }));
    found.push(...items);
    if (items.length < 100) return found;
  }
}
