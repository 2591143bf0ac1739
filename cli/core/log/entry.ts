import { canonicalJson } from '../canonical.ts';
import type { Issuer } from '../model.generated.ts';

/**
 * What a log's entry says: that a badge with this hash was issued or revoked, that an endorsement with this hash was given, or when a
 * key signs. Nothing of it leads back
 * to a person. The hash is that of the badge's exact bytes, which hold its Ed25519 signature: 64 bytes that only the key's
 * owner can make, even for somebody who guesses every word that was signed (the serial alone would not do: of a private
 * badge it is public, beside its hash).
 */
export type Entry =
  | { readonly event: 'issue' | 'revoke'; readonly badge: string }
  | { readonly event: 'endorse'; readonly endorsement: string }
  | { readonly event: 'key'; readonly key: string; readonly from: string; readonly until?: string; readonly compromised?: string; readonly safe?: number };

const FORMAT = 'log-1';

/** The exact text of an entry: canonical JSON. */
export const entryText = (entry: Entry): string => canonicalJson({ laurel: FORMAT, ...entry });

/** That a badge whose bytes have this SHA-256 was issued. */
export const issued = (sha256: string): string => entryText({ event: 'issue', badge: sha256 });

/** That it was revoked. */
export const revoked = (sha256: string): string => entryText({ event: 'revoke', badge: sha256 });

/** That an endorsement whose bytes have this SHA-256 was given. */
export const endorsed = (sha256: string): string => entryText({ event: 'endorse', endorsement: sha256 });

/**
 * A key of the issuer with its dates as they stand, and how much of the log it is still believed for; each change of them is an
 * entry of its own, so that a new key, a rotation, a retirement and a compromise are in the log.
 */
export function keyEntry({ public: key, from, until, compromised, 'safe-size': safe }: Issuer['keys'][number]): string {
  return entryText({ event: 'key', key, from, ...(until === undefined ? {} : { until }), ...(compromised === undefined ? {} : { compromised }), ...(safe === undefined ? {} : { safe }) });
}

const ISSUED = /^\{"badge":"([0-9a-f]{64})","event":"(issue|revoke)","laurel":"log-1"\}$/;

const ENDORSED = /^\{"endorsement":"([0-9a-f]{64})","event":"endorse","laurel":"log-1"\}$/;

/** Reads an entry; null for what this program does not write. Never throws. */
export function parseEntry(text: string): Entry | null {
  const match = ISSUED.exec(text);
  if (match !== null) return { event: match[2] as 'issue' | 'revoke', badge: match[1]! };
  const given = ENDORSED.exec(text);
  if (given !== null) return { event: 'endorse', endorsement: given[1]! };
  try {
    const { laurel, event, key, from, until, compromised, safe } = JSON.parse(text) as Record<string, unknown>;
    const dates = [from, until ?? '', compromised ?? ''];
    if (laurel !== FORMAT || event !== 'key' || typeof key !== 'string' || !/^z[1-9A-HJ-NP-Za-km-z]{40,60}$/.test(key) || !dates.every((date) => typeof date === 'string' && /^(?:\d{4}-\d\d-\d\d(?:T[\d:]+Z)?)?$/.test(date))) return null;
    if (safe !== undefined && !(Number.isSafeInteger(safe) && Number(safe) >= 0)) return null;
    const again = keyEntry({ public: key, from, until, compromised, 'safe-size': safe } as Parameters<typeof keyEntry>[0]);
    return again === text ? { event, key, from: String(from), ...(until === undefined ? {} : { until: String(until) }), ...(compromised === undefined ? {} : { compromised: String(compromised) }), ...(safe === undefined ? {} : { safe: Number(safe) }) } : null;
  } catch {
    return null;
  }
}
