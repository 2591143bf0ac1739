import { CATALOG, catalogOption, textArgument, textOption, withProgress, type Command } from '../command.ts';
import { longestReason } from '../core/plan/public-reason.ts';
import { Obstacle, openProgramme } from '../effects/programme.ts';
import { revoke } from '../effects/revoke.ts';

export default {
  name: 'revoke',
  summary: 'Revoke a badge',
  arguments: [{ flags: '<serial>', summary: 'the 12 characters that name the badge' }],
  options: [
    CATALOG,
    { flags: '--reason <text>', summary: 'why, for the register; it may be left out in a one-repository programme, whose register is public' },
    { flags: '--public-reason <text>', summary: 'what everybody is told of why: on the badge\'s page, and by verifiers that have the site at hand' },
  ],
  examples: [
    ['laurel revoke k3v9q2mx7tda --reason "Issued for the wrong credential"', 'for ever'],
    ['laurel revoke k3v9q2mx7tda --reason "Copied: see the report of May 3" --public-reason "The evidence was not the earner\'s own work"', 'and tell the public why'],
  ],
  async run(given, world) {
    const reason = textOption(given, 'reason')?.trim() ?? '';
    const told = publicReason(textOption(given, 'publicReason'));
    const programme = await openProgramme(world, catalogOption(given));
    if (reason === '' && programme.isPrivate) throw new Obstacle('Say with --reason why the badge is revoked; only those who can read the private register see it. Name nobody in it.');
    if (reason !== '' && !programme.isPrivate) world.err.write('Note: the register of this programme is public, and what --reason says stands there for everybody, for good.\n');
    const serial = textArgument(given, 0).toLowerCase();
    const outcome = await withProgress(world, 'Revoking', () => revoke(world, programme, serial, { reason, told }));
    world.out.write(outcome === 'already' ? `${serial} is revoked already.${told === null ? '' : ' What is said of why stays as it was.'}\n` : `Revoked ${serial}: the status list now says so. Verifiers see it when the site is published.\n\nNext: laurel publish --branch <branch>, or run the workflow "publish"\n`);
    return 0;
  },
} satisfies Command as Command;

function publicReason(text: string | undefined): string | null {
  if (text === undefined) return null;
  const told = text.replace(/\s+/g, ' ').trim();
  if (told === '' || told.length > longestReason) throw new Obstacle(`--public-reason has ${told.length} characters, expected 1 to ${longestReason}: one sentence that names nobody.`);
  return told;
}
