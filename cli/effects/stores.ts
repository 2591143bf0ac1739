import type { Ledger } from '../core/plan/ledger.ts';
import { readLedger } from '../core/plan/ledger.ts';
import { readRegister, type Register, type RegisterFiles } from '../core/plan/register.ts';
import type { Git } from './git.ts';
import type { Place } from './place.ts';
import { Obstacle, type Programme } from './programme.ts';
import { branchHead, fetchBranches, pushForward } from './remote.ts';
import { commitFiles, readFolder } from './tree.ts';

/** A place with its main branch and its register, as fetched together; main is null while the repository is empty. */
export interface PlaceState {
  readonly place: Place;
  readonly main: string | null;
  readonly register: RegisterFiles;
}

/** Everything that a run is decided from. */
export interface State {
  /** The catalog's main. */
  readonly main: string;
  readonly ledger: Ledger;
  readonly places: readonly PlaceState[];
  /** The awards of all places. */
  readonly register: Register;
}

/** The state of a programme, fetched when it is first asked for and again where it was written to. */
export interface Stores {
  readonly read: () => Promise<State>;
  /** Fetches this repository again before the state is read the next time. */
  readonly forget: (address: string) => void;
}

/** Opens a programme's stores. Reading throws StoreFault for a damaged one. */
export function openStores(programme: Programme): Stores {
  let catalog: { readonly main: string; readonly ledger: Ledger } | null = null;
  const known = new Map<string, PlaceState>();
  return {
    forget: (address) => {
      if (address === programme.address) catalog = null;
      known.delete(address);
    },
    read: async () => {
      const places = await programme.places();
      catalog ??= await readCatalogSide(programme);
      // One after the other: a district has hundreds of repositories, and a server its limits.
      for (const place of places) if (!known.has(place.address)) known.set(place.address, await readPlace(programme, place));
      const states = places.map((place) => known.get(place.address)!);
      return { ...catalog, places: states, register: unionOf(states) };
    },
  };
}

async function readCatalogSide({ git, address, repository }: Programme): Promise<{ readonly main: string; readonly ledger: Ledger }> {
  await fetchBranches(git, address);
  const main = await branchHead(git, repository.defaultBranch);
  if (main === null) throw new Obstacle(`The repository ${repository.owner}/${repository.name} has no branch ${repository.defaultBranch}.`);
  const ledger = await branchHead(git, 'ledger');
  return { main, ledger: readLedger(ledger === null ? [] : await readFolder(git, ledger, '')) };
}

async function readPlace(programme: Programme, place: Place): Promise<PlaceState> {
  if (place.address !== programme.address) await fetchBranches(place.git, place.address);
  const register = await branchHead(place.git, 'register');
  return { place, main: await branchHead(place.git, place.repository.defaultBranch), register: readRegister(register === null ? [] : await readFolder(place.git, register, '')) };
}

function unionOf(places: readonly PlaceState[]): Register {
  const all = new Map(places.flatMap(({ register }) => [...register.awards]));
  const count = places.reduce((sum, { register }) => sum + register.awards.size, 0);
  if (all.size !== count) throw new Obstacle('Two registers hold an award with the same serial. Nothing was signed. Look at who copied a record from one repository to another.');
  return all;
}

/** A branch that is only ever appended to. */
export interface Branch {
  readonly git: Git;
  readonly address: string;
  readonly name: 'register' | 'ledger';
}

/**
 * Appends files to a store as one commit and pushes it, never by force.
 * @returns false when somebody else wrote in between: fetch and plan again.
 */
export async function append({ git, address, name }: Branch, files: ReadonlyMap<string, string>, message: string, signature: { readonly site: string; readonly at: Date }): Promise<boolean> {
  const parent = await branchHead(git, name);
  const commit = await commitFiles(git, { parent, files, message: `${message}\n`, by: { name: 'Laurel', email: `laurel@${new URL(signature.site).hostname}`, at: signature.at } });
  return pushForward(git, address, commit, name);
}
