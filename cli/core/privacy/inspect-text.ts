import { personalAddressesIn } from '../rules/personal-addresses.ts';
import { birthDatesIn } from './birth-dates.ts';
import type { Known, PrivacyFinding } from './finding.ts';
import { pupilNamesIn } from './pupil-names.ts';
import { studentNumbersIn } from './student-numbers.ts';

/** Longest text that is looked at, in UTF-16 units; what stands behind is reported as not looked at. */
export const TEXT_LIMIT = 4 * 1024 * 1024;

/**
 * Everything personal that can be told from a text alone, with its offset. Total: any text is fine, and the time it takes
 * grows with its length. It knows words, numbers and your roster; a pupil who is described without a name it does not see.
 */
export function* inspectText(text: string, { roster = [] }: Known = {}): Generator<PrivacyFinding> {
  const seen = text.length > TEXT_LIMIT ? text.slice(0, TEXT_LIMIT) : text;
  for (const { offset, kind } of personalAddressesIn(seen)) yield { kind: kind === 'phone number' ? 'phone-number' : 'e-mail-address', confidence: 'high', offset, message: `Unexpected ${kind}, expected none in what is handed in`, remedy: 'Take it out.' };
  yield* studentNumbersIn(seen);
  yield* birthDatesIn(seen);
  yield* pupilNamesIn(seen, roster);
  if (seen.length < text.length) yield { kind: 'unreadable', confidence: 'low', offset: seen.length, message: `Unexpected length of ${text.length} characters, expected at most ${TEXT_LIMIT}: the rest was not looked at`, remedy: 'Cut it into smaller files, or look through the rest yourself.' };
}
