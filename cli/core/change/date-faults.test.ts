import { describe, expect, it } from 'vitest';
import { smallestCatalog, smallestRelease, smallestTexts } from '../../testing/smallest.ts';
import { loadCatalog, type Catalog } from '../catalog.ts';
import type { ReleaseFile } from '../model.generated.ts';
import { releaseText, sealRelease } from '../release.ts';
import { dateFaults } from './date-faults.ts';

const CREDENTIAL = 'credentials/wait-time.md';
const [base, today] = ['2026-11-20', '2026-11-22'];
const { release } = JSON.parse(smallestRelease().text) as ReleaseFile;
const catalogOf = (texts: Readonly<Record<string, string>> = {}): Catalog => loadCatalog(smallestCatalog(texts)).catalog;
const before = catalogOf();

const next = (date: string): Catalog => catalogOf({ 'releases/wait-time/2.0.0.json': releaseText(sealRelease({ ...release, credential: { ...release.credential, version: '2.0.0', changes: [{ version: '2.0.0', date, note: 'Asks for more.' }, ...release.credential.changes] } })) });
const dated = (date: string, id = 'wait-time', more = ''): Readonly<Record<string, string>> => ({ [`credentials/${id}.md`]: smallestTexts[CREDENTIAL]!.replace('date: 2026-01-01', () => `date: ${date}`).replace('status: active\n', () => `status: active\n${more}`) });

describe('the day of a release', () => {
  it.each([
    ['2026-01-02', 'which would end the time of those midway', ['Unexpected date 2026-01-02 of a release that was not there on 2026-11-20']],
    ['2026-11-18', 'two days before the base', ['Unexpected date 2026-11-18']],
    ['2026-11-19', 'the day before it, as in another time zone', []],
    ['2026-11-22', 'today', []],
    ['2026-11-23', 'tomorrow', ['Unexpected date 2026-11-23 of a new release, expected 2026-11-22']],
  ])('may be %s or not: %s', (date, _, expected) => {
    expect(dateFaults(before, next(date), { base, today })).toMatchObject(expected.map((message) => ({ rule: 'release-dated', severity: 'error', path: 'releases/wait-time/2.0.0.json', message: expect.stringContaining(message) })));
  });

  it('is not asked of what was there before', () => expect(dateFaults(next('2026-01-02'), next('2026-01-02'), { base, today })).toEqual([]));

  it('is not written anew in the list of changes, also not where the credential is renamed', () => {
    expect(dateFaults(before, catalogOf(dated('2025-06-01')), { base, today })).toMatchObject([{ path: CREDENTIAL, message: 'Unexpected date 2025-06-01 of version 1.0.0, which was released on 2026-01-01, expected that day', line: 42 }]);
    const renamed = loadCatalog(smallestCatalog(dated('2025-06-01', 'pausing', 'aliases: [wait-time]\n')).filter(({ path }) => path !== CREDENTIAL)).catalog;
    expect(dateFaults(before, renamed, { base, today })).toMatchObject([{ path: 'credentials/pausing.md' }]);
  });

  it('may be another where it was another before, and be put right', () => {
    const wrong = catalogOf(dated('2025-06-01'));
    expect(dateFaults(wrong, wrong, { base, today })).toEqual([]);
    expect(dateFaults(wrong, before, { base, today })).toEqual([]);
  });

  it('is the one under the former id where nothing but the id is another', () => {
    const renamed = (more: Partial<ReleaseFile['release']['credential']>): Catalog => loadCatalog(smallestCatalog({ ...dated('2026-01-01', 'pausing', 'aliases: [wait-time]\n'), 'releases/pausing/1.0.0.json': releaseText(sealRelease({ ...release, id: 'pausing', credential: { ...release.credential, aliases: ['wait-time'], ...more } })) }).filter(({ path }) => path !== CREDENTIAL)).catalog;
    expect(dateFaults(before, renamed({}), { base, today })).toEqual([]);
    expect(dateFaults(before, renamed({ changes: [{ version: '1.0.0', date: '2025-12-31', note: 'x' }] }), { base, today })).toMatchObject([{ rule: 'release-dated', path: 'releases/pausing/1.0.0.json' }]);
    expect(dateFaults(before, renamed({ summary: 'Asks for something else.' }), { base, today })).toMatchObject([{ rule: 'release-dated', path: 'releases/pausing/1.0.0.json' }]);
  });

  it('is warned of where the version is lower than one that was out', () => {
    const low = catalogOf({ 'releases/wait-time/0.9.0.json': releaseText(sealRelease({ ...release, credential: { ...release.credential, version: '0.9.0', changes: [{ version: '0.9.0', date: today, note: 'x' }] } })) });
    expect(dateFaults(before, low, { base, today })).toMatchObject([{ rule: 'release-dated', severity: 'warning', path: 'releases/wait-time/0.9.0.json', message: 'Unexpected version 0.9.0 of a new release, expected one higher than 1.0.0, which was released before it' }]);
  });
});
