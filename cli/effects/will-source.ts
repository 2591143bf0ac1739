import { join, resolve } from 'node:path';
import { openWill, type Will } from '../core/will/open.ts';
import { willPaths } from '../core/will/contents.ts';
import { readZip, type ZipLimits } from '../core/privacy/zip.ts';
import { Obstacle } from './programme.ts';
import type { World } from './world.ts';

/** What of an archive is unpacked: a will of a hundred thousand public badges has room in it. */
const limits: ZipLimits = { entries: 250_000, each: 64 * 1024 * 1024, all: 1024 * 1024 * 1024 };

/**
 * Opens a will from its zip file, or from the folder that it was unpacked into.
 * @param most how much of it is unpacked.
 * @throws Obstacle where there is none; one that was changed opens, and says so.
 */
export async function openWillAt(world: World, place: string, most: ZipLimits = limits): Promise<Will> {
  const path = resolve(world.cwd, place);
  if (!(await world.files.exists(path))) throw new Obstacle(`There is no archive ${place}. Give the zip file that \`laurel will\` made, or the folder that it was unpacked into.`);
  const opened = await openWill(await filesAt(world, path, place, most), world.now());
  if (!opened.ok) throw new Obstacle(`${place} is no archive that \`laurel will\` made: ${opened.reason}.`);
  return opened.will;
}

async function filesAt(world: World, path: string, place: string, most: ZipLimits): Promise<ReadonlyMap<string, Uint8Array>> {
  if (await world.files.exists(join(path, willPaths.head))) {
    const names = await world.files.list(path, true);
    return new Map(await Promise.all(names.map(async (name) => [name, await world.files.read(join(path, name))] as const)));
  }
  const bytes = await world.files.read(path).catch(() => {
    throw new Obstacle(`${place} is no archive that \`laurel will\` made: the folder holds no ${willPaths.head}.`);
  });
  const read = readZip(bytes, () => true, most);
  if (!read.ok) throw new Obstacle(`${place} cannot be read as a zip archive: ${read.reason}. Get another copy.`);
  return read.files;
}
