import { decodeMultibase, decodePublicKey, encodeMultibase } from '../badge/multikey.ts';
import { generalPath, type Sign } from '../badge/proof.ts';
import { canonicalJson } from '../canonical.ts';
import type { Issuer } from '../model.generated.ts';

/** What a revocation says: which badge, since when, by which account, and why (for the register's readers). */
interface Said {
  readonly serial: string;
  readonly at: string;
  readonly by: number;
  readonly reason: string;
}

/**
 * A badge withdrawn, signed with the issuer's key: where others may write the register too, a record is no proof of itself, and what
 * a status list has said once it says for ever.
 */
export interface Revocation extends Said {
  readonly format: 'laurel-revocation-1';
  /** The public half of the key that signed it (Multikey). */
  readonly key: string;
  /** Ed25519 over the format, a line break, and what it says as canonical JSON (multibase). */
  readonly signature: string;
}

const FORMAT = 'laurel-revocation-1';
const bytesOf = ({ serial, at, by, reason }: Said): Uint8Array<ArrayBuffer> => new TextEncoder().encode(`${FORMAT}\n${canonicalJson({ serial, at, by, reason })}`);

/** Signs a revocation. */
export async function signRevocation(said: Said, { publicKey, sign }: { readonly publicKey: string; readonly sign: Sign }): Promise<Revocation> {
  return { format: FORMAT, ...said, key: publicKey, signature: encodeMultibase(await sign(bytesOf(said))) };
}

/** Whether a revocation is of the badge with this serial and signed with a key that the issuer lists and nobody else has. `revocation` is whatever a file held. Never throws. */
export async function isIssuers(revocation: Revocation, serial: string, { keys }: Pick<Issuer, 'keys'>): Promise<boolean> {
  try {
    const key = keys.some((listed) => listed.public === revocation.key && listed.compromised === undefined) ? decodePublicKey(revocation.key) : null;
    const signature = decodeMultibase(revocation.signature);
    return revocation.format === FORMAT && revocation.serial === serial && key !== null && signature?.length === 64 && (await generalPath.verify(key, signature, bytesOf(revocation)));
  } catch {
    return false;
  }
}
