import { resolve } from 'node:path';
import { CATALOG, catalogOption, textArgument, type Command } from '../command.ts';
import { didFromUrl } from '../core/badge/addresses.ts';
import { addInYaml } from '../core/edit.ts';
import { drawKey, keyFilePath, readKeyText } from '../effects/keys.ts';
import { catalogFromDisk, Obstacle } from '../effects/programme.ts';

export default {
  name: 'keys',
  summary: 'Make the key that signs badges',
  arguments: [{ flags: '<action>', summary: '`new`: draw a key, keep its secret half outside the repository, add its public half to issuer.yaml' }],
  options: [CATALOG],
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
    const { text, publicKey } = drawKey(world.random);
    await world.files.write(path, text, 0o600);
    const issuerFile = resolve(world.cwd, folder, 'issuer.yaml');
    const issuerText = new TextDecoder().decode(await world.files.read(issuerFile));
    await world.files.write(issuerFile, addInYaml(issuerText, ['keys'], { public: publicKey, from: world.now().toISOString().slice(0, 10) }));
    world.out.write(`Drew a key for ${did}.\n\n  public half   ${publicKey}, now in ${folder}/issuer.yaml\n  secret half   ${path}, readable by you alone\n\nKeep a copy of the secret half offline: whoever has it can sign badges, and without it you cannot.\nThe address ${catalog.issuer.value.url} is signed into every badge. Before the first one, be sure that it is yours for good.\n\nNext: commit ${folder}/issuer.yaml.\n`);
    return 0;
  },
} satisfies Command as Command;
