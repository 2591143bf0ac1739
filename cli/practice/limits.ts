import type { Host } from './host.ts';
import type { Identity } from './identity.ts';

/** Requests an hour: of a person, of a workflow's token in its repository, and of an address without a token. */
export interface Limits {
  readonly person: number;
  readonly workflow: number;
  readonly anonymous: number;
}

/** GitHub's own limits. Source: docs, "Rate limits for the REST API". */
export const LIMITS: Limits = { person: 5000, workflow: 1000, anonymous: 60 };

/** How much of a limit is used; `reset` is in seconds since 1970. */
export interface Used {
  readonly limit: number;
  readonly used: number;
  readonly remaining: number;
  readonly reset: number;
}

/** Counts requests, REST and GraphQL apart. */
export interface Meter {
  readonly of: (identity: Identity, resource: Resource) => Used;
  readonly charge: (identity: Identity, resource: Resource) => void;
}

/** What is limited by itself. */
export type Resource = 'core' | 'graphql';

const HOUR = 3600;

/** A meter at zero. A window begins with the first request in it and ends an hour later. */
export function createMeter(host: Pick<Host, 'now'>, limits: Limits): Meter {
  const windows = new Map<string, { readonly reset: number; readonly used: number }>();
  const seconds = (): number => Math.floor(host.now().getTime() / 1000);
  const window = (key: string) => {
    const known = windows.get(key);
    return known === undefined || known.reset <= seconds() ? { reset: seconds() + HOUR, used: 0 } : known;
  };
  return {
    of: (identity, resource) => {
      const { reset, used } = window(keyOf(identity, resource));
      const limit = limits[kindOf(identity)];
      return { limit, used: Math.min(used, limit), remaining: Math.max(0, limit - used), reset };
    },
    charge: (identity, resource) => {
      const key = keyOf(identity, resource);
      const { reset, used } = window(key);
      windows.set(key, { reset, used: used + 1 });
    },
  };
}

/** The headers in which GitHub says how much of a limit is left. */
export function limitHeaders({ limit, used, remaining, reset }: Used, resource: Resource): Record<string, string> {
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-used': String(used),
    'x-ratelimit-reset': String(reset),
    'x-ratelimit-resource': resource,
  };
}

const kindOf = (identity: Identity): keyof Limits => (identity.kind !== 'known' ? 'anonymous' : identity.terms?.kind === 'workflow' ? 'workflow' : 'person');

// All tokens of a person share one limit; a workflow's tokens share that of their repository.
function keyOf(identity: Identity, resource: Resource): string {
  if (identity.kind !== 'known') return `${resource} nobody`;
  return identity.terms?.kind === 'workflow' ? `${resource} in ${identity.terms.repositories.join().toLowerCase()}` : `${resource} by ${identity.personId}`;
}
