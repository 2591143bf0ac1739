import type { Catalog } from './catalog.ts';

/** What a credential that was renamed is called now: the id itself where a credential has it, or nothing has it as an alias. */
export function currentId({ credentials, names }: Pick<Catalog, 'credentials' | 'names'>, id: string): string {
  if (names.credentials.has(id)) return id;
  return [...credentials.values()].find(({ value }) => value.aliases?.includes(id))?.id ?? id;
}

/** The ids that a credential has or had, its own first. An alias that is another's id, which lint reports, is the other's. */
export const idsOf = ({ credentials, names }: Pick<Catalog, 'credentials' | 'names'>, id: string): readonly string[] => [id, ...(credentials.get(id)?.value.aliases ?? []).filter((alias) => alias !== id && !names.credentials.has(alias))];
