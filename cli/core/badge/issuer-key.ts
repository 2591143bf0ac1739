import { didKeyDocument, didWebUrl, publicAddress, readKey } from './did.ts';
import { isObject, quote } from './json.ts';
import { lookup, type Resolve } from './lookup.ts';
import { decodePublicKey } from './multikey.ts';
import type { Result } from './result.ts';

/** The issuer result, and the key if it is tied to the issuer. */
export interface IssuerKey {
  readonly result: Result;
  readonly publicKeyMultibase: string | null;
  /** The issuer's own document, where it was found. */
  readonly document: unknown;
}

/** The issuer's id, which a badge gives as text or in a profile. */
export const issuerId = (credential: { readonly [term: string]: unknown }): string => {
  const { issuer } = credential;
  return String(isObject(issuer) ? issuer['id'] : issuer);
};

/** The key that a verification method names by itself, which ties it to nobody. */
export const namedKey = (verificationMethod: string): string | null => {
  const fragment = verificationMethod.split('#')[1] ?? '';
  return decodePublicKey(fragment) === null ? null : fragment;
};

const result = (outcome: Result['outcome'], detail: string): Result => ({ name: 'issuer', outcome, detail });
const without = (outcome: Result['outcome'], detail: string, document: unknown = null): IssuerKey => ({ result: result(outcome, detail), publicKeyMultibase: null, document });
const doubt = 'ask the issuer named on the badge whether it is theirs';

/**
 * Ties the key that a proof names to the badge's issuer: the key must be named under the issuer's own id, and the document
 * that the issuer publishes there must list it. A document that cannot be had gives "unknown"; one that does not hold the
 * key gives "fail".
 */
export async function issuerKey(issuer: string, verificationMethod: string, { now, resolve }: { readonly now: Date; readonly resolve: Resolve }): Promise<IssuerKey> {
  if (verificationMethod.split('#')[0] !== issuer || !verificationMethod.includes('#')) {
    return without('fail', `The proof names a key of ${quote(verificationMethod.split('#')[0])}, but the badge says that ${quote(issuer)} issued it; ${doubt}.`);
  }
  const own = didKeyDocument(issuer);
  if (own !== null) {
    const key = readKey(own, verificationMethod, issuer, now);
    return key.ok ? { result: result('pass', 'The issuer is the key itself (did:key), which proves no name; compare the key with one that the issuer gave you.'), publicKeyMultibase: key.publicKeyMultibase, document: own } : without('fail', `${key.reason.replace(/\.$/, '')}; ${doubt}.`);
  }
  const web = issuer.startsWith('did:web:');
  if (!web && !issuer.startsWith('https:')) return without('unknown', `The issuer ${quote(issuer)} is named in a way that is not looked up here; verify it with a tool that can.`);
  const address = web ? didWebUrl(issuer) : publicAddress(issuer);
  if (!address.ok) return without('fail', `${address.reason.replace(/\.$/, '')}; ${doubt}.`);
  const found = await lookup(resolve, address.url);
  if (!found.ok) return without('unknown', `The issuer's keys could not be read from ${address.url}, because ${found.reason}; try again later.`);
  const key = readKey(found.value, verificationMethod, issuer, now);
  if (!key.ok) return without('fail', `${key.reason.replace(/\.$/, '')}; ${doubt}.`);
  const from = found.note === null ? '' : ` (${found.note})`;
  return { result: result('pass', `The key is one that ${quote(issuer)} publishes as its own${from}.`), publicKeyMultibase: key.publicKeyMultibase, document: found.value };
}
