import { logOrigin, openCheckpoint, type Checkpoint } from '../log/checkpoint.ts';
import type { Subtree } from '../log/merkle.ts';
import type { Issuer } from '../model.generated.ts';
import { extendsCheckpoint, logFaults, type Log } from './ledger-log.ts';
import { logAgrees } from './log-due.ts';
import type { Ledger } from './ledger.ts';

/**
 * Verifies the whole log of a ledger: its checkpoint is signed by the issuer, every tile and entry adds up to it, and it says
 * what the ledger's badges, hashes and status lists say.
 * @returns a sentence per fault; none for a ledger without a log.
 */
export async function verifyLog(ledger: Ledger, issuer: Pick<Issuer, 'url' | 'keys'>, tree?: Subtree): Promise<readonly string[]> {
  const { log } = ledger;
  if (log === null) return [];
  const opened = await openCheckpoint(log.note, logOrigin(issuer.url), issuer.keys.map((key) => key.public));
  return [...(opened.ok ? [] : [`the log's checkpoint ${opened.reason}`]), ...[...logFaults(log, tree), ...(await logAgrees(ledger))].map((fault) => `the log: ${fault}`)];
}

/** Why a log does not extend a checkpoint that was seen before, as words that follow "the log"; null when it does. */
export function rollback(log: Log | null, earlier: Checkpoint, tree: Subtree | null): string | null {
  if (log === null || tree === null) return `is gone, and had ${earlier.size} entries`;
  if (earlier.origin !== log.checkpoint.origin) return `is called ${log.checkpoint.origin}, and was ${earlier.origin}`;
  if (earlier.size > log.entries.length) return `has ${log.entries.length} entries, and had ${earlier.size}`;
  return extendsCheckpoint(log, earlier, tree) ? null : `has other entries among its first ${earlier.size} than it had`;
}
