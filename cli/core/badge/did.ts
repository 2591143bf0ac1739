import type { Issuer } from '../model.generated.ts';
import { canonicalJson } from '../canonical.ts';
import { didFromUrl } from './addresses.ts';
import { isObject, many, quote, type JsonObject } from './json.ts';
import { moment } from './moment.ts';
import { fromBase64Url } from './base64.ts';
import { decodeBase58, decodePublicKey, encodePublicKey } from './multikey.ts';
import { p256Jwk } from './p256.ts';

/** Name of a key under its issuer. */
export const keyId = (did: string, publicKeyMultibase: string): string => `${did}#${publicKeyMultibase}`;

/**
 * The issuer's DID document: every key that has ever signed, as strings under `assertionMethod` (1EdTech's resolver reads
 * nothing else). An old key gets no `expires`: what it signed in its time goes on verifying. A compromised one is no longer among
 * those that sign, which every verifier looks at, and says why (Controlled Identifiers 1.0, `revoked`), which few do.
 */
export function didDocument(issuer: Pick<Issuer, 'url' | 'keys'>): object {
  const did = didFromUrl(issuer.url);
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id: did,
    verificationMethod: issuer.keys.map(({ public: key, compromised }) => ({ id: keyId(did, key), type: 'Multikey', controller: did, publicKeyMultibase: key, ...(compromised === undefined ? {} : { revoked: `${compromised}T00:00:00Z` }) })),
    assertionMethod: issuer.keys.flatMap(({ public: key, compromised }) => (compromised === undefined ? [keyId(did, key)] : [])),
  };
}

/** `remedy`: what to do about it, where that is not to try again. */
export type Address = { readonly ok: true; readonly url: string } | { readonly ok: false; readonly reason: string; readonly remedy?: string };
export type Key = { readonly ok: true; readonly publicKeyMultibase: string } | { readonly ok: false; readonly reason: string };

/**
 * An https address that may be fetched for a stranger's badge: a host with a public-looking name, never an IP address or a
 * name of the machine or network we run in. What a name resolves to is for whoever fetches it to watch.
 */
export function publicAddress(address: string): Address {
  const refused = (why: string): Address => ({ ok: false, reason: `The address ${quote(address)} ${why}.` });
  if (!URL.canParse(address) || address.length > 2_000) return refused('is not an address');
  const { protocol, hostname, username, password, href } = new URL(address);
  if (protocol !== 'https:') return refused('is not https');
  if (username !== '' || password !== '') return refused('carries a password');
  if (hostname.startsWith('[') || /^[\d.]+$/.test(hostname)) return refused('is an IP address, which is not looked up');
  if (!/^([a-z0-9]([a-z0-9_-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(hostname)) return refused('has no public host name');
  if (/(^|\.)(localhost|local|localdomain|internal|intranet|lan|home|corp|home\.arpa)$/.test(hostname)) return refused('is inside a private network, which is not looked up');
  return { ok: true, url: href };
}

/** The same, at the usual port of https: nothing else is fetched for anybody's badge. */
export function fetchable(address: string): Address {
  const found = publicAddress(address);
  return found.ok && new URL(found.url).port !== '' ? { ok: false, reason: 'only the usual port of https is asked', remedy: 'verify the badge with another tool, one that asks that port' } : found;
}

/** Where a did:web's document stands (did:web method, section 2.5.2), or why it is not looked up. Never throws. */
export function didWebUrl(did: string): Address {
  const [scheme, method, host, ...path] = did.split(':');
  const refused: Address = { ok: false, reason: `The issuer ${quote(did)} is not a did:web that can be looked up.` };
  if (scheme !== 'did' || method !== 'web' || host === undefined) return refused;
  if (!/^[A-Za-z0-9.-]+(%3[Aa][1-9][0-9]{0,4})?$/.test(host)) return refused;
  if (!path.every((segment) => /^(?:[A-Za-z0-9._~-]|%[0-9A-Fa-f]{2})+$/.test(segment) && !/^(?:\.|%2e){1,2}$/i.test(segment) && !/%(?:2f|5c|00)/i.test(segment))) return refused;
  return publicAddress(`https://${host.replace(/%3a/i, ':')}/${path.length === 0 ? '.well-known' : path.join('/')}/did.json`);
}

/** The document that a did:key is (did:key method): one Ed25519 or P-256 key, named by itself. Null for any other DID. */
export function didKeyDocument(did: string): object | null {
  const key = did.startsWith('did:key:') ? did.slice('did:key:'.length) : '';
  const publicKeyJwk = p256Jwk(key);
  if (publicKeyJwk !== null) return { id: did, verificationMethod: [{ id: keyId(did, key), type: 'JsonWebKey', controller: did, publicKeyJwk }], assertionMethod: [keyId(did, key)] };
  if (decodePublicKey(key) === null) return null;
  return { id: did, verificationMethod: [{ id: keyId(did, key), type: 'Multikey', controller: did, publicKeyMultibase: key }], assertionMethod: [keyId(did, key)] };
}

/** The key that a proof names, in full: a did:key may be named without its fragment (as 1EdTech's validator lets it), since it holds one key. */
export const keyName = (verificationMethod: string, did: string): string =>
  verificationMethod === did && didKeyDocument(did) !== null ? keyId(did, did.slice('did:key:'.length)) : verificationMethod;

const absolute = (id: unknown, did: string): unknown => (typeof id === 'string' && id.startsWith('#') ? did + id : id);

export type Method = { readonly ok: true; readonly method: JsonObject } | { readonly ok: false; readonly reason: string };

/** A document that says nothing of keys at all, such as a bare profile. */
export const saysNoKeys = (document: unknown): boolean => isObject(document) && document['verificationMethod'] === undefined && document['assertionMethod'] === undefined;

/** Every method that a document lists under `assertionMethod`, each with its full name; one that is given twice in the same words, there and among the methods, is one. */
export function signingMethods(document: JsonObject, did: string): readonly { readonly name: string; readonly method: JsonObject }[] {
  const allowed = many(document['assertionMethod']);
  const named = new Set(allowed.map((entry) => absolute(isObject(entry) ? entry['id'] : entry, did)));
  const given = [...many(document['verificationMethod']), ...allowed].filter(isObject);
  const found = new Map<string, { readonly name: string; readonly method: JsonObject }>();
  for (const method of given) {
    const id = absolute(method['id'], did);
    if (named.has(id)) found.set(canonicalJson({ ...method, id }), { name: String(id), method });
  }
  return [...found.values()];
}

/**
 * What a DID document gives for signing under this name, or why it gives nothing: the document must be the DID's own, list
 * the key under `assertionMethod`, and name the DID as its controller (Controlled Identifiers 1.0, sections 2.2 and 3.3).
 * Never throws.
 */
export function readMethod(document: unknown, verificationMethod: string, did: string): Method {
  const none = (reason: string): Method => ({ ok: false, reason });
  if (!isObject(document) || document['id'] !== did) return none(`The document found for ${quote(did)} is not its own.`);
  const listed = many(document['assertionMethod']).some((entry) => absolute(isObject(entry) ? entry['id'] : entry, did) === verificationMethod);
  if (!listed) return none("The issuer's document does not list the key among those that sign.");
  const [first, second] = signingMethods(document, did).filter(({ name }) => name === verificationMethod);
  if (first === undefined) return none("The issuer's document lists the key but does not give it.");
  if (second !== undefined) return none("The issuer's document gives the key twice.");
  return first.method['controller'] === did ? { ok: true, method: first.method } : none("The issuer's document says that the key is under another's control.");
}

/**
 * A key that was the issuer's and is not among those that sign any more, because its document says that it was revoked; null for
 * every other. Never throws.
 */
export function withdrawnMethod(document: unknown, name: string, did: string, now: Date): JsonObject | null {
  const given = isObject(document) && document['id'] === did ? many(document['verificationMethod']).filter((method) => isObject(method) && absolute(method['id'], did) === name) : [];
  const [method] = given;
  return given.length === 1 && isObject(method) && method['controller'] === did && method['revoked'] !== undefined && keyEnd(method, now).over ? method : null;
}

/** The Ed25519 key of a method as a Multikey, whichever of the forms in use it has; null for another kind of key. */
export function ed25519Of(method: JsonObject): string | null {
  const { publicKeyMultibase, publicKeyJwk, publicKeyBase58 } = method;
  if (typeof publicKeyMultibase === 'string') return decodePublicKey(publicKeyMultibase) === null ? null : publicKeyMultibase;
  const bytes = isObject(publicKeyJwk) && publicKeyJwk['crv'] === 'Ed25519' && typeof publicKeyJwk['x'] === 'string' ? fromBase64Url(publicKeyJwk['x']) : typeof publicKeyBase58 === 'string' ? decodeBase58(publicKeyBase58) : null;
  return bytes?.length === 32 ? encodePublicKey(bytes) : null;
}

/** Until when a key signs, as words. `over` where that time has passed, now or when it is said to have `signed`, or cannot be read. */
export function keyEnd(method: JsonObject, now: Date, signed?: unknown): { readonly over: boolean; readonly said: string } {
  const days: string[] = [];
  for (const [term, word] of [['revoked', 'was revoked'], ['expires', 'expired']] as const) {
    if (method[term] === undefined) continue;
    const at = moment(method[term]);
    if (at === null) return { over: true, said: `The issuer's document gives the key an unreadable ${quote(term)} date.` };
    if (at <= now.getTime()) return { over: true, said: `The issuer's document says that the key ${word} on ${String(method[term]).slice(0, 10)}.` };
    const day = String(method[term]).slice(0, 10);
    if (at <= (moment(signed) ?? -Infinity)) return { over: true, said: `The issuer lets the key sign until ${day}, and the badge says that it was signed on ${String(signed).slice(0, 10)}.` };
    days.push(day);
  }
  return { over: false, said: days.length === 0 ? 'The issuer publishes no end of the key.' : `The issuer lets the key sign until ${days.sort()[0]}.` };
}

/** The Ed25519 key that a DID document gives for signing under this name and has not ended, or why there is none. Never throws. */
export function readKey(document: unknown, verificationMethod: string, did: string, now: Date): Key {
  const found = readMethod(document, keyName(verificationMethod, did), did);
  if (!found.ok) return found;
  const publicKeyMultibase = ed25519Of(found.method);
  if (publicKeyMultibase === null) return { ok: false, reason: "The issuer's document gives the key in a form that we do not read." };
  const { over, said } = keyEnd(found.method, now);
  return over ? { ok: false, reason: said } : { ok: true, publicKeyMultibase };
}
