/** Pours canonical forms (RDFC-1.0) from a mould. */
import { escaped, type Line, type Mould, type Piece } from './mould.ts';

/** A canonical form, and which lines of the mould became one line because their values are equal. */
export interface Cast {
  readonly text: string;
  readonly merged: readonly string[];
}

/**
 * Pours the canonical form of the document with some values; gives null where its nameless nodes cannot be told apart by their
 * own statements alone (RDFC-1.0, section 4.4, step 5), which is left to the general path. What it gives depends on the values
 * alone: from the cast before it takes over the lines in which no value has changed. `hash` is SHA-256 in hexadecimal.
 */
export function pouring({ lines, nodes }: Mould, hash: (text: string) => string): (values: readonly string[]) => Cast | null {
  const linesOf: number[][] = [];
  for (const [at, line] of lines.entries()) for (const piece of line) if (typeof piece === 'number' && piece >= 0) (linesOf[piece] ??= []).push(at);
  const isKnotted = lines.map((line) => line.some(isNode));
  const knotted = [...lines.keys()].filter((at) => isKnotted[at]);
  const nodesOf = lines.map((line) => line.filter(isNode).map((piece) => ~(piece as number)));
  const blank = (): Before => ({ values: [], safe: [], texts: [], own: [], hashes: [], names: [], order: [] });
  let before = blank();

  return (values) => {
    const { safe, texts, own, hashes, names } = before;
    const isTouched = new Uint8Array(lines.length).fill(before.order.length === 0 ? 1 : 0);
    for (let nth = 0; nth < values.length; nth += 1) {
      if (values[nth] === before.values[nth]) continue;
      safe[nth] = escaped(values[nth]!);
      for (const at of linesOf[nth]!) isTouched[at] = 1;
    }
    const moved: number[] = [];
    const stale = new Set<number>();
    for (let at = 0; at < lines.length; at += 1) {
      if (isTouched[at] === 0) continue;
      if (isKnotted[at]) {
        own[at] = write(lines[at]!, safe, (node) => `b${node}`);
        for (const node of nodesOf[at]!) stale.add(node);
      } else {
        texts[at] = write(lines[at]!, safe, String);
        moved.push(at);
      }
    }
    for (const node of stale) {
      const name = (other: number): string => (other === node ? 'a' : 'z');
      // A statement that is made twice is one statement.
      const once = new Map(nodes[node]!.map((at) => [own[at]!, at]));
      hashes[node] = hash([...once.values()].map((at) => write(lines[at]!, safe, name)).sort().join(''));
    }
    const ranks = [...hashes].sort();
    if (ranks.some((rank, at) => rank === ranks[at + 1])) {
      before = blank();
      return null;
    }
    const now = hashes.map((rank) => `c14n${ranks.indexOf(rank)}`);
    for (const at of knotted) {
      if (isTouched[at] === 0 && nodesOf[at]!.every((node) => now[node] === names[node])) continue;
      texts[at] = write(lines[at]!, safe, (node) => now[node]!);
      moved.push(at);
    }
    const order = inOrder(before.order, moved, texts);
    before = { values, safe, texts, own, hashes, names: now, order };
    return castOf(order, texts);
  };
}

/** What the cast before left: values as given and escaped, lines, knotted lines under the mould's own names, hashes and names of nameless nodes, and the lines' order. */
interface Before {
  readonly values: readonly string[];
  readonly safe: string[];
  readonly texts: string[];
  readonly own: string[];
  readonly hashes: string[];
  readonly names: readonly string[];
  readonly order: readonly number[];
}

const isNode = (piece: Piece): boolean => typeof piece === 'number' && piece < 0;

function write(line: Line, values: readonly string[], nameOf: (node: number) => string): string {
  let text = '';
  for (const piece of line) text += typeof piece === 'string' ? piece : piece >= 0 ? values[piece]! : nameOf(~piece);
  return text;
}

// The lines in the order of their texts, where all but the moved ones were in order before.
function inOrder(before: readonly number[], moved: readonly number[], texts: readonly string[]): readonly number[] {
  const isMoved = new Uint8Array(texts.length);
  for (const at of moved) isMoved[at] = 1;
  const late = [...moved].sort((a, b) => (texts[a]! < texts[b]! ? -1 : texts[a]! > texts[b]! ? 1 : 0));
  const order: number[] = [];
  let next = 0;
  for (const at of before) {
    if (isMoved[at] === 1) continue;
    while (next < late.length && texts[late[next]!]! < texts[at]!) order.push(late[next++]!);
    order.push(at);
  }
  for (; next < late.length; next += 1) order.push(late[next]!);
  return order;
}

function castOf(order: readonly number[], texts: readonly string[]): Cast {
  const kept: string[] = [];
  const merged: string[] = [];
  let first = -1;
  for (const at of order) {
    if (kept.length > 0 && texts[at] === kept.at(-1)) merged.push(at < first ? `${at} ${first}` : `${first} ${at}`);
    else {
      kept.push(texts[at]!);
      first = at;
    }
  }
  return { text: kept.join(''), merged };
}
