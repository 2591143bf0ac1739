import { parseCheckpoint, type Checkpoint } from '../log/checkpoint.ts';
import { isSame, leafHash, subtrees, treeHead, type Hash, type Subtree } from '../log/merkle.ts';
import { belongs, bundleBytes, bundleEntries, countAt, edgeFrom, edgeHead, grow, growBundles, parseTilePath, TILE, tileBytes, tilePath, tilesAt, tilesOf, type Edge, type Tile } from '../log/tiles.ts';
import { StoreFault } from './register.ts';

/** The ledger's transparency log, as its files hold it. */
export interface Log {
  /** The signed checkpoint, word for word. */
  readonly note: string;
  readonly checkpoint: Checkpoint;
  /** Every entry, first to last. */
  readonly entries: readonly string[];
  readonly edge: Edge;
  /** Every file, by path below the ledger's root; null where it was not read. */
  readonly files: ReadonlyMap<string, Uint8Array | null>;
}

/** Where the ledger keeps its log: laid out below this folder as C2SP tlog-tiles asks. */
export const LOG = 'log/';
export const CHECKPOINT = `${LOG}checkpoint`;

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const fault = (path: string, why: string): StoreFault => new StoreFault('ledger', path, why);
const tileOf = (path: string): Tile | null => parseTilePath(path.slice(LOG.length));

/**
 * Of a log's paths, those that a run reads which adds to it: the entries, and the tiles at the right edge. What the log
 * held when it was smaller stays, and is not needed.
 */
export function edgePaths(paths: Iterable<string>, checkpoint: string): ReadonlySet<string> {
  const size = parseCheckpoint(checkpoint)?.size ?? 0;
  return new Set([...paths].filter((path) => {
    const tile = tileOf(path);
    if (tile === null || (tile.level === 'entries' && tile.width === TILE)) return true;
    const count = countAt(size, tile.level);
    return tile.index === Math.floor(count / TILE) && tile.width === count % TILE;
  }));
}

/**
 * Reads the log from its files. That the entries add up to the checkpoint is looked at where the next ones come: at the
 * right edge. `logFaults` looks at everything.
 * @throws StoreFault for a file that has no place there, and for entries that are missing.
 */
export function readLog(files: ReadonlyMap<string, Uint8Array | null>): Log | null {
  if (files.size === 0) return null;
  const bytes = files.get(CHECKPOINT);
  if (bytes == null) throw fault(CHECKPOINT, 'it is missing, and the log is not');
  const note = decoder.decode(bytes);
  const checkpoint = parseCheckpoint(note);
  if (checkpoint === null) throw fault(CHECKPOINT, 'it is no checkpoint');
  const { size, root } = checkpoint;
  for (const path of files.keys()) {
    const tile = path === CHECKPOINT ? null : tileOf(path);
    if (path !== CHECKPOINT && (tile === null || !belongs(tile, size))) throw fault(path, tile === null ? 'nothing has this place' : 'it is of a larger log than the checkpoint says');
  }
  const entries = entriesOf(files, size);
  // A tile that is gone is made again from the entries.
  const edge = edgeFrom(size, (path) => files.get(LOG + path) ?? undefined) ?? grow([], 0, entries.map(hashOf)).edge;
  const last = entries.slice(entries.length - (size % TILE)).map(hashOf);
  if (!isSame(edgeHead(edge), root) || !last.every((hash, at) => isSame(hash, edge[0]![at]!))) throw fault(CHECKPOINT, 'the tree\'s right edge does not add up to it');
  return { note, checkpoint, entries, edge, files };
}

const hashOf = (entry: string): Hash => leafHash(encoder.encode(entry));

function entriesOf(files: ReadonlyMap<string, Uint8Array | null>, size: number): readonly string[] {
  const entries: string[] = [];
  for (const tile of tilesAt(size, 'entries')) {
    const path = LOG + tilePath(tile);
    const bundle = bundleEntries(files.get(path) ?? new Uint8Array(), tile.width);
    if (bundle === null) throw fault(path, files.has(path) ? 'it does not hold the entries that it should' : 'it is missing');
    for (const entry of bundle) entries.push(decoder.decode(entry));
  }
  return entries;
}

/** A log that has grown, before its checkpoint is signed. */
export interface GrownLog {
  readonly checkpoint: Checkpoint;
  /** The tiles and bundles that came, by path below the ledger's root. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Partial tiles whose full one has come ("Partial Tiles": they may go then, and not before). */
  readonly removed: readonly string[];
}

/** Adds entries to a log, or begins it. What it costs depends on what is added. */
export function extendLog(log: Log | null, origin: string, entries: readonly string[]): GrownLog {
  const size = log?.entries.length ?? 0;
  const partial = log?.entries.slice(size - (size % TILE)) ?? [];
  const { edge, tiles } = grow(log?.edge ?? [], size, entries.map(hashOf));
  const bundles = growBundles(partial.map((entry) => encoder.encode(entry)), size, entries.map((entry) => encoder.encode(entry)));
  const files = new Map([...tiles, ...bundles].map(([path, bytes]) => [LOG + path, bytes]));
  const removed = [...(log?.files.keys() ?? [])].filter((path) => path.includes('.p/') && files.has(path.slice(0, path.indexOf('.p/'))));
  return { checkpoint: { origin, size: size + entries.length, root: edgeHead(edge) }, files, removed };
}

/** The whole tree of a log, from its entries. */
export const treeOf = ({ entries }: Pick<Log, 'entries'>): Subtree => subtrees(entries.map(hashOf));

/** The bytes that a tile of this log must have. */
export function expectedTile({ level, index, width }: Tile, { entries }: Pick<Log, 'entries'>, tree: Subtree): Uint8Array {
  const all = Array.from({ length: width }, (_, at) => index * TILE + at);
  return level === 'entries' ? bundleBytes(all.map((at) => encoder.encode(entries[at]))) : tileBytes(all.map((at) => tree(8 * level, at)));
}

/** Tiles that a log of this size must have and that are gone, made again from the entries: nothing has to be signed for them. */
export function lostTiles(log: Log): ReadonlyMap<string, Uint8Array> {
  const lost = [...tilesOf(log.entries.length)].filter((tile) => !log.files.has(LOG + tilePath(tile)));
  const tree = lost.length === 0 ? null : treeOf(log);
  return new Map(lost.map((tile) => [LOG + tilePath(tile), expectedTile(tile, log, tree!)]));
}

/** Everything that is wrong with a log by itself: every entry, every tile at hand and every head worked out again. */
export function logFaults(log: Log, tree: Subtree = treeOf(log)): readonly string[] {
  const faults: string[] = [];
  const { checkpoint, files, entries } = log;
  if (!isSame(treeHead(entries.length, tree), checkpoint.root)) faults.push('its entries do not add up to its checkpoint');
  for (const [path, bytes] of files) {
    const tile = path === CHECKPOINT ? null : tileOf(path);
    if (tile !== null && bytes !== null && !isSame(bytes, expectedTile(tile, log, tree))) faults.push(`${path} is not what the entries make`);
  }
  const lost = [...tilesOf(entries.length)].map((tile) => LOG + tilePath(tile)).filter((path) => !files.has(path));
  if (lost.length > 0) faults.push(`${lost[0]} is missing${lost.length > 1 ? `, and ${lost.length - 1} more` : ''} (run \`laurel issue\`)`);
  return faults;
}

/** Whether a log extends an earlier checkpoint of it: the same log, no smaller, with the same head at that size. */
export function extendsCheckpoint({ entries, checkpoint }: Log, earlier: Checkpoint, tree: Subtree): boolean {
  return earlier.origin === checkpoint.origin && earlier.size <= entries.length && isSame(treeHead(earlier.size, tree), earlier.root);
}
