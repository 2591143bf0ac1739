import type { Glance } from './github/glance.ts';
import type { Repository } from './github/github.ts';
import type { Place } from './place.ts';
import { fetchBranches, type Source } from './remote.ts';

/**
 * Fetches what the programme itself keeps in the catalog's repository: main, register and ledger.
 * @param more further branches that this command reads.
 */
export const fetchCatalog = (source: Source & { readonly repository: Pick<Repository, 'defaultBranch'> }, more: readonly string[] = []): Promise<void> => fetchBranches(source, [source.repository.defaultBranch, 'register', 'ledger', ...more]);

/**
 * Fetches what the programme reads of a private place: main and register. A place in the catalog's own repository is fetched with that.
 * @param known what was seen of it just now, which saves asking.
 */
export async function fetchPlace(place: Place, { known, more = [] }: { readonly known?: Glance | undefined; readonly more?: readonly string[] } = {}): Promise<void> {
  const names = [place.repository.defaultBranch, 'register'];
  if (known !== undefined) await fetchBranches(place, names, known.heads);
  if (known === undefined || more.length > 0) await fetchBranches(place, known === undefined ? [...names, ...more] : more);
}
