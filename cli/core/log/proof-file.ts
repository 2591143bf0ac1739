/** Proofs that stand for themselves (C2SP tlog-proof): an entry's index, its inclusion proof, and the checkpoint. */
import { fromBase64, toBase64 } from './base64.ts';
import type { Hash } from './merkle.ts';

/** What a proof file holds. */
export interface ProofFile {
  readonly index: number;
  readonly proof: readonly Hash[];
  /** The signed checkpoint, word for word. */
  readonly checkpoint: string;
}

const FIRST = 'c2sp.org/tlog-proof@v1';

/** The text of a proof file ("Format"). */
export const proofText = ({ index, proof, checkpoint }: ProofFile): string => `${[FIRST, `index ${index}`, ...proof.map(toBase64)].join('\n')}\n\n${checkpoint}`;

/** Reads a proof file; null for anything that is none. An `extra` line is passed over, since nothing vouches for it. Never throws. */
export function parseProof(text: string): ProofFile | null {
  const end = text.length > 128 * 1024 ? -1 : text.indexOf('\n\n');
  if (end < 0) return null;
  const [first, ...rest] = text.slice(0, end).split('\n');
  const [named = '', ...lines] = rest[0]?.startsWith('extra ') === true ? rest.slice(1) : rest;
  const index = /^index (0|[1-9][0-9]{0,15})$/.exec(named)?.[1];
  const proof = lines.map(fromBase64);
  if (first !== FIRST || index === undefined || lines.length > 64 || !proof.every((hash) => hash?.length === 32)) return null;
  return { index: Number(index), proof: proof as readonly Hash[], checkpoint: text.slice(end + 2) };
}
