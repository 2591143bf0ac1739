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

/** What the history of main says of a release and of those that came after it; their own lists of changes are the author's word. */
export interface History {
  /** The day, as year-month-day, on which the release itself first came to main. */
  readonly came: string;
  /** The days on which later ones came there, by digest; put back after they were taken away, the day of that. */
  readonly arrivals: ReadonlyMap<string, string>;
  /** For how many months the policies that held since the release came let a submission stay at the most; null where one of them said for good, or could not be read. */
  readonly months: number | null;
}

/** The releases of the same credential with a higher version, the lowest first. */
export const laterReleases = ({ releases }: Pick<Catalog, 'releases'>, { release }: ReleaseFile): readonly ReleaseFile[] =>
  [...releases.values()].map(({ value }) => value).filter((one) => one.release.id === release.id && byVersion(one.release.credential.version, release.credential.version) > 0).sort((a, b) => byVersion(a.release.credential.version, b.release.credential.version));

/**
 * How long submissions stay on a release, counted from the day of the first release that came after it. Whoever is midway loses
 * nothing: neither by a date that lies before the day on which that release came to main, nor by one that is slipped in between by
 * its version, nor by a period that was set or made shorter after their own release had come.
 * @returns null where they stay for good: no such release is out, or one of the policies since then, or that of now, sets no period.
 */
export function stayOf(catalog: Pick<Catalog, 'issuer' | 'releases'>, file: ReleaseFile, { came, arrivals, months }: History): Stay | null {
  const now = catalog.issuer?.value.policy['submission-stays']?.months;
  const later = laterReleases(catalog, file);
  const counted = later.flatMap((next) => {
    const [day, dated] = [arrivals.get(next.digest), publishedOn(next)];
    return day === undefined || dated === undefined || day < came ? [] : [{ day, from: day > dated ? day : dated }];
  }).sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))[0];
  if (now === undefined || months === null || counted === undefined) return null;
  return { version: file.release.credential.version, until: monthsAfter(counted.from, Math.max(months, now)), newest: later.at(-1)! };
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
