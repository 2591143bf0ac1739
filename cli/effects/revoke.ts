import { toSecond } from '../core/plan/award.ts';
import { signPublicReason } from '../core/plan/public-reason.ts';
import { recordText, registerPaths } from '../core/plan/register.ts';
import { signRevocation } from '../core/plan/revocation.ts';
import { publishAwards } from './issuing/publish-awards.ts';
import { openRun, writeRegister } from './issuing/run.ts';
import { Obstacle, type Programme } from './programme.ts';
import { unreadIn } from './stores.ts';
import type { World } from './world.ts';

/** Records a revocation in the badge's register, with what everybody is told of why (`told`), then publishes the status list that says so. Both are completed by a second run. */
export async function revoke(world: World, programme: Programme, serial: string, { reason, told }: { readonly reason: string; readonly told: string | null }): Promise<'revoked' | 'already'> {
  const run = await openRun(world, programme, () => {});
  // A missing key stops before anything is written.
  const keys = await run.keys();
  const me = await programme.github.me();
  const state = await run.stores.read();
  const home = state.places.find(({ register }) => register.awards.has(serial));
  const unread = unreadIn(state);
  if (home === undefined && unread.length > 0) throw new Obstacle(`There is no badge ${serial} in the registers that can be relied on. It may be in ${unread.length === 1 ? 'one that cannot' : `one of ${unread.length} that cannot`}:\n${unread.map(({ place, reason }) => `  - ${place}: ${reason}`).join('\n')}`);
  if (home === undefined) throw new Obstacle(`There is no badge ${serial} in the register. A serial is 12 letters and digits, as the badge's page shows it.`);
  const { wrote } = await writeRegister(run, home.place, async ({ register }) => {
    // One that counts for nothing gives way.
    const files = register.get(serial)?.revocation == null ? new Map([[registerPaths.revocation(serial), recordText(await signRevocation({ serial, at: toSecond(world.now()), by: me.id, reason, ...(told === null ? {} : { public: await signPublicReason({ serial, reason: told }, keys) }) }, keys))]]) : new Map<string, string>();
    return { files, message: `Revoke ${serial}`, outcome: null };
  });
  const { lists } = await publishAwards(run);
  return wrote || lists.length > 0 ? 'revoked' : 'already';
}
