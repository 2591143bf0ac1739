import { describe, expect, it } from 'vitest';
import type { ReleaseFile } from '../cli/core/model.generated.ts';
import { sealRelease } from '../cli/core/release.ts';
import { smallestRelease } from '../cli/testing/smallest.ts';
import { versionChange } from './version-changes.ts';

const first = JSON.parse(smallestRelease().text) as ReleaseFile;
const at = (version: string, years: number): ReleaseFile => sealRelease({ ...first.release, credential: { ...first.release.credential, version, validity: { years } } });
const releases = new Map([['wait-time/1.10.0', at('1.10.0', 3)], ['wait-time/1.0.0', first], ['wait-time/1.2.0', at('1.2.0', 6)]]);

describe('what changed between releases', () => {
  it('is told from each to the next, in the order of versions', () => {
    expect(versionChange(releases, 'wait-time', '1.2.0')).toMatchObject({ since: '1.0.0', differences: [{ weight: 'minor', says: 'A badge was valid for 5 years and is valid for 6 years' }] });
    expect(versionChange(releases, 'wait-time', '1.10.0')).toMatchObject({ since: '1.2.0', differences: [{ weight: 'major' }] });
  });
  it('is nothing for the first, and for what is not released', () => {
    expect(versionChange(releases, 'wait-time', '1.0.0')).toBeNull();
    expect(versionChange(releases, 'wait-time', '2.0.0')).toBeNull();
  });
});
