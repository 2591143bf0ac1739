import { CATALOG, catalogOption, JSON_OUTPUT, printJson, textArgument, textOption, withProgress, type Command, type ExitCode, type Given } from '../command.ts';
import { visible } from '../core/report/visible.ts';
import { plain } from '../core/words.ts';
import { Obstacle, openProgramme, type Programme } from '../effects/programme.ts';
import { reissue, reissueCompromised } from '../effects/reissue.ts';
import type { World } from '../effects/world.ts';

export default {
  name: 'reissue',
  summary: 'Sign a badge anew and revoke its earlier edition',
  arguments: [{ flags: '[serial]', summary: 'the 12 characters that name the badge' }],
  options: [
    CATALOG,
    JSON_OUTPUT,
    { flags: '--reason <text>', summary: 'why, for the register (which is public in a one-repository programme)' },
    { flags: '--compromised', summary: 'every badge of a compromised key that the log held before the leak, or that never came to the public; the others are listed' },
    { flags: '--dry-run', summary: 'with --compromised: only say which those are, and sign nothing' },
    { flags: '--profile', summary: 'with the issuer\'s name and contact as issuer.yaml has them today' },
  ],
  examples: [
    ['laurel reissue k3v9q2mx7tda --reason "Signed with a key that leaked"', 'the same facts, with the key at hand'],
    ['laurel reissue --compromised', 'after `laurel keys compromise`, with the new key'],
    ['laurel reissue k3v9q2mx7tda --reason "Our name was misspelt" --profile', 'with one thing mended'],
  ],
  async run(given, world) {
    const compromised = given.options['compromised'] === true;
    const reason = textOption(given, 'reason')?.trim() ?? (compromised ? 'The key that signed it was compromised.' : '');
    const serial = textArgument(given, 0).toLowerCase();
    if ((serial !== '') === compromised) throw new Obstacle('Say which badge by its serial, or --compromised for all of a compromised key; one of the two.');
    if (reason === '') throw new Obstacle('Say with --reason why the badge is signed anew. Name nobody in it.');
    if (reason.length > 500) throw new Obstacle(`The reason has ${reason.length} characters; 500 are the most.`);
    const programme = await openProgramme(world, catalogOption(given));
    if (compromised) return everyCompromised(given, world, programme, reason);
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

async function everyCompromised(given: Given, world: World, programme: Programme, reason: string): Promise<ExitCode> {
  if (programme.issuer.keys.every((key) => key.compromised === undefined)) throw new Obstacle('issuer.yaml says of no key that it is compromised. Run `laurel keys compromise` first.');
  const only = given.options['dryRun'] === true;
  const { found, done } = await withProgress(world, 'Signing anew', () => reissueCompromised(world, programme, { reason, only }));
  const refused = done?.refused ?? [];
  if (given.options['json'] === true) printJson(world, { ...found, ...done });
  else {
    const of = (serials: readonly string[]): readonly string[] => (done === null ? serials : [...done.recorded, ...done.already].filter((name) => serials.some((serial) => name.startsWith(serial))));
    const [anew, proven] = [of(found.ours), of(found.stranded)];
    const did = done === null ? 'Would be signed' : 'Signed';
    if (anew.length > 0) world.out.write(`${did} anew, since the log held ${anew.length === 1 ? 'it' : 'them'} before the leak: ${anew.join(', ')}\n`);
    if (proven.length > 0) world.out.write(`${did} anew${done === null ? ' if proven again' : ', proven again'}, since ${proven.length === 1 ? 'it' : 'they'} never came to the public: ${proven.join(', ')}\n`);
    for (const { path, reasons } of refused) world.out.write(`\nNot signed anew, ${plain(path)}:\n${reasons.map((each) => `  - ${visible(each)}\n`).join('')}`);
    if (found.others.length > 0) world.out.write(`\nFor you to look at, one by one:\n${found.others.map(({ name, why }) => `  - ${name}: ${visible(why)}\n`).join('')}\nWhat you can prove, from the pull request and the assessments: laurel reissue <serial> --reason <text>\nWhat you cannot: laurel revoke <serial> --reason <text>\n`);
    if (anew.length + proven.length + refused.length + found.others.length === 0) world.out.write('No badge that lives is signed with a compromised key.\n');
    if (done !== null && done.published.length + done.lists.length + done.logged > 0) world.out.write('\nEarners need the new files.\n\nNext: laurel publish --branch <branch>, or run the workflow "publish"\n');
  }
  return refused.length + found.others.length > 0 ? 1 : 0;
}
