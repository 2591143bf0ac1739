import { didFromUrl } from '../../core/badge/addresses.ts';
import type { Way } from '../../core/badge/proof.ts';
import type { Catalog } from '../../core/catalog.ts';
import { keysOn } from '../../core/keys.ts';
import type { Award, Issuer, ReleaseFile } from '../../core/model.generated.ts';
import { findRelease } from '../../core/release.ts';
import { bulkWay } from '../bulk.ts';
import { openKeys, type Keys } from '../keys.ts';
import type { Place } from '../place.ts';
import { catalogAt, Obstacle, type Programme } from '../programme.ts';
import { append, openStores, type State, type Stores } from '../stores.ts';
import type { World } from '../world.ts';
import { withProvenRecords } from './proven-records.ts';

/** What every step of a run needs. */
export interface Run {
  readonly world: World;
  readonly programme: Programme;
  readonly stores: Stores;
  readonly issuer: Issuer;
  /** As main has it. */
  readonly catalog: Catalog;
  /** Opened when something has to be signed: what is signed already can be rebuilt without. */
  readonly keys: () => Promise<Keys>;
  readonly releases: ReadonlyMap<string, ReleaseFile>;
  readonly tell: (step: string) => void;
  /** How badges are signed, and how signed ones are verified again: neither relies on what the other remembers. */
  readonly signing: Way;
  readonly verifying: Way;
}

const ATTEMPTS = 6;

/** Reads the issuer and the releases as main has them. */
export async function openRun(world: World, programme: Programme, tell: (step: string) => void): Promise<Run> {
  const all = openStores(programme);
  const { main } = await all.read();
  const { catalog } = await catalogAt(programme.git, main, programme.folder);
  if (catalog.issuer === null) throw new Obstacle('catalog/issuer.yaml on main is missing or has faults. Nothing was signed. Mend it by a pull request.');
  const issuer = catalog.issuer.value;
  let opened: Promise<Keys> | null = null;
  const keys = (): Promise<Keys> => (opened ??= openKeys(world, didFromUrl(issuer.url), keysOn(issuer, world.now().toISOString().slice(0, 10))));
  const releases = new Map([...catalog.releases.values()].flatMap(({ value }) => (findRelease(catalog, value.digest, value.release.id) === null ? [] : [[value.digest, value] as const])));
  return { world, programme, stores: withProvenRecords(all, issuer), issuer, catalog, keys, releases, tell, signing: bulkWay(), verifying: bulkWay() };
}

/** The release of an award as main has it; undefined where it is not there, or is another than the award names. */
export function releaseOf({ releases }: Pick<Run, 'releases'>, { release, credential, version }: Award): ReleaseFile | undefined {
  const found = releases.get(release);
  return found?.release.id === credential && found.release.credential.version === version ? found : undefined;
}

/** What is to be written to one store, and what was done with it. */
export interface Plan<Outcome> {
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  /** Files that go: only those of which the ledger holds a longer form. */
  readonly removed?: readonly string[];
  readonly message: string;
  readonly outcome: Outcome;
}

/** Plans a place's register from the state and pushes it; while others write in between, again from what they wrote. */
export const writeRegister = <Outcome>(run: Run, place: Place, plan: (state: State) => Promise<Plan<Outcome>>): Promise<{ readonly outcome: Outcome; readonly wrote: boolean }> =>
  untilPushed(run, { git: place.git, address: place.address, name: 'register' }, plan);

/** The same for the ledger. */
export const writeLedger = <Outcome>(run: Run, plan: (state: State) => Promise<Plan<Outcome>>): Promise<{ readonly outcome: Outcome; readonly wrote: boolean }> =>
  untilPushed(run, { git: run.programme.git, address: run.programme.address, name: 'ledger' }, plan);

async function untilPushed<Outcome>({ world, issuer, stores }: Run, branch: Parameters<typeof append>[0], plan: (state: State) => Promise<Plan<Outcome>>): Promise<{ readonly outcome: Outcome; readonly wrote: boolean }> {
  for (let count = 0; count < ATTEMPTS; count += 1) {
    const { files, removed = [], message, outcome } = await plan(await stores.read());
    if (files.size === 0) return { outcome, wrote: false };
    const pushed = await append(branch, { files, removed }, message, { site: issuer.url, at: world.now() });
    stores.forget(branch.address);
    if (pushed) return { outcome, wrote: true };
  }
  throw new Obstacle(`Others kept writing to the stores during ${ATTEMPTS} tries. Nothing is lost: run \`laurel issue\` again.`);
}
