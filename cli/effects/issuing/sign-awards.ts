import { badgeText, secureBadge, unsignedBadge, type UnsignedBadge } from '../../core/badge/credential.ts';
import { keyId } from '../../core/badge/did.ts';
import { createProof, type Proof } from '../../core/badge/proof.ts';
import type { Award } from '../../core/model.generated.ts';
import { recordText, registerPaths } from '../../core/plan/register.ts';
import { Obstacle } from '../programme.ts';
import { append } from '../stores.ts';
import { untilPushed, type Run } from './run.ts';

/** Signs what is recorded and not signed; what was signed and lost is made again from its proof, without a key. */
export const signAwards = (run: Run): Promise<readonly string[]> =>
  untilPushed(run.programme, async ({ register }) => {
    const files = new Map<string, string>();
    const signed: string[] = [];
    for (const { award, proof, badge } of register.values()) {
      if (proof !== null && badge !== null) continue;
      const release = run.releases.get(award.release);
      if (release === undefined) throw new Obstacle(`The release of award ${award.serial} is not on main any more. Restore catalog/releases/${award.credential}/${award.version}.json, then run \`laurel issue\` again.`);
      const unsigned = unsignedBadge(award, release.release);
      const fresh = proof ?? (await prove(run, award, unsigned));
      if (proof === null) files.set(registerPaths.proof(award.serial), recordText(fresh));
      files.set(registerPaths.badge(award.serial), badgeText(secureBadge(unsigned, fresh)));
      signed.push(award.serial);
    }
    if (files.size === 0) return { pushed: true, outcome: signed };
    const pushed = await append(run.programme, 'register', files, `Sign ${signed.length === 1 ? 'a badge' : `${signed.length} badges`}`, run.world.now());
    if (pushed) run.tell(`Signed ${signed.join(', ')}`);
    return { pushed, outcome: signed };
  });

async function prove(run: Run, award: Award, unsigned: UnsignedBadge): Promise<Proof> {
  const { publicKey, sign } = await run.keys();
  if (award.key !== keyId(award.issuer.id, publicKey)) throw new Obstacle(`Award ${award.serial} was recorded for the key ${award.key}, which is not the one at hand. Run \`laurel issue\` with that key once.`);
  return createProof(unsigned, { verificationMethod: award.key, created: award.signed, sign });
}
