import { dirname, relative, resolve } from 'node:path';
import { headFault, mostBadges, readBatch, type Listed } from '../core/badge/batch.ts';
import { readRegistry, type Registry } from '../core/badge/registry.ts';
import { lookupText } from '../core/badge/lookup.ts';
import type { Resolve } from '../core/badge/verify.ts';
import { Obstacle } from './programme.ts';
import type { World } from './world.ts';

const ADDRESS = /^[a-z][a-z0-9+.-]+:\/\//i;
const BADGE_FILE = /\.(json|jsonld|png|svg|jws|jwt)$/i;

/** A badge's bytes from a file or an https address. Throws an Obstacle, with what to do, where there are none. */
export async function badgeBytes(world: World, input: string, resolver: Resolve): Promise<Uint8Array> {
  if (ADDRESS.test(input)) {
    const found = await resolver(input);
    if (!found.ok) throw new Obstacle(`The badge at ${input} could not be fetched: ${found.reason.replace(/\.$/, '')}. Download it and give the file.`);
    return found.bytes;
  }
  const path = resolve(world.cwd, input);
  if (!(await world.files.exists(path))) throw new Obstacle(`There is no file ${input}. Give a badge's file or its https address.`);
  try {
    return await world.files.read(path);
  } catch {
    throw new Obstacle(`${input} cannot be read as a file. Give a badge's file or its https address.`);
  }
}

/** The badges that were asked for: files and addresses as they are, every badge file of a folder, every badge that a CSV names. `isBatch`: more than one named badge. */
export async function badgesAsked(world: World, inputs: readonly string[]): Promise<{ readonly all: readonly Listed[]; readonly isBatch: boolean }> {
  const all: Listed[] = [];
  let isBatch = inputs.length > 1;
  for (const input of inputs) {
    const path = resolve(world.cwd, input);
    if (ADDRESS.test(input)) all.push({ name: input });
    else if (/\.csv$/i.test(input)) {
      isBatch = true;
      const text = new TextDecoder().decode(await badgeBytes(world, input, async () => ({ ok: false, reason: 'it is no file' })));
      const fault = headFault(text);
      if (fault !== null) throw new Obstacle(`The table ${input} cannot be read. ${fault}`);
      const listed = readBatch(text);
      all.push(...listed.map((each) => (ADDRESS.test(each.name) ? each : { ...each, name: relative(world.cwd, resolve(dirname(path), each.name)) })));
    } else {
      const files = (await world.files.exists(path)) ? await world.files.list(path).catch(() => null) : null;
      if (files === null) all.push({ name: input });
      else {
        isBatch = true;
        all.push(...files.filter((file) => BADGE_FILE.test(file)).map((file) => ({ name: relative(world.cwd, resolve(path, file)) })));
      }
    }
  }
  if (all.length === 0) throw new Obstacle(`There is no badge in ${inputs.join(', ')}. Give a folder with JSON, PNG, SVG or JWT files, or a CSV that names them.`);
  if (all.length > mostBadges) throw new Obstacle(`These are ${all.length} badges; give ${mostBadges} at most in one go.`);
  return { all, isBatch };
}

/** Reads the registries that the verifier chose, files and addresses, each once. */
export const registriesChosen = (world: World, names: readonly string[], resolver: Resolve): Promise<readonly Registry[]> =>
  Promise.all(names.map(async (name) => {
    if (ADDRESS.test(name)) return readRegistry(name, await lookupText(resolver, name));
    const path = resolve(world.cwd, name);
    if (!(await world.files.exists(path))) throw new Obstacle(`There is no registry ${name}. Give a file or an https address.`);
    return readRegistry(name, { ok: true, text: new TextDecoder().decode(await world.files.read(path)), note: null });
  }));
