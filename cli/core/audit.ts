import { didDocument } from './badge/did.ts';
import { paths } from './badge/addresses.ts';
import { editionName, newestEditions } from './badge/edition.ts';
import type { Outcome, Result } from './badge/result.ts';
import { decodeList, setBits } from './badge/status-list.ts';
import type { Catalog } from './catalog.ts';
import { sha256 } from './canonical.ts';
import { tilePath, tilesOf } from './log/tiles.ts';
import { beforeCompromise } from './keys.ts';
import type { Issuer } from './model.generated.ts';
import { askStatusList } from './plan/ask-status-list.ts';
import { hashOf, ledgerPaths, type Ledger } from './plan/ledger.ts';
import { withdrawnIn } from './plan/superseded.ts';
import { CHECKPOINT, LOG } from './plan/ledger-log.ts';
import type { Register } from './plan/register.ts';
import { releaseText } from './release.ts';

/** One line of an audit from what was found wrong with it: all of it in a sentence, or why nothing is. */
export function line(name: string, faults: readonly string[], fine: string, outcome: Outcome = 'fail'): Result {
  const more = faults.length > 8 ? `; and ${faults.length - 8} more` : '';
  return faults.length === 0 ? { name, outcome: 'pass', detail: fine } : { name, outcome, detail: `${faults.slice(0, 8).join('; ')}${more}.` };
}

/** Every badge of the register against what the ledger holds of it, and the other way round. `isWhole`: the register of every place was read. */
export function badgesAgree(ledger: Ledger, register: Register, { isPrivate, isWhole }: { readonly isPrivate: boolean; readonly isWhole: boolean }): readonly string[] {
  const faults: string[] = [];
  for (const [serial, { award, badge }] of register) {
    if (badge === null) continue;
    const hash = ledger.hashes.get(serial);
    const text = ledger.badges.get(serial);
    if (hash === undefined && text === undefined) faults.push(`badge ${serial} is in the register and not in the ledger (run \`laurel issue\`)`);
    if (text !== undefined && text !== badge) faults.push(`badge ${serial} has other bytes in the ledger than in the register`);
    if (hash !== undefined && JSON.stringify(hash) !== JSON.stringify({ ...hash, ...hashOf(award, badge) })) faults.push(`the hash of badge ${serial} in the ledger is not that of the register's badge`);
  }
  // In a private programme a register is gone when an earner asked for erasure; what was published stays.
  if (!isPrivate && isWhole) for (const serial of [...ledger.badges.keys(), ...ledger.hashes.keys()]) if ((register.get(serial)?.badge ?? null) === null) faults.push(`badge ${serial} is in the ledger and not in the register`);
  return faults;
}

/** Every status list asked as a verifier asks it (before a key was compromised: `signedWithCompromised` tells the rest), and its bits against the register's revocations. */
export async function listsAgree(ledger: Ledger, register: Register, issuer: Issuer, { now, isPrivate, isWhole }: { readonly now: Date; readonly isPrivate: boolean; readonly isWhole: boolean }): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const [list, { record, text }] of ledger.lists) {
    const decoded = await decodeList(record.encodedList);
    if (!decoded.ok || text === null) {
      faults.push(`status list ${list} cannot be read`);
      continue;
    }
    const said = await askStatusList(text, { list, issuer: beforeCompromise(issuer), now, record });
    if (said !== null) faults.push(`status list ${list}: ${said}`);
    const bits = new Set(setBits(decoded.bits));
    const revoked = withdrawnIn(register).filter(({ award }) => award.status.list === list);
    for (const { award } of revoked) if (!bits.has(award.status.index)) faults.push(`status list ${list} does not say that ${editionName(award)} is revoked, the register does`);
    const known = new Set(revoked.map(({ award }) => award.status.index));
    const extra = [...bits].filter((bit) => !known.has(bit));
    if (!isPrivate && isWhole && extra.length > 0) faults.push(`status list ${list} revokes ${extra.length === 1 ? `place ${extra[0]}` : `${extra.length} places`} that the register does not`);
  }
  return faults;
}

/** What must be found at the site, byte for byte, by path: the issuer's keys, every status list, every release, the log, and badges. */
export function expectedFiles(catalog: Catalog, issuer: Issuer, ledger: Ledger, serials: readonly string[]): ReadonlyMap<string, string | Uint8Array> {
  const { log } = ledger;
  // What the log held when it was smaller is there for those who look from an older checkpoint; the newest says it all.
  const badges = newestEditions(ledger.badges);
  const tiles = log === null ? [] : [CHECKPOINT, ...[...tilesOf(log.entries.length)].map((tile) => `${LOG}${tilePath(tile)}`)];
  return new Map<string, string | Uint8Array>([
    ...tiles.map((path) => [path, log!.files.get(path) ?? ''] as const),
    [paths.didDocument(issuer.url), `${JSON.stringify(didDocument(issuer), null, 2)}\n`],
    ...[...ledger.lists].flatMap(([list, { text }]) => (text === null ? [] : [[paths.statusList(list), text] as const])),
    ...[...catalog.releases.values()].map(({ value }) => [paths.release(value.release.id, value.release.credential.version), releaseText(value)] as const),
    ...serials.map((serial) => [paths.badge(serial), badges.get(serial) ?? ''] as const),
    ...[...ledger.endorsements].map(([serial, text]) => [paths.endorsement(serial), text] as const),
  ]);
}

/** The badges that one audit fetches: all, or as many as allowed in an order that is another one each day, so that every badge has its day. */
export function badgesToFetch(ledger: Ledger, day: string, most: number): readonly string[] {
  const serials = [...newestEditions(ledger.badges).keys()];
  if (serials.length <= most) return serials;
  return serials.map((serial) => [sha256(`${day} ${serial}`), serial] as const).sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, most).map(([, serial]) => serial);
}

/** Paths of the ledger that are written once and never again. */
export const writtenOnce = [ledgerPaths.badge('000000000000'), ledgerPaths.hash('000000000000'), ledgerPaths.endorsement('000000000000'), ledgerPaths.reason('000000000000')].map((path) => path.slice(0, path.indexOf('/')));

/** 0: all in order; 1: something is wrong; 3: something could not be found out. */
export const auditExitCode = (results: readonly Result[]): 0 | 1 | 3 => (results.some(({ outcome }) => outcome === 'fail') ? 1 : results.some(({ outcome }) => outcome === 'unknown') ? 3 : 0);
