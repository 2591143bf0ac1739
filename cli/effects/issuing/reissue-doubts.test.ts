import { describe, expect, it } from 'vitest';
import { badgeText } from '../../core/badge/credential.ts';
import { award, issuer, release, signedBadge, strangersKey } from '../../core/badge/fixture.ts';
import type { RegisterEntry } from '../../core/plan/register.ts';
import type { PlaceState, State } from '../stores.ts';
import { nextEdition } from './editions.ts';
import { reissueFaults } from './reissue-doubts.ts';
import { isStranded, strandedDoubts, strandedIn } from './stranded.ts';
import type { Run } from './run.ts';

const lost = { ...issuer, keys: [{ ...issuer.keys[0]!, compromised: '2026-12-01', 'safe-size': 0 }, { public: strangersKey, from: '2026-12-01' }] };

describe('a badge that was signed with a key which was compromised before it came to the ledger', () => {
  const run = (whose: typeof issuer, now = '2027-01-01T00:00:00Z') => ({ issuer: whose, keys: async () => ({ publicKey: strangersKey }), releases: new Map([[award.release, { digest: award.release, release }]]), world: { now: () => new Date(now) } }) as unknown as Run;
  async function stateWith(more: Partial<RegisterEntry> = {}, others: readonly (readonly [string, RegisterEntry])[] = []) {
    const badge = await signedBadge();
    const entry: RegisterEntry = { award, reissue: null, proof: badge.proof[0], badge: badgeText(badge), revocation: null, ...more };
    const register = new Map([[award.serial, entry], ...others]);
    const state = { register, unproven: new Map(), ledger: { badges: new Map(), hashes: new Map(), lists: new Map(), endorsements: new Map(), log: null } } as unknown as State;
    return { entry, register, state, own: { main: null, register: { awards: register } } as unknown as PlaceState };
  }

  it('is signed anew only if it is proven again, where nobody can tell that it was issued', async () => {
    const { entry, register, state, own } = await stateWith();
    expect(reissueFaults(run(issuer), state, own, award.serial)).toEqual([expect.stringContaining('run `laurel issue` first')]);
    expect([isStranded(run(lost), state, register, entry), isStranded(run(issuer), state, register, entry)]).toEqual([true, false]);
    expect(strandedIn(run(lost), state, own)).toEqual([award.serial]);
    expect(reissueFaults(run(lost), state, own, award.serial)).toEqual([]);
    expect(await strandedDoubts(run(lost), state, own, award)).toEqual(['its claim is not on main', expect.stringContaining('hand the work in again under the next number')]);
  });

  it('is not where the place in its record is another badge\'s: whoever wrote that record would have revoked the other', async () => {
    const other: RegisterEntry = { award: { ...award, serial: 'aaaaaaaaaaaa', earner: 'urn:uuid:6b1f7c5e-3c1e-8a54-9d9c-0d5f3a2b1c99' }, reissue: null, proof: null, badge: null, revocation: null };
    const { state, own } = await stateWith({}, [['aaaaaaaaaaaa', other]]);
    expect(await strandedDoubts(run(lost), state, own, award)).toEqual([expect.stringContaining('another badge\'s')]);
  });

  it('is waited for by nobody once it was revoked, has ended, or the work was handed in again', async () => {
    const revoked = await stateWith({ revocation: { serial: award.serial } as unknown as NonNullable<RegisterEntry['revocation']> });
    expect(reissueFaults(run(lost), revoked.state, revoked.own, award.serial)).toEqual([expect.stringContaining('it is revoked')]);
    const { state, own } = await stateWith();
    expect(reissueFaults(run(lost, '2040-01-01T00:00:00Z'), state, own, award.serial)).toEqual([expect.stringContaining('it ended on')]);
    const renewal: RegisterEntry = { award: { ...award, serial: 'aaaaaaaaaaaa', awarded: '2026-12-24T00:00:00Z', key: `${award.issuer.id}#${strangersKey}` }, reissue: null, proof: null, badge: '{}', revocation: null };
    const renewed = await stateWith({}, [['aaaaaaaaaaaa', renewal]]);
    expect(reissueFaults(run(lost), renewed.state, renewed.own, award.serial)).toEqual([expect.stringContaining('the badge aaaaaaaaaaaa of a later claim')]);
    for (const each of [revoked, renewed]) expect(strandedIn(run(lost), each.state, each.own)).toEqual([]);
  });
});

describe('nextEdition', () => {
  it('is the next number that no record has, whether or not it counts', () => {
    expect(nextEdition(award.serial, {}, new Map())).toBe(2);
    expect(nextEdition(award.serial, { edition: 2 }, new Map([[`${award.serial}.3`, 'x'], [`${award.serial}.4`, 'x'], ['aaaaaaaaaaaa.5', 'x']]))).toBe(5);
    expect(nextEdition(award.serial, {}, new Map([[award.serial, 'a revocation'], [`${award.serial}.99`, 'x']]))).toBe(2);
  });
});
