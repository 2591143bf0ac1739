import { resolve } from 'node:path';
import { catalogOption, printJson, textArgument, textOption, withProgress, type ExitCode, type Given } from '../command.ts';
import { plain } from '../core/words.ts';
import { giveOne } from '../effects/endorse.ts';
import { Obstacle, openProgramme } from '../effects/programme.ts';
import type { World } from '../effects/world.ts';

/** `laurel endorse give`: signs an endorsement of what somebody else issues, or of who they are, and puts it into the ledger. */
export async function giveEndorsement(given: Given, world: World): Promise<ExitCode> {
  const about = textArgument(given, 1).trim();
  const comment = textOption(given, 'comment')?.trim() ?? '';
  if (comment === '') throw new Obstacle('Say with --comment what you vouch for. It is public for ever: name no person in it.');
  if (comment.length > 1_000) throw new Obstacle(`The comment has ${comment.length} characters; 1000 are the most.`);
  const until = textOption(given, 'until');
  const programme = await openProgramme(world, catalogOption(given));
  const done = await withProgress(world, 'Endorsing', () => giveOne(world, programme, { about, comment, ...(until === undefined ? {} : { until }) }));
  const out = textOption(given, 'out');
  if (out !== undefined) await world.files.write(resolve(world.cwd, out), done.text);
  if (given.options['json'] === true) printJson(world, { serial: done.serial, address: done.address, until: done.until, isNew: done.isNew });
  else world.out.write(`${done.isNew ? 'Endorsed' : 'You have endorsed this already:'} ${plain(about)}, until ${done.until.slice(0, 10)}.\n\n  ${done.address}\n${out === undefined ? '' : `\nWrote ${out}.\n`}\nNext: laurel publish --branch <branch>, or run the workflow "publish"; then give that address, or the file, to whom you endorse\n`);
  return 0;
}
