import { describe, expect, it } from 'vitest';
import { award, issuer, release } from '../../core/badge/fixture.ts';
import { withMoulds } from '../../core/badge/moulds.ts';
import { tryBadge } from './grounds.ts';
import type { Run } from './run.ts';

// All that the trial needs of a run: no key is among it.
const run = { releases: new Map([[award.release, { release }]]), issuer, signing: withMoulds(), verifying: withMoulds() } as unknown as Run;

describe.each([true, false])('before the key is touched (last: %s)', (last) => {
  it('nothing speaks against a badge that would verify', async () => expect(await tryBadge(run, award, { last })).toEqual([]));

  it.each<readonly [string, Partial<typeof award>, RegExp]>([
    ['a level that the rubric does not have', { results: [{ criterion: 'reaches-everyone', level: 'superb' }] }, /would not verify: structure/],
    ['an issuer that is not ours', { issuer: { ...award.issuer, id: 'did:web:elsewhere.example' } }, /would not verify: issuer/],
    ['an end before its beginning', { until: '2026-11-22T09:30:30Z' }, /would not verify: validity/],
    ['a status list of another site', { issuer: { ...award.issuer, url: 'https://elsewhere.example' } }, /would not verify: status/],
  ])('%s speaks against it', async (_, wrong, words) => expect((await tryBadge(run, { ...award, ...wrong }, { last })).join('\n')).toMatch(words));
});
