import { didFromUrl } from './badge/addresses.ts';
import { keyId } from './badge/did.ts';
import type { Issuer } from './model.generated.ts';

/** A key as issuer.yaml lists it. */
export type ListedKey = Issuer['keys'][number];

/** What a key does on a day: it signs, will sign, has signed (and its badges verify), or is somebody else's too (and they do not). */
export type KeyState = 'signs' | 'waits' | 'retired' | 'compromised';

/** What a listed key does on a day (year-month-day, UTC). */
export function keyState({ from, until, compromised }: ListedKey, today: string): KeyState {
  if (compromised !== undefined) return 'compromised';
  return today < from ? 'waits' : until !== undefined && until < today ? 'retired' : 'signs';
}

/** Public halves of the keys that sign on a day. */
export const keysOn = ({ keys }: Pick<Issuer, 'keys'>, today: string): readonly string[] => keys.filter((key) => keyState(key, today) === 'signs').map((key) => key.public);

/** Public halves of the keys that nobody else has: what they signed in their time verifies. */
export const soundKeys = ({ keys }: Pick<Issuer, 'keys'>): readonly string[] => keys.filter(({ compromised }) => compromised === undefined).map((key) => key.public);

/** The compromised keys by the full names under which proofs know them. */
export const compromisedKeys = ({ url, keys }: Pick<Issuer, 'url' | 'keys'>): ReadonlyMap<string, ListedKey> =>
  new Map(keys.filter(({ compromised }) => compromised !== undefined).map((key) => [keyId(didFromUrl(url), key.public), key]));

/**
 * The issuer as if no key had been compromised: whether a store is whole is asked under it, since what was signed with such a key
 * must still be what it was. Never for telling whether a badge is genuine.
 */
export const beforeCompromise = <Who extends Pick<Issuer, 'keys'>>(issuer: Who): Who => ({ ...issuer, keys: issuer.keys.map(({ compromised: _day, 'safe-size': _size, ...key }) => key) });

export type FoundKey = { readonly ok: true; readonly key: ListedKey; readonly at: number } | { readonly ok: false; readonly reason: string };

/** The listed key that a person means: by its public half, whole or its beginning, or by its full name with the issuer's DID. */
export function findKey({ keys }: Pick<Issuer, 'keys'>, named: string): FoundKey {
  const start = named.slice(named.indexOf('#') + 1);
  const found = keys.flatMap((key, at) => (key.public.startsWith(start) ? [{ ok: true, key, at } as const] : []));
  if (start.length < 8 || found.length === 0) return { ok: false, reason: `issuer.yaml lists no key "${named}". Give its public half, or at least the first eight characters of it; \`laurel keys list\` shows all.` };
  return found.length > 1 ? { ok: false, reason: `"${named}" is the beginning of ${found.length} keys. Give more of it; \`laurel keys list\` shows all.` } : found[0]!;
}
