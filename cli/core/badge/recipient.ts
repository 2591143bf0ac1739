import { isObject, many, quote, type JsonObject } from './json.ts';
import type { Answer } from './result.ts';

const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** An identifier as Open Badges hides it: SHA-256 of identifier and salt, in hexadecimal after `sha256$`. */
export async function identityHash(identifier: string, salt: string): Promise<string> {
  return `sha256$${hex(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(identifier + salt))))}`;
}

/**
 * The kind of identifier that can be told from its spelling: an address, or a name of several words; null for an account, a DID or
 * a number, of which nobody can say by the look of it what it would have to be compared with.
 */
const kindOf = (typed: string): 'emailAddress' | 'name' | null => (/^[^\s@:/]+@[^\s@]+\.[^\s@]+$/.test(typed) ? 'emailAddress' : /\p{L}\s+\S*\p{L}/u.test(typed) ? 'name' : null);

/** Whether what was typed can be a name at all: no address, account or DID is one. */
const mayBeName = (typed: string): boolean => kindOf(typed) === 'name' || !/[@:/]/.test(typed);

/**
 * Whether a badge is for the person whom the verifier names: by an address, an account or a DID. An address is tried as
 * typed and in small letters, since the standard does not say how issuers write it. It is somebody else's only where an
 * identifier of the same kind was compared: an address says nothing against a name, and a name that is spelt like an address
 * is not that address.
 */
export async function recipientAnswer(badge: JsonObject, recipient: string | undefined, proven: boolean): Promise<Answer> {
  const typed = recipient?.trim() ?? '';
  if (typed === '') return ['skipped', 'No address was given to compare with; to know whose badge it is, give one that the person is known by.'];
  if (!proven) return ['unknown', "The address was not compared, because the badge is not proven to be its issuer's; see the results above."];
  const spellings = [...new Set([typed, typed.toLowerCase()])];
  const subject = badge['credentialSubject'];
  const id = isObject(subject) ? subject['id'] : undefined;
  if (spellings.some((each) => id === each || String(id).toLowerCase() === `mailto:${each}`)) return ['pass', `The badge names its earner as ${quote(id)}, which is what you gave.`];
  const identities = (isObject(subject) ? many(subject['identifier']) : []).filter(isObject);
  for (const { identityHash: said, hashed, salt, identityType } of identities) {
    if (identityType === 'name' && !mayBeName(typed)) continue;
    for (const each of spellings) {
      if (hashed === true ? said === (await identityHash(each, typeof salt === 'string' ? salt : '')) : String(said).toLowerCase() === each.toLowerCase()) return ['pass', `The badge names its earner by ${quote(identityType)}, and what you gave is it.`];
    }
  }
  if (identities.some(({ hashed, identityHash: said }) => hashed === true && !/^sha256\$/.test(String(said)))) return ['unknown', 'The badge hides its earner with a hash that is not read here; ask the issuer whose it is.'];
  if (identities.length === 0) return ['unknown', `The badge names its earner only as ${quote(id)}, which cannot be compared with what you gave; ask the earner to show that it is theirs, or ask the issuer.`];
  const kind = kindOf(typed);
  if (kind === null || !identities.some(({ identityType }) => identityType === kind)) {
    const kinds = [...new Set(identities.map(({ identityType }) => quote(identityType)))].join(', ');
    return ['unknown', `The badge names its earner by ${kinds}, which cannot be compared with what you gave; give that, ask the earner to show that it is theirs, or ask the issuer.`];
  }
  return ['fail', 'The badge is for somebody else than what you gave names; ask for the address under which it was earned.'];
}
