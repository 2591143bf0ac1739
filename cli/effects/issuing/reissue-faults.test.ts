import { describe, expect, it } from 'vitest';
import { badgeText } from '../../core/badge/credential.ts';
import { award, issuer, release, signedBadge, strangersKey } from '../../core/badge/fixture.ts';
import type { RegisterEntry } from '../../core/plan/register.ts';
import type { PlaceState, State } from '../stores.ts';
import { nextEdition } from './editions.ts';
import { reissueFaults } from './reissue-awards.ts';
import type { Run } from './run.ts';

const lost = { ...issuer, keys: [{ ...issuer.keys[0]!, compromised: '2026-12-01', 'safe-size': 0 }, { public: strangersKey, from: '2026-12-01' }] };

describe('a badge that was signed with a key which was compromised before it came to the ledger', () => {
  it('is not signed anew, and says what to do, where nobody can tell that it was issued', async () => {
    const badge = await signedBadge();
    const entry: RegisterEntry = { award, reissue: null, proof: badge.proof[0], badge: badgeText(badge), revocation: null };
    const run = (whose: typeof issuer) => ({ issuer: whose, releases: new Map([[award.release, { digest: award.release, release }]]), world: { now: () => new Date('2027-01-01T00:00:00Z') } }) as unknown as Run;
    const register = new Map([[award.serial, entry]]);
    const state = { register, unproven: new Map(), ledger: { badges: new Map(), hashes: new Map(), lists: new Map(), endorsements: new Map(), log: null } } as unknown as State;
    const own = { register: { awards: register } } as unknown as PlaceState;
    expect(reissueFaults(run(lost), state, own, award.serial)).toEqual([expect.stringContaining('hand the work in again under the next number')]);
    expect(reissueFaults(run(issuer), state, own, award.serial)).toEqual([expect.stringContaining('run `laurel issue` first')]);
  });
});

describe('nextEdition', () => {
  it('is the next number that no record has, whether or not it counts', () => {
    expect(nextEdition(award.serial, {}, new Map())).toBe(2);
    expect(nextEdition(award.serial, { edition: 2 }, new Map([[`${award.serial}.3`, 'x'], [`${award.serial}.4`, 'x'], ['aaaaaaaaaaaa.5', 'x']]))).toBe(5);
    expect(nextEdition(award.serial, {}, new Map([[award.serial, 'a revocation'], [`${award.serial}.99`, 'x']]))).toBe(2);
  });
});
