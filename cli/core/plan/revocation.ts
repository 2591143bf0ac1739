import type { Sign } from '../badge/proof.ts';
import type { Issuer } from '../model.generated.ts';
import type { PublicReason } from './public-reason.ts';
import { isSealed, seal, type Seal } from './signed-record.ts';

/** What a revocation says: which badge, since when, by which account, and why (for the register's readers). */
interface Said {
  readonly serial: string;
  readonly at: string;
  readonly by: number;
  readonly reason: string;
  /** What everybody may read of why, if the issuer chose to tell. */
  readonly public?: PublicReason;
}

/**
 * A badge withdrawn, signed with the issuer's key: where others may write the register too, a record is no proof of itself, and what
 * a status list has said once it says for ever.
 */
export interface Revocation extends Said, Seal {
  readonly format: 'laurel-revocation-1';
}

const FORMAT = 'laurel-revocation-1';
const saidBy = ({ serial, at, by, reason, public: told }: Said): Said => ({ serial, at, by, reason, ...(told === undefined ? {} : { public: told }) });

/** Signs a revocation. */
export async function signRevocation(said: Said, key: { readonly publicKey: string; readonly sign: Sign }): Promise<Revocation> {
  return { format: FORMAT, ...saidBy(said), ...(await seal(FORMAT, saidBy(said), key)) };
}

/** Whether a revocation is of the badge with this serial and signed with a key that the issuer lists and nobody else has. `revocation` is whatever a file held. Never throws. */
export async function isIssuers(revocation: Revocation, serial: string, issuer: Pick<Issuer, 'keys'>): Promise<boolean> {
  try {
    return revocation.format === FORMAT && revocation.serial === serial && (await isSealed(FORMAT, saidBy(revocation), revocation, issuer));
  } catch {
    return false;
  }
}
