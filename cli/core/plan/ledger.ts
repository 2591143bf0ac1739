import { setBits, decodeList, encodeBits, unsignedStatusList } from '../badge/status-list.ts';
import { badgeText } from '../badge/credential.ts';
import { editionName, namedEdition, type Edition } from '../badge/edition.ts';
import type { Proof } from '../badge/proof.ts';
import { sha256 } from '../canonical.ts';
import { LOG, readLog, type Log } from './ledger-log.ts';
import type { Register } from './register.ts';
import { digestOfBadge, StoreFault, type RegisterEntry } from './register.ts';
import { textsByName, type Later, type Texts } from './texts.ts';
import { withdrawnIn } from './superseded.ts';

/** What a status list is made of; the signed list is a function of it. */
export interface ListRecord {
  readonly format: 'laurel-status-list-1';
  readonly list: number;
  /** The issuer's site and DID when it was signed. */
  readonly origin: string;
  readonly issuer: string;
  readonly validFrom: string;
  /** The bits as they were signed: packing them again may give other bytes. */
  readonly encodedList: string;
  readonly proof: Proof;
}

/**
 * What the public may see of a private badge: that bytes with this hash were issued, and where their status stands. The
 * claim's key is a digest under the programme's secret, so that nobody else can try whose it is; whoever has the secret finds
 * by it that a claim was awarded, even if its register is lost.
 */
export interface HashRecord {
  readonly format: 'laurel-hash-1';
  readonly serial: string;
  /** Left out for the first. */
  readonly edition?: number;
  readonly claim: string;
  /** SHA-256 of the badge's bytes, in hexadecimal. */
  readonly sha256: string;
  readonly status: { readonly list: number; readonly index: number };
}

/** What the public may see: badges by `editionName`, hashes of private ones, the record of each status list, endorsements that were given, and the log. */
export interface Ledger {
  readonly badges: Texts;
  /** What git calls the files of those badges that are not held but read when somebody asks for them. */
  readonly objects?: ReadonlyMap<string, string>;
  readonly hashes: ReadonlyMap<string, HashRecord>;
  readonly lists: ReadonlyMap<number, { readonly record: ListRecord; readonly text: string | null }>;
  /** Endorsements that the issuer gave, by serial. */
  readonly endorsements: ReadonlyMap<string, string>;
  /** Why badges were revoked, where the issuer chose to tell: texts by serial, to be believed as `publicReasons` has it. */
  readonly reasons?: ReadonlyMap<string, string>;
  /** The transparency log of all this; null before it has begun. */
  readonly log: Log | null;
}

/** Where the ledger keeps what. */
export const ledgerPaths = {
  badge: (name: string): string => `badges/${name.slice(0, 2)}/${name.slice(2, 4)}/${name}.json`,
  hash: (name: string): string => `private/${name.slice(0, 2)}/${name.slice(2, 4)}/${name}.json`,
  listRecord: (list: number): string => `status/${list}.record.json`,
  list: (list: number): string => `status/${list}.json`,
  endorsement: (serial: string): string => `endorsements/${serial}.json`,
  reason: (serial: string): string => `reasons/${serial}.json`,
} as const;

const decoder = new TextDecoder();
const BADGE = /^badges\/[0-9a-z]{2}\/[0-9a-z]{2}\/([0-9a-z]{12}(?:\.[0-9]{1,2})?)\.json$/;
const HASH = /^private\/[0-9a-z]{2}\/[0-9a-z]{2}\/([0-9a-z]{12}(?:\.[0-9]{1,2})?)\.json$/;
const ENDORSEMENT = /^endorsements\/([0-9a-z]{12})\.json$/;
const REASON = /^reasons\/([0-9a-z]{12})\.json$/;
const LIST = /^status\/([1-9][0-9]{0,5})(\.record)?\.json$/;

/** A file of the ledger; `bytes` is null for a part of the log that was not read, and for a badge that is read later. */
export interface LedgerFile {
  readonly path: string;
  readonly bytes: Uint8Array | null;
  readonly later?: Later;
}

/**
 * Reads the ledger from its files.
 * @param prepare hears which badges are read next of those that are read later.
 * @throws StoreFault for a file that has no place there.
 */
export function readLedger(files: Iterable<LedgerFile>, prepare?: (next: readonly Later[]) => void): Ledger {
  const badges = new Map<string, string | Later>();
  const hashes = new Map<string, HashRecord>();
  const records = new Map<number, ListRecord>();
  const texts = new Map<number, string>();
  const endorsements = new Map<string, string>();
  const reasons = new Map<string, string>();
  const log = new Map<string, Uint8Array | null>();
  for (const { path, bytes, later } of files) {
    if (path.startsWith(LOG)) {
      log.set(path, bytes);
      continue;
    }
    const text = decoder.decode(bytes ?? new Uint8Array());
    const badge = BADGE.exec(path);
    const list = LIST.exec(path);
    const hash = HASH.exec(path);
    const endorsement = ENDORSEMENT.exec(path);
    const reason = REASON.exec(path);
    if (badge !== null && path === ledgerPaths.badge(badge[1]!) && namedEdition(badge[1]!) !== null) badges.set(badge[1]!, later ?? text);
    else if (hash !== null && path === ledgerPaths.hash(hash[1]!)) hashes.set(hash[1]!, hashRecord(path, hash[1]!, text));
    else if (endorsement !== null) endorsements.set(endorsement[1]!, text);
    else if (reason !== null) reasons.set(reason[1]!, text);
    else if (list?.[2] !== undefined) records.set(Number(list[1]), listRecord(path, text));
    else if (list !== null) texts.set(Number(list[1]), text);
    else throw new StoreFault('ledger', path, 'nothing has this place');
  }
  for (const list of texts.keys()) if (!records.has(list)) throw new StoreFault('ledger', ledgerPaths.list(list), 'its record is missing');
  const objects = new Map([...badges].flatMap(([name, text]) => (typeof text === 'string' ? [] : [[name, text.object] as const])));
  return { ...(objects.size === 0 ? { badges: badges as Map<string, string> } : { badges: textsByName(badges, prepare), objects }), hashes, lists: new Map([...records].map(([list, record]) => [list, { record, text: texts.get(list) ?? null }])), endorsements, ...(reasons.size === 0 ? {} : { reasons }), log: readLog(log) };
}

function listRecord(path: string, text: string): ListRecord {
  try {
    const record = JSON.parse(text) as ListRecord;
    if (record.format === 'laurel-status-list-1' && typeof record.encodedList === 'string' && typeof record.proof === 'object') return record;
  } catch {
    // Told below.
  }
  throw new StoreFault('ledger', path, 'it is no record of a status list');
}

function hashRecord(path: string, name: string, text: string): HashRecord {
  try {
    const record = JSON.parse(text) as HashRecord;
    const shaped = record.format === 'laurel-hash-1' && editionName(record) === name && /^[0-9a-f]{64}$/.test(record.sha256) && /^[0-9a-f]{64}$/.test(record.claim) && Number.isInteger(record.status.list) && Number.isInteger(record.status.index);
    if (shaped) return record;
  } catch {
    // Told below.
  }
  throw new StoreFault('ledger', path, 'it is no hash of this badge');
}

/** The record that the public sees of a private badge. */
export const hashOf = (award: Edition, badge: string): HashRecord => hashRecordOf(award, sha256(badge));
const hashRecordOf = ({ serial, edition, claim, status: { list, index } }: Edition, digest: string): HashRecord => ({ format: 'laurel-hash-1', serial, ...(edition === undefined ? {} : { edition }), claim, sha256: digest, status: { list, index } });

/** Whether the ledger holds a signed badge of the register as it is; what neither store holds as text is not read for it. */
export function holdsBadge({ badges, objects }: Pick<Ledger, 'badges' | 'objects'>, entry: RegisterEntry): boolean {
  const name = editionName(entry.award);
  if (!badges.has(name)) return false;
  const object = objects?.get(name);
  return entry.later !== undefined && object !== undefined ? entry.later.object === object : badges.get(name) === entry.badge;
}

/** Whether the ledger holds the hash of a signed badge of the register as it must be. */
export const holdsHash = ({ hashes }: Pick<Ledger, 'hashes'>, entry: RegisterEntry): boolean => JSON.stringify(hashes.get(editionName(entry.award))) === JSON.stringify(hashRecordOf(entry.award, digestOfBadge(entry)));

/** The exact text of a status list's file, from its record. */
export function statusListText(record: ListRecord): string {
  const { origin, list, issuer, validFrom, encodedList, proof } = record;
  return badgeText({ ...unsignedStatusList({ origin, list, issuerId: issuer, validFrom, encodedList }), proof: [proof] });
}

/**
 * The bits that a list must have: those of badges that were revoked or superseded, and every bit that was ever published, since that
 * is for ever and a register may be gone (when an earner has asked for erasure).
 */
export async function revokedBits(register: Register, ledger: Ledger, list: number): Promise<readonly number[]> {
  const published = await publishedBits(ledger.lists.get(list)?.record);
  const revoked = withdrawnIn(register).filter(({ award }) => award.status.list === list).map(({ award }) => award.status.index);
  return [...new Set([...published, ...revoked])].sort((a, b) => a - b);
}

/** The bits that a list's record has set; none where there is no record. */
export async function publishedBits(record: ListRecord | undefined): Promise<readonly number[]> {
  if (record === undefined) return [];
  const decoded = await decodeList(record.encodedList);
  if (!decoded.ok) throw new StoreFault('ledger', ledgerPaths.listRecord(record.list), decoded.reason);
  return setBits(decoded.bits);
}

/** Lists that an award has a place in, in the register or in the ledger. */
export const listsOf = (register: Register, ledger: Ledger): readonly number[] =>
  [...new Set([...[...register.values()].map(({ award }) => award.status.list), ...[...ledger.hashes.values()].map(({ status }) => status.list), ...ledger.lists.keys()])].sort((a, b) => a - b);

/** Whether a published list says what it must. Packed bytes may differ; bits may not. */
export async function listIsCurrent(register: Register, ledger: Ledger, list: number): Promise<boolean> {
  const record = ledger.lists.get(list)?.record;
  return record !== undefined && (await publishedBits(record)).join() === (await revokedBits(register, ledger, list)).join();
}

/** The bits of a list, packed for signing. */
export const packBits = async (register: Register, ledger: Ledger, list: number): Promise<string> => encodeBits(await revokedBits(register, ledger, list));
