import { afterCompromise, type AfterCompromise } from '../core/plan/after-compromise.ts';
import { toSecond } from '../core/plan/award.ts';
import { issuerProfile } from '../core/release.ts';
import { reissueBadges, type Reissued } from './issuing/reissue-awards.ts';
import { withoutForeign } from './issuing/publish-awards.ts';
import { openRun } from './issuing/run.ts';
import { strandedIn } from './issuing/stranded.ts';
import { Obstacle, type Programme } from './programme.ts';
import type { World } from './world.ts';

/** Signs one badge anew, as the lead asks; run again with the same words it changes nothing. */
export async function reissue(world: World, programme: Programme, serial: string, { reason, profile }: { readonly reason: string; readonly profile: boolean }, tell: (step: string) => void = () => {}): Promise<Reissued> {
  const run = await openRun(world, programme, tell);
  // A missing key stops before anything is written.
  await run.keys();
  const me = await programme.github.me();
  if (!(await run.stores.read()).register.has(serial) || serial.includes('.')) throw new Obstacle(`There is no badge ${serial} in the register. A serial is 12 letters and digits, as the badge's page shows it.`);
  return reissueBadges(run, [{ serial, mending: { reason, ...(profile ? { issuer: issuerProfile(run.issuer) } : {}) } }], me.id);
}

/** What there is to do after a compromise; `stranded` are serials of awards whose badges never came to the public, and are proven again. */
export interface Found extends AfterCompromise {
  readonly stranded: readonly string[];
}

/**
 * Signs again every badge of a compromised key that the log held up to the size declared safe, and those that never came to the public once
 * they are proven again; tells the others. Run again it goes on where it was cut off.
 * @param only whether it is to be told and nothing done.
 */
export async function reissueCompromised(world: World, programme: Programme, { reason, only }: { readonly reason: string; readonly only: boolean }, tell: (step: string) => void = () => {}): Promise<{ readonly found: Found; readonly done: Reissued | null }> {
  const run = await openRun(world, programme, tell);
  const state = await run.stores.read();
  const { register, ledger } = await withoutForeign(run, state);
  const stranded = state.places.flatMap((own) => strandedIn(run, state, own));
  const found = { ...afterCompromise(register, ledger.log, run.issuer, toSecond(world.now())), stranded };
  if (only) return { found, done: null };
  await run.keys();
  const me = await programme.github.me();
  return { found, done: await reissueBadges(run, [...found.ours, ...stranded].map((serial) => ({ serial, mending: { reason } })), me.id) };
}
