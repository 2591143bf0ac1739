import { setBits, decodeList, encodeBits, unsignedStatusList } from '../badge/status-list.ts';
import { badgeText } from '../badge/credential.ts';
import type { Proof } from '../badge/proof.ts';
import type { Register } from './register.ts';
import { StoreFault } from './register.ts';

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

/** What the public may see: badges by serial, and the record of each status list. */
export interface Ledger {
  readonly badges: ReadonlyMap<string, string>;
  readonly lists: ReadonlyMap<number, { readonly record: ListRecord; readonly text: string | null }>;
}

/** Where the ledger keeps what. */
export const ledgerPaths = {
  badge: (serial: string): string => `badges/${serial.slice(0, 2)}/${serial.slice(2, 4)}/${serial}.json`,
  listRecord: (list: number): string => `status/${list}.record.json`,
  list: (list: number): string => `status/${list}.json`,
} as const;

const decoder = new TextDecoder();
const BADGE = /^badges\/[0-9a-z]{2}\/[0-9a-z]{2}\/([0-9a-z]{12})\.json$/;
const LIST = /^status\/([1-9][0-9]{0,5})(\.record)?\.json$/;

/**
 * Reads the ledger from its files.
 * @throws StoreFault for a file that has no place there.
 */
export function readLedger(files: Iterable<{ readonly path: string; readonly bytes: Uint8Array }>): Ledger {
  const badges = new Map<string, string>();
  const records = new Map<number, ListRecord>();
  const texts = new Map<number, string>();
  for (const { path, bytes } of files) {
    const text = decoder.decode(bytes);
    const badge = BADGE.exec(path);
    const list = LIST.exec(path);
    if (badge !== null && path === ledgerPaths.badge(badge[1]!)) badges.set(badge[1]!, text);
    else if (list?.[2] !== undefined) records.set(Number(list[1]), listRecord(path, text));
    else if (list !== null) texts.set(Number(list[1]), text);
    else throw new StoreFault('ledger', path, 'nothing has this place');
  }
  for (const list of texts.keys()) if (!records.has(list)) throw new StoreFault('ledger', ledgerPaths.list(list), 'its record is missing');
  return { badges, lists: new Map([...records].map(([list, record]) => [list, { record, text: texts.get(list) ?? null }])) };
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

/** The exact text of a status list's file, from its record. */
export function statusListText(record: ListRecord): string {
  const { origin, list, issuer, validFrom, encodedList, proof } = record;
  return badgeText({ ...unsignedStatusList({ origin, list, issuerId: issuer, validFrom, encodedList }), proof: [proof] });
}

/** The bits of a list that the register asks for: those of revoked badges. */
export const revokedBits = (register: Register, list: number): readonly number[] =>
  [...register.values()].filter(({ award, revocation }) => award.status.list === list && revocation !== null).map(({ award }) => award.status.index).sort((a, b) => a - b);

/** Lists that the register's awards have a place in. */
export const listsOf = (register: Register): readonly number[] => [...new Set([...register.values()].map(({ award }) => award.status.list))].sort((a, b) => a - b);

/** Whether a published list still says what the register says. Packed bytes may differ; bits may not. */
export async function listIsCurrent(record: ListRecord | undefined, register: Register, list: number): Promise<boolean> {
  if (record === undefined) return false;
  const decoded = await decodeList(record.encodedList);
  return decoded.ok && setBits(decoded.bits).join() === revokedBits(register, list).join();
}

/** The bits of a list, packed for signing. */
export const packBits = (register: Register, list: number): string => encodeBits(revokedBits(register, list));
