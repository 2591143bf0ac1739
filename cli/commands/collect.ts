import { resolve } from 'node:path';
import { CATALOG, catalogOption, JSON_OUTPUT, printJson, textArgument, textOption, withProgress, type Command, type Given } from '../command.ts';
import { plain } from '../core/words.ts';
import { collect, type Chosen } from '../effects/collect.ts';
import { Obstacle, openProgramme } from '../effects/programme.ts';
import { resultLines } from './result-lines.ts';

export default {
  name: 'collect',
  summary: 'Fetch a badge of mine, and say how it names me',
  arguments: [{ flags: '<serial>', summary: 'the 12 characters that name the badge, as `laurel status` shows them' }],
  options: [
    CATALOG,
    JSON_OUTPUT,
    { flags: '--code', summary: 'name me by the code alone, as at first' },
    { flags: '--did <did>', summary: 'name me by a DID of mine, such as did:web:maya.example' },
    { flags: '--name <name>', summary: 'name me by my name' },
    { flags: '--address <address>', summary: 'name me by a hash of my e-mail address, made on this device; the address itself goes nowhere' },
    { flags: '--consent', summary: 'in a public programme, with --name or --address: I agree to what the command says becomes public, for good' },
    { flags: '--out <dir>', summary: 'where to write the files', default: '.' },
  ],
  examples: [
    ['laurel collect k3v9q2mx7tda', 'the file and the picture with the badge inside, as it names me now'],
    ['laurel collect k3v9q2mx7tda --address maya@example.org', 'so that whoever knows my address can tell that it is mine'],
  ],
  async run(given, world) {
    const chosen = chosenIn(given);
    const programme = await openProgramme(world, catalogOption(given));
    const serial = textArgument(given, 0).toLowerCase();
    const collected = await withProgress(world, 'Looking for your badge', () => collect(world, programme, serial, chosen, given.options['consent'] === true));
    if (collected.kind === 'asked') {
      if (given.options['json'] === true) printJson(world, collected);
      else world.out.write(`${collected.before ? 'You have asked for this already' : 'Asked the issuer to sign it anew'}: ${plain(collected.address)}\n\nThe issuer proves by your GitHub account that the badge is yours. Its file from before is then revoked.\n\nNext: the same command again, when that issue is closed\n`);
      return 0;
    }
    const { name, credential, json, png, results } = collected;
    const files = [`${credential}-${serial}.json`, `${credential}-${serial}.png`].map((file) => resolve(world.cwd, textOption(given, 'out') ?? '.', file));
    const failed = results.some(({ outcome }) => outcome === 'fail');
    // What does not verify is not handed out as a badge.
    if (!failed) for (const [at, content] of [new TextEncoder().encode(json), png].entries()) await world.files.write(files[at]!, content);
    if (given.options['json'] === true) printJson(world, { kind: collected.kind, name, files: failed ? [] : files, results });
    else world.out.write(`${resultLines(results, world.out.columns)}\n${failed ? 'It does not verify, so nothing was written. Tell the programme lead.\n' : `Wrote ${files.map(plain).join('\nand   ')}\n\nKeep them: the first is for wallets and verifiers, the second has the badge inside a picture.\n`}`);
    return failed ? 1 : 0;
  },
} satisfies Command as Command;

function chosenIn(given: Given): Chosen | null {
  const all: Chosen[] = given.options['code'] === true ? [{ by: 'code' }] : [];
  for (const by of ['did', 'name', 'address'] as const) {
    const value = textOption(given, by);
    if (value !== undefined) all.push({ by, value });
  }
  if (all.length > 1) throw new Obstacle('A badge names you in one way: give one of --code, --did, --name and --address.');
  return all[0] ?? null;
}
