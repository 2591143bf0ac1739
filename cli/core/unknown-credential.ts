import type { Catalog } from './catalog.ts';
import { didYouMean } from './nearest.ts';

const MOST_NAMED = 20;

/** What is said where a credential is asked for that the catalog does not have: the one that may be meant, and those that there are. */
export function unknownCredential(id: string, { names: { credentials } }: Pick<Catalog, 'names'>): string {
  const all = [...credentials].sort();
  const more = all.length > MOST_NAMED ? `, and ${all.length - MOST_NAMED} more in credentials/` : '';
  const listed = all.length === 0 ? 'The catalog has none yet: `laurel new credential <id>` writes one.' : `There ${all.length === 1 ? 'is' : 'are'}: ${all.slice(0, MOST_NAMED).join(', ')}${more}.`;
  return `There is no credential "${id}".${didYouMean(id, all)} ${listed}`;
}
