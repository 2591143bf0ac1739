/** A log as static files (C2SP tlog-tiles, "Merkle Tree", "Partial Tiles" and "Log entries"). Paths are below the log's prefix. */
import { nodeHash, emptyHead, subtrees, treeHead, type Hash } from './merkle.ts';

/** Hashes of a full tile, and entries of a full bundle. */
export const TILE = 256;

/** A tile or, at the level `entries`, a bundle of entries: its index and how many it holds. */
export interface Tile {
  readonly level: number | 'entries';
  readonly index: number;
  readonly width: number;
}

/** Where a tile stands: `tile/0/x001/234`, and `tile/0/x001/234.p/5` while it holds 5. */
export function tilePath({ level, index, width }: Tile): string {
  const groups = [String(index % 1000).padStart(3, '0')];
  for (let left = Math.floor(index / 1000); left > 0; left = Math.floor(left / 1000)) groups.unshift(`x${String(left % 1000).padStart(3, '0')}`);
  return `tile/${level}/${groups.join('/')}${width === TILE ? '' : `.p/${width}`}`;
}

const PATH = /^tile\/(entries|[0-9]|[1-5][0-9]|6[0-3])\/((?:x[0-9]{3}\/){0,4}[0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/;

/** The tile that a path names, in its one spelling; null for anything else. */
export function parseTilePath(path: string): Tile | null {
  const match = PATH.exec(path);
  if (match === null) return null;
  const [, level = '', groups = '', width] = match;
  const tile: Tile = { level: level === 'entries' ? level : Number(level), index: Number(groups.replace(/[x/]/g, '')), width: width === undefined ? TILE : Number(width) };
  return tilePath(tile) === path && (width === undefined || tile.width < TILE) ? tile : null;
}

/** How many hashes stand at a level of tiles when the log has this many entries. */
export const countAt = (size: number, level: Tile['level']): number => (level === 'entries' ? size : Math.floor(size / TILE ** level));

/** True for a tile that this log has, or had when it was smaller. */
export const belongs = ({ level, index, width }: Tile, size: number): boolean => index * TILE + width <= countAt(size, level);

/** The tiles that a log of this size must have at a level: full ones, and the partial one at its right edge. */
export function* tilesAt(size: number, level: Tile['level']): Generator<Tile> {
  const count = countAt(size, level);
  for (let index = 0; index * TILE < count; index += 1) yield { level, index, width: Math.min(TILE, count - index * TILE) };
}

/** Every tile and bundle that a log of this size must have. */
export function* tilesOf(size: number): Generator<Tile> {
  yield* tilesAt(size, 'entries');
  for (let level = 0; countAt(size, level) > 0; level += 1) yield* tilesAt(size, level);
}

const HASH = 32;

/** Hashes as the bytes of a tile. */
export function tileBytes(hashes: readonly Hash[]): Uint8Array {
  const bytes = new Uint8Array(hashes.length * HASH);
  hashes.forEach((hash, at) => bytes.set(hash, at * HASH));
  return bytes;
}

/** The hashes of a tile; null where its length is not that of `width` hashes. */
export const tileHashes = (bytes: Uint8Array, width: number): readonly Hash[] | null => (bytes.length === width * HASH ? Array.from({ length: width }, (_, at) => bytes.subarray(at * HASH, (at + 1) * HASH)) : null);

/** Entries as a bundle: each after its length as two bytes, the higher one first. */
export function bundleBytes(entries: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(entries.reduce((sum, entry) => sum + 2 + entry.length, 0));
  let at = 0;
  for (const entry of entries) {
    if (entry.length > 0xffff) throw new RangeError(`Unexpected entry of ${entry.length} bytes, expected 65535 at most`);
    bytes.set([entry.length >> 8, entry.length & 255], at);
    bytes.set(entry, at + 2);
    at += 2 + entry.length;
  }
  return bytes;
}

/** The entries of a bundle; null where it does not hold exactly `width` of them. */
export function bundleEntries(bytes: Uint8Array, width: number): readonly Uint8Array[] | null {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at + 2 <= bytes.length && entries.length < width) {
    const end = at + 2 + ((bytes[at]! << 8) | bytes[at + 1]!);
    if (end > bytes.length) return null;
    entries.push(bytes.subarray(at + 2, end));
    at = end;
  }
  return entries.length === width && at === bytes.length ? entries : null;
}

/** The right edge of a tree: for each level of tiles, the hashes of its partial tile. All that a log needs in order to grow. */
export type Edge = readonly (readonly Hash[])[];

/** The head of a tree from its right edge. */
export function edgeHead(edge: Edge): Hash {
  let found: Hash | null = null;
  for (const hashes of edge) {
    for (let end = hashes.length; end > 0; ) {
      const width = end & -end;
      const part = treeHead(width, subtrees(hashes.slice(end - width, end)));
      found = found === null ? part : nodeHash(part, found);
      end -= width;
    }
  }
  return found ?? emptyHead();
}

/** A tree after it has grown: its new right edge, and the tiles that came or changed, by path. */
export interface Grown {
  readonly edge: Edge;
  readonly tiles: ReadonlyMap<string, Uint8Array>;
}

/** Adds leaf hashes at the right edge of a tree of `size` leaves. What it costs depends on what is added, not on what is there. */
export function grow(edge: Edge, size: number, leaves: readonly Hash[]): Grown {
  const levels = edge.map((hashes) => [...hashes]);
  const tiles = new Map<string, Uint8Array>();
  const touched = new Set<number>();
  const push = (level: number, hash: Hash, count: number): void => {
    const hashes = (levels[level] ??= []);
    touched.add(level);
    if (hashes.push(hash) < TILE) return;
    tiles.set(tilePath({ level, index: count / TILE - 1, width: TILE }), tileBytes(hashes));
    levels[level] = [];
    push(level + 1, treeHead(TILE, subtrees(hashes)), count / TILE);
  };
  leaves.forEach((leaf, at) => push(0, leaf, size + at + 1));
  for (const level of touched) {
    const hashes = levels[level]!;
    if (hashes.length > 0) tiles.set(tilePath({ level, index: Math.floor(countAt(size + leaves.length, level) / TILE), width: hashes.length }), tileBytes(hashes));
  }
  return { edge: levels, tiles };
}

/** The bundles that come or change when entries are added to a log whose last, partial bundle holds `partial`. */
export function growBundles(partial: readonly Uint8Array[], size: number, entries: readonly Uint8Array[]): ReadonlyMap<string, Uint8Array> {
  const all = [...partial, ...entries];
  const first = (size - partial.length) / TILE;
  const bundles = Array.from({ length: Math.ceil(all.length / TILE) }, (_, at) => all.slice(at * TILE, (at + 1) * TILE));
  return new Map(bundles.map((bundle, at) => [tilePath({ level: 'entries', index: first + at, width: bundle.length }), bundleBytes(bundle)]));
}

/** The right edge of a tree from its partial tiles; null where one is missing or has another length. */
export function edgeFrom(size: number, read: (path: string) => Uint8Array | undefined): Edge | null {
  const edge: (readonly Hash[])[] = [];
  for (let level = 0; countAt(size, level) > 0; level += 1) {
    const count = countAt(size, level);
    const width = count % TILE;
    const hashes = width === 0 ? [] : tileHashes(read(tilePath({ level, index: Math.floor(count / TILE), width })) ?? new Uint8Array(), width);
    if (hashes === null) return null;
    edge.push(hashes);
  }
  return edge;
}

