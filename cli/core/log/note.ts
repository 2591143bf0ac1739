/** Signed notes (C2SP signed-note): text, an empty line, and a line for each signature. */
import { sha256 } from '@noble/hashes/sha2.js';
import { decodePublicKey } from '../badge/multikey.ts';
import type { Sign } from '../badge/proof.ts';
import { fromBase64, toBase64 } from './base64.ts';

/** Who signs: the name of the key, its public half as a Multikey, and its secret half as a function. */
export interface Signer {
  readonly name: string;
  readonly publicKey: string;
  readonly sign: Sign;
}

/** A note as it was read: nothing in it is to be believed before `signerOf` has named the key. */
export interface Note {
  /** With its last line break. */
  readonly text: string;
  readonly signatures: readonly { readonly name: string; readonly keyId: Uint8Array; readonly signature: Uint8Array<ArrayBuffer> }[];
}

/** The longest note that is looked at, and the most signatures: witnesses may add theirs. */
const longest = 64 * 1024;
const mostSignatures = 32;

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;

/** The id of an Ed25519 key under a name: SHA-256(name || 0x0A || 0x01 || key), its first four bytes ("Ed25519 signatures"). */
export const noteKeyId = (name: string, key: Uint8Array): Uint8Array => sha256(Uint8Array.from([...utf8(name), 0x0a, 0x01, ...key])).slice(0, 4);

/** Signs text, which ends in a line break. Throws for what is no Ed25519 key. */
export async function signNote(text: string, { name, publicKey, sign }: Signer): Promise<string> {
  const key = decodePublicKey(publicKey);
  if (key === null || !isName(name) || !text.endsWith('\n')) throw new TypeError('Unexpected key, name or text of a note');
  const signature = await sign(utf8(text));
  return `${text}\n— ${name} ${toBase64(Uint8Array.from([...noteKeyId(name, key), ...signature]))}\n`;
}

const isName = (name: string): boolean => /^[^\s+]+$/u.test(name);
const LINE = /^— ([^\s+]+) ([A-Za-z0-9+/=]+)$/u;

/** Reads a note; null for anything that is none ("Format"). Never throws. */
export function parseNote(note: string): Note | null {
  if (note.length > longest || !note.isWellFormed() || /[\u0000-\u0009\u000b-\u001f]/.test(note) || !note.endsWith('\n')) return null;
  const end = note.lastIndexOf('\n\n');
  const lines = end < 0 ? [] : note.slice(end + 2, -1).split('\n');
  if (end < 0 || lines.length > mostSignatures) return null;
  const signatures: Note['signatures'][number][] = [];
  for (const line of lines) {
    const match = LINE.exec(line);
    const bytes = match === null ? null : fromBase64(match[2]!);
    if (bytes === null || bytes.length < 5) return null;
    signatures.push({ name: match![1]!, keyId: bytes.slice(0, 4), signature: bytes.slice(4) });
  }
  return { text: note.slice(0, end + 1), signatures };
}

/**
 * The key (a Multikey, of those that are known under this name) whose signature the note carries; null where none of them
 * signed it, or where a signature that is to be one of theirs does not hold ("Signatures"). Never throws.
 */
export async function signerOf({ text, signatures }: Note, name: string, keys: readonly string[]): Promise<string | null> {
  let signer: string | null = null;
  for (const publicKey of keys) {
    const key = decodePublicKey(publicKey);
    if (key === null) continue;
    const id = noteKeyId(name, key).join();
    for (const each of signatures.filter((one) => one.name === name && one.keyId.join() === id)) {
      if (!(await holds(key, each.signature, utf8(text)))) return null;
      signer ??= publicKey;
    }
  }
  return signer;
}

async function holds(key: Uint8Array<ArrayBuffer>, signature: Uint8Array<ArrayBuffer>, bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
  try {
    return await crypto.subtle.verify('Ed25519', await crypto.subtle.importKey('raw', key, 'Ed25519', false, ['verify']), signature, bytes);
  } catch {
    return false;
  }
}
