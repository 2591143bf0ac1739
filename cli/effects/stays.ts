import type { Catalog } from '../core/catalog.ts';
import { parseDocument } from '../core/document.ts';
import type { Issuer, ReleaseFile } from '../core/model.generated.ts';
import { laterReleases, stayOf, type Arrival, type Stay } from '../core/submission/stay.ts';
import { inPlace } from './place.ts';
import type { Programme } from './programme.ts';
import { branchHead } from './remote.ts';
import { readFolder } from './tree.ts';

type Source = Pick<Programme, 'git' | 'folder'>;

// What a commit's history says never changes, and one run asks for it claim by claim.
const known = new WeakMap<Catalog, Map<string, Promise<Stay | null>>>();

/** How long submissions stay on a release, by the catalog and the history of main at a commit; null where for good. */
export function stayAt(source: Source, commit: string, catalog: Catalog, release: ReleaseFile): Promise<Stay | null> {
  const stays = known.get(catalog) ?? new Map<string, Promise<Stay | null>>();
  known.set(catalog, stays);
  const stay = stays.get(release.digest) ?? askStay(source, commit, catalog, release);
  stays.set(release.digest, stay);
  return stay;
}

/** The same by main as it was last fetched, of which the catalog is. */
export const stayNow = async (programme: Programme, catalog: Catalog, release: ReleaseFile): Promise<Stay | null> => stayAt(programme, (await branchHead(programme.git, programme.repository.defaultBranch))!, catalog, release);

async function askStay(source: Source, commit: string, catalog: Catalog, release: ReleaseFile): Promise<Stay | null> {
  if (catalog.issuer?.value.policy['submission-stays'] === undefined) return null;
  const arrivals = new Map<string, Arrival>();
  for (const later of laterReleases(catalog, release)) {
    const arrival = await arrivalOf(source, commit, later);
    if (arrival !== null) arrivals.set(later.digest, arrival);
  }
  return stayOf(catalog, release, arrivals);
}

/**
 * How a release came to main, by the first commit of main that holds its file. GitHub dates what it merges, and a history that is cut
 * short makes the day a later one: nobody's time is over too early.
 */
export async function arrivalOf({ git, folder }: Source, commit: string, { release: { id, credential } }: ReleaseFile): Promise<Arrival | null> {
  const path = inPlace({ folder }, `releases/${id}/${credential.version}.json`);
  const touched = (await git.text(['log', '--first-parent', '--format=%H %ct', commit, '--', `:(literal)${path}`])).split('\n').filter(Boolean);
  const [brought, seconds] = (touched.at(-1) ?? '').split(' ');
  if (brought === undefined || seconds === undefined) return null;
  return { day: new Date(Number(seconds) * 1000).toISOString().slice(0, 10), months: await monthsAt({ git, folder }, brought) };
}

// An issuer that cannot be read set no period that anybody could have known.
async function monthsAt({ git, folder }: Source, commit: string): Promise<number | null> {
  const [file] = await readFolder(git, commit, folder, (path) => path === 'issuer.yaml');
  const value = file === undefined ? null : (parseDocument({ path: 'issuer.yaml', bytes: file.bytes }).value as unknown as Partial<Issuer> | null);
  const months = value?.policy?.['submission-stays']?.months;
  return typeof months === 'number' && Number.isInteger(months) ? months : null;
}
