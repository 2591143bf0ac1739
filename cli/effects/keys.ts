import { createHmac, createPrivateKey, generateKeyPairSync, sign as signBytes, type KeyObject } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { decodePublicKey, decodeSecretKey, encodePublicKey, encodeSecretKey } from '../core/badge/multikey.ts';
import { claimText, earnerFrom, type ClaimName } from '../core/plan/award.ts';
import type { World } from './world.ts';

/** A signing key, and the secret that turns account ids into pseudonyms and claims into keys. The secret parts never leave this module's functions. */
export interface Keys {
  readonly publicKey: string;
  readonly sign: (bytes: Uint8Array) => Promise<Uint8Array>;
  /** The opaque name of an account, the same for ever. */
  readonly earner: (account: number) => string;
  /** The key of a claim, the same for ever: nobody can work it out, or try it, without the secret. */
  readonly claim: (name: ClaimName) => string;
}

/** The key is missing or is not a key; the message says what to do, and never what was read. */
export class KeyFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'KeyFault';
  }
}

interface KeyFile {
  readonly format: 'laurel-key-1';
  readonly public: string;
  readonly secret: string;
  readonly earners: string;
}

// PKCS #8 frame of a raw Ed25519 secret (RFC 8410, section 7).
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const privateKey = (secret: Uint8Array): KeyObject => createPrivateKey({ key: Buffer.concat([PKCS8, secret]), format: 'der', type: 'pkcs8' });

/** Draws a new key; gives the text of a key file (secret!) and the public half. */
export function drawKey(random: (bytes: number) => Uint8Array, earners?: string): { readonly text: string; readonly publicKey: string } {
  const pair = generateKeyPairSync('ed25519');
  const jwk = pair.privateKey.export({ format: 'jwk' });
  const publicKey = encodePublicKey(Buffer.from(jwk.x!, 'base64url'));
  const file: KeyFile = { format: 'laurel-key-1', public: publicKey, secret: encodeSecretKey(Buffer.from(jwk.d!, 'base64url')), earners: earners ?? Buffer.from(random(32)).toString('base64url') };
  return { text: `${JSON.stringify(file, null, 2)}\n`, publicKey };
}

/** The secret that names earners and claims, from the text of a key file. Throws KeyFault for anything else. */
export function earnersOf(text: string): string {
  const file = parseKey(text);
  if (file === null || Buffer.from(file.earners, 'base64url').length < 32) throw new KeyFault('The earlier key file cannot be read: it is not what `laurel keys new` writes.');
  return file.earners;
}

/** The public half that a key file names; null for anything else. */
export const publicHalf = (text: string): string | null => parseKey(text)?.public ?? null;

/** Where a key file stands once another has taken its place: beside it, under the end of its public half. */
export const retiredKeyPath = (path: string, publicKey: string): string => `${path}.${publicKey.slice(-8)}`;

/** A throw-away key, for trying a badge before the real key is touched. */
export function throwAwayKey(): { readonly publicKeyMultibase: string; readonly sign: (bytes: Uint8Array) => Promise<Uint8Array> } {
  const pair = generateKeyPairSync('ed25519');
  return { publicKeyMultibase: encodePublicKey(Buffer.from(pair.publicKey.export({ format: 'jwk' }).x!, 'base64url')), sign: async (bytes) => new Uint8Array(signBytes(null, bytes, pair.privateKey)) };
}

/** Where the key file is: LAUREL_KEY_FILE, else a file of the issuer's name in the person's configuration folder. */
export function keyFilePath(world: World, did: string): string {
  const home = world.env['HOME'] ?? homedir();
  return world.env['LAUREL_KEY_FILE'] ?? join(world.env['XDG_CONFIG_HOME'] ?? join(home, '.config'), 'laurel', `${did.replaceAll(':', '_').replaceAll('%', '_')}.key.json`);
}

/** The text of the key: LAUREL_KEY itself, or the key file; null when there is neither. */
export async function readKeyText(world: World, did: string): Promise<string | null> {
  const own = world.env['LAUREL_KEY'];
  if (own !== undefined && own !== '') return own;
  const path = keyFilePath(world, did);
  return (await world.files.exists(path)) ? new TextDecoder().decode(await world.files.read(path)) : null;
}

/**
 * Opens the issuer's key.
 * @throws KeyFault when it is missing, damaged, or not one of the `expected` public keys.
 */
export async function openKeys(world: World, did: string, expected: readonly string[]): Promise<Keys> {
  const text = await readKeyText(world, did);
  if (text === null) throw new KeyFault(`There is no signing key: neither LAUREL_KEY nor the file ${keyFilePath(world, did)}. Nothing was signed. Run \`laurel keys new\`, or set LAUREL_KEY_FILE.`);
  const file = parseKey(text);
  const secret = file === null ? null : decodeSecretKey(file.secret);
  if (file === null || secret === null || decodePublicKey(file.public) === null || Buffer.from(file.earners, 'base64url').length < 32) throw new KeyFault('The signing key cannot be read: it is not what `laurel keys new` writes. Nothing was signed. Restore it from its copy.');
  const key = privateKey(secret);
  const publicKey = encodePublicKey(Buffer.from(createPublic(key), 'base64url'));
  if (publicKey !== file.public) throw new KeyFault('The signing key is damaged: its halves do not belong together. Nothing was signed. Restore it from its copy.');
  if (!expected.includes(publicKey)) throw new KeyFault(`The signing key ${publicKey} is not one that catalog/issuer.yaml on main lists as valid today. Nothing was signed. Use the key that belongs to it, or add this one by a pull request.`);
  const keyed = (text: string): Buffer => createHmac('sha256', Buffer.from(file.earners, 'base64url')).update(text).digest();
  return {
    publicKey,
    sign: async (bytes) => new Uint8Array(signBytes(null, bytes, key)),
    earner: (account) => earnerFrom(keyed(`earner ${account}`)),
    claim: (name) => keyed(claimText(name)).toString('hex'),
  };
}

const createPublic = (key: KeyObject): string => key.export({ format: 'jwk' }).x!;

function parseKey(text: string): KeyFile | null {
  try {
    const file = JSON.parse(text) as KeyFile;
    return file.format === 'laurel-key-1' && [file.public, file.secret, file.earners].every((part) => typeof part === 'string') ? file : null;
  } catch {
    return null;
  }
}
