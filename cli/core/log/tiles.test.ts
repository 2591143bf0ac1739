import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leafHash, subtrees, treeHead, type Hash } from './merkle.ts';
import { belongs, bundleBytes, bundleEntries, edgeFrom, edgeHead, grow, growBundles, parseTilePath, tileBytes, tileHashes, tilePath, tilesOf, type Edge } from './tiles.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const entry = (at: number): Uint8Array => new TextEncoder().encode(`entry ${at}`);
const leaves = (from: number, to: number): readonly Hash[] => Array.from({ length: to - from }, (_, at) => leafHash(entry(from + at)));

describe('tiles', () => {
  it('stand where tlog-tiles puts them', () => {
    // "index 1234067 will be encoded as x001/x234/067" (Merkle Tree).
    expect(tilePath({ level: 0, index: 1_234_067, width: 256 })).toBe('tile/0/x001/x234/067');
    expect(tilePath({ level: 2, index: 0, width: 1 })).toBe('tile/2/000.p/1');
    expect(tilePath({ level: 'entries', index: 273, width: 112 })).toBe('tile/entries/273.p/112');
  });

  it('are named in one way only', () => {
    fc.assert(fc.property(fc.oneof(fc.constant('entries' as const), fc.integer({ min: 0, max: 63 })), fc.integer({ min: 0, max: 2_000_000_000 }), fc.integer({ min: 1, max: 256 }), (level, index, width) => {
      expect(parseTilePath(tilePath({ level, index, width }))).toEqual({ level, index, width });
    }));
    for (const path of ['tile/0/000.p/256', 'tile/0/000.p/0', 'tile/0/000.p/01', 'tile/00/000', 'tile/64/000', 'tile/0/x000/001', 'tile/0/1', 'tile/0/000/', 'tile/0/../0/000', 'checkpoint', '']) expect(parseTilePath(path), path).toBeNull();
  });

  it('of a tree of 70,000 are those of the example in the specification ("Partial Tiles")', () => {
    const all = [...tilesOf(70_000)].filter(({ level }) => level !== 'entries');
    const at = (level: number): readonly number[] => all.filter((tile) => tile.level === level).map(({ width }) => width);
    expect(at(0)).toEqual([...Array<number>(273).fill(256), 112]);
    expect([at(1), at(2), at(3)]).toEqual([[256, 17], [1], []]);
    expect([...tilesOf(256)].map(tilePath)).toEqual(['tile/entries/000', 'tile/0/000', 'tile/1/000.p/1']);
    expect([...tilesOf(0)]).toEqual([]);
  });

  it('hold hashes and entries and give them back, and nothing that is cut off', () => {
    fc.assert(fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 40 }), (entries) => {
      const bytes = bundleBytes(entries);
      expect(bundleEntries(bytes, entries.length)!.map(hex)).toEqual(entries.map(hex));
      expect(bundleEntries(bytes, entries.length + 1)).toBeNull();
      expect(bundleEntries(bytes.slice(0, -1), entries.length)).toBeNull();
      expect(bundleEntries(Uint8Array.from([...bytes, 0]), entries.length)).toBeNull();
      const hashes = entries.map(leafHash);
      expect(tileHashes(tileBytes(hashes), hashes.length)!.map(hex)).toEqual(hashes.map(hex));
      expect(tileHashes(tileBytes(hashes), hashes.length + 1)).toBeNull();
    }));
    expect([...bundleBytes([Uint8Array.of(7), new Uint8Array(0x0102)])].slice(0, 5)).toEqual([0, 1, 7, 1, 2]);
    expect(() => bundleBytes([new Uint8Array(65_536)])).toThrow(RangeError);
  });
});

describe('a log that grows', () => {
  // Whole trees by another way: every tile of the size from all the leaves.
  function expected(size: number): ReadonlyMap<string, string> {
    const tree = subtrees(leaves(0, size));
    return new Map([...tilesOf(size)].map((tile) => {
      const all = Array.from({ length: tile.width }, (_, at) => tile.index * 256 + at);
      return [tilePath(tile), hex(tile.level === 'entries' ? bundleBytes(all.map(entry)) : tileBytes(all.map((at) => tree(8 * Number(tile.level), at))))];
    }));
  }

  it('has the same tiles, entries and head in whatever steps it grew, and writes at its right edge only', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 6 }), (steps) => {
      const files = new Map<string, Uint8Array>();
      let [size, edge]: [number, Edge] = [0, []];
      for (const step of steps) {
        const grown = grow(edge, size, leaves(size, size + step));
        const partial = Array.from({ length: size % 256 }, (_, at) => entry(size - (size % 256) + at));
        const bundles = growBundles(partial, size, Array.from({ length: step }, (_, at) => entry(size + at)));
        // The tiles that hold what came, one partial tile of each level, and no other.
        expect(grown.tiles.size).toBeLessThanOrEqual(Math.ceil(step / 256) + 4);
        for (const [path, bytes] of [...grown.tiles, ...bundles]) files.set(path, bytes);
        [size, edge] = [size + step, grown.edge];
        expect(hex(edgeHead(edge))).toBe(hex(treeHead(size, subtrees(leaves(0, size)))));
        expect(edgeFrom(size, (path) => files.get(path))?.map((hashes) => hashes.map(hex))).toEqual(edge.map((hashes) => hashes.map(hex)));
      }
      for (const [path, bytes] of expected(size)) expect(hex(files.get(path)!), path).toBe(bytes);
      for (const path of files.keys()) expect(belongs(parseTilePath(path)!, size), path).toBe(true);
    }), { numRuns: 25 });
  });

  it('grows over a whole tile of tiles', () => {
    const before = grow([], 0, leaves(0, 65_535));
    const { tiles, edge } = grow(before.edge, 65_535, leaves(65_535, 65_537));
    expect([...tiles.keys()].sort()).toEqual(['tile/0/255', 'tile/0/256.p/1', 'tile/1/000', 'tile/2/000.p/1']);
    expect(hex(edgeHead(edge))).toBe(hex(treeHead(65_537, subtrees(leaves(0, 65_537)))));
  });

  it('costs the same however long it is: the same number of files and hashes', () => {
    const at = (size: number): number => grow([Array.from({ length: size % 256 }, () => new Uint8Array(32))], size, leaves(0, 10)).tiles.size;
    expect(at(1_000_000_000 * 256)).toBe(at(0));
  });
});
