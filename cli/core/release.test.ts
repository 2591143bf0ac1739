import { describe, expect, it, test } from 'vitest';
import { smallestCatalog, smallestRelease, smallestTexts } from '../testing/smallest.ts';
import { loadCatalog, type Catalog } from './catalog.ts';
import { catalogChange } from './change/catalog-change.ts';
import { lint } from './lint.ts';
import type { ReleaseFile } from './model.generated.ts';
import { assembleRelease, isIntact, releaseText, sameRelease, sealRelease } from './release.ts';

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

describe('line ends of another machine', () => {
  const ended = (end: string): Readonly<Record<string, string>> => Object.fromEntries(['credentials/wait-time.md', 'rubrics/wait-time.yaml', 'evidence/wait-time.yaml', 'competencies/teaching.yaml', 'issuer.yaml'].map((path) => [path, smallestTexts[path]!.replaceAll('\n', end)]));
  const path = 'releases/wait-time/1.0.0.json';
  const { digest, release } = JSON.parse(smallestRelease().text) as ReleaseFile;

  it('are no change of what is released, and give the same digest', () => {
    const files = smallestCatalog(ended('\r\n'));
    expect(lint(files, { today: '2026-11-22' }).diagnostics).toEqual([]);
    const { catalog } = loadCatalog(files);
    expect(sealRelease(assembleRelease(catalog, 'wait-time')!).digest).toBe(digest);
    expect(catalogChange(loadCatalog(smallestCatalog()).catalog, catalog).credentials).toEqual([]);
  });

  it('may stand in a release from before, which stays what it is', () => {
    const old = sealRelease({ ...release, narrative: release.narrative.replaceAll('\n', '\r\n') });
    expect([isIntact(old), old.digest === digest, sameRelease(old.release, release)]).toEqual([true, false, true]);
    for (const end of ['\n', '\r\n']) expect(lint(smallestCatalog({ ...ended(end), [path]: releaseText(old) }), { today: '2026-11-22' }).diagnostics.filter(({ rule }) => rule.startsWith('release'))).toEqual([]);
  });

  it('hide no other change', () => {
    const changed = smallestTexts['credentials/wait-time.md']!.replace('Count silently', 'Count slowly').replaceAll('\n', '\r\n');
    expect(lint(smallestCatalog({ 'credentials/wait-time.md': changed }), { today: '2026-11-22' }).diagnostics).toMatchObject([{ rule: 'release-current' }]);
  });
});
