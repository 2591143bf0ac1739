import { createHash } from 'node:crypto';

/** Who a request says it comes from; a token that nobody has is `unknown`, which is not the same as none. */
export type Identity = { readonly kind: 'anonymous' } | { readonly kind: 'unknown' } | { readonly kind: 'known'; readonly personId: number };

/** Tokens are kept in memory only, and only as digests, so that no log, dump or state file can hold one. */
export interface Tokens {
  readonly add: (token: string, personId: number) => void;
  readonly identify: (authorization: string | undefined) => Identity;
}

/** An empty set of tokens. */
export function createTokens(): Tokens {
  const owners = new Map<string, number>();
  return {
    add: (token, personId) => void owners.set(digest(token), personId),
    identify: (authorization) => {
      if (authorization === undefined || authorization === '') return { kind: 'anonymous' };
      for (const token of candidates(authorization)) {
        const personId = owners.get(digest(token));
        if (personId !== undefined) return { kind: 'known', personId };
      }
      return { kind: 'unknown' };
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
