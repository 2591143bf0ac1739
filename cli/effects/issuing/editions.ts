import { badgeText, secureBadge, unsignedBadge } from '../../core/badge/credential.ts';
import { editionName } from '../../core/badge/edition.ts';
import { sha256 } from '../../core/canonical.ts';
import { issued } from '../../core/log/entry.ts';
import type { Ledger } from '../../core/plan/ledger.ts';
import type { Log } from '../../core/plan/ledger-log.ts';
import type { Register, RegisterEntry } from '../../core/plan/register.ts';
import { MOST_EDITIONS } from '../../core/plan/reissue.ts';
import { releaseOf, type Run } from './run.ts';

/** The newest edition of a badge that a register holds, signed or not. */
export function newestOf(register: Register, serial: string): RegisterEntry {
  let newest = register.get(serial)!;
  for (let edition = 2; edition <= MOST_EDITIONS; edition += 1) newest = register.get(editionName({ serial, edition })) ?? newest;
  return newest;
}

/** The newest edition of a badge that is signed; null where there is none. */
export const newestSigned = (register: Register, serial: string): RegisterEntry | null => signedBefore(register, serial, MOST_EDITIONS + 1);

/** The edition that a further one takes the place of: the newest that is signed, among those before it. */
export function signedBefore(register: Register, serial: string, edition: number): RegisterEntry | null {
  for (let each = edition - 1; each > 0; each -= 1) {
    const entry = register.get(editionName({ serial, edition: each }));
    if (entry !== undefined && entry.badge !== null) return entry;
  }
  return null;
}

/**
 * The number of the next edition of a badge. What counts for nothing keeps its file and so its number: a record that was signed with a key
 * which was compromised before the badge was, or one that somebody else wrote, is never written over.
 */
export function nextEdition(serial: string, { edition = 1 }: { readonly edition?: number }, unproven: ReadonlyMap<string, string>): number {
  let next = edition + 1;
  while (unproven.has(editionName({ serial, edition: next }))) next += 1;
  return next;
}

// What a log says, for those who ask it of many badges.
const entriesOf = new WeakMap<Log, ReadonlySet<string>>();
function holds(log: Log | null, entry: string): boolean {
  if (log === null) return false;
  const entries = entriesOf.get(log) ?? new Set(log.entries);
  entriesOf.set(log, entries);
  return entries.has(entry);
}

/**
 * What speaks against it that an edition was issued, which is what vouches for its facts: it is what its record and its proof make, and
 * the ledger and its log hold it. The register alone is nobody's proof.
 */
export function issuedFaults(run: Run, ledger: Ledger, { award, proof, badge }: RegisterEntry): readonly string[] {
  const release = releaseOf(run, award);
  if (release === undefined) return ['its release is not on main'];
  if (proof === null || badge !== badgeText(secureBadge(unsignedBadge(award, release.release), proof))) return ['its badge is not what its record and its proof make'];
  const name = editionName(award);
  const hash = sha256(badge);
  const isPublished = ledger.badges.get(name) === badge || ledger.hashes.get(name)?.sha256 === hash;
  return isPublished && holds(ledger.log, issued(hash)) ? [] : ['the ledger and its log do not hold it; run `laurel issue` first'];
}

/** Whether a recorded edition need not be signed any more: a later one is recorded, or it is a re-issue of a badge that was revoked. */
export const isPassedOver = (register: Register, { award: { serial, edition = 1 }, reissue, revocation }: RegisterEntry): boolean => (reissue !== null && revocation !== null) || (newestOf(register, serial).award.edition ?? 1) > edition;
