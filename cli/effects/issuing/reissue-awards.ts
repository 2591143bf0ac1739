import { keyId } from '../../core/badge/did.ts';
import { editionName, reissued } from '../../core/badge/edition.ts';
import { laterThan, placeFrom, takePlace, toSecond } from '../../core/plan/award.ts';
import { issuedIn } from '../../core/plan/issued.ts';
import { isMended, signReissue, type Mending } from '../../core/plan/reissue.ts';
import { recordText, registerPaths } from '../../core/plan/register.ts';
import type { Place } from '../place.ts';
import { tryBadge } from './grounds.ts';
import { newestOf, nextEdition } from './editions.ts';
import { mustBeUntouched, publishAwards, type Published } from './publish-awards.ts';
import type { Refusal } from './record-awards.ts';
import { reissueFaults } from './reissue-doubts.ts';
import { writeRegister, type Run } from './run.ts';
import { signAwards } from './sign-awards.ts';
import { isStranded, strandedDoubts } from './stranded.ts';

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
  // Of one badge the first thing that speaks against it is said, and not what follows from it.
  const told = new Map([...refused, ...published.refused].reverse().map((each) => [/\(award (\w+)[^()]*\)$/.exec(each.path)?.[1] ?? each.path, each] as const));
  return { ...published, recorded, already, signed, refused: [...told.values()].reverse() };
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
      const [against, isOfStranded] = [reissueFaults(run, state, own, serial, mending), isStranded(run, state, own.register.awards, newest)];
      const doubts = against.length > 0 || !isOfStranded ? against : await strandedDoubts(run, state, own, award);
      const record = await signReissue(award, before, mending, { edition: nextEdition(serial, before, state.unproven), ...status, at, by: asker }, keys);
      const faults = doubts.length > 0 ? doubts : await tryBadge(run, reissued(award, record), { last: false });
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
