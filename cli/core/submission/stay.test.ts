import { describe, expect, it } from 'vitest';
import { smallestCatalog, smallestTexts } from '../../testing/smallest.ts';
import { loadCatalog } from '../catalog.ts';
import type { Catalog } from '../catalog.ts';
import type { ReleaseFile } from '../model.generated.ts';
import { releaseText, sealRelease } from '../release.ts';
import { isInTime, renewWords, stayOf, stayWords, type History } from './stay.ts';

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

// As they came to main on the day that they bear, when no policy since the first release let stay longer than so many months.
const history = (months: number | null, others: Readonly<Record<string, string>> = {}): History => ({
  came: '2026-01-01',
  arrivals: new Map(later.map((file) => [file.digest, others[file.release.credential.version] ?? file.release.credential.changes[0]!.date])),
  months,
});
const six = history(6);

describe('a submission', () => {
  it('stays on its release for good where the policy sets no period, and where no release came after it', () => {
    expect(stayOf(catalog(null), first, six)).toBe(null);
    expect(stayOf(catalog(6, []), first, six)).toBe(null);
    expect(stayOf(catalog(6), later[2]!, six)).toBe(null);
    expect(stayOf(catalog(6), first, { ...six, arrivals: new Map() })).toBe(null);
  });

  it('stays for so many months after the release that came next, whatever came after that, and is renewed to the newest', () => {
    expect(stayOf(catalog(6), first, six)).toMatchObject({ version: '1.0.0', until: '2026-09-15', newest: { release: { credential: { version: '2.0.0' } } } });
    expect(stayOf(catalog(6), released('1.9.0', '2026-03-15'), six)).toMatchObject({ until: '2027-02-28' });
  });

  it('has no other end by a release that is slipped in between by its version, before or after', () => {
    expect(stayOf(catalog(6), first, history(6, { '1.9.0': '2027-02-01' }))?.until).toBe('2027-02-28');
    expect(stayOf(catalog(6), released('1.9.0', '2027-02-01'), { ...six, came: '2027-02-01' })).toBe(null);
  });

  it('stays as long although the next release bears an earlier date than the day on which it came to main', () => {
    expect(stayOf(catalog(6), first, history(6, { '1.9.0': '2026-05-31' }))?.until).toBe('2026-11-30');
    expect(stayOf(catalog(6), first, history(6, { '1.9.0': '2026-01-01' }))?.until).toBe('2026-09-15');
  });

  it('is not hit by a period that was set, or made shorter, after its own release had come', () => {
    expect(stayOf(catalog(1), first, history(null))).toBe(null);
    expect(stayOf(catalog(1), first, history(12))?.until).toBe('2027-03-15');
  });

  it('has what a period that was made longer, or ended, gives', () => {
    expect(stayOf(catalog(9), first, six)?.until).toBe('2026-12-15');
    expect(stayOf(catalog(null), first, history(1))).toBe(null);
  });

  it('is in time to the last day of it', () => {
    const stay = stayOf(catalog(6), first, six)!;
    expect(isInTime(stay, ['2026-09-15T23:59:59Z'])).toBe(true);
    expect(isInTime(stay, [null, '2026-09-16T00:00:00Z'])).toBe(false);
    expect(isInTime(stay, ['2026-11-01', '2026-09-01'])).toBe(true);
  });

  it('is told until when, and afterwards what to do', () => {
    const stay = stayOf(catalog(6), first, six)!;
    expect(stayWords(stay, '2026-09-15')).toBe("It stays on version 1.0.0 until 15 September 2026, since a newer one is out. What is handed in after that day is assessed under version 2.0.0; the credential's page says what is different.");
    expect(stayWords(stay, '2026-09-16')).toBe(`The time for version 1.0.0 was over on 15 September 2026. What is handed in now is assessed under version 2.0.0. ${renewWords(stay)}`);
    expect(renewWords(stay)).toContain(`\`release: ${later[2]!.digest}\` (version 2.0.0)`);
  });
});
