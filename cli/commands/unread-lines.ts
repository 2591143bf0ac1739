import { cut, inMarkdown, plain } from '../core/words.ts';
import type { Unread } from '../effects/place-problem.ts';
import type { Programme } from '../effects/programme.ts';
import type { World } from '../effects/world.ts';
import { ASIDE, isOverheard } from './discretion.ts';
import { addTo } from './runner-files.ts';

/** How many places could not be read, where their names are nobody's business. */
export const howManyUnread = ({ length }: readonly Unread[]): string => `${length === 1 ? 'One private repository' : `${length} private repositories`} could not be read or written. What is handed in there waits; all others went on.`;

/** The places that could not be read, with what was met there; nothing where there is none. */
export const unreadLines = (unread: readonly Unread[], say: (text: string) => string = plain): string => (unread.length === 0 ? '' : `\n${howManyUnread(unread)}\n${unread.map(({ place, reason }) => `  - ${say(place)}: ${say(reason)}\n`).join('')}`);

/** Says so on the page of a workflow's run. */
export async function summariseUnread(world: World, programme: Programme, unread: readonly Unread[]): Promise<void> {
  if (unread.length > 0) await addTo(world, 'GITHUB_STEP_SUMMARY', `### ${howManyUnread(unread)}\n\n${isOverheard(world, programme) ? ASIDE : unread.slice(0, 100).map(({ place, reason }) => `- ${inMarkdown(place)}: ${inMarkdown(cut(reason, 400))}`).join('\n')}\n`);
}
