import type { Planned } from '../core/doctor/report.ts';
import { GitHubFailure } from './github/failure.ts';
import type { Request } from './github/github.ts';

/** What became of a planned change. */
export interface Made {
  readonly change: Planned;
  /** GitHub's refusal as a sentence, or null where the change is made. */
  readonly refused: string | null;
}

/**
 * Makes planned changes one after another and tells of each; one that GitHub refuses holds up no other.
 * @throws GitHubFailure when GitHub cannot be reached or does not accept the token: then nothing further is tried.
 */
export async function applyPlan(request: Request, plan: readonly Planned[], tell: (made: Made) => void): Promise<readonly Made[]> {
  const done: Made[] = [];
  for (const change of plan) {
    const made = { change, refused: await attempt(request, change) };
    tell(made);
    done.push(made);
  }
  return done;
}

const idOf = async (request: Request, username: string): Promise<number> => ((await request('GET /users/{username}', { username })).body as { readonly id: number }).id;

async function attempt(request: Request, { steps }: Planned): Promise<string | null> {
  try {
    for (const { route, parameters, who } of steps) {
      if (who !== undefined && (await idOf(request, who.login)) !== who.id) return `the login ${who.login} no longer belongs to the account ${who.id}, so nobody was invited.`;
      await request(route, parameters);
    }
    return null;
  } catch (error) {
    if (error instanceof GitHubFailure && error.status >= 400 && error.status < 500 && error.status !== 401) return error.status === 404 ? 'GitHub does not find it. This token may not change it, or this GitHub has no such setting.' : error.message;
    throw error;
  }
}
