/** The validity result: whether today lies between a credential's dates, and whether these can be right. */
import { datesOf } from './credential-terms.ts';
import type { JsonObject } from './json.ts';
import { moment } from './moment.ts';
import { result, type Result } from './result.ts';

const DAY = 24 * 60 * 60 * 1000;
const day = (value: unknown): string => String(value).slice(0, 10);

interface Signature {
  /** When the proof or token ends. */
  readonly expires: unknown;
  /** When the proof says that it was made. */
  readonly created: unknown;
  readonly now: Date;
}

/** How far the clocks of who signs and who verifies may stand apart. */
const apart = 10 * 60 * 1000;

/**
 * What a credential's dates come to, and those of its signature. The date of award is the first one of all (Open Badges
 * 3.0, section B.1.2: it keeps the original date where a later file raises `validFrom`), so none that is yet to come can be right.
 */
export function validity(badge: JsonObject, { expires, created, now }: Signature): Result {
  const { validFrom: from, validUntil: until } = datesOf(badge);
  const { awardedDate } = badge;
  const [starts, ends, lapses, awarded] = [moment(from), moment(until), moment(expires), moment(awardedDate)];
  if (starts === null || (until !== undefined && ends === null) || (expires !== undefined && lapses === null) || (awardedDate !== undefined && awarded === null)) return result('validity', 'fail', 'Its dates cannot be read; ask the issuer for a corrected file.');
  if (starts > now.getTime()) return result('validity', 'fail', `It is not valid before ${day(from)}; come back then.`);
  if (ends !== null && ends <= now.getTime()) return result('validity', 'fail', `It ended on ${day(until)}; ask the earner whether it was renewed.`);
  if (lapses !== null && lapses <= now.getTime()) return result('validity', 'fail', `Its signature lapsed on ${day(expires)}; ask the issuer for a new one.`);
  if (awarded !== null && awarded > now.getTime()) return result('validity', 'fail', `It says that it was awarded on ${day(awardedDate)}, which is yet to come; ask the issuer for a corrected file.`);
  if ((moment(created) ?? -Infinity) > now.getTime() + apart) return result('validity', 'unknown', `It says that it was signed on ${day(created)}, which is yet to come; ask the issuer when it was signed.`);
  // One clock may count the day from its beginning, and another from the hour of the decision.
  if (awarded !== null && awarded >= starts + DAY) return result('validity', 'unknown', `It says that it is valid from ${day(from)} and that it was awarded only on ${day(awardedDate)}, and both cannot be right; ask the issuer when it was awarded.`);
  return result('validity', 'pass', ends === null && lapses === null ? `It is valid since ${day(from)}, with no end.` : `It is valid from ${day(from)} until ${day(ends === null ? expires : until)}.`);
}

/** Dates that nobody has vouched for can rule a badge out, but not in. */
export const ownWord = (dates: Result): Result => (dates.outcome === 'pass' ? result('validity', 'unknown', 'Its dates are the file\'s own word, because it is not proven to be its issuer\'s; see the proof, issuer and key results.') : dates);
