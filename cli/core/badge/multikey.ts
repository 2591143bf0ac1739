/**
 * base58btc multibase and Ed25519 Multikeys (W3C Controlled Identifiers 1.0, section 2.2.2). Base 58 is quadratic in its
 * input, so both directions refuse what is longer than any key or signature.
 */
const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const digits = new Map([...alphabet].map((letter, value) => [letter, value]));
const longestBytes = 128;
const fiveDigits = 58 ** 5;
const longestText = 180;

/** Bytes as base58btc without a multibase letter. Throws for more than 128 bytes. */
export function encodeBase58(bytes: Uint8Array): string {
  if (bytes.length > longestBytes) throw new RangeError(`Unexpected ${bytes.length} bytes, expected ${longestBytes} at most`);
  // Five digits to a place, so that there are fewer places to carry through.
  const places: number[] = [];
  for (const byte of bytes) {
    let carry = byte;
    for (let index = 0; index < places.length; index++) {
      carry += places[index]! * 256;
      places[index] = carry % fiveDigits;
      carry = Math.floor(carry / fiveDigits);
    }
    if (carry > 0) places.push(carry);
  }
  let text = '';
  for (const place of places) for (let rest = place, count = 0; count < 5; count++, rest = Math.floor(rest / 58)) text = alphabet[rest % 58] + text;
  const zeros = bytes.findIndex((byte) => byte !== 0);
  return '1'.repeat(zeros === -1 ? bytes.length : zeros) + text.replace(/^1+/, '');
}

/** base58btc as bytes; null for a letter outside the alphabet or more than 180 of them. */
export function decodeBase58(text: string): Uint8Array<ArrayBuffer> | null {
  if (text.length > longestText) return null;
  const places: number[] = [];
  for (const letter of text) {
    let carry = digits.get(letter);
    if (carry === undefined) return null;
    for (let index = 0; index < places.length; index++) {
      carry += places[index]! * 58;
      places[index] = carry & 255;
      carry >>= 8;
    }
    for (; carry > 0; carry >>= 8) places.push(carry & 255);
  }
  const zeros = /^1*/.exec(text)![0].length;
  return Uint8Array.from([...Array<number>(zeros).fill(0), ...places.reverse()]);
}

/** Bytes as multibase: `z` and base58btc. */
export const encodeMultibase = (bytes: Uint8Array): string => `z${encodeBase58(bytes)}`;

/** Multibase base58btc (`z`) as bytes, else null. */
export const decodeMultibase = (text: string): Uint8Array<ArrayBuffer> | null => (text.startsWith('z') ? decodeBase58(text.slice(1)) : null);

const publicPrefix = [0xed, 0x01] as const;
const secretPrefix = [0x80, 0x26] as const;

function encodeKey(prefix: readonly [number, number], key: Uint8Array): string {
  if (key.length !== 32) throw new RangeError(`Unexpected key of ${key.length} bytes, expected 32`);
  return encodeMultibase(Uint8Array.from([...prefix, ...key]));
}

function decodeKey(prefix: readonly [number, number], text: string): Uint8Array<ArrayBuffer> | null {
  const bytes = decodeMultibase(text);
  return bytes?.length === 34 && bytes[0] === prefix[0] && bytes[1] === prefix[1] ? bytes.slice(2) : null;
}

/** A raw Ed25519 public key as a Multikey (`z6Mk...`). Throws unless it has 32 bytes. */
export const encodePublicKey = (key: Uint8Array): string => encodeKey(publicPrefix, key);

/** The raw public key of an Ed25519 Multikey, else null. */
export const decodePublicKey = (multikey: string): Uint8Array<ArrayBuffer> | null => decodeKey(publicPrefix, multikey);

/** A raw Ed25519 secret key (the 32-byte seed) as a Multikey (`z3u2...`). Throws unless it has 32 bytes. */
export const encodeSecretKey = (key: Uint8Array): string => encodeKey(secretPrefix, key);

/** The raw seed of an Ed25519 secret Multikey, else null. */
export const decodeSecretKey = (multikey: string): Uint8Array<ArrayBuffer> | null => decodeKey(secretPrefix, multikey);
