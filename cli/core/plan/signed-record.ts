import { decodeMultibase, decodePublicKey, encodeMultibase } from '../badge/multikey.ts';
import { generalPath, type Sign } from '../badge/proof.ts';
import { canonicalJson } from '../canonical.ts';
import type { Issuer } from '../model.generated.ts';

/** What a record of the register carries to prove itself. */
export interface Seal {
  /** The public half of the key that signed it (Multikey). */
  readonly key: string;
  /** Ed25519 over the format, a line break, and what the record says as canonical JSON (multibase). */
  readonly signature: string;
}

const bytesOf = (format: string, said: object): Uint8Array<ArrayBuffer> => new TextEncoder().encode(`${format}\n${canonicalJson(said)}`);

/** Signs what a record says; the format keeps a signature of one kind of record from being another's. */
export async function seal(format: string, said: object, { publicKey, sign }: { readonly publicKey: string; readonly sign: Sign }): Promise<Seal> {
  return { key: publicKey, signature: encodeMultibase(await sign(bytesOf(format, said))) };
}

/** Whether what a record says is sealed with a key that the issuer lists and nobody else has. Throws for what cannot be written as JSON. */
export async function isSealed(format: string, said: object, { key: named, signature: text }: Seal, { keys }: Pick<Issuer, 'keys'>): Promise<boolean> {
  const key = keys.some((listed) => listed.public === named && listed.compromised === undefined) ? decodePublicKey(named) : null;
  const signature = decodeMultibase(text);
  return key !== null && signature?.length === 64 && (await generalPath.verify(key, signature, bytesOf(format, said)));
}
