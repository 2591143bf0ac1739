import { didDocument } from '../badge/did.ts';
import { addresses } from '../badge/addresses.ts';
import { issuerId } from '../badge/credential-terms.ts';
import { isEndorsement } from '../badge/endorsement.ts';
import { withMoulds } from '../badge/moulds.ts';
import type { Way } from '../badge/proof.ts';
import { verifierOfMany } from '../badge/verify-many.ts';
import type { Resolve } from '../badge/verify.ts';
import { beforeCompromise } from '../keys.ts';
import type { Issuer } from '../model.generated.ts';
import { askStatusList } from './ask-status-list.ts';
import { statusListText, type Ledger } from './ledger.ts';

/**
 * Verifies everything that a ledger would publish: every badge's proof and issuer, and that every list is what its
 * record says and is signed. Revoked and ended badges are no fault, nor is an endorser who is not asked here, nor what was signed with a key before that was compromised:
 * it must be what it was, and `signedWithCompromised` tells that it counts no more.
 * @returns a sentence per fault.
 */
export async function verifyLedger(ledger: Ledger, whose: Issuer, now: Date, way: Way = withMoulds()): Promise<readonly string[]> {
  const issuer = beforeCompromise(whose);
  const faults: string[] = [];
  const site = addresses(issuer.url);
  const served = new Map<string, string>([[site.didDocument, JSON.stringify(didDocument(issuer))]]);
  for (const [list, { record, text }] of ledger.lists) {
    if (text === null) faults.push(`status list ${list} is missing; run \`laurel issue\``);
    else if (text !== statusListText(record)) faults.push(`status list ${list} is not what its record says`);
    // Badges ask their list too, but a private programme has none in its ledger.
    const said = text === null ? null : await askStatusList(text, { list, issuer, now, record });
    if (said !== null) faults.push(`status list ${list}: ${said}`);
    served.set(site.statusList(list), text ?? '');
  }
  const resolve: Resolve = async (url) => {
    const text = served.get(url);
    return text === undefined ? { ok: false, reason: 'the ledger does not hold it' } : { ok: true, bytes: new TextEncoder().encode(text) };
  };
  const verify = verifierOfMany({ now, resolve, way });
  for (const [serial, text] of ledger.badges) {
    const { results } = await verify(parse(text));
    for (const { name, outcome, detail } of results) {
      const fine = outcome === 'pass' || outcome === 'skipped' || name === 'validity' || (name === 'status' && outcome === 'fail' && /revoked/i.test(detail)) || (name === 'endorsements' && outcome === 'unknown');
      if (!fine) faults.push(`badge ${serial}, ${name}: ${detail}`);
    }
  }
  for (const [serial, text] of ledger.endorsements) {
    const said = parse(text);
    const { results } = isEndorsement(said) && said['id'] === site.endorsement(serial) ? await verify(said) : { results: [{ name: 'structure', outcome: 'fail', detail: 'It is no endorsement with this address.' }] };
    if (isEndorsement(said) && issuerId(said) !== site.did) faults.push(`endorsement ${serial} is another's`);
    for (const { name, outcome, detail } of results) if (outcome !== 'pass' && outcome !== 'skipped' && name !== 'validity') faults.push(`endorsement ${serial}, ${name}: ${detail}`);
  }
  return faults;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
