import { explainFailure } from './failure.ts';
import type { Access } from './github.ts';

/** Asks GitHub's REST API for one thing; throws `GitHubFailure` with a sentence when it says no. */
export type Ask = <Answer>(what: string, method: 'GET' | 'POST' | 'PATCH', path: string, body?: object) => Promise<Answer>;

/** A plain way to ask, without a library. */
export const askGitHub = (access: Access, fetch: typeof globalThis.fetch): Ask => async <Answer>(what: string, method: 'GET' | 'POST' | 'PATCH', path: string, body?: object) => {
  const headers = { accept: 'application/vnd.github+json', authorization: `Bearer ${access.token}`, 'content-type': 'application/json', 'user-agent': 'laurel', 'x-github-api-version': '2022-11-28' };
  const response = await fetch(`${access.api}${path}`, { method, headers, redirect: 'error', signal: AbortSignal.timeout(30_000), ...(body === undefined ? {} : { body: JSON.stringify(body) }) }).catch((error: unknown) => explainFailure(what, access, error));
  const answer = (await response.json().catch(() => null)) as (Answer & { readonly message?: string }) | null;
  if (!response.ok) explainFailure(what, access, { status: response.status, message: answer?.message ?? response.statusText, response: { headers: Object.fromEntries(response.headers), data: answer } });
  // Never taken for an empty list, nor for an issue without an address.
  if (answer === null) explainFailure(what, access, { status: 502, message: 'the answer was cut off' });
  return answer;
};

/** An issue that a command keeps: one open at a time, found again by its label and by a line in it that nobody sees. */
export interface KeptIssue {
  readonly label: string;
  readonly title: string;
  readonly body: string;
}

interface RestIssue {
  readonly number: number;
  readonly title?: string;
  readonly html_url: string;
  readonly body?: string | null;
  readonly pull_request?: unknown;
}

/**
 * Opens the issue, or brings the one that is open up to date. Only who may triage sets labels, so that a stranger's issue
 * with the same line is not taken for ours.
 * @returns its address, and whether it is new.
 */
export async function keepIssue(ask: Ask, { owner, name }: { readonly owner: string; readonly name: string }, { label, title, body }: KeptIssue): Promise<{ readonly address: string; readonly isNew: boolean }> {
  const marker = `<!-- laurel:${label} -->`;
  const text = `${marker}\n${body}`;
  const issues = `/repos/${owner}/${name}/issues`;
  const open = await ask<readonly RestIssue[]>('the open issues', 'GET', `${issues}?state=open&labels=${encodeURIComponent(label)}&per_page=100`);
  const own = open.filter((issue) => issue.pull_request === undefined && issue.body?.startsWith(marker) === true).sort((a, b) => a.number - b.number)[0];
  if (own !== undefined) {
    // GitHub stores what was written with its own line ends.
    const isSame = own.title === title && own.body?.replaceAll('\r\n', '\n').trim() === text.trim();
    if (!isSame) await ask('to change an issue', 'PATCH', `${issues}/${own.number}`, { title, body: text });
    return { address: own.html_url, isNew: false };
  }
  const { html_url } = await ask<RestIssue>('to open an issue', 'POST', issues, { title, body: text, labels: [label] });
  return { address: html_url, isNew: true };
}
