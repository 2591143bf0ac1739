import { dirname, relative, resolve } from 'node:path';
import { longestInput } from '../core/badge/input.ts';
import { readRegistry, type Registry } from '../core/badge/registry.ts';
import { badgeAt, lookupText } from '../core/badge/lookup.ts';
import { headFault, mostBadges, readTable, type Listed } from '../core/badge/table.ts';
import type { Resolve } from '../core/badge/verify.ts';
import { isBadgeFile, isTable, isWebAddress } from '../core/badge/written.ts';
import { Obstacle } from './programme.ts';
import type { World } from './world.ts';

const MIB = 1024 * 1024;

/** The longest table or registry that is read: one that holds as many badges as are verified in one go has room. */
const longestList = 256 * MIB;

/** A file's bytes. Throws an Obstacle where it is no plain file or longer than `most`, before anything of it is read. */
async function fileBytes(world: World, input: string, most: number, instead: string): Promise<Uint8Array> {
  const path = resolve(world.cwd, input);
  const size = await world.files.size(path);
  if (size === null) throw new Obstacle(`${input} cannot be read as a file: it is a folder, a pipe or a device. ${instead}`);
  if (size > most) throw new Obstacle(`${input} has more than ${most / MIB} MiB, the most that is read of such a file. ${instead}`);
  return world.files.read(path).catch(() => {
    throw new Obstacle(`${input} cannot be read as a file. ${instead}`);
  });
}

/** A badge's bytes from a file of at most `most` bytes or an https address. Throws an Obstacle, with what to do, where there are none. */
export async function badgeBytes(world: World, input: string, resolver: Resolve, most = longestInput): Promise<Uint8Array> {
  if (isWebAddress(input)) {
    const found = await badgeAt(input, resolver);
    if (typeof found === 'string') throw new Obstacle(found);
    return found;
  }
  const instead = "Give a badge's file or its https address.";
  if (!(await world.files.exists(resolve(world.cwd, input)))) throw new Obstacle(`There is no file ${input}. ${instead}`);
  return fileBytes(world, input, most, instead);
}

/** The badges that were asked for: files and addresses as they are, every badge file of a folder, every badge that a CSV names or holds. `isBatch`: more than one named badge. */
export async function badgesAsked(world: World, inputs: readonly string[]): Promise<{ readonly all: readonly Listed[]; readonly isBatch: boolean }> {
  const all: Listed[] = [];
  let isBatch = inputs.length > 1;
  for (const input of inputs) {
    const path = resolve(world.cwd, input);
    if (isWebAddress(input)) all.push({ name: input });
    else if (isTable(input)) {
      isBatch = true;
      const text = new TextDecoder().decode(await badgeBytes(world, input, async () => ({ ok: false, reason: 'it is no file' }), longestList));
      const fault = headFault(text);
      if (fault !== null) throw new Obstacle(`The table ${input} cannot be read. ${fault}`);
      all.push(...readTable(text).map((each) => ({ ...each, name: each.text !== undefined ? `${input}, ${each.name}` : isWebAddress(each.name) ? each.name : relative(world.cwd, resolve(dirname(path), each.name)) })));
    } else {
      const files = (await world.files.exists(path)) ? await world.files.list(path).catch(() => null) : null;
      if (files === null) all.push({ name: input });
      else {
        isBatch = true;
        all.push(...files.filter((file) => isBadgeFile(file)).map((file) => ({ name: relative(world.cwd, resolve(path, file)) })));
      }
    }
  }
  if (all.length === 0) throw new Obstacle(`There is no badge in ${inputs.join(', ')}. Give a folder with JSON, PNG, SVG or JWT files, or a CSV that names or holds them.`);
  if (all.length > mostBadges) throw new Obstacle(`These are ${all.length} badges; give ${mostBadges} at most in one go.`);
  return { all, isBatch };
}

/** Reads the registries that the verifier chose, files and addresses, each once. */
export const registriesChosen = (world: World, names: readonly string[], resolver: Resolve): Promise<readonly Registry[]> =>
  Promise.all(names.map(async (name) => {
    if (isWebAddress(name)) return readRegistry(name, await lookupText(resolver, name));
    if (!(await world.files.exists(resolve(world.cwd, name)))) throw new Obstacle(`There is no registry ${name}. Give a file or an https address.`);
    return readRegistry(name, { ok: true, text: new TextDecoder().decode(await fileBytes(world, name, longestList, 'Give a file or an https address.')), note: null });
  }));
