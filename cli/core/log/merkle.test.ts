import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { consistencyProof, emptyHead, isExtension, includes, inclusionProof, leafHash, nodeHash, subtrees, treeHead, type Hash } from './merkle.ts';

const unhex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

// The reference leaves and heads of Certificate Transparency, as transparency-dev/merkle publishes them (testonly/constants.go).
const ENTRIES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(unhex);
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const INCLUSION: readonly (readonly [index: number, size: number, proof: readonly string[]])[] = [
  [0, 8, ['96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7', '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e', '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4']],
  [5, 8, ['bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b', 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0', 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7']],
];
const CONSISTENCY: readonly (readonly [first: number, second: number, proof: readonly string[]])[] = [
  [2, 8, ['5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e', '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4']],
  [6, 8, ['0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a', 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0', 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7']],
  [2, 5, ['5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e', 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b']],
];

// The definition, word for word (RFC 6962, section 2.1): slow, and with nothing to get wrong.
const below = (count: number): number => {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
};
const naive = (leaves: readonly Hash[]): Hash => (leaves.length === 0 ? emptyHead() : leaves.length === 1 ? leaves[0]! : nodeHash(naive(leaves.slice(0, below(leaves.length))), naive(leaves.slice(below(leaves.length)))));
const naivePath = (index: number, leaves: readonly Hash[]): readonly Hash[] => {
  if (leaves.length <= 1) return [];
  const middle = below(leaves.length);
  return index < middle ? [...naivePath(index, leaves.slice(0, middle)), naive(leaves.slice(middle))] : [...naivePath(index - middle, leaves.slice(middle)), naive(leaves.slice(0, middle))];
};
const naiveProof = (first: number, leaves: readonly Hash[], whole = true): readonly Hash[] => {
  if (first === leaves.length) return whole ? [] : [naive(leaves)];
  const middle = below(leaves.length);
  return first <= middle ? [...naiveProof(first, leaves.slice(0, middle), whole), naive(leaves.slice(middle))] : [...naiveProof(first - middle, leaves.slice(middle), false), naive(leaves.slice(0, middle))];
};

const leavesOf = (count: number): readonly Hash[] => Array.from({ length: count }, (_, at) => leafHash(Uint8Array.of(at & 255, at >> 8)));
const sizes = fc.integer({ min: 1, max: 300 });

describe('a Merkle tree', () => {
  it('has the published heads for every size from 0 to 8', () => {
    for (const [size, root] of ROOTS.entries()) expect(hex(treeHead(size, subtrees(ENTRIES.map(leafHash).slice(0, size))))).toBe(root);
  });

  it.each(INCLUSION)('makes the published inclusion proof of leaf %i of %i, which holds', (index, size, proof) => {
    const tree = subtrees(ENTRIES.map(leafHash));
    expect(inclusionProof(index, size, tree).map(hex)).toEqual(proof);
    expect(includes(leafHash(ENTRIES[index]!), index, size, proof.map(unhex), unhex(ROOTS[size]!))).toBe(true);
  });

  it.each(CONSISTENCY)('makes the published proof that the tree of %i is extended by the one of %i, which holds', (first, second, proof) => {
    const tree = subtrees(ENTRIES.map(leafHash));
    expect(consistencyProof(first, second, tree).map(hex)).toEqual(proof);
    expect(isExtension(first, second, unhex(ROOTS[first]!), unhex(ROOTS[second]!), proof.map(unhex))).toBe(true);
  });

  it('has the head, the paths and the proofs that the definition gives, at any size', () => {
    fc.assert(fc.property(sizes, fc.nat(), fc.nat(), (size, a, b) => {
      const leaves = leavesOf(size);
      const tree = subtrees(leaves);
      const [index, first] = [a % size, 1 + (b % size)];
      expect(hex(treeHead(size, tree))).toBe(hex(naive(leaves)));
      expect(inclusionProof(index, size, tree).map(hex)).toEqual(naivePath(index, leaves).map(hex));
      expect(consistencyProof(first, size, tree).map(hex)).toEqual(naiveProof(first, leaves).map(hex));
    }), { numRuns: 150 });
  });

  it('proves every leaf, and no leaf at another place, of another size, by a longer, shorter or altered path', () => {
    fc.assert(fc.property(sizes, fc.nat(), fc.nat(), (size, a, b) => {
      const tree = subtrees(leavesOf(size));
      const root = treeHead(size, tree);
      const index = a % size;
      const leaf = tree(0, index);
      const proof = inclusionProof(index, size, tree);
      expect(includes(leaf, index, size, proof, root)).toBe(true);
      expect(includes(leaf, (index + 1) % size, size, proof, root)).toBe(size === 1);
      expect(includes(leaf, index, size, [...proof, leaf], root)).toBe(false);
      expect(includes(leaf, index, size, proof.slice(1), root)).toBe(proof.length === 0);
      expect(includes(leaf, size, size, proof, root)).toBe(false);
      if (proof.length > 0) expect(includes(leaf, index, size, proof.map((hash, at) => (at === b % proof.length ? flipped(hash) : hash)), root)).toBe(false);
      expect(includes(flipped(leaf), index, size, proof, root)).toBe(false);
    }), { numRuns: 150 });
  });

  it('proves that it extends every earlier tree, and no other one', () => {
    fc.assert(fc.property(sizes, fc.nat(), fc.nat(), (second, a, b) => {
      const tree = subtrees(leavesOf(second));
      const first = a % (second + 1);
      const [old, fresh] = [treeHead(first, tree), treeHead(second, tree)];
      const proof = consistencyProof(first, second, tree);
      expect(isExtension(first, second, old, fresh, proof)).toBe(true);
      expect(isExtension(first, second, flipped(old), fresh, proof)).toBe(false);
      if (first > 0) expect(isExtension(first, second, old, flipped(fresh), proof)).toBe(false);
      expect(isExtension(first, second, old, fresh, [...proof, old])).toBe(false);
      if (proof.length > 0) expect(isExtension(first, second, old, fresh, proof.map((hash, at) => (at === b % proof.length ? flipped(hash) : hash)))).toBe(false);
      if (proof.length > 0) expect(isExtension(first, second, old, fresh, proof.slice(1))).toBe(false);
      if (first < second) expect(isExtension(second, first, fresh, old, proof)).toBe(false);
    }), { numRuns: 150 });
  });
});

const flipped = (hash: Hash): Hash => hash.map((byte, at) => (at === 7 ? byte ^ 1 : byte));
