/** When keys begin and end, by the issuer's log: its DID document does not say it, so that what a key signed in its time goes on verifying everywhere. */
import { parseEntry } from '../log/entry.ts';
import { moment } from './moment.ts';
import { result, type Result } from './result.ts';

/** What a log says of a key's end. */
export interface KeyEnd {
  /** Its last day, if it has one. */
  readonly day?: string;
  /** The place of the entry that first said that it ends then or earlier. */
  readonly at: number;
  /** The day on which it was known that somebody else has it. */
  readonly compromised?: string;
}

/** What a log says of when a key signs. */
export interface KeyTimes {
  /** The earliest first day that it ever had. */
  readonly from: string;
  readonly end?: KeyEnd;
}

/** When keys sign, by their public halves; what the log says of a key's end last is what holds. */
export function keyTimes(entries: readonly string[]): ReadonlyMap<string, KeyTimes> {
  const times = new Map<string, KeyTimes>();
  for (const [at, text] of entries.entries()) {
    const entry = text.includes('"event":"key"') ? parseEntry(text) : null;
    if (entry?.event !== 'key') continue;
    const { key, until: day, compromised } = entry;
    const known = times.get(key);
    const from = known !== undefined && known.from < entry.from ? known.from : entry.from;
    // An end that is put off was said before: what came after that is not made good by it.
    const before = known?.end?.day !== undefined && day !== undefined && day >= known.end.day ? known.end.at : at;
    times.set(key, { from, ...(day === undefined && compromised === undefined ? {} : { end: { at: before, ...(day === undefined ? {} : { day }), ...(compromised === undefined ? {} : { compromised }) } }) });
  }
  return times;
}

const DAY = 24 * 60 * 60 * 1000;
const begin = (day: string): number => Date.parse(`${day.slice(0, 10)}T00:00:00Z`);

/** Whether a moment lies after the last day of a key. */
export const isAfterEnd = (time: unknown, { day }: KeyEnd): boolean => day !== undefined && (moment(time) ?? -Infinity) >= begin(day) + DAY;

/** Whether a signature may be from after the last day of a key, because it does not say when it was made and that day is past. */
export const isUndated = (time: unknown, end: KeyEnd, now: Date): boolean => moment(time) === null && isAfterEnd(now.toISOString(), end);

/**
 * What the log's word about the times of a key makes of the key result of a badge.
 * @param created when the badge says that it was signed.
 * @param index where the log holds the badge: before it held the end, the key had none.
 */
export function keyInItsTime(said: Result, times: KeyTimes | undefined, { created, index, now }: { readonly created: unknown; readonly index: number | null; readonly now: Date }): Result {
  if (said.outcome !== 'pass' || times === undefined) return said;
  const { from, end } = times;
  const day = String(created).slice(0, 10);
  if (end?.compromised !== undefined) return result('key', 'fail', `The issuer's log says that somebody else has the key, which was known on ${end.compromised}; ask the issuer for a badge that is signed anew.`);
  // A day has no zone: somewhere it begins the evening before.
  if ((moment(created) ?? Infinity) < begin(from) - DAY) return result('key', 'fail', `The first day of the key was ${from}, by the issuer's log, and the badge says that it was signed on ${day}; ask the issuer for a badge that is signed anew.`);
  if (end === undefined) return said;
  const [isLate, isOpen] = [isAfterEnd(created, end), isUndated(created, end, now)];
  if (!isLate && !isOpen) return result('key', 'pass', moment(created) === null ? `The last day of the key is ${end.day}, by the issuer's log, and is not past.` : `The last day of the key is ${end.day}, by the issuer's log, and the badge says that it was signed before its end.`);
  if (index !== null && index < end.at) return result('key', 'pass', `The last day of the key is ${end.day}, by the issuer's log, and the log held the badge before it said so.`);
  return isLate
    ? result('key', 'fail', `The last day of the key was ${end.day}, by the issuer's log, and the badge says that it was signed on ${day}; ask the issuer for a badge that is signed anew.`)
    : result('key', 'unknown', `The last day of the key was ${end.day}, by the issuer's log, and the badge does not say when it was signed; ask the issuer for a badge that is signed anew.`);
}
