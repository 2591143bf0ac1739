import { didKeyDocument, didWebUrl, ed25519Of, keyEnd, keyName, publicAddress, readMethod, saysNoKeys, withdrawnMethod } from './did.ts';
import { quote, type JsonObject } from './json.ts';
import { lookup, remedyFor, type Resolve } from './lookup.ts';
import { decodePublicKey } from './multikey.ts';
import { result, unended, type Answer, type Outcome, type Result } from './result.ts';

/** Whose key a proof was made with, whether it was in force, and the key if it is tied to the issuer. */
export interface IssuerKey {
  readonly issuer: Result;
  readonly key: Result;
  readonly publicKeyMultibase: string | null;
  /** The issuer's own document, where it was found. */
  readonly document: unknown;
}

/** The key that a verification method names by itself, which ties it to nobody. */
export const namedKey = (verificationMethod: string): string | null => {
  const fragment = verificationMethod.split('#')[1] ?? verificationMethod.replace(/^did:key:/, '');
  return decodePublicKey(fragment) === null ? null : fragment;
};

export const doubt = 'ask the issuer named on the badge whether it is theirs';

/** No key that is the issuer's. */
export const untied = (outcome: Outcome, detail: string, document: unknown = null): IssuerKey => ({
  issuer: result('issuer', outcome, detail),
  key: result('key', 'unknown', 'Whether the key was in force was not asked, because no key could be tied to the issuer; see the issuer result.'),
  publicKeyMultibase: null,
  document,
});

/** Where an issuer publishes itself: its document, or why there is none. */
export type Home = { readonly ok: true; readonly document: unknown; readonly address: string | null; readonly note: string } | { readonly ok: false; readonly answer: Answer; readonly remedy?: string };

/** The document that an issuer is: in the did:key itself, or at the address of a did:web or an https issuer. */
export async function issuerHome(issuer: string, resolve: Resolve): Promise<Home> {
  const none = (outcome: Outcome, detail: string): Home => ({ ok: false, answer: [outcome, detail] });
  const own = didKeyDocument(issuer);
  if (own !== null) return { ok: true, document: own, address: null, note: '' };
  const web = issuer.startsWith('did:web:');
  if (!web && !issuer.startsWith('https:')) return none('unknown', `The issuer ${quote(issuer)} is named in a way that is not looked up here; verify it with a tool that can.`);
  const address = web ? didWebUrl(issuer) : publicAddress(issuer);
  if (!address.ok) return none('fail', `${unended(address.reason)}; ${doubt}.`);
  const found = await lookup(resolve, address.url);
  if (!found.ok) return { ok: false, answer: ['unknown', `The issuer's keys could not be read from ${address.url}, because ${found.reason}; ${remedyFor(found)}.`], remedy: remedyFor(found) };
  return { ok: true, document: found.value, address: address.url, note: found.note === null ? '' : ` (${found.note})` };
}

/** The results of a key that the issuer publishes. */
export function tied(issuer: string, home: Home & { readonly ok: true }, method: JsonObject, publicKeyMultibase: string | null, now: Date, signed?: unknown): IssuerKey {
  const { over, said } = keyEnd(method, now, signed);
  const whose = home.address === null ? 'The issuer is the key itself (did:key), which proves no name; compare the key with one that the issuer gave you.' : `The key is one that ${quote(issuer)} publishes as its own${home.note}.`;
  const end = home.address === null ? 'A did:key has no end and cannot be taken back.' : said;
  return { issuer: result('issuer', 'pass', whose), key: over ? result('key', 'fail', `${unended(said)}; ask the issuer for a badge that is signed anew.`) : result('key', 'pass', end), publicKeyMultibase, document: home.document };
}

/**
 * Ties the key that a proof names to the badge's issuer: the key must be named under the issuer's own id, and the document
 * that the issuer publishes there must list it. A document that cannot be had, or that says nothing of keys, gives
 * "unknown"; one that does not hold the key gives "fail".
 */
export async function issuerKey(issuer: string, verificationMethod: string, { now, resolve, signed }: { readonly now: Date; readonly resolve: Resolve; /** When the proof says that it was made. */ readonly signed?: unknown }): Promise<IssuerKey> {
  const name = keyName(verificationMethod, issuer);
  if (name.split('#')[0] !== issuer || !name.includes('#')) {
    return untied('fail', `The proof names a key of ${quote(name.split('#')[0])}, but the badge says that ${quote(issuer)} issued it; ${doubt}.`);
  }
  const home = await issuerHome(issuer, resolve);
  if (!home.ok) return untied(...home.answer);
  if (saysNoKeys(home.document)) return untied('unknown', `What ${quote(issuer)} publishes at its address names no keys, so nothing ties the key to it; ${doubt}.`);
  const found = readMethod(home.document, name, issuer);
  const withdrawn = found.ok ? null : withdrawnMethod(home.document, name, issuer, now);
  const lost = withdrawn === null ? null : ed25519Of(withdrawn);
  // Whose it was is known, and that it counts for nothing any more: that is for the key result to say.
  if (lost !== null) return tied(issuer, home, withdrawn!, lost, now);
  if (!found.ok) return untied('fail', `${unended(found.reason)}; ${doubt}.`);
  const key = ed25519Of(found.method);
  return key === null ? untied('fail', `The issuer's document gives the key in a form that we do not read; ${doubt}.`) : tied(issuer, home, found.method, key, now, signed);
}
