import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Issuer } from '../core/model.generated.ts';
import { parseDocument } from '../core/document.ts';
import { git } from '../practice/git/run.ts';
import { bundle } from '../setup.mjs';
import { floor } from './floors.ts';
import { inFolder, writeCatalog } from './folder.ts';
import { generateCatalog } from './generate.ts';
import { seed } from './measure-ledger.ts';
import { sizesIn } from './measure-site.ts';
import { used, usedByAll } from './processes.ts';
import { ledgerOf } from './published-badges.ts';

/** What publishing took with some badges on the ledger. */
export interface PublishRow {
  readonly badges: number;
  /** Seconds of time and of the processor that building the site took. */
  readonly total: number;
  readonly cpu: number;
  /** Milliseconds of processor time a badge: of building, beyond the site without badges, and of verifying the ledger before it. */
  readonly build: number | null;
  readonly verify: number | null;
  /** Processor time of building against that of writing files of the same sizes. */
  readonly times: number;
  /** MiB: the most that a process of either held, and what the site weighs. */
  readonly peak: number;
  readonly size: number;
}

const CREDENTIALS = 10;

/**
 * Verifies ledgers of growing size and builds their sites, as `laurel publish` does; nothing is fetched, compared or pushed.
 * @param tell hears of each row when it is there.
 */
export const measurePublish = (sizes: readonly number[], tell: (row: PublishRow) => void): Promise<readonly PublishRow[]> =>
  inFolder(async (scratch) => {
    const files = generateCatalog(CREDENTIALS);
    const issuer = parseDocument(files.find(({ path }) => path === 'issuer.yaml')!).value as unknown as Issuer;
    const [laurel, write, verifying] = [await bundle(), await floor('floor-write'), await floor('publish-run')];
    const rows: PublishRow[] = [];
    let bare = 0;
    for (const badges of sizes) {
      const folder = join(scratch, String(badges));
      const [site, copy, list] = [join(folder, 'site'), join(folder, 'copy'), join(folder, 'sizes.json')];
      await writeCatalog(join(folder, 'catalog'), CREDENTIALS);
      await git(folder, ['init', '--quiet']);
      if (badges > 0) await seed(folder, 'ledger', await ledgerOf(files, issuer, badges));
      const verified = badges === 0 ? null : used([verifying, folder]);
      const built = usedByAll([laurel, 'build', '--catalog', join(folder, 'catalog'), '--out', site], folder);
      const written = await sizesIn(site);
      await writeFile(list, JSON.stringify(written));
      const floorUsed = used([write, list, copy]);
      if (badges === 0) bare = built.cpu;
      const each = (ms: number): number | null => (badges === 0 ? null : ms / badges);
      const row = {
        badges, total: built.ms / 1000, cpu: built.cpu / 1000, build: each(built.cpu - bare), verify: each(verified?.cpu ?? 0), times: built.cpu / floorUsed.cpu,
        peak: Math.max(built.peak, verified?.peak ?? 0), size: written.reduce((sum, [, size]) => sum + size, 0) / 1024 / 1024,
      };
      rows.push(row);
      tell(row);
      await rm(folder, { recursive: true, force: true });
    }
    return rows;
  });

const line = (badges: string, ...cells: readonly string[]): string => badges.padEnd(16) + cells.map((cell) => cell.padStart(9)).join('');

/** The lines above the rows. */
export const publishHead = (title: string): string => `${title}\nBuilding the site, seconds in all and of the processor; milliseconds of the\nprocessor a badge, of building (beyond a site without badges) and of verifying\nbefore it; times writing files of the same sizes; peak memory; the site's size.\n${line('', 'total s', 'cpu s', 'build', 'verify', 'times', 'MiB', 'site MiB')}`;

/** One row of the table. */
export const publishLine = ({ badges, total, cpu, build, verify, times, peak, size }: PublishRow): string =>
  line(`  ${badges} badges`, total.toFixed(1), cpu.toFixed(1), build?.toFixed(1) ?? '-', verify?.toFixed(1) ?? '-', times.toFixed(1), String(Math.round(peak)), size.toFixed(0));
