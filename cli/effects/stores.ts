import { holdsBadge, readLedger, type Ledger } from '../core/plan/ledger.ts';
import { digestOfBadge, isSigned, StoreFault, type Register, type RegisterFiles } from '../core/plan/register.ts';
import type { Git } from './git.ts';
import type { Glance } from './github/glance.ts';
import { readLedgerAt } from './ledger-folder.ts';
import { glancesAt } from './glances.ts';
import { fetchCatalog, fetchPlace } from './own-branches.ts';
import { placeProblem, type Unread } from './place-problem.ts';
import { nameOf, type Place } from './place.ts';
import { Obstacle, type Programme } from './programme.ts';
import { readRegisterAt } from './register-files.ts';
import { branchHead, pushForward } from './remote.ts';
import { someAtATime } from './some-at-a-time.ts';
import { commitFiles } from './tree.ts';

/** A place with its main branch and its register, as fetched together; main is null while the repository is empty. */
export interface PlaceState {
  readonly place: Place;
  readonly main: string | null;
  readonly register: RegisterFiles;
  /**
   * Why nothing of it is gone by: it could not be read, or its register is damaged. It then stands here as if it were empty, which
   * it is not: nobody may conclude from it what was not handed in, or not issued. Null for a sound one.
   */
  readonly fault: string | null;
  /** How many issues were open there when it was glanced at; left out where nobody looked. */
  readonly openIssues?: number;
}

/** The places of a state that are not gone by, and why. */
export const unreadIn = ({ places }: Pick<State, 'places'>): readonly Unread[] => places.flatMap(({ place, fault }) => (fault === null ? [] : [{ place: nameOf(place), reason: fault }]));

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

/**
 * Opens a programme's stores. Reading throws StoreFault for a damaged one.
 * @param attempts whether the records of decided attempts are wanted: nothing is issued from them.
 */
export function openStores(programme: Programme, { attempts = false } = {}): Stores {
  let catalog: { readonly main: string; readonly ledger: Ledger } | null = null;
  const known = new Map<string, PlaceState>();
  let glanced = false;
  let state: State | null = null;
  // Kept when the rest is forgotten: what a commit holds never changes, and a run reads its stores several times.
  const ledgers: Memory<Ledger> = new Map();
  const registers: Memory<RegisterFiles> = new Map();
  return {
    forget: (address) => {
      if (address === programme.address) catalog = null;
      known.delete(address);
      state = null;
    },
    read: async () => {
      const places = await programme.places();
      catalog ??= await readCatalogSide(programme, ledgers);
      const missing = places.filter(({ address }) => !known.has(address));
      if (state !== null && missing.length === 0 && state.places.length === places.length) return state;
      // One that was written to, or could not be, is asked by git alone: what is glanced at may be a moment old.
      const glances = !glanced ? await glancesAt(missing) : new Map<string, Glance>();
      glanced = true;
      const { ledger } = catalog;
      await someAtATime(missing, async (place) => known.set(place.address, await readPlace(place, { registers, ledger, attempts }, glances.get(place.address))));
      const states = withoutDoubles(places.map((place) => known.get(place.address)!), catalog.ledger);
      state = { ...catalog, places: states, register: unionOf(states), unproven: new Map<string, string>() };
      return state;
    },
  };
}

/** The last commit that was read of a store, and what it holds, by the repository's address. */
type Memory<Store> = Map<string, { readonly head: string; readonly store: Store }>;

async function readCatalogSide(programme: Programme, ledgers: Memory<Ledger>): Promise<{ readonly main: string; readonly ledger: Ledger }> {
  const { git, address, repository } = programme;
  await fetchCatalog(programme);
  const main = await branchHead(git, repository.defaultBranch);
  if (main === null) throw new Obstacle(`The repository ${repository.owner}/${repository.name} has no branch ${repository.defaultBranch}.`);
  const head = await branchHead(git, 'ledger');
  const before = ledgers.get(address);
  if (head !== null && before?.head === head) return { main, ledger: before.store };
  const ledger = head === null ? EMPTY : await readLedgerAt(git, head);
  if (head !== null) ledgers.set(address, { head, store: ledger });
  return { main, ledger };
}

const EMPTY = readLedger([]);
const NONE: RegisterFiles = { awards: new Map(), attempts: new Map() };

interface Beside {
  readonly registers: Memory<RegisterFiles>;
  readonly ledger: Ledger;
  readonly attempts: boolean;
}

async function readPlace(place: Place, beside: Beside, known?: Glance): Promise<PlaceState> {
  try {
    if (place.isPrivate) await fetchPlace(place, { known });
    return { ...(await readFetched(place, beside)), ...(known === undefined ? {} : { openIssues: known.openIssues }) };
  } catch (error) {
    const problem = placeProblem(place, error);
    if (problem === null) throw error;
    return { place, main: null, register: NONE, fault: `It could not be read, so nobody looked at what is handed in and issued there: ${problem.reason}` };
  }
}

async function readFetched(place: Place, { registers, ledger, attempts }: Beside): Promise<PlaceState> {
  const head = await branchHead(place.git, 'register');
  const main = await branchHead(place.git, place.repository.defaultBranch);
  if (head === null) return { place, main, register: NONE, fault: null };
  try {
    const before = registers.get(place.address);
    const store = before?.head === head ? before.store : await readRegisterAt(place.git, head, before, ledger, { attempts });
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
function isHome({ place, register }: PlaceState, serial: string, ledger: Ledger): boolean {
  const entry = register.awards.get(serial);
  return entry !== undefined && isSigned(entry) && entry.award.source.repository === place.repository.id && (holdsBadge(ledger, entry) || ledger.hashes.get(serial)?.sha256 === digestOfBadge(entry));
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
