import { resolve } from 'node:path';
import { didFromUrl } from '../core/badge/addresses.ts';
import { everyContext } from '../core/badge/contexts.ts';
import { publication } from '../core/publication.ts';
import type { Ledger } from '../core/plan/ledger.ts';
import type { Issuer } from '../core/model.generated.ts';
import { willFiles } from '../core/will/contents.ts';
import { certify } from './certify.ts';
import { openKeys } from './keys.ts';
import { readWholeLedger } from './ledger-folder.ts';
import { catalogFromDisk, Obstacle } from './programme.ts';
import { rasterise } from './rasterise.ts';
import { fetchBranches } from './remote.ts';
import { knownLedger } from './site.ts';
import { verifierPage } from './verifier-page.ts';
import type { World } from './world.ts';

/** A will that is ready to be packed, and what it was made from. */
export interface MadeWill {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly issuer: Issuer;
  readonly ledger: Ledger;
  /** The ledger's commit. */
  readonly commit: string;
  readonly day: string;
}

/**
 * Gathers everything public of the programme in whose clone the command runs.
 * @throws Obstacle where there is no catalog or no ledger; KeyFault where it is to be signed and the key is missing.
 */
export async function willOf(world: World, folder: string, { isSigned, fetches }: { readonly isSigned: boolean; readonly fetches: boolean }): Promise<MadeWill> {
  const { catalog } = await catalogFromDisk(world, folder);
  if (catalog.issuer === null) throw new Obstacle(`${folder}/issuer.yaml is missing or has faults. Run \`laurel lint\` and mend it first.`);
  const issuer = catalog.issuer.value;
  const git = world.git(resolve(world.cwd, folder));
  const origin = await git.run(['config', '--get', 'remote.origin.url']);
  if (fetches && origin.code === 0) {
    await fetchBranches({ git, address: origin.stdout.toString('utf8').trim() }, ['ledger']).catch((error: unknown) => {
      throw new Obstacle(`The ledger could not be fetched, and a will must be of the last one: ${(error as Error).message} If the repository is gone, make it from what this clone knows with --offline.`);
    });
  }
  const commit = await knownLedger(world, folder);
  if (commit === null) throw new Obstacle('There is no ledger yet, so nothing was issued that a will would have to vouch for.');
  const ledger = await readWholeLedger(git, commit);
  const signer = isSigned ? await openKeys(world, didFromUrl(issuer.url), issuer.keys.map((key) => key.public)) : null;
  const page = await verifierPage();
  const day = world.now().toISOString().slice(0, 10);
  const files = await willFiles({ issuer, publication: await publication({ catalog, ledger, ledgerCommit: commit, certify, rasterise }), contexts: await everyContext(), page, ledger: commit, day, signer });
  return { files, issuer, ledger, commit, day };
}
