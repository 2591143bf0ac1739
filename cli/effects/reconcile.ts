import { editionName } from '../core/badge/edition.ts';
import type { Award } from '../core/model.generated.ts';
import { hasProof, isSigned } from '../core/plan/register.ts';
import { mergedClaims } from './claims.ts';
import { groundsFor } from './issuing/grounds.ts';
import { logDue } from './issuing/grow-log.ts';
import { ledgerDue, mustBeUntouched, publishAwards, withoutForeign, type Published } from './issuing/publish-awards.ts';
import { claimsDue, doubtsWithoutKey, keyIsOver, recordAwards, type Refusal } from './issuing/record-awards.ts';
import { askedAnew, earnerByClaim, earnerByKey } from './issuing/naming-requests.ts';
import { isPassedOver } from './issuing/editions.ts';
import { recordReissues } from './issuing/reissue-awards.ts';
import { openRun, type Run } from './issuing/run.ts';
import { signAwards } from './issuing/sign-awards.ts';
import { placeProblem } from './place-problem.ts';
import { nameOf, type Place } from './place.ts';
import type { Programme } from './programme.ts';
import type { State } from './stores.ts';
import type { World } from './world.ts';

/** What a run did. */
export interface Reconciled extends Published {
  readonly awarded: readonly Award[];
  readonly signed: readonly string[];
  readonly refused: readonly Refusal[];
}

/**
 * Brings registers and ledger to what main says: awards recorded first, then signed, then published. Every step is
 * worked out from what is stored, so a run that was cut off anywhere is completed by the next one.
 * @param tell hears of each step as it is done.
 */
export async function reconcile(world: World, programme: Programme, tell: (step: string) => void = () => {}): Promise<Reconciled> {
  const run = await openRun(world, programme, tell);
  await mustBeUntouched(run);
  const awarded: Award[] = [];
  const signed: string[] = [];
  const refused: Refusal[] = [];
  for (const place of await programme.places()) {
    try {
      const recorded = await recordAwards(run, place);
      awarded.push(...recorded.awarded);
      refused.push(...recorded.refused);
      const state = await run.stores.read();
      const own = state.places.find((one) => one.place.address === place.address)!;
      const anew = await recordReissues(run, place, await askedAnew(run, state, own, earnerByKey(run)), 0);
      refused.push(...anew.refused);
      const fresh = await signAwards(run, place);
      signed.push(...fresh.signed);
      refused.push(...fresh.refused);
    } catch (error) {
      refused.push(refusalOf(place, error));
      // What was pushed there, if the answer was lost, is seen when it is read again: by this run, or by the next.
      run.stores.forget(place.address);
    }
  }
  const published = await publishAwards(run);
  return { awarded, signed, ...published, refused: [...refused, ...published.refused] };
}

// What one private place cannot be asked, or does not take, is refused as that place's.
function refusalOf(place: Place, error: unknown): Refusal {
  const problem = placeProblem(place, error);
  if (problem === null) throw error;
  return { path: problem.place, reasons: [problem.reason], isPlace: true };
}

/** What a run with the key would do, found without it. */
export interface Due {
  /** Claims on main that are proven and have no award. */
  readonly claims: readonly string[];
  /** Claims on main that no badge is issued for, and why. */
  readonly refused: readonly Refusal[];
  readonly unsigned: readonly string[];
  /** Badges whose earners ask to be named otherwise. */
  readonly anew: readonly string[];
  readonly unpublished: readonly string[];
  readonly lists: readonly number[];
  /** How many entries and tiles the log lacks. */
  readonly log: number;
}

/** Says whether anything is due, so that a job with the key need not start for nothing. What is refused is not due. */
export async function whatIsDue(world: World, programme: Programme): Promise<Due> {
  const run = await openRun(world, programme, () => {});
  const state = await run.stores.read();
  const claims: string[] = [];
  const refused: Refusal[] = [];
  const anew: string[] = [];
  for (const own of state.places) {
    if (own.fault !== null) refused.push({ path: nameOf(own.place), reasons: [own.fault], isPlace: true });
    try {
      anew.push(...(await askedAnew(run, state, own, earnerByClaim(run, own))).map(({ serial }) => serial));
      for (const claim of await claimsDue(own)) {
        const grounds = await groundsFor(run, own.place, claim, own.main!, state.main);
        if ('reasons' in grounds) refused.push({ path: `${own.place.isPrivate ? `${nameOf(own.place)}: ` : ''}${claim.path}`, reasons: grounds.reasons });
        else claims.push(claim.path);
      }
    } catch (error) {
      refused.push(refusalOf(own.place, error));
    }
  }
  const { unsigned, doubted } = await unsignedIn(run, state);
  const { refused: foreign, ...ours } = await withoutForeign(run, state);
  const { entries, lists } = await ledgerDue(ours, run.issuer);
  const log = await logDue(ours, run.issuer);
  return {
    claims,
    refused: [...refused, ...doubted, ...foreign],
    unsigned,
    anew,
    unpublished: entries.map(({ award }) => editionName(award)),
    lists,
    log: log.entries.length + log.lost.size,
  };
}

// Awards that wait for a signature. Who may write a private register must not be able to start the job with the key at every run.
async function unsignedIn(run: Run, { main, places }: State): Promise<{ readonly unsigned: readonly string[]; readonly doubted: readonly Refusal[] }> {
  const unsigned: string[] = [];
  const doubted: Refusal[] = [];
  for (const own of places) {
    const { place } = own;
    const due = [...own.register.awards.values()].filter((entry) => !(hasProof(entry) && isSigned(entry)) && !isPassedOver(own.register.awards, entry));
    const claims = new Map(place.isPrivate && due.length > 0 && own.main !== null ? (await mergedClaims(place, own.main)).map((claim) => [claim.path, claim] as const) : []);
    try {
      for (const { award, proof, reissue } of due) {
        // A re-issue that counts is signed by the issuer: nobody else starts the job with it.
        const doubts = proof !== null ? [] : place.isPrivate && reissue === null ? await doubtsWithoutKey(run, award, own, main, claims) : keyIsOver(run, award);
        if (doubts.length > 0) doubted.push({ path: `${place.isPrivate ? `${nameOf(place)}: ` : ''}${award.source.path} (award ${award.serial})`, reasons: doubts });
        else unsigned.push(editionName(award));
      }
    } catch (error) {
      doubted.push(refusalOf(place, error));
    }
  }
  return { unsigned, doubted };
}
