import { byVersion } from '../by-version.ts';
import type { Catalog, Entry } from '../catalog.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { formerDay, idsOf } from '../former-ids.ts';
import type { Credential, ReleaseFile } from '../model.generated.ts';
import { daysAfter } from '../working-days.ts';

/** When a change is looked at, and the day of the commit that it is compared with; both as year-month-day. */
export interface Days {
  readonly base: string;
  readonly today: string;
}

/**
 * Releases that came since `before` and bear another day than the one on which they came or a version that is lower than what was out, and days of releases that were written
 * anew. How long those who began earlier may go on is counted from these days, and people plan by them.
 */
export const dateFaults = (before: Catalog, now: Catalog, days: Days): readonly Diagnostic[] => [
  ...[...now.releases.values()].flatMap((release) => (before.names.releases.has(release.id) ? [] : [...newFaults(release, days, formerDay(now, before, release.value.release)), ...lowFaults(before, now, release)])),
  ...[...now.credentials.values()].flatMap((credential) => editedFaults(before, now, credential)),
];

const REMEDY = 'Delete the file, which nobody could start under yet, write the day of today under `changes`, and run `laurel release` again.';

// The day of an author may be the one before that of the machine, and nothing else tells when a file was made.
function newFaults({ document, value: { release: { credential: { version, changes } } } }: Entry<ReleaseFile>, { base, today }: Days, former: string | undefined): readonly Diagnostic[] {
  const at = changes.findIndex((change) => change.version === version);
  const date = changes[at]?.date;
  if (date === undefined || date === former || (date >= daysAfter(base, -1) && date <= today)) return [];
  const message = date > today ? `Unexpected date ${date} of a new release, expected ${today} at the latest` : `Unexpected date ${date} of a release that was not there on ${base}, the day of the commit compared with, expected ${daysAfter(base, -1)} at the earliest`;
  return [{ ...fault, path: document.path, ...document.place(`/release/credential/changes/${at}/date`), message, remedy: REMEDY }];
}

// No error: one that was made in time and not committed may come late.
function lowFaults(before: Catalog, now: Catalog, { document, value: { release: { id, credential: { version } } } }: Entry<ReleaseFile>): readonly Diagnostic[] {
  const ids = new Set(idsOf(now, id));
  const newest = [...before.releases.values()].filter(({ value: { release } }) => ids.has(release.id)).map(({ value: { release } }) => release.credential.version).sort(byVersion).at(-1);
  if (newest === undefined || byVersion(version, newest) >= 0) return [];
  return [{ ...fault, severity: 'warning', path: document.path, ...document.place('/release/credential/version'), message: `Unexpected version ${version} of a new release, expected one higher than ${newest}, which was released before it`, remedy: 'Raise `version` above it, put an entry for it first under `changes`, and run `laurel release` again. Nobody\'s time ends by it: it counts from the first higher release that came after their own.' }];
}

// The list of changes may be written anew under one version, but not what is counted from.
function editedFaults(before: Catalog, now: Catalog, { id, document, value: { changes, aliases = [] } }: Entry<Credential>): readonly Diagnostic[] {
  const ids = [id, ...aliases.filter((alias) => !now.names.credentials.has(alias))];
  return changes.flatMap(({ version, date }, at): readonly Diagnostic[] => {
    const released = ids.flatMap((one) => dateIn(before.releases.get(`${one}/${version}`)?.value.release.credential, version))[0];
    const was = ids.flatMap((one) => dateIn(before.credentials.get(one)?.value, version));
    if (released === undefined || date === released || was.includes(date)) return [];
    return [{ ...fault, path: document.path, ...document.place(`/changes/${at}/date`), message: `Unexpected date ${date} of version ${version}, which was released on ${released}, expected that day`, remedy: `Write \`date: ${released}\` again: the day of a release never changes.` }];
  });
}

const dateIn = (credential: Pick<Credential, 'changes'> | undefined, version: string): readonly string[] => credential?.changes.flatMap((change) => (change.version === version ? [change.date] : [])) ?? [];

const fault = { rule: 'release-dated', severity: 'error' } as const;
