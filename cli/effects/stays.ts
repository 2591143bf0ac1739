import type { Catalog } from '../core/catalog.ts';
import { parseDocument } from '../core/document.ts';
import type { Issuer, ReleaseFile } from '../core/model.generated.ts';
import { laterReleases, stayOf, type Stay } from '../core/submission/stay.ts';
import { inPlace } from './place.ts';
import type { Programme } from './programme.ts';
import { branchHead } from './remote.ts';
import { readObjects, resolveObjects } from './tree.ts';

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
  const later = laterReleases(catalog, release);
  if (catalog.issuer?.value.policy['submission-stays'] === undefined || later.length === 0) return null;
  const own = (await arrivalsOf(source, commit, release)).at(-1);
  if (own === undefined) return null;
  const arrivals = new Map<string, string>();
  for (const one of later) {
    const [last] = await arrivalsOf(source, commit, one);
    if (last !== undefined) arrivals.set(one.digest, last.day);
  }
  return stayOf(catalog, release, { came: own.day, arrivals, months: await longestSince(source, own.commit, commit) });
}

interface Arrival {
  readonly commit: string;
  /** As year-month-day. */
  readonly day: string;
}

/**
 * When a release's file came to main, or came there again or with other content, the last first. GitHub dates what it merges.
 */
async function arrivalsOf({ git, folder }: Source, commit: string, { release: { id, credential } }: ReleaseFile): Promise<readonly Arrival[]> {
  const path = inPlace({ folder }, `releases/${id}/${credential.version}.json`);
  const rows = await git.text(['log', '--first-parent', '-m', '--no-renames', '--diff-filter=AM', '--format=%H %ct', commit, '--', `:(literal)${path}`]);
  return rows.split('\n').filter(Boolean).map((row) => {
    const [brought = '', seconds] = row.split(' ');
    return { commit: brought, day: new Date(Number(seconds) * 1000).toISOString().slice(0, 10) };
  });
}

// The longest period of all policies of main from one commit to another; null where one of them set none. An issuer that cannot be read set no period that anybody could have known.
async function longestSince({ git, folder }: Source, from: string, to: string): Promise<number | null> {
  // Where the clone's history is cut short, nobody can tell what was promised before it begins.
  if ((await git.text(['rev-parse', '--is-shallow-repository'])) === 'true' && (await git.text(['log', '-1', '--format=%P', from])) === '') return null;
  const path = inPlace({ folder }, 'issuer.yaml');
  const changed = (await git.text(['log', '--first-parent', '-m', '--format=%H', `${from}..${to}`, '--', `:(literal)${path}`])).split('\n').filter(Boolean);
  const objects = new Set(await resolveObjects(git, [from, ...changed].map((commit) => `${commit}:${path}`)));
  const known = [...objects].filter((object) => object !== null);
  const months = (await readObjects(git, known)).map(monthsIn);
  return known.length < objects.size || months.includes(null) ? null : Math.max(...months.map(Number));
}

function monthsIn(bytes: Uint8Array): number | null {
  const value = parseDocument({ path: 'issuer.yaml', bytes }).value as unknown as Partial<Issuer> | null;
  const months = value?.policy?.['submission-stays']?.months;
  return typeof months === 'number' && Number.isInteger(months) ? months : null;
}
