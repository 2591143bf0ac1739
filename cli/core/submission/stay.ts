import { monthsAfter } from '../assessment/calibration.ts';
import { byVersion } from '../by-version.ts';
import type { Catalog } from '../catalog.ts';
import type { ReleaseFile } from '../model.generated.ts';
import { dayOf } from '../working-days.ts';

/** How long a submission stays on a release after which another has come out. */
export interface Stay {
  readonly version: string;
  /** The last day, as year-month-day, on which work under it can be handed in. */
  readonly until: string;
  /** What later work is handed in under. */
  readonly newest: ReleaseFile;
}

/** How a release came out. Its own list of changes is the author's word; this is what the history of main says. */
export interface Arrival {
  /** The day, as year-month-day, on which it came to main. */
  readonly day: string;
  /** For how many months the policy of that day let a submission stay; null where for good, or where nobody can tell. */
  readonly months: number | null;
}

/** The releases of the same credential with a higher version, the next first. */
export const laterReleases = ({ releases }: Pick<Catalog, 'releases'>, { release }: ReleaseFile): readonly ReleaseFile[] =>
  [...releases.values()].map(({ value }) => value).filter((one) => one.release.id === release.id && byVersion(one.release.credential.version, release.credential.version) > 0).sort((a, b) => byVersion(a.release.credential.version, b.release.credential.version));

/**
 * How long submissions stay on a release, counted from the day of the first release after it that came while the policy set a
 * period. Whoever is midway loses nothing: neither by a date that lies before the day on which that release came to main, nor by a
 * period that was set or made shorter after it.
 * @param arrivals how the later releases came out, by digest.
 * @returns null where they stay for good: no such release is out, or the policy sets no period now.
 */
export function stayOf(catalog: Pick<Catalog, 'issuer' | 'releases'>, file: ReleaseFile, arrivals: ReadonlyMap<string, Arrival>): Stay | null {
  const now = catalog.issuer?.value.policy['submission-stays']?.months;
  const later = laterReleases(catalog, file);
  for (const next of now === undefined ? [] : later) {
    const { day, months } = arrivals.get(next.digest) ?? { day: '', months: null };
    const dated = publishedOn(next);
    if (months !== null && dated !== undefined) return { version: file.release.credential.version, until: monthsAfter(day > dated ? day : dated, Math.max(months, now!)), newest: later.at(-1)! };
  }
  return null;
}

// What a release's own list of changes says, which nobody can edit any more.
const publishedOn = ({ release: { credential } }: ReleaseFile): string | undefined => credential.changes.find(({ version }) => version === credential.version)?.date;

/** Whether work that was there at any of some moments was handed in while it could stay. */
export const isInTime = ({ until }: Stay, moments: readonly (string | null)[]): boolean => moments.some((moment) => moment !== null && moment.slice(0, 10) <= until);

/** What is to be done where the period is over, as an imperative. */
export const renewWords = ({ version, newest }: Stay): string => `Renew it: write \`release: ${newest.digest}\` (version ${newest.release.credential.version}) in the place of version ${version}, mend what is then reported, and hand it in again; from the issue form, edit the issue, and the desk does it.`;

/** The period in words, with what holds after it. */
export function stayWords(stay: Stay, today: string): string {
  const { version, until, newest } = stay;
  const latest = newest.release.credential.version;
  return today <= until
    ? `It stays on version ${version} until ${dayOf(until)}, since a newer one is out. What is handed in after that day is assessed under version ${latest}; the credential's page says what is different.`
    : `The time for version ${version} was over on ${dayOf(until)}. What is handed in now is assessed under version ${latest}. ${renewWords(stay)}`;
}
