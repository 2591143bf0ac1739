import { resolve } from 'node:path';
import type { Issuer } from '../core/model.generated.ts';
import type { Git } from './git.ts';
import { accessIfAny } from './programme.ts';
import { branchHead, fetchBranches } from './remote.ts';
import { knownLedger } from './site.ts';
import type { World } from './world.ts';

/** The newest ledger that can be had in a clone. */
export interface NewestLedger {
  readonly git: Git;
  /** Its commit; null where there is none. */
  readonly head: string | null;
  /** Why it could not be fetched, so that it is what the clone knew; null where it was. */
  readonly stale: string | null;
}

/**
 * Fetches the ledger into the clone of a catalog and nothing else, and asks GitHub nothing: with its token where there is one, and
 * else by whatever way git has to the clone's own remote.
 */
export async function newestLedger(world: World, catalog: string, { repository: { owner, name } }: Pick<Issuer, 'repository'>): Promise<NewestLedger> {
  const access = accessIfAny(world);
  // Paths in the ledger are told from the top of the clone.
  const git = world.git(await world.git(resolve(world.cwd, catalog)).text(['rev-parse', '--show-toplevel']), access ?? undefined);
  const origin = await git.run(['config', '--get', 'remote.origin.url']);
  const address = access === null && origin.code === 0 ? origin.stdout.toString('utf8').trim() : `${access?.server ?? 'https://github.com'}/${owner}/${name}.git`;
  const stale = await fetchBranches({ git, address }, ['ledger']).then(() => null, (error: unknown) => (error as Error).message);
  return { git, head: await (stale === null ? branchHead(git, 'ledger') : knownLedger(world, catalog)), stale };
}
