import { expect, test } from 'vitest';
import { smallestCatalog } from '../testing/smallest.ts';
import { loadCatalog, type Catalog } from './catalog.ts';
import { assembleRelease } from './release.ts';

test('releases of many credentials are assembled with one look at each release that is out', () => {
  const { catalog } = loadCatalog(smallestCatalog());
  const [key, own] = [...catalog.releases][0]!;
  let looks = 0;
  const others = Array.from({ length: 50 }, (_, at) => [`other/1.0.${at}`, { ...own, get value() {
    looks += 1;
    return { ...own.value, release: { ...own.value.release, id: 'other' } };
  } }] as const);
  const credential = catalog.credentials.get('wait-time')!;
  const later: Catalog = { ...catalog, credentials: new Map([['wait-time', { ...credential, value: { ...credential.value, version: '9.0.0' } }]]), releases: new Map([[key, own], ...others]) };
  for (let time = 0; time < 20; time += 1) expect(assembleRelease(later, 'wait-time')!.earlier).toEqual([own.value.release.credential.version]);
  expect(looks).toBeLessThanOrEqual(others.length * 2);
});
