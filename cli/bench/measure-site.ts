import { readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundle } from '../setup.mjs';
import { floor } from './floors.ts';
import { inFolder, writeCatalog } from './folder.ts';
import { timed } from './processes.ts';
import { compare, inTurn, type Row } from './turns.ts';

/** The files below a folder, each with its size in bytes. */
export async function sizesIn(folder: string): Promise<readonly (readonly [path: string, size: number])[]> {
  const entries = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  return Promise.all(entries.map(async ({ parentPath, name }) => [join(parentPath, name).slice(folder.length + 1), (await stat(join(parentPath, name))).size] as const));
}

/** How many pages a second the site of a generated catalog is built at, against writing files of the same sizes. */
export const measureSite = (rounds: number, credentials: number): Promise<readonly Row[]> =>
  inFolder(async (folder) => {
    const catalog = await writeCatalog(join(folder, 'catalog'), credentials);
    const [laurel, write] = [await bundle(), await floor('floor-write')];
    const [site, copy, list] = [join(folder, 'site'), join(folder, 'copy'), join(folder, 'sizes.json')];
    let pages = 0;
    // The round that does not count tells what a site consists of.
    const build = async (): Promise<number> => {
      await rm(site, { recursive: true, force: true });
      const ms = timed([laurel, 'build', '--catalog', catalog, '--out', site]);
      const sizes = await sizesIn(site);
      pages = sizes.filter(([path]) => path.endsWith('.html')).length;
      await writeFile(list, JSON.stringify(sizes));
      return ms;
    };
    const took = await inTurn(rounds, {
      build,
      write: async () => {
        await rm(copy, { recursive: true, force: true });
        return timed([write, list, copy]);
      },
    });
    const rate = (times: readonly number[]): readonly number[] => times.map((ms) => (pages * 1000) / ms);
    return [
      compare(`laurel build, ${pages} pages, time`, took.build, 'writing the files', took.write, 'ms'),
      compare('pages', rate(took.build), 'writing the files', rate(took.write), '/s'),
    ];
  });
