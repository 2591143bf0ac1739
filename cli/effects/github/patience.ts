import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import Bottleneck from 'bottleneck/light.js';
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

/** The hooks of an octokit as far as they are used here. */
interface Hooked {
  readonly hook: {
    readonly before: (name: 'request', act: (options: any) => void) => void;
    readonly after: (name: 'request', act: (response: any) => void) => void;
  };
}

/**
 * The plugins with which octokit asks again: reads after a fault of the server or the network, everything after a rate
 * limit. A write whose answer was lost is not repeated, because it may have been done; the next run sees what is there. An
 * answer that was cut off is a fault and never an empty list.
 */
export const patientPlugins = [
  retry,
  throttling,
  (octokit: Hooked): void => {
    octokit.hook.before('request', (options: { readonly method: string; readonly url: string; readonly request: object }) => {
      const reads = options.method === 'GET' || options.url.endsWith('/graphql');
      if (!reads) Object.assign(options.request, { retries: 0 });
    });
    octokit.hook.after('request', (response: { readonly headers: { readonly 'content-type'?: string }; readonly data: unknown }) => {
      if ((response.headers['content-type'] ?? '').includes('json') && typeof response.data === 'string') throw Object.assign(new Error('the answer was cut off'), { status: 502 });
    });
  },
] as const;
