import { describe, expect, it } from 'vitest';
import { smallestCatalog, smallestTexts } from '../../testing/smallest.ts';
import { loadCatalog } from '../catalog.ts';
import type { Catalog } from '../catalog.ts';
import type { ReleaseFile } from '../model.generated.ts';
import { releaseText, sealRelease } from '../release.ts';
import { isInTime, renewWords, stayOf, stayWords } from './stay.ts';

const first = loadCatalog(smallestCatalog()).catalog.releases.get('wait-time/1.0.0')!.value;

function released(version: string, date: string): ReleaseFile {
  const { release } = first;
  return sealRelease({ ...release, credential: { ...release.credential, version, changes: [{ version, date, note: 'Asks for more.' }, ...release.credential.changes] } });
}

const later = [released('1.10.0', '2026-08-31'), released('1.9.0', '2026-03-15'), released('2.0.0', '2027-01-10')];

function catalog(months: number | null, releases: readonly ReleaseFile[] = later): Catalog {
  const issuer = months === null ? {} : { 'issuer.yaml': `${smallestTexts['issuer.yaml']}  submission-stays: { months: ${months} }\n` };
  return loadCatalog(smallestCatalog({ ...issuer, ...Object.fromEntries(releases.map((file) => [`releases/wait-time/${file.release.credential.version}.json`, releaseText(file)])) })).catalog;
}

describe('a submission', () => {
  it('stays on its release for good where the policy sets no period, and where no release came after it', () => {
    expect(stayOf(catalog(null), first)).toBe(null);
    expect(stayOf(catalog(6, []), first)).toBe(null);
    expect(stayOf(catalog(6), later[2]!)).toBe(null);
  });

  it('stays for so many months after the release that came next, whatever came after that, and is renewed to the newest', () => {
    expect(stayOf(catalog(6), first)).toMatchObject({ version: '1.0.0', until: '2026-09-15', newest: { release: { credential: { version: '2.0.0' } } } });
    expect(stayOf(catalog(6), released('1.9.0', '2026-03-15'))).toMatchObject({ until: '2027-02-28' });
  });

  it('is in time to the last day of it', () => {
    const stay = stayOf(catalog(6), first)!;
    expect(isInTime(stay, ['2026-09-15T23:59:59Z'])).toBe(true);
    expect(isInTime(stay, [null, '2026-09-16T00:00:00Z'])).toBe(false);
    expect(isInTime(stay, ['2026-11-01', '2026-09-01'])).toBe(true);
  });

  it('is told until when, and afterwards what to do', () => {
    const stay = stayOf(catalog(6), first)!;
    expect(stayWords(stay, '2026-09-15')).toBe("It stays on version 1.0.0 until 15 September 2026, since a newer one is out. What is handed in after that day is assessed under version 2.0.0; the credential's page says what is different.");
    expect(stayWords(stay, '2026-09-16')).toBe(`The time for version 1.0.0 was over on 15 September 2026. What is handed in now is assessed under version 2.0.0. ${renewWords(stay)}`);
    expect(renewWords(stay)).toContain(`\`release: ${later[2]!.digest}\` (version 2.0.0)`);
  });
});
