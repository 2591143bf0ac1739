import { must } from '../actor.ts';
import type { Rehearsal } from '../rehearsal.ts';

/** The lead draws the first key and pushes its public half. */
export async function drawKey({ actors: { 'priya-nair': lead } }: Pick<Rehearsal, 'actors'>): Promise<void> {
  must(await lead.laurel('keys', 'new'), 'laurel keys new');
  must(await lead.git('commit', '--quiet', '--all', '--message', 'Add the first signing key'), 'git commit');
  must(await lead.git('push', '--quiet'), 'git push');
}
