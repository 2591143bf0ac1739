/** Why a badge was revoked, as its issuer chose to tell everybody; the reason in the register is for those who read that. */
import type { Sign } from '../badge/proof.ts';
import type { Issuer } from '../model.generated.ts';
import type { Ledger } from './ledger.ts';
import { isSealed, seal, type Seal } from './signed-record.ts';

/** A public reason, signed with the issuer's key: whoever else may write the ledger cannot put words into the issuer's mouth. */
export interface PublicReason extends Seal {
  readonly format: 'laurel-public-reason-1';
  readonly serial: string;
  readonly reason: string;
}

/** As much as has room in a sentence. */
export const longestReason = 200;

const FORMAT = 'laurel-public-reason-1';

/** Signs a public reason. */
export async function signPublicReason(said: Pick<PublicReason, 'serial' | 'reason'>, key: { readonly publicKey: string; readonly sign: Sign }): Promise<PublicReason> {
  const { serial, reason } = said;
  return { format: FORMAT, serial, reason, ...(await seal(FORMAT, { serial, reason }, key)) };
}

/** The public reasons of a ledger by serial; what is not signed with a key that the issuer lists and nobody else has counts for nothing. Never throws. */
export async function publicReasons({ reasons = new Map() }: Pick<Ledger, 'reasons'>, issuer: Pick<Issuer, 'keys'>): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const [of, text] of reasons) {
    try {
      const record = JSON.parse(text) as PublicReason;
      const { format, serial, reason } = record;
      if (format === FORMAT && serial === of && typeof reason === 'string' && reason.length <= longestReason && (await isSealed(FORMAT, { serial, reason }, record, issuer))) found.set(serial, reason);
    } catch {
      // Not ours.
    }
  }
  return found;
}
