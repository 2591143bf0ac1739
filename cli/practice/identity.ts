import { createHash } from 'node:crypto';
import type { Terms } from './grants.ts';

/** Who a request says it comes from; a token that nobody has is `unknown`, which is not the same as none. */
export type Identity =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'known'; readonly personId: number; readonly terms?: Terms };

/** Tokens are kept in memory only, and only as digests, so that no log, dump or state file can hold one. */
export interface Tokens {
  /** Lets a token in as a person; with terms it reaches no further than that. */
  readonly add: (token: string, personId: number, terms?: Terms) => void;
  readonly revoke: (token: string) => void;
  readonly identify: (authorization: string | undefined) => Identity;
}

/** An empty set of tokens. */
export function createTokens(): Tokens {
  const owners = new Map<string, Identity>();
  return {
    add: (token, personId, terms) => void owners.set(digest(token), { kind: 'known', personId, ...(terms === undefined ? {} : { terms }) }),
    revoke: (token) => void owners.delete(digest(token)),
    identify: (authorization) => {
      if (authorization === undefined || authorization === '') return { kind: 'anonymous' };
      const known = candidates(authorization).map((token) => owners.get(digest(token)));
      return known.find((one) => one !== undefined) ?? { kind: 'unknown' };
    },
  };
}

// git sends the token as the password of Basic authentication with any name, or as the name itself.
function candidates(authorization: string): readonly string[] {
  const [scheme = '', value = ''] = authorization.split(/\s+/, 2);
  if (/^(token|bearer)$/i.test(scheme)) return [value];
  if (!/^basic$/i.test(scheme)) return [];
  const [name = '', ...password] = Buffer.from(value, 'base64').toString('utf8').split(':');
  return [password.join(':'), name].filter((part) => part !== '');
}

const digest = (token: string): string => createHash('sha256').update(token).digest('hex');
