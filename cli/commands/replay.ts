import { resolve } from 'node:path';
import { CATALOG, catalogOption, JSON_OUTPUT, printJson, textArgument, textOption, withProgress, type Command } from '../command.ts';
import type { Catalog } from '../core/catalog.ts';
import { newestRelease } from '../core/change/catalog-change.ts';
import { replay } from '../core/change/replay.ts';
import { replayText } from '../core/change/replay-text.ts';
import type { ReleaseFile } from '../core/model.generated.ts';
import { assembleRelease } from '../core/release.ts';
import { unknownCredential } from '../core/unknown-credential.ts';
import { catalogFromDisk, Obstacle, openProgramme } from '../effects/programme.ts';
import { openStores } from '../effects/stores.ts';
import { discreetly, isOverheard } from './discretion.ts';

export default {
  name: 'replay',
  summary: 'Decide past assessments again under a proposed rubric, and say which decisions would flip',
  arguments: [{ flags: '<credential>', summary: 'the credential whose rubric is proposed' }],
  options: [CATALOG, JSON_OUTPUT, { flags: '--release <version>', summary: 'propose this release; without it, the working copy' }],
  examples: [
    ['laurel replay checking-for-understanding', 'before its rubric is changed for good'],
    ['laurel replay checking-for-understanding --release 1.0.0', 'under another release'],
  ],
  async run(given, world) {
    const id = textArgument(given, 0);
    const version = textOption(given, 'release');
    // What was typed is looked at first: nobody should need a token to learn of a slip of the pen.
    const folder = catalogOption(given);
    if (await world.files.exists(resolve(world.cwd, folder))) proposalIn((await catalogFromDisk(world, folder)).catalog, id, version);
    const programme = await openProgramme(world, folder);
    // How many did not pass is nobody's affair where few have tried and everybody reads along.
    if (isOverheard(world, programme)) throw new Obstacle('The log of this run is public, and what came of private claims is not told there. Run the command in a terminal.');
    const { catalog, issuer } = programme;
    const proposed = proposalIn(catalog, id, version);
    const { places } = await discreetly(world, programme, () => withProgress(world, 'Reading the register', () => openStores(programme, { attempts: true }).read()));
    const damaged = places.filter(({ fault }) => fault !== null).length;
    const found = replay(places.flatMap(({ register }) => [...register.attempts.values()]), catalog, proposed, issuer.policy.approvals);
    if (given.options['json'] === true) printJson(world, { credential: id, proposed: version ?? 'working copy', damaged, ...found });
    else world.out.write(replayText(found, { title: `${id}, ${version === undefined ? 'as the working copy has it' : version}`, columns: world.out.columns }));
    if (damaged > 0) world.err.write(`${damaged} ${damaged === 1 ? 'register' : 'registers'} could not be read and ${damaged === 1 ? 'was' : 'were'} left out. \`laurel issue\` says why.\n`);
    return 0;
  },
} satisfies Command as Command;

// What past assessments are decided again under: a release, or what the working copy would release.
function proposalIn(catalog: Catalog, id: string, version: string | undefined): ReleaseFile['release'] {
  if (!catalog.names.credentials.has(id) && newestRelease(catalog, id) === null) throw new Obstacle(unknownCredential(id, catalog));
  const proposed = version === undefined ? assembleRelease(catalog, id) : (catalog.releases.get(`${id}/${version}`)?.value.release ?? null);
  if (proposed === null) throw new Obstacle(version === undefined ? `${id}, or something that it refers to, has faults. Run \`laurel lint\` and mend them first.` : `There is no release ${version} of ${id} in this catalog.`);
  return proposed;
}
