import type { Access } from './github.ts';

/** GitHub said no, or could not be asked; the message is a sentence for a person. `status` is 0 when there was no whole answer, and 429 whenever GitHub asks to wait. */
export class GitHubFailure extends Error {
  readonly status: number;
  constructor(message: string, status: number) {
    super(message);
    this.name = 'GitHubFailure';
    this.status = status;
  }
}

/** What octokit throws, as far as it is read here; a GraphQL fault has its errors beside the answer. */
interface Thrown {
  readonly status?: number;
  readonly message?: string;
  readonly errors?: readonly Detail[];
  /** What GraphQL told beside its errors. */
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly response?: { readonly headers?: Readonly<Record<string, string | number | undefined>>; readonly data?: { readonly message?: string; readonly errors?: readonly Detail[] } | string };
}

type Detail = string | { readonly type?: string; readonly message?: string };

const bodyOf = ({ response }: Thrown): { readonly message?: string; readonly errors?: readonly Detail[] } => (typeof response?.data === 'object' ? (response.data ?? {}) : {});

/** Whether GitHub asks to wait: a limit is no refusal of what was asked. Source: GitHub docs, "Rate limits for the REST API". */
export function asksToWait(error: unknown): boolean {
  const thrown = error as Thrown;
  const { status = 0, message = '', response: { headers = {} } = {} } = thrown;
  if (status === 429) return true;
  if ([...(bodyOf(thrown).errors ?? []), ...(thrown.errors ?? [])].some((detail) => typeof detail !== 'string' && detail?.type === 'RATE_LIMITED')) return true;
  return status === 403 && (headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0' || /rate limit/i.test(message));
}

/** Errors with which GraphQL says that there is no such thing, or none for this token. */
const WITHHELD: readonly (string | undefined)[] = ['NOT_FOUND', 'FORBIDDEN'];

/** Of what GraphQL withholds and tells nothing else beside, the status with which REST says so; 0 of any other error of it. */
function withheld({ errors = [], data }: Thrown): number {
  const types = errors.map((detail) => (typeof detail === 'string' ? undefined : detail.type));
  const toldNothing = Object.values(data ?? {}).every((value) => value == null);
  return !toldNothing || !types.every((type) => WITHHELD.includes(type)) ? 0 : types.includes('FORBIDDEN') ? 403 : 404;
}

/** Turns what octokit threw into a sentence that says what was asked, what came back and what to do. Always throws. */
export function explainFailure(what: string, { server }: Access, error: unknown): never {
  const thrown = error as Thrown;
  const { message = String(error), response, errors } = thrown;
  const status = errors === undefined ? (thrown.status ?? 0) : withheld(thrown);
  const body = bodyOf(thrown);
  const details = (body.errors ?? []).map((entry) => (typeof entry === 'string' ? entry : entry?.message)).filter(Boolean).join('; ');
  const said = [body.message ?? message.replace(/\s+/g, ' '), details].filter(Boolean).join(': ');
  const wish = what.startsWith('to ') ? what : `for ${what}`;
  if (asksToWait(error)) throw new GitHubFailure(`${server} asks to wait before it is asked ${wish} again (${said}). Run the command again ${whenTo(thrown)}; what was done already is not done twice.`, 429);
  if (response === undefined && (status === 0 || status === 500)) throw new GitHubFailure(`Could not ask ${server} ${wish}: it cannot be reached (${message}). See whether the address is right and the network is there, then run the command again.`, 0);
  if (status >= 500) throw new GitHubFailure(`${server} failed when it was asked ${wish} (${status}: ${said}). Run the command again; what was done already is not done twice.`, status);
  if (errors !== undefined && status === 0) throw new GitHubFailure(`${server} answered only in part when it was asked ${wish}: ${said}. Run the command again.`, 0);
  if (status === 401) throw new GitHubFailure(`${server} did not accept the token when asked ${wish}. Set GITHUB_TOKEN to a valid one.`, 401);
  if (status === 404) throw new GitHubFailure(what.startsWith('to ') ? `${server} does not find what is needed ${what}, or this token may not see it.` : `${server} has no ${what.replace(/^the /, '')}, or this token may not see it.`, 404);
  throw new GitHubFailure(`${server} refused ${what} (${status}): ${said}`, status);
}

// GitHub says it in one of two headers; what it does not say is a minute by its documentation.
function whenTo({ response: { headers = {} } = {} }: Thrown): string {
  const after = Number(headers['retry-after']);
  if (after > 0) return after < 120 ? `in ${after} seconds` : `in ${Math.ceil(after / 60)} minutes`;
  const reset = Number(headers['x-ratelimit-reset']);
  return headers['x-ratelimit-remaining'] === '0' && reset > 0 ? `after ${new Date(reset * 1000).toISOString().slice(11, 16)} UTC` : 'in some minutes';
}
