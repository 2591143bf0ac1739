/** W3C Bitstring Status List 1.0: bit 0 is the leftmost bit of the first byte; a set bit says "revoked". */
import { addresses } from './addresses.ts';
import { base64Url, fromBase64Url } from './base64.ts';
import { credentialsContext } from './contexts.ts';
import { gzipRuns, inflate } from './gzip.ts';

/** Bits of every list: the fewest that the specification allows, so that a place in it names nobody. */
export const listBits = 131_072;
/** The longest list that we unpack: 16 MiB of bits. */
export const longestList = 2_097_152;

/** The list with these bits set, as `encodedList`. The same bits always give the same text. Throws for an index outside the list. */
export function encodeBits(set: Iterable<number>): string {
  const bytes = new Uint8Array(listBits / 8);
  for (const index of set) {
    if (!Number.isInteger(index) || index < 0 || index >= listBits) throw new RangeError(`Unexpected status index ${index}, expected 0 to ${listBits - 1}`);
    bytes[index >>> 3]! |= 0x80 >>> (index & 7);
  }
  return `u${base64Url(gzipRuns(bytes))}`;
}

export type DecodedList = { readonly ok: true; readonly bits: Uint8Array } | { readonly ok: false; readonly reason: string; /** What it says all the same, where it is too short and nothing else is wrong. */ readonly bits?: Uint8Array };

/** An `encodedList` as bytes of bits, or why it is none. Never throws; unpacks `maxBytes` at most. */
export async function decodeList(encodedList: unknown, maxBytes: number = longestList): Promise<DecodedList> {
  if (typeof encodedList !== 'string' || !encodedList.startsWith('u')) return { ok: false, reason: 'its list is not base64url text that begins with "u"' };
  const compressed = fromBase64Url(encodedList.slice(1));
  if (compressed === null) return { ok: false, reason: 'its list is not base64url text' };
  const bits = await inflate(compressed, 'gzip', maxBytes);
  if (bits === null) return { ok: false, reason: 'its list cannot be unpacked or is too long' };
  return bits.length * 8 < listBits ? { ok: false, reason: `its list is shorter than ${listBits} bits`, bits } : { ok: true, bits };
}

/** The bit at an index; null outside the list. */
export function bitAt(bits: Uint8Array, index: number): boolean | null {
  const byte = Number.isInteger(index) && index >= 0 ? bits[Math.floor(index / 8)] : undefined;
  return byte === undefined ? null : (byte & (0x80 >>> (index % 8))) !== 0;
}

/** Every set bit, in order: what two lists are compared by. */
export function setBits(bits: Uint8Array): readonly number[] {
  const found: number[] = [];
  bits.forEach((byte, place) => {
    for (let bit = 0; byte !== 0 && bit < 8; bit++) if (byte & (0x80 >>> bit)) found.push(place * 8 + bit);
  });
  return found;
}

/** A status list before it is signed (section 2.2). `ttl` is in milliseconds. */
export function unsignedStatusList({ origin, list, issuerId, validFrom, encodedList, ttl = 300_000 }: {
  readonly origin: string;
  readonly list: number;
  readonly issuerId: string;
  readonly validFrom: string;
  readonly encodedList: string;
  readonly ttl?: number;
}): object {
  const id = addresses(origin).statusList(list);
  return {
    '@context': [credentialsContext],
    id,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: issuerId,
    validFrom,
    credentialSubject: { id: `${id}#list`, type: 'BitstringStatusList', statusPurpose: 'revocation', ttl, encodedList },
  };
}
