/** Merkle trees as RFC 6962, section 2.1, has them (RFC 9162, section 2.1, says the same with the algorithms to verify). */
import { sha256 } from '@noble/hashes/sha2.js';

/** SHA-256, 32 bytes. */
export type Hash = Uint8Array;

/** The hash of the complete subtree of 2**level leaves that begins at leaf index * 2**level. */
export type Subtree = (level: number, index: number) => Hash;

/** The hash of a leaf: SHA-256(0x00 || entry). */
export function leafHash(entry: Uint8Array): Hash {
  const bytes = new Uint8Array(entry.length + 1);
  bytes.set(entry, 1);
  return sha256(bytes);
}

/** The hash of a node: SHA-256(0x01 || left || right). */
export function nodeHash(left: Hash, right: Hash): Hash {
  const bytes = new Uint8Array(65);
  bytes[0] = 1;
  bytes.set(left, 1);
  bytes.set(right, 33);
  return sha256(bytes);
}

/** The head of a tree without leaves: SHA-256 of nothing. */
export const emptyHead = (): Hash => sha256(new Uint8Array());

/** True for the same bytes. */
export const isSame = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, at) => byte === b[at]);

/** Every complete subtree over these leaf hashes, so that any head and any proof costs a few hashes. */
export function subtrees(leaves: readonly Hash[]): Subtree {
  const levels: (readonly Hash[])[] = [leaves];
  for (let below = leaves; below.length > 1; below = levels.at(-1)!) levels.push(Array.from({ length: Math.floor(below.length / 2) }, (_, at) => nodeHash(below[2 * at]!, below[2 * at + 1]!)));
  return (level, index) => levels[level]![index]!;
}

// The largest power of two below a number, as its exponent.
const split = (count: number): number => Math.ceil(Math.log2(count)) - 1;

// MTH(D[start:end]) where start is a multiple of the power of two that is not below the count: all that the tree ever asks.
function head(start: number, end: number, subtree: Subtree): Hash {
  const count = end - start;
  if (Number.isInteger(Math.log2(count))) return subtree(Math.log2(count), start / count);
  const middle = start + 2 ** split(count);
  return nodeHash(head(start, middle, subtree), head(middle, end, subtree));
}

/** The head of the tree of the first `size` leaves (MTH, RFC 6962, section 2.1). */
export const treeHead = (size: number, subtree: Subtree): Hash => (size === 0 ? emptyHead() : head(0, size, subtree));

/** The inclusion proof of a leaf, from its sibling up to the head's child (PATH, RFC 6962, section 2.1.1). */
export function inclusionProof(index: number, size: number, subtree: Subtree): readonly Hash[] {
  if (!(index >= 0 && index < size)) throw new RangeError(`Unexpected leaf ${index} of ${size}`);
  const path: Hash[] = [];
  for (let [start, end] = [0, size]; end - start > 1; ) {
    const middle = start + 2 ** split(end - start);
    path.push(index < middle ? head(middle, end, subtree) : head(start, middle, subtree));
    [start, end] = index < middle ? [start, middle] : [middle, end];
  }
  return path.reverse();
}

/** The proof that the tree of `second` leaves extends the one of `first` (PROOF, RFC 6962, section 2.1.2). */
export function consistencyProof(first: number, second: number, subtree: Subtree): readonly Hash[] {
  if (!(first >= 0 && first <= second)) throw new RangeError(`Unexpected sizes ${first} and ${second}`);
  if (first === 0) return [];
  const path: Hash[] = [];
  let [start, end, whole] = [0, second, true];
  while (first !== end) {
    const middle = start + 2 ** split(end - start);
    path.push(first <= middle ? head(middle, end, subtree) : head(start, middle, subtree));
    if (first <= middle) end = middle;
    else [start, whole] = [middle, false];
  }
  return [...(whole ? [] : [head(start, end, subtree)]), ...path.reverse()];
}

const isOdd = (value: number): boolean => value % 2 === 1;
const half = (value: number): number => Math.floor(value / 2);

/** Whether the proof shows that this leaf stands at `index` of the tree with this head (RFC 9162, section 2.1.3.2). Never throws. */
export function includes(leaf: Hash, index: number, size: number, proof: readonly Hash[], root: Hash): boolean {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false;
  let [at, last, found] = [index, size - 1, leaf];
  for (const sibling of proof) {
    if (last === 0) return false;
    if (isOdd(at) || at === last) {
      found = nodeHash(sibling, found);
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)];
    } else found = nodeHash(found, sibling);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && isSame(found, root);
}

/** Whether the proof shows that the second tree extends the first (RFC 9162, section 2.1.4.2). Never throws. */
export function isExtension(first: number, second: number, firstRoot: Hash, secondRoot: Hash, proof: readonly Hash[]): boolean {
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(second) || first < 0 || first > second) return false;
  if (first === 0) return proof.length === 0 && isSame(firstRoot, emptyHead());
  if (first === second) return proof.length === 0 && isSame(firstRoot, secondRoot);
  if (proof.length === 0) return false;
  const path = Number.isInteger(Math.log2(first)) ? [firstRoot, ...proof] : proof;
  let [at, last] = [first - 1, second - 1];
  while (isOdd(at)) [at, last] = [half(at), half(last)];
  let [old, fresh] = [path[0]!, path[0]!];
  for (const sibling of path.slice(1)) {
    if (last === 0) return false;
    if (isOdd(at) || at === last) {
      [old, fresh] = [nodeHash(sibling, old), nodeHash(sibling, fresh)];
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)];
    } else fresh = nodeHash(fresh, sibling);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && isSame(old, firstRoot) && isSame(fresh, secondRoot);
}
