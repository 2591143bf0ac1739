import { badgeText, secureBadge, unsignedBadge } from '../core/badge/credential.ts';
import { award, release } from '../core/badge/fixture.ts';
import type { Proof } from '../core/badge/proof.ts';
import { sha256 } from '../core/canonical.ts';
import type { Award } from '../core/model.generated.ts';
import { serialFrom } from '../core/plan/award.ts';
import { ledgerPaths } from '../core/plan/ledger.ts';
import { recordText, registerPaths } from '../core/plan/register.ts';

/** The nth award of a programme, another one for each number. */
export function awardNumber(number: number): Award {
  const digest = sha256(`award ${number}`);
  return { ...award, serial: serialFrom(Buffer.from(digest, 'hex')), claim: digest, earner: `urn:uuid:${digest.slice(0, 8)}-${digest.slice(8, 12)}-8a54-9d9c-${digest.slice(12, 24)}`, status: { list: 1, index: number }, source: { ...award.source, pull: number + 1, path: `catalog/submissions/${release.id}/teacher-${number}/1` } };
}

/**
 * What the stores hold of an award, by branch and path. The proof is a copy of one, because signing a hundred thousand takes minutes and
 * nothing that is measured verifies a badge that was published before.
 */
export function* storedFiles(number: number, proof: Proof): Generator<readonly ['register' | 'ledger', string, string]> {
  const own = awardNumber(number);
  const badge = badgeText(secureBadge(unsignedBadge(own, release), proof));
  yield ['register', registerPaths.award(own.serial), recordText(own)];
  yield ['register', registerPaths.proof(own.serial), recordText(proof)];
  yield ['register', registerPaths.badge(own.serial), badge];
  yield ['ledger', ledgerPaths.badge(own.serial), badge];
}
