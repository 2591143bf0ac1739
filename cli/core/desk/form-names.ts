import type { Catalog } from '../catalog.ts';
import { currentId, idsOf } from '../former-ids.ts';
import type { ReleaseFile } from '../model.generated.ts';
import { credentialNamed, plainName, type Named } from './issue-form.ts';

/** The credentials of a catalog with every name that was once right for them: former ids, and the titles of their releases. */
export function namesIn(catalog: Pick<Catalog, 'credentials' | 'names' | 'releases'>): readonly Named[] {
  const titles = new Map<string, string[]>();
  for (const { value: { release } } of catalog.releases.values()) titles.set(release.id, [...(titles.get(release.id) ?? []), release.credential.title]);
  return [...catalog.credentials.values()].map(({ id, value: { title } }) => {
    const ids = idsOf(catalog, id);
    return { id, title, former: [...ids.slice(1), ...ids.flatMap((one) => titles.get(one) ?? [])] };
  });
}

/** Whether what is written in a form means the credential that somebody began under a release, whatever became of its id and its title since. */
export function isMeant(text: string, { release }: ReleaseFile, catalog: Pick<Catalog, 'credentials' | 'names' | 'releases'>): boolean {
  if ([release.id, release.credential.title].some((name) => plainName(name) === plainName(text))) return true;
  const named = credentialNamed(text, namesIn(catalog));
  return named.ok && named.id === currentId(catalog, release.id);
}
