import { describe, expect, it } from 'vitest';
import { agencyEndorsement, at, award, issuer, release, signed, signAsStranger, strangersKey } from '../../core/badge/fixture.ts';
import { withMoulds } from '../../core/badge/moulds.ts';
import { tryBadge } from './grounds.ts';
import type { Run } from './run.ts';

// All that the trial needs of a run: no key is among it.
const run = { releases: new Map([[award.release, { release }]]), issuer, signing: withMoulds(), verifying: withMoulds() } as unknown as Run;

describe.each([true, false])('before the key is touched (last: %s)', (last) => {
  it('nothing speaks against a badge that would verify', async () => expect(await tryBadge(run, award, { last })).toEqual([]));

  it('nothing speaks against one that carries an endorsement whose endorser gives no answer; one that was changed does', async () => {
    const carrying = (endorsement: object) => tryBadge(run, { ...award, endorsements: [endorsement] as unknown as NonNullable<typeof award.endorsements> }, { last });
    const silent = await signed({ ...(await agencyEndorsement(at.achievement(release.id, '1.0.0'))), proof: undefined, issuer: 'did:web:agency.invalid' }, `did:web:agency.invalid#${strangersKey}`, signAsStranger);
    expect(await carrying(JSON.parse(JSON.stringify(silent)) as object)).toEqual([]);
    expect((await carrying({ ...(await agencyEndorsement(at.achievement(release.id, '1.0.0'))), name: 'Another' })).join()).toMatch(/would not verify: endorsements/);
  });

  it.each<readonly [string, Partial<typeof award>, RegExp]>([
    ['a level that the rubric does not have', { results: [{ criterion: 'reaches-everyone', level: 'superb' }] }, /would not verify: structure/],
    ['an issuer that is not ours', { issuer: { ...award.issuer, id: 'did:web:elsewhere.example' } }, /would not verify: issuer/],
    ['an end before its beginning', { until: '2026-11-22T09:30:30Z' }, /would not verify: validity/],
    ['a status list of another site', { issuer: { ...award.issuer, url: 'https://elsewhere.example' } }, /would not verify: status/],
  ])('%s speaks against it', async (_, wrong, words) => expect((await tryBadge(run, { ...award, ...wrong }, { last })).join('\n')).toMatch(words));
});
