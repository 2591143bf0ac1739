import { sha256 as hash } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Json } from './yaml.ts';

/**
 * JSON in one spelling: keys sorted by code units, no white space (RFC 8785; JSON.stringify writes numbers and
 * strings as it asks, for all text that is well-formed Unicode).
 */
export function canonicalJson(value: Json | object): string {
  if (Array.isArray(value)) return `[${value.map((entry: Json) => canonicalJson(entry)).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonicalJson(entry as Json)}`).join(',')}}`;
}

/** SHA-256 of text (as UTF-8) or bytes, in lower-case hexadecimal. */
export const sha256 = (content: string | Uint8Array): string => bytesToHex(hash(typeof content === 'string' ? new TextEncoder().encode(content) : content));

/** A digest as records hold it: `sha256-` and 64 hexadecimal digits. */
export const digestOf = (content: string | Uint8Array): string => `sha256-${sha256(content)}`;
