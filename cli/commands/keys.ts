import { resolve } from 'node:path';
import { CATALOG, catalogOption, textArgument, textOption, type Command } from '../command.ts';
import { didFromUrl } from '../core/badge/addresses.ts';
import { addInYaml } from '../core/edit.ts';
import { drawKey, earnersOf, keyFilePath, readKeyText } from '../effects/keys.ts';
import { catalogFromDisk, Obstacle } from '../effects/programme.ts';
import type { World } from '../effects/world.ts';

export default {
  name: 'keys',
  summary: 'Make the key that signs badges',
  arguments: [{ flags: '<action>', summary: '`new`: draw a key, keep its secret half outside the repository, add its public half to issuer.yaml' }],
  options: [CATALOG, { flags: '--earners-from <file>', summary: 'for a further key: the earlier key file, whose secret for naming earners is kept' }],
  examples: [['laurel keys new', 'the first key of a programme']],
  async run(given, world) {
    const action = textArgument(given, 0);
    if (action !== 'new') throw new Obstacle(`There is no \`laurel keys ${action}\`. Use \`laurel keys new\`.`);
    const folder = catalogOption(given);
    const { catalog } = await catalogFromDisk(world, folder);
    if (catalog.issuer === null) throw new Obstacle(`${folder}/issuer.yaml is missing or has faults. Run \`laurel lint\` and mend it first.`);
    const did = didFromUrl(catalog.issuer.value.url);
    const path = keyFilePath(world, did);
    const root = await world.git(resolve(world.cwd, folder)).run(['rev-parse', '--show-toplevel']);
    const top = root.stdout.toString('utf8').trim();
    if (root.code === 0 && resolve(path).startsWith(`${top}/`)) throw new Obstacle(`${path} is inside the repository, where a secret must not be. Set LAUREL_KEY_FILE to a place outside it.`);
    if ((await readKeyText(world, did)) !== null) throw new Obstacle(`There is a signing key for ${did} already (LAUREL_KEY, or ${path}). Nothing was changed: two keys at once need a plan, not an accident. Move it away to draw a new one.`);
    // A second key keeps the secret that names earners: otherwise everyone would become somebody else.
    const before = textOption(given, 'earners-from');
    const earners = before === undefined ? undefined : earnersOf(await readText(world, before));
    if (catalog.issuer.value.keys.length > 0 && earners === undefined) throw new Obstacle(`${folder}/issuer.yaml lists a key already. A further key must keep the secret that names earners: say with --earners-from where the earlier key file is.`);
    const { text, publicKey } = drawKey(world.random, earners);
    await world.files.write(path, text, 0o600);
    const issuerFile = resolve(world.cwd, folder, 'issuer.yaml');
    const issuerText = new TextDecoder().decode(await world.files.read(issuerFile));
    await world.files.write(issuerFile, addInYaml(issuerText, ['keys'], { public: publicKey, from: world.now().toISOString().slice(0, 10) }));
    world.out.write(`Drew a key for ${did}.\n\n  public half   ${publicKey}, now in ${folder}/issuer.yaml\n  secret half   ${path}, readable by you alone\n\nKeep a copy of the secret half offline: whoever has it can sign badges, and without it you cannot.\nThe address ${catalog.issuer.value.url} is signed into every badge. Before the first one, be sure that it is yours for good.\n\nNext: commit ${folder}/issuer.yaml.\n`);
    return 0;
  },
} satisfies Command as Command;

async function readText(world: World, path: string): Promise<string> {
  const whole = resolve(world.cwd, path);
  if (!(await world.files.exists(whole))) throw new Obstacle(`There is no file ${path}.`);
  return new TextDecoder().decode(await world.files.read(whole));
}
