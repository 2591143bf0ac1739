import { toSecond } from '../core/plan/award.ts';
import { recordText, registerPaths, type Revocation } from '../core/plan/register.ts';
import { Obstacle, type Programme } from './programme.ts';
import { untilPushed } from './issuing/run.ts';
import { publishOnly } from './reconcile.ts';
import { append } from './stores.ts';
import type { World } from './world.ts';

/** Records a revocation in the register, then publishes the status list that says so. Both are completed by a second run. */
export async function revoke(world: World, programme: Programme, serial: string, reason: string): Promise<'revoked' | 'already'> {
  const run = await publishOnly(world, programme);
  const me = await programme.github.me();
  const fresh = await untilPushed(programme, async ({ register }) => {
    const entry = register.get(serial);
    if (entry === undefined) throw new Obstacle(`There is no badge ${serial} in the register. A serial is 12 letters and digits, as the badge's page shows it.`);
    if (entry.revocation !== null) return { pushed: true, outcome: false };
    const record: Revocation = { format: 'laurel-revocation-1', serial, at: toSecond(world.now()), by: me.id, reason };
    return { pushed: await append(programme, 'register', new Map([[registerPaths.revocation(serial), recordText(record)]]), `Revoke ${serial}`, world.now()), outcome: true };
  });
  const { lists } = await run.publish();
  return fresh || lists.length > 0 ? 'revoked' : 'already';
}
