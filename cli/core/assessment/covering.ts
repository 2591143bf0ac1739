import type { Catalog } from '../catalog.ts';
import { idsOf } from '../former-ids.ts';
import type { Assessors } from '../model.generated.ts';

/** The list of assessors, in which whoever covers a credential covers its former ids too: a claim that was begun before a rename is still theirs to assess. */
export function assessorsIn(catalog: Pick<Catalog, 'assessors' | 'credentials' | 'names'>): Assessors | null {
  const list = catalog.assessors?.value;
  if (list === undefined) return null;
  // A former id that is a framework's now, or every credential's word, would let somebody in to more than was meant.
  const former = (id: string): readonly string[] => idsOf(catalog, id).slice(1).filter((one) => one !== 'all' && !catalog.names.competencies.has(one));
  return { ...list, assessors: list.assessors.map((one) => ({ ...one, covers: [...new Set(one.covers.flatMap((id) => [id, ...former(id)]))] as typeof one.covers })) };
}
