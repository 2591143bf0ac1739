/** A badge as a signed token: a compact JWS whose payload is the credential (VC Data Model 2.0) or holds it under `vc` (1.1). Open Badges 3.0, section 8.2. */
import { fromBase64Url } from './base64.ts';
import { datesOf, issuerId } from './credential-terms.ts';
import { isObject, many, parseJson, quote, type JsonObject } from './json.ts';
import { moment } from './moment.ts';
import { tokenClaims } from './token-claims.ts';

/** A token taken apart; its signature is another question. */
export interface Token {
  readonly compact: string;
  readonly header: JsonObject;
  readonly claims: JsonObject;
}
export type ReadToken = { readonly ok: true; readonly token: Token; readonly credential: JsonObject } | { readonly ok: false; readonly reason: string };

/** True for text that is written as a compact JWS is. */
export const isToken = (text: string): boolean => /^[A-Za-z0-9_-]{2,}\.[A-Za-z0-9_-]{2,}\.[A-Za-z0-9_-]*$/.test(text);

function part(text: string): JsonObject | string {
  const bytes = fromBase64Url(text);
  if (bytes === null) return 'is not base64url text';
  try {
    const parsed = parseJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (!parsed.ok) return `cannot be read: ${parsed.reason.replace(/\.$/, '').replace(/^It /, 'it ')}`;
    return isObject(parsed.value) ? parsed.value : 'is not a JSON object';
  } catch {
    return 'is not UTF-8 text';
  }
}

/** A claim's moment as text; undefined for what is none. */
export const instant = (seconds: unknown): string | undefined => (typeof seconds === 'number' && Math.abs(seconds) < 8e12 ? new Date(seconds * 1000).toISOString().replace('.000Z', 'Z') : undefined);

// Data Model 1.1 lets a token say once, in its own claims, what the credential then leaves out.
function filledIn(vc: JsonObject, { iss, jti, nbf, exp, sub }: JsonObject): JsonObject {
  const subject = vc['credentialSubject'];
  const missing: Record<string, unknown> = {};
  const fill = (term: string, value: unknown): void => {
    if (vc[term] === undefined && value !== undefined) missing[term] = value;
  };
  fill('issuer', iss);
  fill('id', jti);
  fill('issuanceDate', instant(nbf));
  fill('expirationDate', instant(exp));
  if (isObject(subject) && subject['id'] === undefined && sub !== undefined) missing['credentialSubject'] = { id: sub, ...subject };
  return { ...vc, ...missing };
}

/** Takes a token apart and finds its credential, or says why there is none. Never throws. */
export function readToken(text: string): ReadToken {
  const compact = text.trim();
  const failure = (reason: string): ReadToken => ({ ok: false, reason });
  if (!isToken(compact)) return failure('The file is not a signed token (JWT).');
  const [head, body] = compact.split('.') as [string, string];
  const [header, claims] = [part(head), part(body)];
  if (typeof header === 'string') return failure(`The header of the signed token ${header}; fetch the file again.`);
  if (typeof claims === 'string') return failure(`The content of the signed token ${claims}; fetch the file again.`);
  if (hides(claims)) return failure('The signed token hides parts of what was signed (SD-JWT), a status perhaps, which is not read here; ask the earner for one that is signed as a whole.');
  const vc = claims['vc'];
  return { ok: true, token: { compact, header, claims }, credential: isObject(vc) ? filledIn(vc, claims) : withoutClaims(claims) };
}

// Whoever holds such a token chooses what of it is seen.
const hides = (value: unknown): boolean => typeof value === 'object' && value !== null && (Object.hasOwn(value, '_sd') || Object.hasOwn(value, '...') || Object.values(value).some(hides));

// What the token says for itself is no part of the credential, whose contexts do not know it.
const withoutClaims = (claims: JsonObject): JsonObject => Object.fromEntries(Object.entries(claims).filter(([name]) => !tokenClaims.has(name)));

/** Where a token's own claims say something else than the credential in it (section 8.2.2), as words after "the token". */
export function* claimFaults({ claims }: Token, credential: JsonObject): Generator<string, void> {
  const { validFrom, validUntil } = datesOf(credential);
  const [from, until] = [moment(validFrom), moment(validUntil)];
  const subject = many(credential['credentialSubject'])[0];
  const said = [
    ['iss', issuerId(credential), claims['iss']],
    ['jti', credential['id'], claims['jti']],
    ['sub', isObject(subject) ? subject['id'] : undefined, claims['sub']],
  ] as const;
  for (const [claim, inside, outside] of said) if (outside !== undefined && inside !== undefined && inside !== outside) yield `the token's ${claim} is ${quote(outside)}, and the badge in it says ${quote(inside)}`;
  for (const [claim, inside] of [['nbf', from], ['exp', until]] as const) {
    const outside = claims[claim];
    if (outside === undefined || inside === null) continue;
    if (typeof outside !== 'number' || Math.abs(outside * 1000 - inside) >= 1000) yield `the token's ${claim} is another moment than the badge in it says`;
  }
}
