import { keyId } from '../../core/badge/did.ts';
import { editionName } from '../../core/badge/edition.ts';
import { compromisedKeys } from '../../core/keys.ts';
import { toSecond } from '../../core/plan/award.ts';
import { neverComes } from '../../core/plan/compromised.ts';
import { MOST_EDITIONS, type Mending } from '../../core/plan/reissue.ts';
import type { RegisterEntry } from '../../core/plan/register.ts';
import { supersededIn } from '../../core/plan/superseded.ts';
import type { PlaceState, State } from '../stores.ts';
import { issuedFaults, newestOf, nextEdition, signedBefore } from './editions.ts';
import { tryBadge } from './grounds.ts';
import type { Run } from './run.ts';
import { goneBy, isStranded, strandedDoubts } from './stranded.ts';

/** What speaks against signing a badge anew at all; of a stranded award, but for its facts. */
export function reissueFaults(run: Run, state: State, { register: { awards } }: PlaceState, serial: string, { issuer }: Pick<Mending, 'issuer'> = {}): readonly string[] {
  const newest = newestOf(awards, serial);
  const { award, revocation } = newest;
  const edition = nextEdition(serial, award, state.unproven);
  if (edition > MOST_EDITIONS) return [`it was signed ${MOST_EDITIONS} times, which is the most`];
  if (issuer !== undefined && (issuer.id !== award.issuer.id || issuer.url !== award.issuer.url)) return ['its issuer\'s address is another now, and a badge keeps its address'];
  if (isStranded(run, state, awards, newest)) return goneBy(run, state, newest);
  const last = signedBefore(awards, serial, edition);
  if (revocation !== null) return ['it is revoked, and that is for ever'];
  if (last === null) return ['it was never signed; run `laurel issue` first'];
  const renewal = supersededIn(state.register).find(({ earlier }) => earlier === editionName(last.award));
  if (renewal !== undefined) return [`the badge ${renewal.later} of a later claim took its place`];
  if (award.until !== undefined && award.until <= toSecond(run.world.now())) return [`it ended on ${award.until.slice(0, 10)}; a new claim renews it`];
  return issuedFaults(run, state.ledger, last);
}

/**
 * Proves a recorded re-issue again before it is signed. That the issuer signed the record, for this very award, was found when the
 * register was read.
 * @returns what speaks against it.
 */
export async function reissueDoubts(run: Run, { award }: RegisterEntry, state: State, own: PlaceState): Promise<readonly string[]> {
  const { awards } = own.register;
  const first = awards.get(award.serial)!.award;
  const last = signedBefore(awards, award.serial, award.edition!);
  if (last === null && !neverComes(state.ledger, first, compromisedKeys(run.issuer))) return ['no earlier edition of it is signed'];
  const faults = last === null ? await strandedDoubts(run, state, own, first) : issuedFaults(run, state.ledger, last);
  if (faults.length > 0) return faults;
  const { publicKey } = await run.keys();
  if (award.key !== keyId(award.issuer.id, publicKey)) return ['it was recorded for another key than the one at hand; run `laurel reissue` for it with this one'];
  return tryBadge(run, award, { last: true });
}
