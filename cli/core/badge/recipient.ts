import { isObject, many, quote, type JsonObject } from './json.ts';
import type { Answer } from './result.ts';
import { identityTypes, isWord } from './vocabulary.ts';

const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** An identifier as Open Badges hides it: SHA-256 of identifier and salt, in hexadecimal after `sha256$`. */
export async function identityHash(identifier: string, salt: string): Promise<string> {
  return `sha256$${hex(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(identifier + salt))))}`;
}

/** What somebody typed: the identifier itself, in the ways in which it may be spelt, and its kind where they named it or it shows; null for an account, a DID or a number. */
interface Typed {
  readonly spellings: readonly string[];
  readonly kind: string | null;
}

function read(recipient: string): Typed {
  const [, named, rest] = /^(ext:[A-Za-z0-9.|_-]+|[A-Za-z]+):(.+)$/s.exec(recipient) ?? [];
  const isNamed = named !== undefined && isWord(identityTypes, named);
  const text = isNamed ? rest!.trim() : recipient;
  const shows = /^[^\s@:/]+@[^\s@]+\.[^\s@]+$/.test(text) ? 'emailAddress' : /\p{L}\s+\S*\p{L}/u.test(text) ? 'name' : null;
  return { spellings: [...new Set([text, text.toLowerCase()])], kind: isNamed ? named : shows };
}

// An address is one alone, and a name that is spelt like an address, an account or a DID is none of them. Of what shows no kind nobody can say what it would have to be compared with.
function mayBe(identityType: unknown, { kind, spellings: [text = ''] }: Typed): boolean {
  if (kind !== null) return identityType === kind;
  return identityType === 'name' ? !/[@:/]/.test(text) : identityType !== 'emailAddress';
}

/**
 * Whether a badge is for the person whom the verifier names: by an address, an account or a DID, or by another identifier with its
 * kind before it (`userName:maya`). An address is tried as typed and in small letters, since the standard does not say how issuers
 * write it. It is somebody else's only where an identifier of the same kind was compared: an address says nothing against a name.
 */
export async function recipientAnswer(badge: JsonObject, recipient: string | undefined, proven: boolean): Promise<Answer> {
  const given = recipient?.trim() ?? '';
  if (given === '') return ['skipped', 'No address was given to compare with; to know whose badge it is, give one that the person is known by.'];
  if (!proven) return ['unknown', "The address was not compared, because the badge is not proven to be its issuer's; see the results above."];
  const typed = read(given);
  const subject = badge['credentialSubject'];
  const id = isObject(subject) ? subject['id'] : undefined;
  if (id === given || (typed.kind === 'emailAddress' && typed.spellings.some((each) => String(id).toLowerCase() === `mailto:${each}`)) || String(id) === given.toLowerCase()) return ['pass', `The badge names its earner as ${quote(id)}, which is what you gave.`];
  const identities = (isObject(subject) ? many(subject['identifier']) : []).filter(isObject);
  const alike = identities.filter(({ identityType }) => mayBe(identityType, typed));
  for (const { identityHash: said, hashed, salt, identityType } of alike) {
    for (const each of typed.spellings) {
      if (hashed === true ? said === (await identityHash(each, typeof salt === 'string' ? salt : '')) : String(said).toLowerCase() === each.toLowerCase()) return ['pass', `The badge names its earner by ${quote(identityType)}, and what you gave is it.`];
    }
  }
  if (alike.some(({ hashed, identityHash: said }) => hashed === true && !/^sha256\$/.test(String(said)))) return ['unknown', 'The badge hides its earner with a hash that is not read here; ask the issuer whose it is.'];
  if (identities.length === 0) return ['unknown', `The badge names its earner only as ${quote(id)}, which cannot be compared with what you gave; ask the earner to show that it is theirs, or ask the issuer.`];
  if (typed.kind === null || alike.length === 0) {
    const kinds = [...new Set(identities.map(({ identityType }) => String(identityType)))];
    const other = kinds.find((each) => each !== 'name' && each !== 'emailAddress');
    const how = other === undefined ? '' : ` (as ${quote(`${other}:…`)})`;
    return ['unknown', `The badge names its earner by ${kinds.map((each) => quote(each)).join(', ')}, which cannot be compared with what you gave; give that${how}, ask the earner to show that it is theirs, or ask the issuer.`];
  }
  return ['fail', 'The badge is for somebody else than what you gave names; ask for the address under which it was earned.'];
}
