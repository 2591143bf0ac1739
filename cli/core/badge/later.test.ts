import { describe, expect, it } from 'vitest';
import { badgeText } from './credential.ts';
import { at, award, duringValidity, network, signed, signedBadge, statusList } from './fixture.ts';
import { withLater } from './later.ts';
import type { Resolve } from './lookup.ts';
import { result } from './result.ts';
import { verifyBadge } from './verify.ts';

const holding = (documents: Readonly<Record<string, object>>): Resolve => async (url) => (documents[url] === undefined ? { ok: false, reason: 'it is not at hand' } : { ok: true, bytes: new TextEncoder().encode(badgeText(documents[url])) });
const status = async (atHand: Resolve | undefined, revoked: readonly number[] = [award.status.index]) =>
  (await verifyBadge(await signedBadge(), { now: duringValidity, resolve: await network({ [at.statusList(1)]: await signed(statusList(revoked)) }), atHand })).results.find(({ name }) => name === 'status')!;

describe('the status of a revoked badge', () => {
  it('leads to the badge that its earner has in its place, and to a newer file of the same, where that is at hand', async () => {
    const later = at.badge('bbbbbbbbbbbb');
    expect(await status(holding({ [at.later(award.serial)]: { badge: later } }))).toMatchObject({ outcome: 'fail', detail: expect.stringContaining(`Its earner has a later badge of this credential: "${later}".`) });
    expect((await status(holding({ [at.badge(award.serial)]: { ...(await signedBadge()), validFrom: '2027-01-01T00:00:00Z' } }))).detail).toContain('A newer file of the same badge stands at');
  });

  it('says why, as the word of the issuer\'s site and as one line, where that is at hand', async () => {
    const later = at.badge('bbbbbbbbbbbb');
    const { detail } = await status(holding({ [at.later(award.serial)]: { reason: 'Not their own work\n', badge: later } }));
    expect(detail).toContain(`The issuer's site says why: "Not their own work\\u{a}". Its earner has a later badge of this credential: "${later}".`);
    expect((await status(holding({ [at.later(award.serial)]: { reason: 'It was a test.' } }))).detail).toContain('says why: "It was a test".');
    expect((await status(holding({ [at.later(award.serial)]: { reason: 'x'.repeat(900) } }))).detail.length).toBeLessThan(400);
  });

  it.each<readonly [string, Readonly<Record<string, object>>]>([
    ['nothing is known', {}],
    ['its own file is at hand', { [at.badge(award.serial)]: { id: at.badge(award.serial), validFrom: award.awarded } }],
    ['what is said leads to another site', { [at.later(award.serial)]: { badge: 'https://elsewhere.example/badges/bbbbbbbbbbbb/badge.json' } }],
    ['what is said is no reason', { [at.later(award.serial)]: { reason: 7 } }],
    ['what is said is no badge', { [at.later(award.serial)]: { badge: 7 } }],
  ])('says no more where %s', async (_, documents) => expect(await status(holding(documents))).toEqual(await status(undefined)));

  it('is not asked where a status fails for something else, and an address in it has the word', async () => {
    const failed = result('status', 'fail', 'The status list at https://lists.example/revoked/1 was changed after it was signed.', 'list-tampered');
    expect(await withLater(failed, { ...(await signedBadge()) }, holding({ [at.later(award.serial)]: { badge: at.badge('bbbbbbbbbbbb') } }))).toBe(failed);
  });

  it('is not asked of a badge in force', async () => expect(await status(holding({ [at.later(award.serial)]: { badge: at.badge('bbbbbbbbbbbb') } }), [5])).toEqual(await status(undefined, [5])));
});
