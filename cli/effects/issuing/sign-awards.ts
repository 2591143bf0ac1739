import { badgeText, secureBadge, unsignedBadge, type UnsignedBadge } from '../../core/badge/credential.ts';
import { editionName, type Edition } from '../../core/badge/edition.ts';
import { createProof, type Proof } from '../../core/badge/proof.ts';
import { hasProof, isSigned, recordText, registerPaths, type Register } from '../../core/plan/register.ts';
import { mergedClaims } from '../claims.ts';
import { nameOf, type Place } from '../place.ts';
import { Obstacle } from '../programme.ts';
import type { State } from '../stores.ts';
import { isPassedOver } from './editions.ts';
import { doubtsOf, type Refusal } from './record-awards.ts';
import { reissueDoubts } from './reissue-doubts.ts';
import { releaseOf, writeRegister, type Run } from './run.ts';

interface Signed {
  readonly signed: readonly string[];
  readonly refused: readonly Refusal[];
}

/**
 * Signs what a place's register has recorded and not signed, after proving it again. What was signed and lost is made
 * again from its proof, without a key.
 */
export async function signAwards(run: Run, place: Place): Promise<Signed> {
  const { outcome, wrote } = await writeRegister(run, place, async (state) => {
    const { main, places, register, ledger } = state;
    const files = new Map<string, string>();
    const signed: string[] = [];
    const refused: Refusal[] = [];
    const own = places.find((one) => one.place.address === place.address)!;
    const due = [...own.register.awards.values()].flatMap((entry) => (hasProof(entry) ? [] : [entry.award]));
    const doubled = doubledAmong(due, [register, own.register.awards, ledger.hashes]);
    const claims = new Map(due.length === 0 || own.main === null ? [] : (await mergedClaims(place, own.main)).map((claim) => [claim.path, claim]));
    for (const entry of own.register.awards.values()) {
      if ((hasProof(entry) && isSigned(entry)) || isPassedOver(own.register.awards, entry)) continue;
      const { award, proof } = entry;
      const release = releaseOf(run, award);
      const path = `${place.isPrivate ? `${nameOf(place)}: ` : ''}${award.source.path} (award ${editionName(award)})`;
      if (release === undefined && place.isPrivate) {
        refused.push({ path, reasons: ['the release that it names is not on the catalog\'s main'] });
        continue;
      }
      if (release === undefined) throw new Obstacle(`The release of award ${award.serial} is not on main any more. Restore catalog/releases/${award.credential}/${award.version}.json, then run \`laurel issue\` again.`);
      if (proof === null) {
        const doubts = doubled.has(editionName(award)) ? ['its place in the status list, or its claim, is another badge\'s'] : await (entry.reissue === null ? doubtsOf(run, award, own, main, claims) : reissueDoubts(run, entry, state, own));
        if (doubts.length > 0) {
          refused.push({ path, reasons: doubts });
          continue;
        }
      }
      const unsigned = unsignedBadge(award, release.release);
      const fresh = proof ?? (await prove(run, award, unsigned));
      if (proof === null) files.set(registerPaths.proof(award.serial, award.edition), recordText(fresh));
      files.set(registerPaths.badge(award.serial, award.edition), badgeText(secureBadge(unsigned, fresh)));
      signed.push(editionName(award));
    }
    return { files, message: `Sign ${signed.length === 1 ? 'a badge' : `${signed.length} badges`}`, outcome: { signed, refused } };
  });
  if (wrote) run.tell(`Signed ${outcome.signed.join(', ')}`);
  return outcome;
}

async function prove(run: Run, award: Edition, unsigned: UnsignedBadge): Promise<Proof> {
  const { sign } = await run.keys();
  return createProof(unsigned, { verificationMethod: award.key, created: award.signed, sign, way: run.signing });
}

// Names of those whose place in the status list is another's (in any register), or whose claim is another award's (in their own). The stores are gone
// through once, not once for each award.
function doubledAmong(due: readonly Edition[], [all, own, hashes]: readonly [Register, Register, State['ledger']['hashes']]): ReadonlySet<string> {
  const doubled = new Set<string>();
  const placeOf = ({ list, index }: Edition['status']): string => `${list}/${index}`;
  const places = Map.groupBy(due, ({ status }) => placeOf(status));
  const claims = Map.groupBy(due, ({ claim }) => claim);
  type Named = Pick<Edition, 'serial' | 'edition'>;
  const note = (same: readonly Edition[] | undefined, other: Named, name: (named: Named) => string): void => {
    for (const each of same ?? []) if (name(each) !== name(other)) doubled.add(editionName(each));
  };
  const serial = (named: Named): string => named.serial;
  for (const { award } of all.values()) note(places.get(placeOf(award.status)), award, editionName);
  for (const { award } of own.values()) note(claims.get(award.claim), award, serial);
  for (const hash of hashes.values()) {
    note(places.get(placeOf(hash.status)), hash, editionName);
    note(claims.get(hash.claim), hash, serial);
  }
  return doubled;
}
