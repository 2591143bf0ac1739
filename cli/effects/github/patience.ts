import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import Bottleneck from 'bottleneck/light.js';
import { asksToWait } from './failure.ts';
import type { Access } from './github.ts';

/** How long an answer is waited for, and how a GitHub that is busy is met. */
export interface Patience {
  readonly options: (access: Access, fetch: typeof globalThis.fetch) => Readonly<Record<'request' | 'retry' | 'throttle', object>>;
}

/** The longest wait that GitHub may ask for before we give up and say so, in seconds. */
const LONGEST = 120;

/**
 * Makes a patience.
 * @param timeout for one answer, in milliseconds.
 * @param second what a second of waiting before a retry is, in milliseconds.
 */
export const patience = (timeout: number, second: number): Patience => ({
  options: ({ server }, fetch) => {
    const waits = (after: number, _options: object, _octokit: object, count: number): boolean => count < 3 && after <= LONGEST;
    // GitHub asks for a second between two writes; a server on this machine does not.
    const unhurried = server.startsWith('https:') ? {} : { write: new Bottleneck.Group(), notifications: new Bottleneck.Group() };
    return {
      request: { fetch: (input: string, init?: RequestInit) => fetch(input, { ...init, signal: AbortSignal.timeout(timeout) }) },
      // The other plugin waits for what GitHub says on 429.
      retry: { doNotRetry: [400, 401, 403, 404, 409, 410, 422, 429, 451], retryAfterBaseValue: second },
      throttle: { onRateLimit: waits, onSecondaryRateLimit: waits, retryAfterBaseValue: second, fallbackSecondaryRateRetryAfter: 60, ...unhurried },
    };
  },
});

/** What people and workflows use. */
export const PATIENT = patience(30_000, 1000);

/** A request as octokit's hooks see it. */
interface Asked {
  readonly method: string;
  readonly url: string;
  readonly query?: unknown;
  request: object;
}

interface Answered {
  readonly status: number;
  readonly headers: { readonly 'content-type'?: string; readonly 'x-ratelimit-remaining'?: string };
  readonly data: unknown;
}

/** The hooks of an octokit as far as they are used here. What is hooked first is nearest to the request. */
interface Hooked {
  readonly hook: {
    readonly before: (name: 'request', act: (options: any) => void) => void;
    readonly after: (name: 'request', act: (response: any, options: any) => void) => void;
    readonly error: (name: 'request', act: (error: any) => never) => void;
  };
}

const isRead = ({ method, url, query }: Asked): boolean => method === 'GET' || (url.endsWith('/graphql') && !/^\s*mutation\b/.test(String(query)));

/**
 * The plugin that holds every answer to be whole: one that was cut off is a fault and never an empty list. It comes before
 * whatever keeps answers, so that half of one is never kept.
 */
export function wholeAnswers(octokit: Hooked): void {
  octokit.hook.after('request', ({ status, headers, data }: Answered, options: Asked) => {
    const awaited = (headers['content-type'] ?? '').includes('json') || isRead(options);
    if (awaited && status !== 204 && typeof data === 'string') throw Object.assign(new Error('the answer was cut off'), { status: 502, request: { ...options } });
  });
}

/**
 * The plugins with which octokit asks again: reads after a fault of the server or the network, everything after a rate
 * limit. A write whose answer was lost is not repeated, because it may have been done; the next run sees what is there.
 */
export const patientPlugins = [
  (octokit: Hooked): void => {
    octokit.hook.error('request', (error: Error & { readonly response?: Partial<Answered> }) => {
      // The plugin for limits knows them by GitHub's words; who asks to wait in other words is waited for as well.
      const isKnown = /secondary rate/i.test(error.message) || error.response?.headers?.['x-ratelimit-remaining'] === '0';
      if (asksToWait(error) && !isKnown) error.message += ' (taken for a secondary rate limit)';
      throw error;
    });
  },
  retry,
  throttling,
  (octokit: Hooked): void => {
    octokit.hook.before('request', (options: Asked) => {
      // A copy of its own: octokit gives every request the same object, and a write would keep later reads from being repeated.
      options.request = { ...options.request, ...(isRead(options) ? {} : { retries: 0 }) };
    });
  },
] as const;
