import { CATALOG, catalogOption, textArgument, textOption, withProgress, type Command } from '../command.ts';
import { Obstacle, openProgramme } from '../effects/programme.ts';
import { revoke } from '../effects/revoke.ts';

export default {
  name: 'revoke',
  summary: 'Revoke a badge',
  arguments: [{ flags: '<serial>', summary: 'the 12 characters that name the badge' }],
  options: [CATALOG, { flags: '--reason <text>', summary: 'why, for the register (which is public in a one-repository programme)' }],
  examples: [['laurel revoke k3v9q2mx7tda --reason "Issued for the wrong credential"', 'for ever']],
  async run(given, world) {
    const reason = textOption(given, 'reason')?.trim() ?? '';
    if (reason === '') throw new Obstacle('Say with --reason why the badge is revoked. Name nobody in it.');
    const programme = await openProgramme(world, catalogOption(given));
    const serial = textArgument(given, 0).toLowerCase();
    const outcome = await withProgress(world, 'Revoking', () => revoke(world, programme, serial, reason));
    world.out.write(outcome === 'already' ? `${serial} is revoked already.\n` : `Revoked ${serial}: the status list now says so. Verifiers see it when the site is published.\n\nNext: laurel publish --branch <branch>, or run the workflow "publish"\n`);
    return 0;
  },
} satisfies Command as Command;
