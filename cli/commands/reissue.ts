import { CATALOG, catalogOption, JSON_OUTPUT, printJson, textArgument, textOption, withProgress, type Command } from '../command.ts';
import { visible } from '../core/report/visible.ts';
import { plain } from '../core/words.ts';
import { Obstacle, openProgramme } from '../effects/programme.ts';
import { reissue } from '../effects/reissue.ts';

export default {
  name: 'reissue',
  summary: 'Sign a badge anew and revoke its earlier edition',
  arguments: [{ flags: '<serial>', summary: 'the 12 characters that name the badge' }],
  options: [
    CATALOG,
    JSON_OUTPUT,
    { flags: '--reason <text>', summary: 'why, for the register (which is public in a one-repository programme)' },
    { flags: '--profile', summary: 'with the issuer\'s name and contact as issuer.yaml has them today' },
  ],
  examples: [
    ['laurel reissue k3v9q2mx7tda --reason "Signed with a key that leaked"', 'the same facts, with the key at hand'],
    ['laurel reissue k3v9q2mx7tda --reason "Our name was misspelt" --profile', 'with one thing mended'],
  ],
  async run(given, world) {
    const reason = textOption(given, 'reason')?.trim() ?? '';
    if (reason === '') throw new Obstacle('Say with --reason why the badge is signed anew. Name nobody in it.');
    if (reason.length > 500) throw new Obstacle(`The reason has ${reason.length} characters; 500 are the most.`);
    const programme = await openProgramme(world, catalogOption(given));
    const serial = textArgument(given, 0).toLowerCase();
    const done = await withProgress(world, 'Signing anew', () => reissue(world, programme, serial, { reason, profile: given.options['profile'] === true }));
    if (given.options['json'] === true) printJson(world, done);
    else {
      for (const { path, reasons } of done.refused) world.out.write(`Not signed anew, ${plain(path)}:\n${reasons.map((each) => `  - ${visible(each)}\n`).join('')}`);
      const edition = [...done.recorded, ...done.already].find((name) => name.startsWith(serial));
      if (edition !== undefined && done.published.length + done.lists.length + done.logged === 0) world.out.write(`${serial} was signed anew for this reason already, as ${edition}.\n`);
      else if (edition !== undefined && done.refused.length === 0) world.out.write(`Signed ${serial} anew, as ${edition}: it keeps its address and its date of award, and the file from before is revoked. The earner needs the new file.\n\nNext: laurel publish --branch <branch>, or run the workflow "publish"\n`);
    }
    return done.refused.length > 0 ? 1 : 0;
  },
} satisfies Command as Command;
