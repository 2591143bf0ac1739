import { sha256 as hash } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Json } from './yaml.ts';

/**
 * JSON in one spelling: keys sorted by code units, no white space (RFC 8785; JSON.stringify writes numbers and
 * strings as it asks, for all text that is well-formed Unicode).
 */
export function canonicalJson(value: Json | object): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  let text = '';
  if (Array.isArray(value)) {
    for (const entry of value as readonly Json[]) text += text === '' ? canonicalJson(entry) : `,${canonicalJson(entry)}`;
    return `[${text}]`;
  }
  for (const key of sortedKeys(value)) {
    const entry = (value as Readonly<Record<string, Json | undefined>>)[key];
    if (entry !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(entry)}`;
  }
  return `{${text}}`;
}

// Most objects have few keys, and many have them in order.
function sortedKeys(value: object): readonly string[] {
  const keys = Object.keys(value);
  // Without a function to compare by, keys are sorted by code units.
  for (let at = 1; at < keys.length; at += 1) if (keys[at]! < keys[at - 1]!) return keys.sort();
  return keys;
}

/** The fields of an object in the order of their keys, each in one spelling; those without a value are left out. */
export function canonicalFields(value: object): readonly (readonly [key: string, spelled: string])[] {
  const fields: (readonly [string, string])[] = [];
  for (const key of sortedKeys(value)) {
    const entry = (value as Readonly<Record<string, Json | undefined>>)[key];
    if (entry !== undefined) fields.push([key, canonicalJson(entry)]);
  }
  return fields;
}

/** An object in one spelling, from its fields. */
export function joined(fields: ReturnType<typeof canonicalFields>): string {
  let text = '{';
  for (const [key, spelled] of fields) text += `${text === '{' ? '' : ','}${JSON.stringify(key)}:${spelled}`;
  return `${text}}`;
}

/** SHA-256 of text (as UTF-8) or bytes, in lower-case hexadecimal. */
export const sha256 = (content: string | Uint8Array): string => bytesToHex(hash(typeof content === 'string' ? new TextEncoder().encode(content) : content));

/** A digest as records hold it: `sha256-` and 64 hexadecimal digits. */
export const digestOf = (content: string | Uint8Array): string => `sha256-${sha256(content)}`;
