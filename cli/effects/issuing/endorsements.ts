import { addresses, didFromUrl } from '../../core/badge/addresses.ts';
import { keyId } from '../../core/badge/did.ts';
import { issuerId } from '../../core/badge/credential-terms.ts';
import { isEndorsement } from '../../core/badge/endorsement.ts';
import { isObject, many, type JsonObject } from '../../core/badge/json.ts';
import { checkProof } from '../../core/badge/proof.ts';
import { sha256 } from '../../core/canonical.ts';
import { endorsed } from '../../core/log/entry.ts';
import { ledgerPaths, type Ledger } from '../../core/plan/ledger.ts';
import { StoreFault } from '../../core/plan/register.ts';
import type { Run } from './run.ts';

/**
 * Refuses an endorsement in the ledger that the issuer has not given: the next run would put it into the log. What the log holds
 * counts with a key that was compromised since; what it does not hold needs one that is still believed.
 * @throws StoreFault
 */
export async function mustBeGiven({ issuer }: Pick<Run, 'issuer'>, { endorsements, log }: Pick<Ledger, 'endorsements' | 'log'>): Promise<void> {
  const did = didFromUrl(issuer.url);
  const logged = endorsements.size === 0 ? null : new Set(log?.entries ?? []);
  for (const [serial, text] of endorsements) {
    const refuse = (why: string): never => {
      throw new StoreFault('ledger', ledgerPaths.endorsement(serial), why);
    };
    const said = parsed(text);
    if (!isEndorsement(said) || said['id'] !== addresses(issuer.url).endorsement(serial) || issuerId(said) !== did) return refuse('it is no endorsement of the issuer\'s with this address');
    const [proof] = many(said['proof']);
    const named = isObject(proof) ? proof['verificationMethod'] : undefined;
    const key = issuer.keys.find((listed) => named === keyId(did, listed.public) && (listed.compromised === undefined || logged!.has(endorsed(sha256(text)))));
    if (key === undefined) return refuse('it is signed with a key that is not the issuer\'s, or no longer believed');
    const checked = await checkProof(said, key.public);
    if (!checked.ok) refuse(`its signature does not hold (${checked.reason})`);
  }
}

function parsed(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
