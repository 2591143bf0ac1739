/**
 * The proof of a badge that is a signed token (Open Badges 3.0, section 8.2). A key in the token's header, or at an address
 * that it names, says only that whoever wrote the token had one. It counts where the issuer lists it: in its document, or,
 * for an issuer that is its whole host, in the key set at that host's well-known address.
 */
import { issuerId } from './credential-terms.ts';
import { saysNoKeys, signingMethods, publicAddress } from './did.ts';
import { doubt, issuerHome, tied, untied, type Home, type IssuerKey } from './issuer-key.ts';
import { isObject, many, quote, type JsonObject } from './json.ts';
import { lookup, remedyFor, type Resolve } from './lookup.ts';
import { result, type Outcome, type Result } from './result.ts';
import type { Token } from './token.ts';

const algorithms = ['RS256', 'ES256'];
const later = new Set(['RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES384', 'ES512', 'ES256K', 'EdDSA', 'Ed25519']);

export interface TokenProof {
  readonly proof: Result;
  readonly issuer: IssuerKey;
}
interface Options {
  readonly now: Date;
  readonly resolve: Resolve;
}
/** A key that the issuer lists: what it is called there, and what is said of it. */
interface Listed {
  readonly names: readonly string[];
  readonly jwk: JsonObject;
  readonly method: JsonObject;
}

const keyTerms = ['kty', 'crv', 'n', 'e', 'x', 'y'];
/** The public half of a key, and nothing else that a stranger put beside it. */
const publicHalf = (jwk: JsonObject): JsonObject => Object.fromEntries(Object.entries(jwk).filter(([term, value]) => keyTerms.includes(term) && typeof value === 'string'));

const hostOf = (issuer: string): string | null => (issuer.startsWith('did:web:') ? decodeURIComponent(/^did:web:([A-Za-z0-9.-]+(?:%3[Aa][0-9]+)?)/.exec(issuer)?.[1] ?? '') || null : issuer.startsWith('https:') && URL.canParse(issuer) ? new URL(issuer).host : null);

// A host's key set speaks for the host: not for one of many who have a path on it, nor for a did:web that lists its own keys or could not be asked.
function setOf(issuer: string, home: Home): string | null {
  const host = hostOf(issuer);
  const whole = issuer.startsWith('did:web:') ? !issuer.slice('did:web:'.length).includes(':') && home.ok && saysNoKeys(home.document) : URL.canParse(issuer) && new URL(issuer).href === `https://${host}/`;
  const address = host !== null && whole ? publicAddress(`https://${host}/.well-known/jwks.json`) : null;
  return address?.ok ? address.url : null;
}

function inDocument(document: unknown, issuer: string): readonly Listed[] {
  if (!isObject(document) || document['id'] !== issuer) return [];
  return signingMethods(document, issuer).flatMap(({ name, method }) => (method['controller'] === issuer && isObject(method['publicKeyJwk']) ? [{ names: issuer.startsWith('did:key:') ? [name, issuer] : [name], jwk: publicHalf(method['publicKeyJwk']), method }] : []));
}

const inSet = (value: unknown): readonly Listed[] =>
  (isObject(value) ? many(value['keys']) : []).filter(isObject).filter(({ use }) => use === undefined || use === 'sig').map((jwk) => ({ names: typeof jwk['kid'] === 'string' ? [jwk['kid']] : [], jwk: publicHalf(jwk), method: {} }));

// What the header names is asked only of the issuer's own host: no badge sends its verifier anywhere else.
async function named({ header }: Token, host: string | null, resolve: Resolve): Promise<JsonObject | null> {
  if (isObject(header['jwk'])) return publicHalf(header['jwk']);
  const kid = header['kid'];
  const address = typeof kid === 'string' ? publicAddress(kid) : null;
  if (!address?.ok || new URL(address.url).host !== host) return null;
  const found = await lookup(resolve, address.url.replace(/#.*$/s, ''));
  if (!found.ok || !isObject(found.value)) return null;
  if (found.value['kty'] !== undefined) return publicHalf(found.value);
  const listed = inSet(found.value);
  return (listed.find(({ names }) => names.includes(kid as string)) ?? (listed.length === 1 ? listed[0] : undefined))?.jwk ?? null;
}

const without = (outcome: Outcome, detail: string): TokenProof => ({ proof: result('proof', outcome, detail), issuer: untied('unknown', 'The issuer was not looked up, because no signature could be checked; see the proof result.') });

/** Checks a token's signature and whose key made it. Never throws; the code for tokens is loaded on first use. */
export async function proveToken(token: Token, credential: JsonObject, { now, resolve }: Options): Promise<TokenProof> {
  const { alg, kid } = token.header;
  if (alg === 'none' || token.compact.endsWith('.')) return without('fail', 'The token is not signed, so anyone could have written it; ask the issuer for the signed file.');
  if (typeof alg !== 'string' || !algorithms.includes(alg)) {
    return typeof alg === 'string' && later.has(alg)
      ? without('unknown', `The token is signed with ${quote(alg)}, which is not supported here yet (RS256 and ES256 are); verify it with a tool that reads it.`)
      : without('fail', `The token says that it is signed with ${quote(alg)}, which proves nothing about an issuer; ask the issuer for a badge that is signed with RS256 or ES256.`);
  }
  const [{ calculateJwkThumbprint }, { compactVerify }, { importJWK }] = await Promise.all([import('jose/jwk/thumbprint'), import('jose/jws/compact/verify'), import('jose/key/import')]);
  const print = (jwk: JsonObject): Promise<string | null> => calculateJwkThumbprint(jwk).catch(() => null);
  const issuer = issuerId(credential);
  const home = await issuerHome(issuer, resolve);
  const header = await named(token, hostOf(issuer), resolve);
  const wanted = header === null ? null : await print(header);
  const pick = async (listed: readonly Listed[]): Promise<Listed | undefined> => {
    for (const each of listed) if ((wanted !== null && (await print(each.jwk)) === wanted) || (wanted === null && typeof kid === 'string' && each.names.some((name) => name === kid || name.endsWith(`#${kid.replace(/^#/, '')}`)))) return each;
    return undefined;
  };
  let mine = home.ok ? await pick(inDocument(home.document, issuer)) : undefined;
  const setAddress = setOf(issuer, home);
  const set = mine === undefined && setAddress !== null ? await lookup(resolve, setAddress) : null;
  if (set?.ok) mine = await pick(inSet(set.value));
  const key = mine?.jwk ?? header;
  const tie = (): IssuerKey => {
    if (mine !== undefined) return tied(issuer, home.ok ? home : { ok: true, document: {}, address: setAddress!, note: set?.ok && set.note !== null ? ` (${set.note})` : '' }, mine.method, null, now);
    if (!home.ok && home.answer[0] === 'fail') return untied(...home.answer);
    if (home.ok && home.address === null) return untied('fail', `The issuer is a did:key, and the token is signed with another key than it is; ${doubt}.`);
    const asked = (home.ok && home.address !== null && !saysNoKeys(home.document)) || set?.ok === true;
    const where = setAddress === null ? '' : `, neither in its document nor at ${setAddress}`;
    if (home.ok && saysNoKeys(home.document) && setAddress === null) return untied('unknown', `What ${quote(issuer)} publishes at its address names no keys, so nothing ties the key to it; ${doubt}.`);
    // Nothing was looked up, so that trying again is of no use.
    if (!home.ok && home.remedy === undefined && setAddress === null) return untied(...home.answer);
    return asked ? untied('fail', `The key of the token is none that ${quote(issuer)} lists${where}; ${doubt}.`) : untied('unknown', `The keys of ${quote(issuer)} could not be read${where}; ${set?.ok === false ? remedyFor(set) : !home.ok ? (home.remedy ?? 'try again later') : 'try again later'}.`);
  };
  if (key === null) return { proof: result('proof', 'unknown', 'The signature could not be checked, because the key was not found; see the issuer result.'), issuer: tie() };
  const good = await importJWK(key, alg).then((imported) => compactVerify(token.compact, imported, { algorithms })).then(() => true, () => false);
  if (!good) return { proof: result('proof', 'fail', 'The signature does not fit what it signs: the badge was changed after it was signed, or never signed; do not rely on it.'), issuer: tie() };
  return mine === undefined
    ? { proof: result('proof', 'unknown', 'The signature is consistent with the key that the token names, but that key could not be tied to the issuer; see the issuer result.'), issuer: tie() }
    : { proof: result('proof', 'pass', 'Not a word of it has changed since it was signed.'), issuer: tie() };
}
