import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { award, issuer, release, sign, signed } from '../badge/fixture.ts';
import { badgeText, secureBadge, unsignedBadge } from '../badge/credential.ts';
import { createProof, type Proof } from '../badge/proof.ts';
import { encodeBits, unsignedStatusList } from '../badge/status-list.ts';
import { sha256 } from '../canonical.ts';
import { LISTS, placeFrom, takePlace, type Status } from './award.ts';
import { issuedIn } from './issued.ts';
import { hashOf, listIsCurrent, listsOf, packBits, revokedBits, statusListText, type Ledger, type ListRecord } from './ledger.ts';
import type { Register } from './register.ts';
import { verifyLedger } from './verify-ledger.ts';

// Bytes that look drawn, the same for the same seed.
function randomFrom(seed: number): (bytes: number) => Uint8Array {
  let state = seed >>> 0;
  return (bytes) => Uint8Array.from({ length: bytes }, () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) >>> 24);
}

describe('a place in the status lists', () => {
  it('is never given twice, and begins the next list when one is full', () => {
    fc.assert(fc.property(fc.nat(), fc.integer({ min: 1, max: 40 }), (seed, count) => {
      const taken = new Map<number, Set<number>>();
      const random = randomFrom(seed);
      const places = Array.from({ length: count }, () => {
        const place = placeFrom(random, taken, { length: 16, full: 7 });
        takePlace(taken, place);
        return place;
      });
      expect(new Set(places.map(({ list, index }) => `${list}/${index}`)).size).toBe(count);
      expect(places.map(({ list }) => list)).toEqual(Array.from({ length: count }, (_, at) => 1 + Math.floor(at / 7)));
      expect(places.every(({ index }) => index >= 0 && index < 16)).toBe(true);
    }), { numRuns: 50 });
  });

  it('is in the first list while fewer than 100,000 of its places are somebody\'s', () => {
    const taken = (count: number): Map<number, Set<number>> => new Map([[1, new Set(Array.from({ length: count }, (_, at) => at))]]);
    expect(LISTS.length).toBe(131_072);
    expect(placeFrom(randomFrom(1), taken(99_999)).list).toBe(1);
    expect(placeFrom(randomFrom(1), taken(100_000)).list).toBe(2);
  });
});

describe('what was issued in a second list', () => {
  const at = (serial: string, status: Status, visibility: 'public' | 'private' = 'public') => ({ ...award, serial, status, visibility, claim: sha256(serial) });
  const awards = [at('000000000001', { list: 1, index: 5 }), at('000000000002', { list: 2, index: 5 }), at('000000000003', { list: 2, index: 9 }, 'private')];
  const badgeOf = async (one: (typeof awards)[number]): Promise<readonly [Proof, string]> => {
    const unsigned = unsignedBadge(one, release);
    const proof = await createProof(unsigned, { verificationMethod: one.key, created: one.signed, sign });
    return [proof, badgeText(secureBadge(unsigned, proof))];
  };

  it('is taken in that list alone, by whichever store tells it', async () => {
    const [, lost] = await badgeOf(awards[1]!);
    const [, secret] = await badgeOf(awards[2]!);
    const register: Register = new Map([[awards[0]!.serial, { award: awards[0]!, reissue: null, proof: null, badge: null, revocation: null }]]);
    const ledger: Ledger = { badges: new Map([[awards[1]!.serial, lost]]), hashes: new Map([[awards[2]!.serial, hashOf(awards[2]!, secret)]]), lists: new Map(), endorsements: new Map(), log: null };
    expect(issuedIn(register, ledger).taken).toEqual(new Map([[1, new Set([5])], [2, new Set([5, 9])]]));
  });

  it('has its status in that list, which is signed and verifies beside the first', async () => {
    const made = await Promise.all(awards.slice(0, 2).map(badgeOf));
    const revocation = { serial: awards[1]!.serial } as never;
    const register: Register = new Map(awards.slice(0, 2).map((one, which) => [one.serial, { award: one, reissue: null, proof: made[which]![0], badge: made[which]![1], revocation: which === 1 ? revocation : null }]));
    const empty: Ledger = { badges: new Map([...register].map(([serial, { badge }]) => [serial, badge!])), hashes: new Map(), lists: new Map(), endorsements: new Map(), log: null };
    expect(listsOf(register, empty)).toEqual([1, 2]);
    expect(await Promise.all([1, 2].map((list) => revokedBits(register, empty, list)))).toEqual([[], [5]]);
    const lists = await Promise.all([1, 2].map(async (list) => {
      const encodedList = await packBits(register, empty, list);
      const { proof } = await signed(unsignedStatusList({ origin: issuer.url, list, issuerId: award.issuer.id, validFrom: award.signed, encodedList }));
      const record: ListRecord = { format: 'laurel-status-list-1', list, origin: issuer.url, issuer: award.issuer.id, validFrom: award.signed, encodedList, proof: proof[0] as Proof };
      return [list, { record, text: statusListText(record) }] as const;
    }));
    const ledger: Ledger = { ...empty, lists: new Map(lists) };
    expect(lists[0]![1].record.encodedList).toBe(encodeBits([]));
    expect(await verifyLedger(ledger, issuer, new Date('2027-05-01T12:00:00Z'))).toEqual([]);
    expect(await Promise.all([1, 2].map((list) => listIsCurrent(register, ledger, list)))).toEqual([true, true]);
    // Without its own list the badge cannot be asked for, whatever the first one says.
    expect(await verifyLedger({ ...ledger, lists: new Map(lists.slice(0, 1)) }, issuer, new Date('2027-05-01T12:00:00Z'))).toEqual([expect.stringContaining('badge 000000000002, status')]);
  });
});
