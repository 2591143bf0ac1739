import { badgeText, secureBadge, unsignedBadge, type UnsignedBadge } from '../../core/badge/credential.ts';
import { createProof, type Proof } from '../../core/badge/proof.ts';
import type { Award } from '../../core/model.generated.ts';
import { recordText, registerPaths } from '../../core/plan/register.ts';
import { nameOf, type Place } from '../place.ts';
import { Obstacle } from '../programme.ts';
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
    const taken = [...[...register.values()].map(({ award }) => award), ...ledger.hashes.values()];
    const claimed = [...[...own.register.awards.values()].map(({ award }) => award), ...ledger.hashes.values()];
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
        const doubled = taken.some((other) => other.serial !== award.serial && other.status.index === award.status.index) || claimed.some((other) => other.serial !== award.serial && other.claim === award.claim);
        const doubts = doubled ? ['its place in the status list, or its claim, is another badge\'s'] : await doubtsOf(run, award, own, main);
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
  return createProof(unsigned, { verificationMethod: award.key, created: award.signed, sign });
}
