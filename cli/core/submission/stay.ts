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

/**
 * How long submissions stay on a release by the programme's policy, counted from the day of the release that came after it.
 * @returns null where they stay for good: there is no later release, or the policy sets no period.
 */
export function stayOf({ issuer, releases }: Pick<Catalog, 'issuer' | 'releases'>, { release }: ReleaseFile): Stay | null {
  const months = issuer?.value.policy['submission-stays']?.months;
  const { version } = release.credential;
  const later = [...releases.values()].map(({ value }) => value).filter((one) => one.release.id === release.id && byVersion(one.release.credential.version, version) > 0).sort((a, b) => byVersion(a.release.credential.version, b.release.credential.version));
  const [next] = later;
  const day = next === undefined ? undefined : publishedOn(next);
  return months === undefined || day === undefined ? null : { version, until: monthsAfter(day, months), newest: later.at(-1)! };
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
