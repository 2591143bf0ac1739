import type { Award } from '../core/model.generated.ts';
import { ledgerDue, publishAwards, type Published } from './issuing/publish-awards.ts';
import { claimsDue, recordAwards, type Refusal } from './issuing/record-awards.ts';
import { openRun } from './issuing/run.ts';
import { signAwards } from './issuing/sign-awards.ts';
import type { Programme } from './programme.ts';
import { openStores } from './stores.ts';
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
  return { awarded, signed, refused, ...(await publishAwards(run)) };
}

/** What a run would look at, found without a key and without asking GitHub about a single claim. */
export interface Due {
  /** Claims on main without an award; some may be refused again. */
  readonly claims: readonly string[];
  readonly unsigned: readonly string[];
  readonly unpublished: readonly string[];
  readonly lists: readonly number[];
}

/** Says whether anything is due, so that a job with the key need not start for nothing. */
export async function whatIsDue(programme: Programme): Promise<Due> {
  const state = await openStores(programme).read();
  const claims: string[] = [];
  for (const own of state.places) claims.push(...(await claimsDue(own)).map(({ path }) => path));
  const { entries, lists } = await ledgerDue(state);
  return {
    claims,
    unsigned: [...state.register.values()].filter(({ proof, badge }) => proof === null || badge === null).map(({ award }) => award.serial),
    unpublished: entries.map(({ award }) => award.serial),
    lists,
  };
}
