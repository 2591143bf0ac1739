import { describe, expect, it } from 'vitest';
import { didDocument } from '../badge/did.ts';
import { issuer, publicKey, strangersKey } from '../badge/fixture.ts';
import { keyEntry } from '../log/entry.ts';
import { believedAgain, believedAgainBy } from './compromise-stands.ts';

const lost = { public: publicKey, from: '2026-11-01', compromised: '2027-03-01', 'safe-size': 3 };
const other = { public: strangersKey, from: '2027-03-01' };
const now = { ...issuer, keys: [{ public: publicKey, from: '2026-11-01' }, other] };
const declared = { ...issuer, keys: [lost, other] };

describe('a key that was declared compromised', () => {
  it('is found when issuer.yaml takes it back, by the log and by the published document', () => {
    expect(believedAgain({ entries: [keyEntry(issuer.keys[0]!), keyEntry(lost), keyEntry(other)] }, now)).toEqual([publicKey]);
    // Also where a run has logged what was taken back.
    expect(believedAgain({ entries: [keyEntry(lost), keyEntry(issuer.keys[0]!)] }, now)).toEqual([publicKey]);
    expect(believedAgainBy(didDocument(declared), now)).toEqual([publicKey]);
  });

  it('is no finding while it stays declared, or where nobody ever declared it', () => {
    expect(believedAgain({ entries: [keyEntry(lost)] }, declared)).toEqual([]);
    expect(believedAgain({ entries: [keyEntry(issuer.keys[0]!), 'nonsense "compromised"'] }, now)).toEqual([]);
    expect(believedAgain(null, now)).toEqual([]);
    expect(believedAgainBy(didDocument(declared), declared)).toEqual([]);
    for (const document of [didDocument(now), null, { verificationMethod: 7 }]) expect(believedAgainBy(document, now)).toEqual([]);
  });
});
