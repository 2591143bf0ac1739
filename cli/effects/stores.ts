import { readLedger, type Ledger } from '../core/plan/ledger.ts';
import { readRegister, type Register } from '../core/plan/register.ts';
import type { Programme } from './programme.ts';
import { branchHead, fetchProgramme, pushForward } from './remote.ts';
import { commitFiles, readFolder } from './tree.ts';

/** The two append-only branches. */
export type Store = 'register' | 'ledger';

/** Everything that a run is decided from, as fetched together. */
export interface State {
  readonly main: string;
  readonly register: Register;
  readonly ledger: Ledger;
}

/** Fetches the programme's repository and reads main's commit and both stores. Throws StoreFault for a damaged store. */
export async function readState(programme: Programme): Promise<State> {
  const { git, address, repository } = programme;
  await fetchProgramme(git, address);
  const main = await branchHead(git, repository.defaultBranch);
  if (main === null) throw new Error(`The repository has no branch ${repository.defaultBranch}.`);
  const [register, ledger] = [await branchHead(git, 'register'), await branchHead(git, 'ledger')];
  return {
    main,
    register: readRegister(register === null ? [] : await readFolder(git, register, '')),
    ledger: readLedger(ledger === null ? [] : await readFolder(git, ledger, '')),
  };
}

/**
 * Appends files to a store as one commit and pushes it, never by force.
 * @returns false when somebody else wrote in between: fetch and plan again.
 */
export async function append(programme: Programme, store: Store, files: ReadonlyMap<string, string>, message: string, at: Date): Promise<boolean> {
  const parent = await branchHead(programme.git, store);
  const commit = await commitFiles(programme.git, { parent, files, message: `${message}\n`, by: { name: 'Laurel', email: `laurel@${new URL(programme.issuer.url).hostname}`, at } });
  return pushForward(programme.git, programme.address, commit, store);
}
