import type { Access } from './github.ts';

/** GitHub said no, or could not be asked; the message is a sentence for a person. `status` is 0 when there was no answer. */
export class GitHubFailure extends Error {
  readonly status: number;
  constructor(message: string, status: number) {
    super(message);
    this.name = 'GitHubFailure';
    this.status = status;
  }
}

/** Turns what octokit threw into a sentence that says what was asked, what came back and what to do. Always throws. */
export function explainFailure(what: string, access: Access, error: unknown): never {
  const { status = 0, message = String(error), response } = error as { status?: number; message?: string; response?: { data?: { message?: string; errors?: readonly { message?: string }[] } } };
  const details = (response?.data?.errors ?? []).map((entry) => (typeof entry === 'string' ? entry : entry?.message)).filter(Boolean).join('; ');
  const said = [response?.data?.message ?? message, details].filter(Boolean).join(': ');
  if (response === undefined && (status === 0 || status === 500)) throw new GitHubFailure(`Could not ask ${access.server} for ${what}: it cannot be reached (${message}). See whether the address is right and the network is there, then run the command again.`, 0);
  if (status === 401) throw new GitHubFailure(`${access.server} did not accept the token when asked for ${what}. Set GITHUB_TOKEN to a valid one.`, 401);
  if (status === 404) throw new GitHubFailure(`${access.server} has no ${what.replace(/^the /, '')}, or this token may not see it.`, 404);
  throw new GitHubFailure(`${access.server} refused ${what} (${status}): ${said}`, status);
}
