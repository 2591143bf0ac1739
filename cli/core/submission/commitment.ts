import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** A digest that grows as a file is read, piece by piece. */
export interface Commitment {
  readonly add: (bytes: Uint8Array) => void;
  /** Lower-case hexadecimal; nothing is added after it. */
  readonly digest: () => string;
}

/** Begins the digest that a piece of evidence commits to: SHA-256 of the salt's bytes followed by the file's. */
export function commitment(salt: Uint8Array): Commitment {
  const hash = sha256.create().update(salt);
  return { add: (bytes) => void hash.update(bytes), digest: () => bytesToHex(hash.digest()) };
}

/** Bytes as base64url without padding. */
export const toBase64Url = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

/** Bytes of a base64url text. Throws where it is none. */
export const fromBase64Url = (text: string): Uint8Array => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
