import { line } from '../audit.ts';
import type { Result } from '../badge/result.ts';
import { openCheckpoint, parseCheckpoint } from '../log/checkpoint.ts';
import { endorsed, issued, parseEntry, revoked } from '../log/entry.ts';
import { includes, inclusionProof, leafHash, type Subtree } from '../log/merkle.ts';
import { parseNote, signerOf } from '../log/note.ts';
import { logFaults, type Log } from './ledger-log.ts';
import { rollback } from './verify-log.ts';

const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** The log by itself: its checkpoint, its tiles and its entries. */
export async function logResults(log: Log, origin: string, keys: readonly string[], tree: Subtree): Promise<readonly Result[]> {
  const opened = await openCheckpoint(log.note, origin, keys);
  const entries = log.entries.map(parseEntry);
  const count = (event: string): number => entries.filter((entry) => entry?.event === event).length;
  const strange = entries.flatMap((entry, index) => (entry === null ? [`entry ${index} is none that this program knows`] : []));
  return [
    line('checkpoint', opened.ok ? [] : [`the checkpoint ${opened.reason}`], `The checkpoint of ${origin} is signed with the issuer's key ${opened.ok ? opened.key : ''}.`),
    line('tiles', logFaults(log, tree), `Every tile was worked out again from the entries, and all ${log.entries.length} of them add up to the checkpoint.`),
    line('entries', strange, `It holds ${plural(count('issue'), 'badge')}, ${plural(count('revoke'), 'revocation')}${count('endorse') === 0 ? '' : `, ${plural(count('endorse'), 'endorsement')}`} and ${plural(count('key'), 'entry', 'entries')} on keys, all by hash or public key.`),
  ];
}

/** Whether the log extends a checkpoint that somebody kept. */
export async function extensionResult(log: Log, tree: Subtree, note: string, keys: readonly string[]): Promise<Result> {
  const earlier = parseCheckpoint(note);
  if (earlier === null) return line('earlier checkpoint', ['what was given with --from is no checkpoint'], '');
  const why = rollback(log, earlier, tree);
  if (why !== null) return line('earlier checkpoint', [`the log ${why}`], '');
  const signer = await signerOf(parseNote(note)!, earlier.origin, keys);
  return line('earlier checkpoint', [], `The log extends it: its first ${plural(earlier.size, 'entry', 'entries')} are what they were.${signer === null ? ' That checkpoint is not signed with a key that the issuer stands by now.' : ''}`);
}

/** Whether the log holds a badge, or an endorsement, with one of these hashes, proven and not only found. */
export function inclusionResult(file: string, log: Log, tree: Subtree, hashes: readonly string[]): Result {
  const index = log.entries.findIndex((entry) => hashes.some((hash) => entry === issued(hash) || entry === endorsed(hash)));
  if (index < 0) return line('badge', [`${file}: its exact bytes are not in the log: it is another file than the one that was issued, or it was signed in secret`], '');
  const size = log.entries.length;
  const holds = includes(leafHash(new TextEncoder().encode(log.entries[index])), index, size, inclusionProof(index, size, tree), log.checkpoint.root);
  const withdrawn = hashes.some((hash) => log.entries.includes(revoked(hash))) ? ' The log says too that it was revoked.' : '';
  return line('badge', holds ? [] : [`${file}: the log holds it, and does not add up`], `${file}: its exact bytes are entry ${index} of ${size}.${withdrawn}`);
}
