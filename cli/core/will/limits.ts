import type { ZipLimits } from '../privacy/zip.ts';

const MIB = 1024 * 1024;

/**
 * What of an archive is unpacked. A zip archive numbers its files with 16 bits, and what goes beyond that is read in one way by
 * some and in another by others, so there is room for some thirty thousand public badges: two files each, the badge and its proof.
 */
export const willLimits: ZipLimits = { entries: 65_534, each: 64 * MIB, all: 1024 * MIB };

/** What of it a page unpacks, all of it in a browser's memory; a longer one is for the command line. */
export const pageLimits: ZipLimits = { ...willLimits, all: 512 * MIB };

/** Bytes as whole MiB, for a sentence. */
export const inMiB = (bytes: number): string => `${Math.floor(bytes / MIB)} MiB`;

/** What to say of a will whose files have these sizes, where no page opens it; null where one does. */
export function tooBigForPages(sizes: Iterable<number>): string | null {
  let all = 0;
  for (const size of sizes) all += size;
  return all > pageLimits.all ? `It unpacks to ${inMiB(all)}, and a page opens ${inMiB(pageLimits.all)} at most: whoever has it needs the command line.` : null;
}
