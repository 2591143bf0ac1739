import type { Reply } from './host.ts';

const DOCUMENTATION = 'https://docs.github.com/rest';

/** One entry in the `errors` of a 422. */
export interface Fault {
  readonly resource: string;
  readonly field?: string;
  readonly code: string;
  readonly message?: string;
}

/** Thrown where a request cannot be met; the reply is what the caller gets. */
export interface Refusal extends Error {
  readonly reply: Reply;
}

/** A refusal in GitHub's form. */
export function refusal(status: number, message: string, more: Readonly<Record<string, unknown>> = {}): Refusal {
  const body = { message, ...more, documentation_url: DOCUMENTATION, status: String(status) };
  return Object.assign(new Error(message), { reply: { status, body } });
}

/** Whether something thrown is a refusal rather than a fault of ours. */
export function isRefusal(thrown: unknown): thrown is Refusal {
  return thrown instanceof Error && 'reply' in thrown;
}

/** 404, also for what the caller may not know to exist. */
export const notFound = (): Refusal => refusal(404, 'Not Found');

/** 401 for a request that needs somebody. */
export const unauthenticated = (): Refusal => refusal(401, 'Requires authentication');

/** 403 for a caller without the right. */
export const forbidden = (message: string): Refusal => refusal(403, message);

/** 422 "Validation Failed" with its faults. */
export const invalid = (...errors: readonly Fault[]): Refusal => refusal(422, 'Validation Failed', { errors });

/** 422 as the review routes give it, whose errors are bare sentences. */
export const unprocessable = (...errors: readonly string[]): Refusal => refusal(422, 'Unprocessable Entity', { errors });
