import { badgeText, secureBadge, unsignedBadge, type UnsignedBadge } from '../../core/badge/credential.ts';
import { createProof, type Proof } from '../../core/badge/proof.ts';
import type { Award } from '../../core/model.generated.ts';
import { recordText, registerPaths } from '../../core/plan/register.ts';
import { Obstacle } from '../programme.ts';
import { append } from '../stores.ts';
import { doubtsOf, type Refusal } from './record-awards.ts';
import { untilPushed, type Run } from './run.ts';

/**
 * Signs what is recorded and not signed, after proving it again. What was signed and lost is made again from its proof,
 * without a key.
 */
export const signAwards = (run: Run): Promise<{ readonly signed: readonly string[]; readonly refused: readonly Refusal[] }> =>
  untilPushed(run.programme, async ({ main, register }) => {
    const files = new Map<string, string>();
    const signed: string[] = [];
    const refused: Refusal[] = [];
    const places = [...register.values()].map(({ award }) => award.status.index);
    for (const { award, proof, badge } of register.values()) {
      if (proof !== null && badge !== null) continue;
      const release = run.releases.get(award.release);
      if (release === undefined) throw new Obstacle(`The release of award ${award.serial} is not on main any more. Restore catalog/releases/${award.credential}/${award.version}.json, then run \`laurel issue\` again.`);
      if (proof === null) {
        const doubts = places.filter((place) => place === award.status.index).length > 1 ? ['its place in the status list is another badge\'s'] : await doubtsOf(run, award, main);
        if (doubts.length > 0) {
          refused.push({ path: `${award.source.path} (award ${award.serial})`, reasons: doubts });
          continue;
        }
      }
      const unsigned = unsignedBadge(award, release.release);
      const fresh = proof ?? (await prove(run, award, unsigned));
      if (proof === null) files.set(registerPaths.proof(award.serial), recordText(fresh));
      files.set(registerPaths.badge(award.serial), badgeText(secureBadge(unsigned, fresh)));
      signed.push(award.serial);
    }
    if (files.size === 0) return { pushed: true, outcome: { signed, refused } };
    const pushed = await append(run.programme, 'register', files, `Sign ${signed.length === 1 ? 'a badge' : `${signed.length} badges`}`, run.world.now());
    if (pushed) run.tell(`Signed ${signed.join(', ')}`);
    return { pushed, outcome: { signed, refused } };
  });

async function prove(run: Run, award: Award, unsigned: UnsignedBadge): Promise<Proof> {
  const { sign } = await run.keys();
  return createProof(unsigned, { verificationMethod: award.key, created: award.signed, sign });
}
