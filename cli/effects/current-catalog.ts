import type { Catalog } from '../core/catalog.ts';
import { fetchCatalog } from './own-branches.ts';
import { catalogAt, Obstacle, type Programme } from './programme.ts';
import { branchHead } from './remote.ts';

/** The catalog as it stands on main now. */
export async function currentCatalog(programme: Programme): Promise<Catalog> {
  await fetchCatalog(programme);
  const main = await branchHead(programme.git, programme.repository.defaultBranch);
  const { catalog } = await catalogAt(programme.git, main!, programme.folder);
  if (catalog.issuer === null) throw new Obstacle('issuer.yaml on main is missing or has faults. Mend it by a pull request.');
  return catalog;
}
