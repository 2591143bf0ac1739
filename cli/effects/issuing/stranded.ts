import { keyId } from '../../core/badge/did.ts';
import { editionName } from '../../core/badge/edition.ts';
import { compromisedKeys } from '../../core/keys.ts';
import type { Award } from '../../core/model.generated.ts';
import { toSecond } from '../../core/plan/award.ts';
import { neverComes } from '../../core/plan/compromised.ts';
import { issuedIn } from '../../core/plan/issued.ts';
import { isSigned, type Register, type RegisterEntry } from '../../core/plan/register.ts';
import { mergedClaims } from '../claims.ts';
import type { PlaceState, State } from '../stores.ts';
import { newestOf } from './editions.ts';
import { factDoubts } from './record-awards.ts';
import type { Run } from './run.ts';

/**
 * Whether an award was recorded for a key that was compromised before the badge came to the public, signed or not: so it never comes. What
 * it says rests on git and GitHub, and on no key: proven again, it can be signed anew.
 */
export const isStranded = ({ issuer }: Pick<Run, 'issuer'>, { ledger }: Pick<State, 'ledger'>, register: Register, entry: RegisterEntry): boolean =>
  entry.reissue === null && neverComes(ledger, entry.award, compromisedKeys(issuer)) && newestOf(register, entry.award.serial) === entry;

/** Serials of a place's stranded awards that somebody waits for: not what was revoked, has ended, or was handed in again since. */
export const strandedIn = (run: Run, state: State, { register: { awards } }: PlaceState): readonly string[] =>
  [...awards.values()].flatMap((entry) => (isStranded(run, state, awards, entry) && goneBy(run, state, entry).length === 0 ? [entry.award.serial] : []));

/** Why nobody waits for a stranded award any more. */
export function goneBy({ world }: Pick<Run, 'world'>, { register }: Pick<State, 'register'>, { award, revocation }: RegisterEntry): readonly string[] {
  if (revocation !== null) return ['it is revoked, and that is for ever'];
  const renewal = [...register.values()].find((other) => other.award.serial !== award.serial && other.award.earner === award.earner && other.award.credential === award.credential && other.award.awarded > award.awarded && isSigned(other) && other.revocation === null);
  if (renewal !== undefined) return [`the badge ${editionName(renewal.award)} of a later claim took its place`];
  return award.until !== undefined && award.until <= toSecond(world.now()) ? [`it ended on ${award.until.slice(0, 10)}; a new claim renews it`] : [];
}

/**
 * Proves a stranded award again, as a new one would be: from git and GitHub, and not from its record, which may be anybody's.
 * @returns what speaks against it.
 */
export async function strandedDoubts(run: Run, state: State, own: PlaceState, award: Award): Promise<readonly string[]> {
  // What its record says counts from now on, so the place in it must be nobody else's.
  const others = issuedIn(new Map([...state.register].filter(([, each]) => each.award.serial !== award.serial)), state.ledger);
  if (others.taken.get(award.status.list)?.has(award.status.index) === true) return ['its place in the status list is another badge\'s'];
  const claims = own.main === null ? [] : await mergedClaims(own.place, own.main);
  const { issuer } = award;
  const publicKey = run.issuer.keys.find((key) => award.key === keyId(issuer.id, key.public))?.public;
  if (publicKey === undefined) return ['its key is not the issuer\'s'];
  const doubts = await factDoubts({ ...run, keys: async () => ({ ...(await run.keys()), publicKey }) }, award, own, state.main, new Map(claims.map((claim) => [claim.path, claim])));
  return doubts.length === 0 ? [] : [...doubts, 'its key was compromised before the badge was published, so that the record alone proves nothing: put that right, or ask the teacher to hand the work in again under the next number'];
}
