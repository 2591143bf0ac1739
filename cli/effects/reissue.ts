import { issuerProfile } from '../core/release.ts';
import { reissueBadges, type Reissued } from './issuing/reissue-awards.ts';
import { openRun } from './issuing/run.ts';
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
