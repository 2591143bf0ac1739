/** When keys end, by the issuer's log: its DID document does not say it, so that what a key signed in its time goes on verifying everywhere. */
import { parseEntry } from '../log/entry.ts';
import { moment } from './moment.ts';
import { result, type Result } from './result.ts';

/** What a log says of a key's end. */
export interface KeyEnd {
  /** Its last day, if it has one. */
  readonly day?: string;
  /** The place of the entry that first said so. */
  readonly at: number;
  /** The day on which it was known that somebody else has it. */
  readonly compromised?: string;
}

/** The ends of keys by their public halves; what the log says of a key last is what holds. */
export function keyEnds(entries: readonly string[]): ReadonlyMap<string, KeyEnd> {
  const ends = new Map<string, KeyEnd>();
  for (const [at, text] of entries.entries()) {
    const entry = text.includes('"event":"key"') ? parseEntry(text) : null;
    if (entry?.event !== 'key') continue;
    const { key, until: day, compromised } = entry;
    const before = ends.get(key);
    if (day === undefined && compromised === undefined) ends.delete(key);
    else ends.set(key, { at: before !== undefined && before.day === day ? before.at : at, ...(day === undefined ? {} : { day }), ...(compromised === undefined ? {} : { compromised }) });
  }
  return ends;
}

const DAY = 24 * 60 * 60 * 1000;

/** Whether a moment lies after the last day of a key. */
export const isAfterEnd = (time: unknown, { day }: KeyEnd): boolean => day !== undefined && (moment(time) ?? -Infinity) >= Date.parse(`${day}T00:00:00Z`) + DAY;

/**
 * What the log's word about the end of a key makes of the key result of a badge.
 * @param created when the badge says that it was signed.
 * @param index where the log holds the badge: before it held the end, the key had none.
 */
export function keyInItsTime(said: Result, end: KeyEnd | undefined, created: unknown, index: number | null): Result {
  if (said.outcome !== 'pass' || end === undefined) return said;
  if (end.compromised !== undefined) return result('key', 'fail', `The issuer's log says that somebody else has the key, which was known on ${end.compromised}; ask the issuer for a badge that is signed anew.`);
  if (!isAfterEnd(created, end)) return result('key', 'pass', `The last day of the key is ${end.day}, by the issuer's log, and the badge says that it was signed before its end.`);
  return index !== null && index < end.at ? said : result('key', 'fail', `The last day of the key was ${end.day}, by the issuer's log, and the badge says that it was signed on ${String(created).slice(0, 10)}; ask the issuer for a badge that is signed anew.`);
}
