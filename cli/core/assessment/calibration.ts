import type { AnchorEntry, Catalog, Entry } from '../catalog.ts';
import { currentId } from '../former-ids.ts';
import type { Anchor, Calibration, ReleaseFile } from '../model.generated.ts';

type Release = ReleaseFile['release'];

/** How the scores of one person compare with the agreed ones, criterion by criterion and part by part. */
export interface Agreement {
  readonly items: readonly { readonly id: string; readonly title: string; readonly scored: boolean; readonly agreed: string; readonly given: string | null; readonly rationale: string | null }[];
  /** Criteria on which the levels are equal, and criteria in all. */
  readonly equal: number;
  readonly of: number;
  /** Whole percent, rounded down: 2 of 3 are 66. */
  readonly percent: number;
}

/** What somebody gave. */
export type Scores = Pick<Calibration, 'levels' | 'sufficient'>;

/**
 * Compares scores with the agreed ones. Only criteria count; for parts that no criterion scores the comparison is shown.
 * @param release the release that the anchor was written under.
 */
export function agreementOf(agreed: Anchor, given: Scores, release: Release): Agreement {
  const levels = (value: { readonly [id: string]: string }, id: string): string | null => (Object.hasOwn(value, id) ? value[id]! : null);
  const word = (value: { readonly [id: string]: boolean }, id: string): string | null => (Object.hasOwn(value, id) ? (value[id]! ? 'sufficient' : 'not-sufficient') : null);
  const rationale = (id: string): string | null => levels(agreed.rationale, id);
  const criteria = release.rubric.criteria.map(({ id, title }) => ({ id, title, scored: true, agreed: levels(agreed.levels, id) ?? '', given: levels(given.levels, id), rationale: rationale(id) }));
  const parts = release.evidence.requirements.filter(({ feeds }) => feeds === undefined).map(({ id, title }) => ({ id, title, scored: false, agreed: word(agreed.sufficient, id) ?? '', given: word(given.sufficient, id), rationale: rationale(id) }));
  const equal = criteria.filter((item) => item.given === item.agreed).length;
  return { items: [...criteria, ...parts], equal, of: criteria.length, percent: criteria.length === 0 ? 0 : Math.floor((100 * equal) / criteria.length) };
}

/** One calibration with what it adds up to. */
export interface Weighed {
  readonly entry: Entry<Calibration>;
  /** Null where the anchor's scores are not here to compare with. */
  readonly agreement: Agreement | null;
  /** Why it does not count, as the rest of a sentence; null where it counts. */
  readonly discounted: string | null;
}

/** The release that an anchor was written under, or null where the catalog does not hold it. */
export const releaseOfAnchor = (catalog: Catalog, anchor: AnchorEntry): Release | null =>
  [...catalog.releases.values()].find(({ value }) => value.digest === anchor.value.release && value.release.id === anchor.value.credential)?.value.release ?? null;

/**
 * Weighs one person's calibrations, oldest first. Of several on one anchor the first counts: after it the rationale was
 * shown, and the next is not blind. Who agreed on the scores is not calibrated by them.
 * @param account the numeric id; logins are not asked, they change.
 */
export function calibrationsOf(catalog: Catalog, account: number): readonly Weighed[] {
  const own = [...catalog.calibrations.values()].filter(({ value }) => value.assessor.id === account).sort((a, b) => (a.value.date < b.value.date ? -1 : a.value.date > b.value.date ? 1 : numberOf(a) - numberOf(b)));
  const scored = new Set<string>();
  return own.map((entry) => {
    const { credential, anchor: name, release: digest, private: isPrivate } = entry.value;
    const place = `${credential}/${name}`;
    const again = scored.has(place);
    scored.add(place);
    const anchor = catalog.anchors.get(place);
    const release = anchor === undefined ? null : releaseOfAnchor(catalog, anchor);
    const agreement = anchor?.agreed == null || release === null || anchor.value.release !== digest ? null : agreementOf(anchor.agreed.value, entry.value, release);
    const discounted = again ? 'is a later attempt on the same anchor' : anchor?.agreed?.value['agreed-by'].some(({ id }) => id === account) === true ? 'is of an anchor that this person agreed on' : agreement === null && isPrivate !== true ? 'is of an anchor that is not in the catalog' : null;
    return { entry, agreement, discounted };
  });
}

const numberOf = ({ id }: Entry<Calibration>): number => Number(id.split('/')[1]);

/** What the policy says of calibration. */
export interface CalibrationPolicy {
  readonly agreement: number;
  readonly months: number;
}

/**
 * The last day to which calibrations carry a person for what they cover: the newest that counts and agrees enough, and
 * the policy's months after it. One of an anchor outside the catalog is taken on the word of who merged it.
 * @returns null where there is none.
 */
export function calibratedUntil(catalog: Catalog, assessor: { readonly id: number; readonly covers: readonly string[] }, policy: CalibrationPolicy): string | null {
  const enough = calibrationsOf(catalog, assessor.id).filter(({ entry, agreement, discounted }) => discounted === null && (agreement === null || agreement.percent >= policy.agreement) && coversCredential(catalog, assessor.covers, entry.value.credential));
  const newest = enough.at(-1)?.entry.value.date;
  return newest === undefined ? null : monthsAfter(newest, policy.months);
}

function coversCredential(catalog: Catalog, covers: readonly string[], credential: string): boolean {
  // Calibrations stay under the id that the credential had when they were made.
  const now = currentId(catalog, credential);
  const framework = catalog.credentials.get(now)?.value.competency.split('/')[0] ?? '';
  return ['all', credential, now, framework].some((word) => covers.includes(word));
}

/** The same day so many months later; the last of the month where it has no such day. */
export function monthsAfter(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const whole = year * 12 + month - 1 + months;
  const [y, m] = [Math.floor(whole / 12), (whole % 12) + 1];
  const last = m === 2 ? (y % 4 === 0 && (y % 100 !== 0 || y % 400 === 0) ? 29 : 28) : [4, 6, 9, 11].includes(m) ? 30 : 31;
  return `${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}-${String(Math.min(day, last)).padStart(2, '0')}`;
}
