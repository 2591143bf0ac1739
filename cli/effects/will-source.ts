import { join, resolve } from 'node:path';
import { openWill, type Will } from '../core/will/open.ts';
import { willPaths } from '../core/will/contents.ts';
import { inMiB, willLimits } from '../core/will/limits.ts';
import { readZip, writeZip, type ZipLimits } from '../core/privacy/zip.ts';
import { Obstacle } from './programme.ts';
import type { World } from './world.ts';

/**
 * Opens a will from its zip file, or from the folder that it was unpacked into.
 * @param most how much of it is unpacked.
 * @throws Obstacle where there is none; one that was changed opens, and says so.
 */
export async function openWillAt(world: World, place: string, most: ZipLimits = willLimits): Promise<Will> {
  const path = resolve(world.cwd, place);
  if (!(await world.files.exists(path))) throw new Obstacle(`There is no archive ${place}. Give the zip file that \`laurel will\` made, or the folder that it was unpacked into.`);
  const opened = await openWill(await filesAt(world, path, place, most), world.now());
  if (!opened.ok) throw new Obstacle(`${place} is no archive that \`laurel will\` made: ${opened.reason}.`);
  return opened.will;
}

/**
 * Packs a will, and opens the archive again as whoever gets it will.
 * @param most how much of it will be unpacked.
 * @throws Obstacle where it would not open, or would not verify: that would be found out when nobody is left to mend it.
 */
export async function packWill(world: World, files: ReadonlyMap<string, Uint8Array>, most: ZipLimits = willLimits): Promise<Uint8Array> {
  const sizes = [...files.values()].map(({ length }) => length);
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const longest = sizes.reduce((most, size) => Math.max(most, size), 0);
  if (files.size > most.entries || all > most.all || longest > most.each) throw new Obstacle(`No will was made, and nothing was written: it would hold ${files.size} files of ${all} bytes in all, the longest of ${longest}, and could not be opened again. At most ${most.entries} files of ${most.all} bytes in all are read from an archive, and ${most.each} of each. Keep a copy of the site as it is, and a clone of the branch ledger, in its stead.`);
  const zip = writeZip(files);
  const read = readZip(zip, () => true, most);
  if (!read.ok) throw new Obstacle(`No will was made, and nothing was written: its ${files.size} files of ${all} bytes could not be read again from the archive, because ${read.reason}.`);
  const opened = await openWill(read.files, world.now());
  if (!opened.ok) throw new Obstacle(`No will was made, and nothing was written. It would not open, because ${opened.reason}.`);
  if (opened.will.result.outcome === 'fail') throw new Obstacle(`No will was made, and nothing was written. ${opened.will.result.detail}`);
  return zip;
}

async function filesAt(world: World, path: string, place: string, most: ZipLimits): Promise<ReadonlyMap<string, Uint8Array>> {
  const size = await world.files.size(path);
  if (size === null) {
    if (!(await world.files.exists(join(path, willPaths.head)))) throw new Obstacle(`${place} is no archive that \`laurel will\` made: it is a pipe or a device, or the folder holds no ${willPaths.head}. Give the zip file, or the folder that it was unpacked into.`);
    const names = await world.files.list(path, true);
    return new Map(await Promise.all(names.map(async (name) => [name, await world.files.read(join(path, name))] as const)));
  }
  if (size > most.all) throw new Obstacle(`${place} has more than ${inMiB(most.all)}, the most that is read of an archive. If you trust where you had it, unpack it and give the folder.`);
  const read = readZip(await world.files.read(path), () => true, most);
  if (!read.ok) throw new Obstacle(`${place} cannot be read as a zip archive: ${read.reason}. Get another copy; if you trust where you had it, unpack it and give the folder.`);
  return read.files;
}
