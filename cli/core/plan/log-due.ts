import { decodeList, setBits } from '../badge/status-list.ts';
import { sha256 } from '../canonical.ts';
import { endorsed, issued, keyEntry, parseEntry, revoked } from '../log/entry.ts';
import type { Issuer } from '../model.generated.ts';
import type { Log } from './ledger-log.ts';
import type { Status } from './award.ts';
import type { HashRecord, Ledger } from './ledger.ts';
import { pickTexts, type Texts } from './texts.ts';

/** What a ledger holds, or will hold with the commit that is planned, that its log has to say. */
export interface ToLog {
  readonly badges: Texts;
  /** Names of the badges that the ledger does not hold as they are here; where it is left out they are compared. */
  readonly fresh?: ReadonlySet<string>;
  /** Where badges stand in the status lists by the register's word, so that few have to be asked for their own. */
  readonly places?: ReadonlyMap<string, Status>;
  readonly hashes: ReadonlyMap<string, HashRecord>;
  /** The bits that are set, by status list. */
  readonly bits: ReadonlyMap<number, readonly number[]>;
  /** By serial. */
  readonly endorsements: ReadonlyMap<string, string>;
}

const INDEX = /"statusListIndex": "([0-9]{1,10})"/;

// The list and the place that a badge names. Most badges are not revoked, so that they need not be parsed whole.
function placeOf(text: string, wanted: ReadonlySet<number>): { readonly list: number; readonly index: number } | null {
  const index = Number(INDEX.exec(text)?.[1] ?? NaN);
  if (!wanted.has(index)) return null;
  try {
    const { credentialStatus } = JSON.parse(text) as { readonly credentialStatus: { readonly statusListCredential: string; readonly statusListIndex: string } };
    return { list: Number(/\/status\/([0-9]+)\.json$/.exec(credentialStatus.statusListCredential)?.[1]), index: Number(credentialStatus.statusListIndex) };
  } catch {
    return null;
  }
}

function revokedHashes({ badges, places, hashes, bits }: ToLog): readonly string[] {
  const sets = new Map([...bits].map(([list, set]) => [list, new Set(set)] as const));
  const isSet = (place: { readonly list: number; readonly index: number } | null): boolean => place !== null && sets.get(place.list)?.has(place.index) === true;
  const wanted = new Set([...bits.values()].flat());
  if (wanted.size === 0) return [];
  const named = [...badges.keys()].filter((name) => places?.has(name) !== true || isSet(places.get(name)!));
  return [
    ...Array.from(pickTexts(badges, named), ([, text]) => (isSet(placeOf(text, wanted)) ? [sha256(text)] : [])).flat(),
    ...[...hashes.values()].filter(({ status }) => isSet(status)).map((record) => record.sha256),
  ];
}

const count = (entries: readonly string[], event: string): number => entries.reduce((sum, text) => (text.includes(`"event":"${event}"`) ? sum + 1 : sum), 0);

/**
 * What a log lacks, in the order in which it is added: the keys as they stand in the catalog, then what was issued, then
 * what was revoked, then endorsements, each by hash, so that the order says nothing. A log begins with the first badge or endorsement.
 */
export function entriesDue(ledger: Ledger, after: ToLog, keys: Issuer['keys']): readonly string[] {
  const { log } = ledger;
  if (log === null && after.badges.size + after.hashes.size + after.endorsements.size === 0) return [];
  const entries = log?.entries ?? [];
  const known = new Set(entries);
  const standing = keysIn(log);
  const sorted = (make: (sha256: string) => string, hashes: readonly string[]): readonly string[] => [...new Set(hashes)].sort().map(make).filter((text) => !known.has(text));
  // While the log has as many badges as the ledger, the ledger's own need no hashing: `logAgrees` looks at each of them.
  const isComplete = count(entries, 'issue') === ledger.badges.size + ledger.hashes.size;
  const isFresh = (name: string): boolean => after.fresh?.has(name) ?? ledger.badges.get(name) !== after.badges.get(name);
  const fresh = pickTexts(after.badges, [...after.badges.keys()].filter((name) => !isComplete || isFresh(name)));
  return [
    ...keys.filter((key) => standing.get(key.public) !== keyEntry(key)).map(keyEntry),
    ...sorted(issued, [...Array.from(fresh, ([, text]) => sha256(text)), ...[...after.hashes.values()].map((record) => record.sha256)]),
    ...sorted(revoked, revokedHashes(after)),
    ...sorted(endorsed, endorsedHashes(after)),
  ];
}

/** The newest entry of each key that a log knows. */
export function keysIn(log: Pick<Log, 'entries'> | null): ReadonlyMap<string, string> {
  const standing = new Map<string, string>();
  for (const text of log?.entries ?? []) {
    const entry = text.includes('"event":"key"') ? parseEntry(text) : null;
    if (entry?.event === 'key') standing.set(entry.key, text);
  }
  return standing;
}

/** What a ledger's log says that is neither in the ledger nor due to come to it: a sentence each. */
export function strayEntries({ log, badges, hashes }: Ledger, ledger: ToLog): readonly string[] {
  if (log === null) return [];
  const faults: string[] = [];
  let [issues, revocations, given]: (ReadonlySet<string> | null)[] = [null, null, null];
  const seen = new Set<string>();
  // Hashing every badge takes a while, and is left to `logAgrees` while there are as many entries as badges.
  const isComplete = count(log.entries, 'issue') === badges.size + hashes.size;
  for (const [index, text] of log.entries.entries()) {
    const entry = parseEntry(text);
    if (entry === null) faults.push(`entry ${index} is none that this program knows`);
    else if (entry.event === 'key') continue;
    else if (seen.has(text)) faults.push(`entry ${index} says again what was said before`);
    else if (entry.event === 'endorse' && !(given ??= new Set(endorsedHashes(ledger))).has(entry.endorsement)) faults.push(`entry ${index} is of an endorsement that the ledger does not hold`);
    else if (entry.event === 'revoke' && !(revocations ??= new Set(revokedHashes(ledger))).has(entry.badge)) faults.push(`entry ${index} says that a badge is revoked, and no status list does`);
    else if (entry.event === 'issue' && !isComplete && !(issues ??= new Set(hashesOf(ledger))).has(entry.badge)) faults.push(`entry ${index} is of a badge that the ledger does not hold`);
    seen.add(text);
  }
  return faults;
}
const endorsedHashes = ({ endorsements }: ToLog): readonly string[] => [...endorsements.values()].map((text) => sha256(text));
const hashesOf = ({ badges, hashes }: ToLog): readonly string[] => [...Array.from(badges.values(), (text) => sha256(text)), ...[...hashes.values()].map((record) => record.sha256)];

/** What a log says and its ledger does not, and the other way round; a sentence each. A log that has not begun says nothing wrong. */
export async function logAgrees(all: Ledger): Promise<readonly string[]> {
  const { log } = all;
  if (log === null) return [];
  const ledger = await toLog(all);
  const faults = [...strayEntries(all, ledger)];
  const known = new Set(log.entries);
  const lacking = (texts: readonly string[]): number => texts.filter((text) => !known.has(text)).length;
  const issues = hashesOf(ledger);
  const [badges, bits, given] = [lacking(issues.map(issued)), lacking(revokedHashes(ledger).map(revoked)), lacking(endorsedHashes(ledger).map(endorsed))];
  if (badges > 0) faults.push(`${badges} ${badges === 1 ? 'badge of the ledger is' : 'badges of the ledger are'} not in it (run \`laurel issue\`)`);
  if (bits > 0) faults.push(`${bits} ${bits === 1 ? 'revocation is' : 'revocations are'} not in it (run \`laurel issue\`)`);
  if (given > 0) faults.push(`${given} ${given === 1 ? 'endorsement is' : 'endorsements are'} not in it (run \`laurel issue\`)`);
  return faults;
}

/** What the next `laurel issue` will add although nothing is wrong: the whole of a log, or a key's new dates; null for nothing. */
export function logLag({ log, badges, hashes, endorsements }: Ledger, keys: Issuer['keys']): string | null {
  if (log === null) return badges.size + hashes.size + endorsements.size === 0 ? null : 'There is no log of the badges yet; the next `laurel issue` begins it.';
  const standing = keysIn(log);
  return keys.some((key) => standing.get(key.public) !== keyEntry(key)) ? 'What catalog/issuer.yaml says of a key is not in it yet; the next `laurel issue` brings it.' : null;
}

/** What a ledger says by itself, without what is planned. */
export async function toLog({ badges, hashes, lists, endorsements }: Ledger): Promise<ToLog> {
  const bits = new Map<number, readonly number[]>();
  for (const [list, { record }] of lists) {
    const decoded = await decodeList(record.encodedList);
    // That a list cannot be read is said elsewhere.
    bits.set(list, decoded.ok ? setBits(decoded.bits) : []);
  }
  return { badges, hashes, bits, endorsements };
}
