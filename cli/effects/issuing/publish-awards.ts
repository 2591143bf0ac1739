import { didFromUrl } from '../../core/badge/addresses.ts';
import { keyId } from '../../core/badge/did.ts';
import { badgeText, secureBadge, unsignedBadge } from '../../core/badge/credential.ts';
import { checkProof, createProof } from '../../core/badge/proof.ts';
import { unsignedStatusList } from '../../core/badge/status-list.ts';
import { toSecond } from '../../core/plan/award.ts';
import { logOrigin, openCheckpoint, signCheckpoint } from '../../core/log/checkpoint.ts';
import { hashOf, ledgerPaths, listIsCurrent, listsOf, packBits, revokedBits, statusListText, type HashRecord, type ListRecord } from '../../core/plan/ledger.ts';
import { CHECKPOINT, extendLog, lostTiles } from '../../core/plan/ledger-log.ts';
import { entriesDue, strayEntries, type ToLog } from '../../core/plan/log-due.ts';
import { recordText, registerPaths, StoreFault, type RegisterEntry } from '../../core/plan/register.ts';
import { rewrittenTiles } from '../ledger-folder.ts';
import { nameOf } from '../place.ts';
import { branchHead } from '../remote.ts';
import type { State } from '../stores.ts';
import type { Refusal } from './record-awards.ts';
import { releaseOf, writeLedger, type Run } from './run.ts';

/** What came to the ledger: serials of badges, or of their hashes, numbers of status lists, and how many entries (and lost tiles) of the log. */
export interface Published {
  readonly published: readonly string[];
  readonly lists: readonly number[];
  readonly logged: number;
  /** What a private register holds that is not ours. */
  readonly refused: readonly Refusal[];
}

/** What the ledger lacks: badges that earners show, hashes of private ones, and status lists whose bits changed. */
export async function ledgerDue({ register, ledger }: State): Promise<{ readonly entries: readonly RegisterEntry[]; readonly lists: readonly number[] }> {
  const entries = [...register.values()].filter(({ award, badge }) => {
    if (badge === null) return false;
    if (award.visibility === 'public') return ledger.badges.get(award.serial) !== badge;
    return JSON.stringify(ledger.hashes.get(award.serial)) !== JSON.stringify(hashOf(award, badge));
  });
  const lists: number[] = [];
  for (const list of listsOf(register, ledger)) {
    const known = ledger.lists.get(list);
    if (!(await listIsCurrent(register, ledger, list)) || known!.text !== statusListText(known!.record)) lists.push(list);
  }
  return { entries, lists };
}

/** What the ledger holds once all that is due has come, for the log to say. */
async function toBe({ register, ledger }: State): Promise<ToLog> {
  const badges = new Map(ledger.badges);
  const hashes = new Map<string, HashRecord>(ledger.hashes);
  for (const { award, badge } of register.values()) {
    if (badge === null) continue;
    if (award.visibility === 'public') badges.set(award.serial, badge);
    else if (!hashes.has(award.serial)) hashes.set(award.serial, hashOf(award, badge));
  }
  const bits = new Map<number, readonly number[]>();
  for (const list of listsOf(register, ledger)) bits.set(list, await revokedBits(register, ledger, list));
  return { badges, hashes, bits };
}

/** What the log lacks: entries for the ledger, for what will come to it and for the issuer's keys, and tiles that were lost. */
export async function logDue(state: State, issuer: Run['issuer']): Promise<{ readonly entries: readonly string[]; readonly lost: ReadonlyMap<string, Uint8Array> }> {
  const { log } = state.ledger;
  return { entries: entriesDue(state.ledger, await toBe(state), issuer.keys), lost: log === null ? new Map() : lostTiles(log) };
}

/**
 * Refuses a ledger that somebody changed by hand, before anything is recorded or signed: what is in it must be what the
 * registers say, and every list signed by the issuer.
 * @throws StoreFault
 */
export async function mustBeUntouched(run: Run): Promise<void> {
  const state = await run.stores.read();
  const { register, ledger } = state;
  for (const { award, badge } of register.values()) if (badge !== null) mustBeAsPublished(ledger, award, badge);
  for (const { record } of ledger.lists.values()) await mustBeSigned(run, record);
  await mustBeLogged(run, state);
}

// What the log says was signed, cannot be unsaid, and is of badges that we know.
async function mustBeLogged({ issuer, programme: { git } }: Run, state: State): Promise<void> {
  const { log } = state.ledger;
  if (log === null) return;
  const damaged = (path: string, why: string): never => {
    throw new StoreFault('ledger', path, why);
  };
  const opened = await openCheckpoint(log.note, logOrigin(issuer.url), issuer.keys.map((key) => key.public));
  if (!opened.ok) damaged(CHECKPOINT, `it ${opened.reason}`);
  // A badge that the register has lost is made again from its proof, and until then nobody knows its hash.
  const isWhole = [...state.register.values()].every(({ proof, badge }) => proof === null || badge !== null);
  const [stray] = isWhole ? strayEntries(state.ledger, await toBe(state)) : [];
  if (stray !== undefined) damaged(CHECKPOINT, stray);
  const [path] = await rewrittenTiles(git, (await branchHead(git, 'ledger'))!, new Set(log.files.keys()));
  if (path !== undefined) damaged(path, 'a commit changed or removed it, and a log only grows');
}

function mustBeAsPublished(ledger: State['ledger'], award: RegisterEntry['award'], badge: string): void {
  const [text, hash] = [ledger.badges.get(award.serial), ledger.hashes.get(award.serial)];
  const isSame = (text === undefined || text === badge) && (hash === undefined || JSON.stringify(hash) === JSON.stringify(hashOf(award, badge)));
  if (!isSame) throw new StoreFault('ledger', (hash === undefined ? ledgerPaths.badge : ledgerPaths.hash)(award.serial), 'it is not what the register says, and what was published once is never changed');
}

/** Brings the ledger to what the registers say. */
export async function publishAwards(run: Run): Promise<Published> {
  const { outcome, wrote } = await writeLedger(run, async (read) => {
    const { refused, ...state } = await withoutForeign(run, read);
    const { entries, lists } = await ledgerDue(state);
    const files = new Map<string, string | Uint8Array>();
    for (const entry of entries) {
      await mustBePublishable(run, state, entry);
      const { award, badge } = entry;
      if (award.visibility === 'public') files.set(ledgerPaths.badge(award.serial), badge!);
      else files.set(ledgerPaths.hash(award.serial), recordText(hashOf(award, badge!)));
    }
    for (const list of lists) {
      const known = state.ledger.lists.get(list)?.record;
      if (known !== undefined) await mustBeSigned(run, known);
      const record = (await listIsCurrent(state.register, state.ledger, list)) ? known! : await signList(run, state, list);
      if (record !== known) files.set(ledgerPaths.listRecord(list), recordText(record));
      files.set(ledgerPaths.list(list), statusListText(record));
    }
    const { logged, removed } = await addToLog(run, state, files);
    const published = entries.map(({ award }) => award.serial);
    return { files, removed, message: `Publish ${published.length} badges and ${lists.length} status lists`, outcome: { published, lists, logged, refused } };
  });
  if (wrote) run.tell(`Published ${[...outcome.published, ...outcome.lists.map((list) => `status list ${list}`), ...(outcome.logged === 0 ? [] : [`${outcome.logged} ${outcome.logged === 1 ? 'entry' : 'entries'} of the log`])].join(', ')} to the ledger`);
  return outcome;
}

// The log grows in the commit that brings what it says, tiles and checkpoint together: there is no state in which a badge is
// public and not logged.
async function addToLog(run: Run, state: State, files: Map<string, string | Uint8Array>): Promise<{ readonly logged: number; readonly removed: readonly string[] }> {
  await mustBeLogged(run, state);
  const { entries, lost } = await logDue(state, run.issuer);
  for (const [path, bytes] of lost) files.set(path, bytes);
  if (entries.length === 0) return { logged: lost.size, removed: [] };
  const grown = extendLog(state.ledger.log, logOrigin(run.issuer.url), entries);
  for (const [path, bytes] of grown.files) files.set(path, bytes);
  files.set(CHECKPOINT, await signCheckpoint(grown.checkpoint, await run.keys()));
  return { logged: entries.length + lost.size, removed: grown.removed };
}

// Whoever owns a private repository may write its register too. What is not ours there is refused alone; in the programme's
// own repository it stops the run. What was published is left as it is, but who withdraws it is asked each time.
async function withoutForeign(run: Run, state: State): Promise<State & { readonly refused: readonly Refusal[] }> {
  if (!run.programme.isPrivate) return { ...state, refused: [] };
  const register = new Map(state.register);
  const refused: Refusal[] = [];
  const due = new Set((await ledgerDue(state)).entries.map(({ award }) => award.serial));
  for (const [serial, entry] of state.register) {
    if (entry.badge === null) register.set(serial, { ...entry, revocation: null });
    else if (due.has(serial) || entry.revocation !== null) {
      try {
        await (due.has(serial) ? mustBePublishable(run, state, entry) : mustBeOurs(run, entry));
      } catch (error) {
        if (!(error instanceof StoreFault)) throw error;
        register.delete(serial);
        const home = state.places.find((one) => one.register.awards.has(serial))!.place;
        refused.push({ path: `${nameOf(home)}: ${entry.award.source.path} (award ${serial})`, reasons: [error.message] });
      }
    }
  }
  return { ...state, register, refused };
}

async function mustBePublishable(run: Run, { ledger }: State, entry: RegisterEntry): Promise<void> {
  await mustBeOurs(run, entry);
  const { serial } = entry.award;
  if (ledger.badges.has(serial) || ledger.hashes.has(serial)) throw new StoreFault('ledger', ledgerPaths.badge(serial), 'it is not what the register says, and what was published once is never changed');
}

async function signList({ world, issuer, keys: open }: Run, { register, ledger }: State, list: number): Promise<ListRecord> {
  const keys = await open();
  const validFrom = toSecond(world.now());
  const did = didFromUrl(issuer.url);
  const origin = issuer.url.replace(/\/+$/, '');
  const encodedList = await packBits(register, ledger, list);
  const unsigned = unsignedStatusList({ origin, list, issuerId: did, validFrom, encodedList });
  const proof = await createProof(unsigned, { verificationMethod: keyId(did, keys.publicKey), created: validFrom, sign: keys.sign });
  return { format: 'laurel-status-list-1', list, origin, issuer: did, validFrom, encodedList, proof };
}

// The bits of a published list are taken over for ever, so they must be ours.
async function mustBeSigned({ issuer }: Run, record: ListRecord): Promise<void> {
  const damaged = (why: string): never => {
    throw new StoreFault('ledger', ledgerPaths.listRecord(record.list), why);
  };
  const { verificationMethod } = record.proof as { readonly verificationMethod?: string };
  const key = issuer.keys.find((listed) => verificationMethod === keyId(didFromUrl(issuer.url), listed.public));
  if (key === undefined) return damaged('it is signed with a key that is not the issuer\'s');
  const checked = await checkProof(JSON.parse(statusListText(record)) as Parameters<typeof checkProof>[0], key.public);
  if (!checked.ok) damaged(`its signature does not hold (${checked.reason})`);
}

// What goes to the public for ever is what its record and its proof make, signed by a key that the issuer lists.
async function mustBeOurs(run: Run, { award, proof, badge }: RegisterEntry): Promise<void> {
  const damaged = (why: string): never => {
    throw new StoreFault('register', registerPaths.badge(award.serial), why);
  };
  const { issuer } = run;
  const release = releaseOf(run, award);
  if (release === undefined || proof === null) return damaged(proof === null ? 'it has no proof' : 'its release is not on main');
  const expected = secureBadge(unsignedBadge(award, release.release), proof);
  if (badge !== badgeText(expected)) return damaged('it is not what its record and proof make');
  const key = award.key.slice(award.key.indexOf('#') + 1);
  const checked = issuer.keys.some((listed) => listed.public === key) ? await checkProof(expected, key) : { ok: false as const, reason: 'its key is not the issuer\'s' };
  if (!checked.ok) return damaged(checked.reason);
}
