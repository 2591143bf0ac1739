import type { Catalog } from './catalog.ts';
import type { ReleaseFile } from './model.generated.ts';
import { sameRelease } from './release.ts';

/** What a credential that was renamed is called now: the id itself where a credential has it, or nothing has it as an alias. */
export function currentId({ credentials, names }: Pick<Catalog, 'credentials' | 'names'>, id: string): string {
  if (names.credentials.has(id)) return id;
  return [...credentials.values()].find(({ value }) => value.aliases?.includes(id))?.id ?? id;
}

/** The ids that a credential has or had, its own first. An alias that is another's id, which lint reports, is the other's. */
export const idsOf = ({ credentials, names }: Pick<Catalog, 'credentials' | 'names'>, id: string): readonly string[] => [id, ...(credentials.get(id)?.value.aliases ?? []).filter((alias) => alias !== id && !names.credentials.has(alias))];

/** Where a release is one that came out under a former id, with the same content and version: the day that it bore there. */
export function formerDay(catalog: Pick<Catalog, 'credentials' | 'names'>, { releases }: Pick<Catalog, 'releases'>, release: ReleaseFile['release']): string | undefined {
  const { version } = release.credential;
  const former = idsOf(catalog, release.id).slice(1).map((id) => releases.get(`${id}/${version}`)?.value.release);
  return former.find((one) => one !== undefined && sameRelease({ ...one, id: release.id }, release))?.credential.changes.find((change) => change.version === version)?.date;
}
