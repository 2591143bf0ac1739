/** An issuer's transparency log, read whole and held to its own checkpoint. */
import { logOrigin, openCheckpoint, parseCheckpoint } from '../log/checkpoint.ts';
import { isSame, leafHash, subtrees, treeHead, type Hash } from '../log/merkle.ts';
import { bundleEntries, TILE, tilePath, tilesAt, type Tile } from '../log/tiles.ts';
import type { Addresses } from './addresses.ts';
import { keyTimes, type KeyTimes } from './key-times.ts';
import { isMissing, remedyFor, remember, type Resolve } from './lookup.ts';
import type { Answer } from './result.ts';

/** A log as it was read. */
export interface IssuerLog {
  /** Where each entry stands. */
  readonly places: ReadonlyMap<string, number>;
  readonly size: number;
  /** Where it was read from, in brackets and with a blank before them; empty where that is its address. */
  readonly from: string;
  /** True where no network was asked for it, so that it may be as old as what lies here. */
  readonly isNear: boolean;
  /** The key that signed its checkpoint. */
  readonly key: string;
  /** What it says of when keys sign. */
  readonly times: ReadonlyMap<string, KeyTimes>;
  /** The head that it had when it had so many entries. */
  readonly headOf: (size: number) => Hash;
}
export type HeardLog = { readonly ok: true; readonly log: IssuerLog } | { readonly ok: false; readonly answer: Answer };

/** The most bundles that are fetched from a network: who verifies asks for all of a log, so that nobody learns which badge it was about. */
const mostBundles = 64;

/** The hash of an entry, as the log's tree has it. */
export const leafOf = (entry: string): Hash => leafHash(new TextEncoder().encode(entry));

/** The whole log that an issuer publishes, or what is to be answered in its place; `ours`: its badges belong in one. A thousand badges of one issuer ask one log: it is read and added up for the first of them. */
export const hearLog = (ours: boolean, site: Addresses, keys: readonly string[], resolve: Resolve): Promise<HeardLog> =>
  remember(resolve, JSON.stringify(['log', ours, site.origin, keys]), () => hear(ours, site, keys, resolve));

async function hear(ours: boolean, site: Addresses, keys: readonly string[], resolve: Resolve): Promise<HeardLog> {
  const no = (...answer: Answer): HeardLog => ({ ok: false, answer });
  const found = await resolve(site.checkpoint);
  if (!found.ok && isMissing(found.reason)) return ours ? no('unknown', `The issuer publishes no log at ${site.checkpoint}, and a badge with this address belongs in one; ask the issuer.`) : no('skipped', 'The issuer publishes no log, so none was asked.');
  if (!found.ok) return no('unknown', `The issuer's log could not be read from ${site.checkpoint}, because ${found.reason.replace(/[.\s]+$/, '')}; ${remedyFor(found)}.`);
  const note = new TextDecoder().decode(found.bytes);
  // Many sites answer every address with a page.
  if (!ours && parseCheckpoint(note) === null) return no('skipped', 'The issuer publishes no log, so none was asked.');
  const opened = await openCheckpoint(note, logOrigin(site.origin), keys);
  // Of an issuer that is not known to use Laurel, what stands there need not be meant as a log.
  if (!opened.ok) return no(ours ? 'fail' : 'unknown', `What is published at ${site.checkpoint} ${opened.reason}; ask the issuer.`);
  const { size, root } = opened.checkpoint;
  if (size > mostBundles * TILE && found.isNear !== true) return no('unknown', `The issuer's log has ${size} entries, too many to be fetched for one badge; give the badge's proof file, which the earner or the issuer has.`);
  const entries: string[] = [];
  for (const tile of tilesAt(size, 'entries')) {
    const bundle = await fetchBundle(tile, site, resolve);
    if (bundle === null) return no('unknown', `The issuer's log could not be read from ${site.log}${tilePath(tile)}; try again later.`);
    for (const entry of bundle) entries.push(new TextDecoder().decode(entry));
  }
  const tree = subtrees(entries.map(leafOf));
  if (!isSame(treeHead(size, tree), root)) return no('fail', `The issuer's log at ${site.log} does not add up to its own checkpoint; ask the issuer.`);
  return { ok: true, log: { places: new Map(entries.map((entry, index) => [entry, index])), size, from: found.note === undefined ? '' : ` (${found.note})`, isNear: found.isNear === true, key: opened.key, times: keyTimes(entries), headOf: (first) => treeHead(first, tree) } };
}

async function fetchBundle(tile: Tile, site: Addresses, resolve: Resolve): Promise<readonly Uint8Array[] | null> {
  const found = await resolve(`${site.log}${tilePath(tile)}`);
  return found.ok ? bundleEntries(found.bytes, tile.width) : null;
}
