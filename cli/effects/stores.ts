import { sha256 } from '../core/canonical.ts';
import { readLedger, type Ledger } from '../core/plan/ledger.ts';
import { StoreFault, type Register, type RegisterFiles } from '../core/plan/register.ts';
import type { Git } from './git.ts';
import { readLedgerFolder } from './ledger-folder.ts';
import type { Place } from './place.ts';
import { Obstacle, type Programme } from './programme.ts';
import { readRegisterAt } from './register-files.ts';
import { branchHead, fetchBranches, pushForward } from './remote.ts';
import { commitFiles } from './tree.ts';

/** A place with its main branch and its register, as fetched together; main is null while the repository is empty. */
export interface PlaceState {
  readonly place: Place;
  readonly main: string | null;
  readonly register: RegisterFiles;
  /** Why its register is not gone by, and is empty here; null for a sound one. */
  readonly fault: string | null;
}

/** Everything that a run is decided from. */
export interface State {
  /** The catalog's main. */
  readonly main: string;
  /** Without those files of its log that no run needs which adds to it. */
  readonly ledger: Ledger;
  readonly places: readonly PlaceState[];
  /** What the registers of all places hold. */
  readonly register: Register;
  /** Why a record that stands beside an award counts for nothing, by `editionName`, as far as anybody looked. */
  readonly unproven: ReadonlyMap<string, string>;
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
  // Kept when the rest is forgotten: what a commit holds never changes, and a run reads its stores several times.
  const ledgers: Memory<Ledger> = new Map();
  const registers: Memory<RegisterFiles> = new Map();
  return {
    forget: (address) => {
      if (address === programme.address) catalog = null;
      known.delete(address);
    },
    read: async () => {
      const places = await programme.places();
      catalog ??= await readCatalogSide(programme, ledgers);
      // One after the other: a district has hundreds of repositories, and a server its limits.
      for (const place of places) if (!known.has(place.address)) known.set(place.address, await readPlace(programme, place, registers, catalog.ledger));
      const states = withoutDoubles(places.map((place) => known.get(place.address)!), catalog.ledger);
      return { ...catalog, places: states, register: unionOf(states), unproven: new Map<string, string>() };
    },
  };
}

/** The last commit that was read of a store, and what it holds, by the repository's address. */
type Memory<Store> = Map<string, { readonly head: string; readonly store: Store }>;

async function readCatalogSide({ git, address, repository }: Programme, ledgers: Memory<Ledger>): Promise<{ readonly main: string; readonly ledger: Ledger }> {
  await fetchBranches(git, address);
  const main = await branchHead(git, repository.defaultBranch);
  if (main === null) throw new Obstacle(`The repository ${repository.owner}/${repository.name} has no branch ${repository.defaultBranch}.`);
  const head = await branchHead(git, 'ledger');
  const before = ledgers.get(address);
  if (head !== null && before?.head === head) return { main, ledger: before.store };
  const ledger = readLedger(head === null ? [] : await readLedgerFolder(git, head));
  if (head !== null) ledgers.set(address, { head, store: ledger });
  return { main, ledger };
}

const NONE: RegisterFiles = { awards: new Map(), attempts: new Map() };

async function readPlace(programme: Programme, place: Place, registers: Memory<RegisterFiles>, { badges }: Ledger): Promise<PlaceState> {
  if (place.address !== programme.address) await fetchBranches(place.git, place.address);
  const head = await branchHead(place.git, 'register');
  const main = await branchHead(place.git, place.repository.defaultBranch);
  if (head === null) return { place, main, register: NONE, fault: null };
  try {
    const before = registers.get(place.address);
    const store = before?.head === head ? before.store : await readRegisterAt(place.git, head, before, badges);
    registers.set(place.address, { head, store });
    return { place, main, register: store, fault: null };
  } catch (error) {
    // Where a teacher may write, a damaged register is that repository's affair: it must not stop everybody's badges.
    if (!(error instanceof StoreFault) || !place.isPrivate) throw error;
    return { place, main, register: NONE, fault: error.message };
  }
}

// A record that was copied from one repository to another. Serials are public, so that whoever may write one register could stop
// all the others: where the ledger tells whose the badge is, that register is gone by; where it does not, none is before a
// person has looked.
function withoutDoubles(states: readonly PlaceState[], ledger: Ledger): readonly PlaceState[] {
  const homes = new Map<string, number>();
  for (const { register } of states) for (const serial of firsts(register)) homes.set(serial, (homes.get(serial) ?? 0) + 1);
  return states.map((state) => {
    const double = firsts(state.register).find((serial) => homes.get(serial)! > 1 && !(isHome(state, serial, ledger) && states.filter((other) => isHome(other, serial, ledger)).length === 1));
    return double === undefined ? state : { ...state, register: NONE, fault: `The award ${double} stands in the register of more than one repository. Look at who copied it, and take it out of the one where it does not belong.` };
  });
}

// Editions go with their award.
const firsts = ({ awards }: RegisterFiles): readonly string[] => [...awards].flatMap(([name, { reissue }]) => (reissue === null ? [name] : []));

// Whether a place's register holds the very badge that the ledger knows, as one of its own.
function isHome({ place, register }: PlaceState, serial: string, { badges, hashes }: Ledger): boolean {
  const { award, badge = null } = register.awards.get(serial) ?? {};
  return award !== undefined && badge !== null && award.source.repository === place.repository.id && (badges.get(serial) === badge || hashes.get(serial)?.sha256 === sha256(badge));
}

const unionOf = (places: readonly PlaceState[]): Register => new Map(places.flatMap(({ register }) => [...register.awards]));

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
export async function append({ git, address, name }: Branch, { files, removed }: { readonly files: ReadonlyMap<string, string | Uint8Array>; readonly removed: readonly string[] }, message: string, signature: { readonly site: string; readonly at: Date }): Promise<boolean> {
  const parent = await branchHead(git, name);
  const commit = await commitFiles(git, { parent, files, removed, message: `${message}\n`, by: { name: 'Laurel', email: `laurel@${new URL(signature.site).hostname}`, at: signature.at } });
  return pushForward(git, address, commit, name);
}
