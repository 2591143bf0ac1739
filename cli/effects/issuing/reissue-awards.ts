import { keyId } from '../../core/badge/did.ts';
import { editionName, reissued } from '../../core/badge/edition.ts';
import { compromisedKeys } from '../../core/keys.ts';
import { laterThan, placeFrom, takePlace, toSecond } from '../../core/plan/award.ts';
import { NEVER_PUBLISHED } from '../../core/plan/compromised.ts';
import { issuedIn } from '../../core/plan/issued.ts';
import { isMended, MOST_EDITIONS, signReissue, type Mending } from '../../core/plan/reissue.ts';
import { recordText, registerPaths } from '../../core/plan/register.ts';
import { supersededIn } from '../../core/plan/superseded.ts';
import type { Place } from '../place.ts';
import type { PlaceState, State } from '../stores.ts';
import { tryBadge } from './grounds.ts';
import { issuedFaults, newestOf, nextEdition, signedBefore } from './editions.ts';
import { mustBeUntouched, publishAwards, type Published } from './publish-awards.ts';
import type { Refusal } from './record-awards.ts';
import { writeRegister, type Run } from './run.ts';
import { signAwards } from './sign-awards.ts';
import { isPublished } from './unissued.ts';

/** A badge that is to be signed anew, and what is mended in it. */
export interface Anew {
  readonly serial: string;
  readonly mending: Mending;
  /** Account id of who asked, where that is not who runs it. */
  readonly by?: number;
}

/** What became of badges that were to be signed anew, by `editionName`, with all else that was done on the way. */
export interface Reissued extends Published {
  /** Recorded by this run. */
  readonly recorded: readonly string[];
  /** Recorded before, and what was asked for: nothing new is drawn for them. */
  readonly already: readonly string[];
  readonly signed: readonly string[];
}

/**
 * Signs badges anew: each keeps its id, its facts and its awardedDate, and takes a new place in the status list; its earlier edition is
 * revoked in the commit that publishes the new one. Recorded first, then signed, then published: a run that was cut off is completed by
 * the next one, or by `laurel issue`, and nothing is drawn twice. A badge that cannot be signed anew is refused alone.
 * @param by account id of whose doing it is.
 */
export async function reissueBadges(run: Run, anew: readonly Anew[], by: number): Promise<Reissued> {
  await mustBeUntouched(run);
  const recorded: string[] = [];
  const already: string[] = [];
  const signed: string[] = [];
  const refused: Refusal[] = [];
  for (const { place, register } of (await run.stores.read()).places) {
    const own = anew.filter(({ serial }) => register.awards.has(serial));
    if (own.length === 0) continue;
    const noted = await recordReissues(run, place, own, by);
    recorded.push(...noted.recorded);
    already.push(...noted.already);
    const fresh = await signAwards(run, place);
    signed.push(...fresh.signed);
    refused.push(...noted.refused, ...fresh.refused);
  }
  const published = await publishAwards(run);
  return { ...published, recorded, already, signed, refused: [...refused, ...published.refused] };
}

interface Noted {
  readonly recorded: readonly string[];
  readonly already: readonly string[];
  readonly refused: readonly Refusal[];
}

/** Records that badges of a place are signed anew, with all that is drawn at random, before anything is signed. */
export async function recordReissues(run: Run, place: Place, anew: readonly Anew[], by: number): Promise<Noted> {
  if (anew.length === 0) return { recorded: [], already: [], refused: [] };
  const { outcome, wrote } = await writeRegister(run, place, async (state) => {
    const keys = await run.keys();
    const own = state.places.find((one) => one.place.address === place.address)!;
    const { taken } = issuedIn(state.register, state.ledger);
    const recorded: string[] = [];
    const already: string[] = [];
    const refused: Refusal[] = [];
    const files = new Map<string, string>();
    for (const { serial, mending, by: asker = by } of anew) {
      const newest = newestOf(own.register.awards, serial);
      const [award, before] = [own.register.awards.get(serial)!.award, newest.award];
      const unfinished = newest.reissue !== null && newest.badge === null && before.key === keyId(before.issuer.id, keys.publicKey);
      if (unfinished || (newest.badge !== null && isMended(before, newest.reissue?.record ?? null, mending, keyId(before.issuer.id, keys.publicKey)))) {
        already.push(editionName(before));
        continue;
      }
      const status = placeFrom(run.world.random, taken);
      const at = laterThan(before.signed, toSecond(run.world.now()));
      const against = reissueFaults(run, state, own, serial, mending);
      const record = await signReissue(award, before, mending, { edition: nextEdition(serial, before, state.unproven), ...status, at, by: asker }, keys);
      const faults = against.length > 0 ? against : await tryBadge(run, reissued(award, record), { last: false });
      if (faults.length > 0) refused.push({ path: `${award.source.path} (award ${serial})`, reasons: faults });
      else {
        takePlace(taken, status);
        recorded.push(editionName(record));
        files.set(registerPaths.reissue(serial, record.edition), recordText(record));
      }
    }
    return { files, message: `Record ${recorded.length === 1 ? 'a re-issue' : `${recorded.length} re-issues`}`, outcome: { recorded, already, refused } };
  });
  if (wrote) run.tell(`Recorded that ${outcome.recorded.join(', ')} ${outcome.recorded.length === 1 ? 'is' : 'are'} signed anew`);
  return outcome;
}

/** What speaks against signing a badge anew at all. */
export function reissueFaults(run: Run, state: State, { register: { awards } }: PlaceState, serial: string, { issuer }: Pick<Mending, 'issuer'> = {}): readonly string[] {
  const { award, revocation } = newestOf(awards, serial);
  const edition = nextEdition(serial, award, state.unproven);
  const last = signedBefore(awards, serial, edition);
  if (revocation !== null) return ['it is revoked, and that is for ever'];
  if (last === null) return ['it was never signed; run `laurel issue` first'];
  const renewal = supersededIn(state.register).find(({ earlier }) => earlier === editionName(last.award));
  if (renewal !== undefined) return [`the badge ${renewal.later} of a later claim took its place`];
  if (award.until !== undefined && award.until <= toSecond(run.world.now())) return [`it ended on ${award.until.slice(0, 10)}; a new claim renews it`];
  if (edition > MOST_EDITIONS) return [`it was signed ${MOST_EDITIONS} times, which is the most`];
  if (issuer !== undefined && (issuer.id !== award.issuer.id || issuer.url !== award.issuer.url)) return ['its issuer\'s address is another now, and a badge keeps its address'];
  // `laurel issue` would not bring it either.
  if (compromisedKeys(run.issuer).has(last.award.key) && !isPublished(state.ledger, last)) return [NEVER_PUBLISHED];
  return issuedFaults(run, state.ledger, last);
}
