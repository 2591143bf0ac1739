/** P-256 public keys as a did:key names them: multicodec 0x1200 and the compressed point (SEC 1, section 2.3.4). */
import { base64Url } from './base64.ts';
import type { JsonObject } from './json.ts';
import { decodeMultibase } from './multikey.ts';

const prefix = [0x80, 0x24] as const;
const field = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
const b = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;

function power(base: bigint, exponent: bigint): bigint {
  let product = 1n;
  for (let square = base, rest = exponent; rest > 0n; rest >>= 1n, square = (square * square) % field) if (rest & 1n) product = (product * square) % field;
  return product;
}

const bytesOf = (value: bigint): Uint8Array => Uint8Array.from(value.toString(16).padStart(64, '0').match(/../g)!, (byte) => parseInt(byte, 16));

/** The key of a P-256 Multikey (`zDn...`) as a JWK, else null; null too for what is no point of the curve. */
export function p256Jwk(multikey: string): JsonObject | null {
  const bytes = decodeMultibase(multikey);
  if (bytes?.length !== 35 || bytes[0] !== prefix[0] || bytes[1] !== prefix[1] || (bytes[2] !== 2 && bytes[2] !== 3)) return null;
  const x = BigInt(`0x${[...bytes.slice(3)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`);
  if (x >= field) return null;
  const squared = (power(x, 3n) - 3n * x + b + 3n * field) % field;
  const root = power(squared, (field + 1n) / 4n);
  if ((root * root) % field !== squared) return null;
  // Of two roots, the first byte says whether it is the odd one.
  const y = (root & 1n) === BigInt(bytes[2] & 1) ? root : field - root;
  return { kty: 'EC', crv: 'P-256', x: base64Url(bytesOf(x)), y: base64Url(bytesOf(y)) };
}
