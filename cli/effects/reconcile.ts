import type { Award } from '../core/model.generated.ts';
import { publishAwards } from './issuing/publish-awards.ts';
import { recordAwards, type Refusal } from './issuing/record-awards.ts';
import { openRun } from './issuing/run.ts';
import { signAwards } from './issuing/sign-awards.ts';
import type { Programme } from './programme.ts';
import type { World } from './world.ts';

/** What a run did. */
export interface Reconciled {
  readonly awarded: readonly Award[];
  readonly signed: readonly string[];
  readonly published: readonly string[];
  readonly lists: readonly number[];
  readonly refused: readonly Refusal[];
}

/**
 * Brings register and ledger to what main says: awards recorded first, then signed, then published. Every step is
 * worked out from what is stored, so a run that was cut off anywhere is completed by the next one.
 * @param tell hears of each step as it is done.
 */
export async function reconcile(world: World, programme: Programme, tell: (step: string) => void = () => {}): Promise<Reconciled> {
  const run = await openRun(world, programme, tell);
  const { awarded, refused } = await recordAwards(run);
  const { signed, refused: doubted } = await signAwards(run);
  const { published, lists } = await publishAwards(run);
  return { awarded, signed, published, lists, refused: [...refused, ...doubted] };
}

/** The last step alone, for what changes only what the public sees. The key is opened at once, so that a missing one stops before anything is written. */
export async function publishOnly(world: World, programme: Programme): Promise<{ readonly publish: () => Promise<{ readonly published: readonly string[]; readonly lists: readonly number[] }> }> {
  const run = await openRun(world, programme, () => {});
  await run.keys();
  return { publish: () => publishAwards(run) };
}
