import { dirname, resolve } from 'node:path';
import { catalogOption, textOption, type ExitCode, type Given } from '../command.ts';
import { addInYaml, setInYaml } from '../core/edit.ts';
import { keyState } from '../core/keys.ts';
import { bindingText } from '../core/own-domain.ts';
import { drawKey, earnersOf, keyFilePath, openKeys, readKeyText, retiredKeyPath } from '../effects/keys.ts';
import { Obstacle } from '../effects/programme.ts';
import type { World } from '../effects/world.ts';
import { readIssuer, showAndDo, todayOf, type IssuerFile } from './issuer-file.ts';
import { lastDay } from './keys-state.ts';

/** `laurel keys new`: the first key, and what it binds the programme to. */
export async function drawFirst(given: Given, world: World): Promise<ExitCode> {
  const file = await readIssuer(given, world);
  const { issuer, did, name } = file;
  const path = await outsideRepository(given, world, did);
  if ((await readKeyText(world, did)) !== null) throw new Obstacle(`There is a signing key for ${did} already (LAUREL_KEY, or ${path}). Nothing was changed. To go over to another key, run \`laurel keys rotate\`.`);
  // A second key keeps the secret that names earners: otherwise everyone would become somebody else.
  const before = textOption(given, 'earnersFrom');
  const earners = before === undefined ? undefined : earnersOf(await readText(world, before));
  if (issuer.keys.length > 0 && earners === undefined) throw new Obstacle(`${name} lists a key already. A further key must keep the secret that names earners: run \`laurel keys rotate\` where the earlier key is at hand, or say with --earners-from where its file is.`);
  const { text, publicKey } = drawKey(world.random, earners);
  await world.files.write(path, text, 0o600);
  await world.files.write(file.path, addInYaml(file.text, ['keys'], { public: publicKey, from: todayOf(world) }));
  world.out.write(`Drew a key for ${did}.\n\n  public half   ${publicKey}, now in ${name}\n  secret half   ${path}, readable by you alone\n\nKeep a copy of the secret half offline: whoever has it can sign badges, and without it you cannot.\n${issuer.keys.length > 0 ? '' : `\n${bindingText(issuer.url)}\n`}\nNext: commit ${name}.\n`);
  return 0;
}

/** `laurel keys rotate`: the next key, and the last day of the one at hand. */
export async function rotate(given: Given, world: World): Promise<ExitCode> {
  const file = await readIssuer(given, world);
  const { issuer, did, name } = file;
  const path = await outsideRepository(given, world, did);
  const fromEnvironment = (world.env['LAUREL_KEY'] ?? '') !== '';
  const before = await readKeyText(world, did);
  if (before === null) throw new Obstacle(`There is no key at hand to go on from: neither LAUREL_KEY nor the file ${path}. The next key must keep the secret that names earners, which stands in the earlier key's file. Set LAUREL_KEY_FILE to it; for the first key of all, run \`laurel keys new\`.`);
  if (fromEnvironment && (await world.files.exists(path))) throw new Obstacle(`LAUREL_KEY is set, and there is a file ${path} too. Nothing was changed. Unset LAUREL_KEY, or set LAUREL_KEY_FILE to where the new key should go.`);
  const { publicKey: old } = await openKeys(world, did, issuer.keys.map((key) => key.public));
  const at = issuer.keys.findIndex((key) => key.public === old);
  const key = issuer.keys[at]!;
  const today = todayOf(world);
  const until = keyState(key, today) === 'signs' ? lastDay(given, world, key) : null;
  const { text, publicKey } = drawKey(world.random, earnersOf(before));
  const aside = retiredKeyPath(path, old);
  if (!fromEnvironment && (await world.files.exists(aside))) throw new Obstacle(`There is a file ${aside} already, where the key at hand would go. Nothing was changed. Look what it is, and move it away.`);
  return showAndDo(given, world, {
    lines: [
      `${name}`,
      `  ${publicKey}   new: signs from ${today}`,
      ...(until === null ? [] : [`  ${old}   until ${key.until ?? '(no end)'} → ${until}`]),
      ...(fromEnvironment ? [] : [`${path}`, `  moves to ${aside}`]),
      `${path}`,
      '  the new secret half, readable by you alone',
    ],
    meaning: [
      until === null ? 'The new key keeps the secret that names earners. Nothing changes for the one at hand, which signs no more as it is.' : 'The new key keeps the secret that names earners. The old one stays listed: what it has signed goes on verifying, and it needs no secret half for that.',
      ...(until === null ? [] : ['Run `laurel issue` once before with the old key, so that nothing is left that was recorded for it.']),
    ],
    // The secret halves first: one that is listed and lost would be worse than one that is not listed yet.
    carryOut: async () => {
      if (!fromEnvironment) {
        await world.files.write(aside, before, 0o600);
        if ((await readText(world, aside)) !== before) throw new Obstacle(`${aside} could not be written. Nothing was changed.`);
      }
      await world.files.write(path, text, 0o600);
      await writeIssuer(file, world, until === null ? file.text : setInYaml(file.text, ['keys', at, 'until'], until), publicKey, today);
    },
    next: `Keep a copy of the new secret half offline.\n\nNext: commit ${name} and push it; put the text of ${path} into the secret LAUREL_KEY of the environment \`signing\` on the same day; then \`laurel issue\`, which logs the change.`,
  });
}

const writeIssuer = (file: IssuerFile, world: World, text: string, publicKey: string, from: string): Promise<void> => world.files.write(file.path, addInYaml(text, ['keys'], { public: publicKey, from }));

// Where the key file is; never inside the repository, whatever links lead into it.
async function outsideRepository(given: Given, world: World, did: string): Promise<string> {
  const path = keyFilePath(world, did);
  const root = await world.git(resolve(world.cwd, catalogOption(given))).run(['rev-parse', '--show-toplevel']);
  const top = root.stdout.toString('utf8').trim();
  const folders = [dirname(resolve(path)), await world.files.real(dirname(path))];
  const tops = [top, await world.files.real(top)];
  if (root.code === 0 && folders.some((folder) => tops.some((above) => `${folder}/`.startsWith(`${above}/`)))) throw new Obstacle(`${path} is inside the repository, where a secret must not be. Set LAUREL_KEY_FILE to a place outside it.`);
  return path;
}

async function readText(world: World, path: string): Promise<string> {
  const whole = resolve(world.cwd, path);
  if (!(await world.files.exists(whole))) throw new Obstacle(`There is no file ${path}.`);
  return new TextDecoder().decode(await world.files.read(whole));
}
