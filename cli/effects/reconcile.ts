import type { Award } from '../core/model.generated.ts';
import { mergedClaims } from './claims.ts';
import { groundsFor } from './issuing/grounds.ts';
import { logDue } from './issuing/grow-log.ts';
import { ledgerDue, mustBeUntouched, publishAwards, withoutForeign, type Published } from './issuing/publish-awards.ts';
import { claimsDue, doubtsWithoutKey, recordAwards, type Refusal } from './issuing/record-awards.ts';
import { openRun, type Run } from './issuing/run.ts';
import { signAwards } from './issuing/sign-awards.ts';
import { nameOf } from './place.ts';
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
    const recorded = await recordAwards(run, place);
    const fresh = await signAwards(run, place);
    awarded.push(...recorded.awarded);
    signed.push(...fresh.signed);
    refused.push(...recorded.refused, ...fresh.refused);
  }
  const published = await publishAwards(run);
  return { awarded, signed, ...published, refused: [...refused, ...published.refused] };
}

/** What a run with the key would do, found without it. */
export interface Due {
  /** Claims on main that are proven and have no award. */
  readonly claims: readonly string[];
  /** Claims on main that no badge is issued for, and why. */
  readonly refused: readonly Refusal[];
  readonly unsigned: readonly string[];
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
  for (const own of state.places) {
    for (const claim of await claimsDue(own)) {
      const grounds = await groundsFor(run, own.place, claim, own.main!, state.main);
      if ('reasons' in grounds) refused.push({ path: `${own.place.isPrivate ? `${nameOf(own.place)}: ` : ''}${claim.path}`, reasons: grounds.reasons });
      else claims.push(claim.path);
    }
  }
  const { unsigned, doubted } = await unsignedIn(run, state);
  const { refused: foreign, ...ours } = await withoutForeign(run, state);
  const { entries, lists } = await ledgerDue(ours);
  const log = await logDue(ours, run.issuer);
  return {
    claims,
    refused: [...refused, ...doubted, ...foreign],
    unsigned,
    unpublished: entries.map(({ award }) => award.serial),
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
    const due = [...own.register.awards.values()].filter(({ proof, badge }) => proof === null || badge === null);
    const claims = new Map(place.isPrivate && due.length > 0 && own.main !== null ? (await mergedClaims(place, own.main)).map((claim) => [claim.path, claim] as const) : []);
    for (const { award, proof } of due) {
      const doubts = place.isPrivate && proof === null ? await doubtsWithoutKey(run, award, own, main, claims) : [];
      if (doubts.length > 0) doubted.push({ path: `${nameOf(place)}: ${award.source.path} (award ${award.serial})`, reasons: doubts });
      else unsigned.push(award.serial);
    }
  }
  return { unsigned, doubted };
}
