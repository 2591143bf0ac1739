import { badgeText, secureBadge, unsignedBadge, type UnsignedBadge } from '../../core/badge/credential.ts';
import { createProof, type Proof } from '../../core/badge/proof.ts';
import type { Award } from '../../core/model.generated.ts';
import { recordText, registerPaths, type Register } from '../../core/plan/register.ts';
import { mergedClaims } from '../claims.ts';
import { nameOf, type Place } from '../place.ts';
import { Obstacle } from '../programme.ts';
import type { State } from '../stores.ts';
import { doubtsOf, type Refusal } from './record-awards.ts';
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
  const { outcome, wrote } = await writeRegister(run, place, async ({ main, places, register, ledger }) => {
    const files = new Map<string, string>();
    const signed: string[] = [];
    const refused: Refusal[] = [];
    const own = places.find((one) => one.place.address === place.address)!;
    const due = [...own.register.awards.values()].flatMap(({ award, proof }) => (proof === null ? [award] : []));
    const doubled = doubledAmong(due, [register, own.register.awards, ledger.hashes]);
    const claims = new Map(due.length === 0 || own.main === null ? [] : (await mergedClaims(place, own.main)).map((claim) => [claim.path, claim]));
    for (const { award, proof, badge } of own.register.awards.values()) {
      if (proof !== null && badge !== null) continue;
      const release = releaseOf(run, award);
      const path = `${place.isPrivate ? `${nameOf(place)}: ` : ''}${award.source.path} (award ${award.serial})`;
      if (release === undefined && place.isPrivate) {
        refused.push({ path, reasons: ['the release that it names is not on the catalog\'s main'] });
        continue;
      }
      if (release === undefined) throw new Obstacle(`The release of award ${award.serial} is not on main any more. Restore catalog/releases/${award.credential}/${award.version}.json, then run \`laurel issue\` again.`);
      if (proof === null) {
        const doubts = doubled.has(award.serial) ? ['its place in the status list, or its claim, is another badge\'s'] : await doubtsOf(run, award, own, main, claims);
        if (doubts.length > 0) {
          refused.push({ path, reasons: doubts });
          continue;
        }
      }
      const unsigned = unsignedBadge(award, release.release);
      const fresh = proof ?? (await prove(run, award, unsigned));
      if (proof === null) files.set(registerPaths.proof(award.serial), recordText(fresh));
      files.set(registerPaths.badge(award.serial), badgeText(secureBadge(unsigned, fresh)));
      signed.push(award.serial);
    }
    return { files, message: `Sign ${signed.length === 1 ? 'a badge' : `${signed.length} badges`}`, outcome: { signed, refused } };
  });
  if (wrote) run.tell(`Signed ${outcome.signed.join(', ')}`);
  return outcome;
}

async function prove(run: Run, award: Award, unsigned: UnsignedBadge): Promise<Proof> {
  const { sign } = await run.keys();
  return createProof(unsigned, { verificationMethod: award.key, created: award.signed, sign, way: run.signing });
}

// Serials of awards whose place in the status list is another's (in any register), or whose claim is (in their own). The stores are gone
// through once, not once for each award.
function doubledAmong(due: readonly Award[], [all, own, hashes]: readonly [Register, Register, State['ledger']['hashes']]): ReadonlySet<string> {
  const doubled = new Set<string>();
  const placeOf = ({ list, index }: Award['status']): string => `${list}/${index}`;
  const places = Map.groupBy(due, ({ status }) => placeOf(status));
  const claims = Map.groupBy(due, ({ claim }) => claim);
  const note = (same: readonly Award[] | undefined, other: string): void => {
    for (const { serial } of same ?? []) if (serial !== other) doubled.add(serial);
  };
  for (const { award } of all.values()) note(places.get(placeOf(award.status)), award.serial);
  for (const { award } of own.values()) note(claims.get(award.claim), award.serial);
  for (const { serial, claim, status } of hashes.values()) {
    note(places.get(placeOf(status)), serial);
    note(claims.get(claim), serial);
  }
  return doubled;
}
