import { editionName } from '../../core/badge/edition.ts';
import { logOrigin, openCheckpoint, signCheckpoint } from '../../core/log/checkpoint.ts';
import { hashOf, holdsBadge, listsOf, revokedBits, type HashRecord } from '../../core/plan/ledger.ts';
import { CHECKPOINT, extendLog, lostTiles } from '../../core/plan/ledger-log.ts';
import { believedAgain, mustStayCompromised } from '../../core/plan/compromise-stands.ts';
import { entriesDue, strayEntries, type ToLog } from '../../core/plan/log-due.ts';
import { hasProof, isSigned, StoreFault } from '../../core/plan/register.ts';
import { textsTogether } from '../../core/plan/texts.ts';
import type { Status } from '../../core/plan/award.ts';
import { growthFaults, wasLogged } from '../ledger-folder.ts';
import { Obstacle } from '../programme.ts';
import { branchHead } from '../remote.ts';
import type { State } from '../stores.ts';
import type { Run } from './run.ts';

// What the ledger holds once all that is due has come, for the log to say.
async function toBe({ register, ledger }: State): Promise<ToLog> {
  const fresh = new Map<string, string>();
  const places = new Map<string, Status>();
  const hashes = new Map<string, HashRecord>(ledger.hashes);
  for (const entry of register.values()) {
    if (!isSigned(entry)) continue;
    const { award } = entry;
    const name = editionName(award);
    if (award.visibility !== 'public') {
      if (!hashes.has(name)) hashes.set(name, hashOf(award, entry.badge!));
    } else if (holdsBadge(ledger, entry)) places.set(name, award.status);
    else fresh.set(name, entry.badge!);
  }
  const bits = new Map<number, readonly number[]>();
  for (const list of listsOf(register, ledger)) bits.set(list, await revokedBits(register, ledger, list));
  return { badges: textsTogether(ledger.badges, fresh), fresh: new Set(fresh.keys()), places, hashes, bits, endorsements: ledger.endorsements };
}

/** What the log lacks: entries for the ledger, for what will come to it and for the issuer's keys, and tiles that were lost. */
export async function logDue(state: State, issuer: Run['issuer']): Promise<{ readonly entries: readonly string[]; readonly lost: ReadonlyMap<string, Uint8Array> }> {
  const { log } = state.ledger;
  return { entries: entriesDue(state.ledger, await toBe(state), issuer.keys), lost: log === null ? new Map() : lostTiles(log) };
}

/**
 * Refuses keys that are believed again although the log says that they were compromised, and a log that somebody changed by hand: what it says was signed by the issuer, was never cut back, and is of badges
 * that we know. `unfinished`: what the register has lost may not have been made again yet.
 * @throws StoreFault, Obstacle
 */
export async function mustBeLogged({ issuer, programme: { git } }: Run, state: State, { unfinished = false } = {}): Promise<void> {
  const { log } = state.ledger;
  const again = believedAgain(log, issuer);
  if (again.length > 0) throw new Obstacle(`${mustStayCompromised(again, 'the log')}. Nothing was signed.`);
  const damaged = (path: string, why: string): never => {
    throw new StoreFault('ledger', path, why);
  };
  const head = await branchHead(git, 'ledger');
  if (log === null) {
    // A second log would contradict the first under the same name.
    if (head !== null && (await wasLogged(git, head))) damaged(CHECKPOINT, 'it was taken away, and a log only grows');
    return;
  }
  const opened = await openCheckpoint(log.note, logOrigin(issuer.url), issuer.keys.map((key) => key.public));
  if (!opened.ok) damaged(CHECKPOINT, `it ${opened.reason}`);
  // A badge that the register has lost is made again from its proof, and until then nobody knows its hash.
  const isWhole = !unfinished || [...state.register.values()].every((entry) => !hasProof(entry) || isSigned(entry));
  const [stray] = isWhole ? strayEntries(state.ledger, await toBe(state)) : [];
  if (stray !== undefined) damaged(CHECKPOINT, stray);
  const [shrunk] = await growthFaults(git, head!, log);
  if (shrunk !== undefined) damaged(CHECKPOINT, `${shrunk}, and a log only grows`);
}

/**
 * Puts what the log lacks among the files of a commit of the ledger, tiles and checkpoint together with what they say: there is
 * no state in which a badge is public and not logged.
 */
export async function addToLog(run: Run, state: State, files: Map<string, string | Uint8Array>): Promise<{ readonly logged: number; readonly removed: readonly string[] }> {
  await mustBeLogged(run, state);
  const { entries, lost } = await logDue(state, run.issuer);
  for (const [path, bytes] of lost) files.set(path, bytes);
  if (entries.length === 0) return { logged: lost.size, removed: [] };
  const grown = extendLog(state.ledger.log, logOrigin(run.issuer.url), entries);
  for (const [path, bytes] of grown.files) files.set(path, bytes);
  files.set(CHECKPOINT, await signCheckpoint(grown.checkpoint, await run.keys()));
  return { logged: entries.length + lost.size, removed: grown.removed };
}
