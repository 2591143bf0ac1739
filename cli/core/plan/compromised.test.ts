import { beforeAll, describe, expect, it } from 'vitest';
import { award, duringValidity as now, issuer, publicKey, sign, signAsStranger, signed, signedBadge, statusList, strangersKey } from '../badge/fixture.ts';
import { badgeText } from '../badge/credential.ts';
import { keyId } from '../badge/did.ts';
import type { Proof } from '../badge/proof.ts';
import { encodeBits } from '../badge/status-list.ts';
import { sha256 } from '../canonical.ts';
import { logOrigin, signCheckpoint } from '../log/checkpoint.ts';
import { issued, keyEntry } from '../log/entry.ts';
import type { Issuer } from '../model.generated.ts';
import { believedRegister, failingBadges, signedWithCompromised, unsignedAnew } from './compromised.ts';
import { statusListText, type Ledger, type ListRecord } from './ledger.ts';
import { CHECKPOINT, extendLog, readLog } from './ledger-log.ts';
import type { RegisterEntry } from './register.ts';
import { supersededIn } from './superseded.ts';
import { verifyLedger } from './verify-ledger.ts';
import { verifyLog } from './verify-log.ts';

const old = issuer.keys[0]!;
const next = { public: strangersKey, from: '2026-12-01' } as const;
const compromised: Issuer = { ...issuer, keys: [{ ...old, compromised: '2026-12-01', 'safe-size': 2 }, next] };

// A ledger of one badge; its list and its log signed with either key.
async function ledgerSigned(by: 'old' | 'next', keys: Issuer['keys'] = issuer.keys): Promise<Ledger> {
  const [key, signer] = by === 'old' ? [publicKey, sign] as const : [strangersKey, signAsStranger] as const;
  const text = badgeText(await signedBadge());
  const { proof } = await signed(statusList([]), keyId(award.issuer.id, key), signer);
  const record: ListRecord = { format: 'laurel-status-list-1', list: 1, origin: issuer.url, issuer: award.issuer.id, validFrom: award.signed, encodedList: encodeBits([]), proof: proof[0] as Proof };
  const grown = extendLog(null, logOrigin(issuer.url), [...keys.map(keyEntry), issued(sha256(text))]);
  const note = await signCheckpoint(grown.checkpoint, { publicKey: key, sign: signer });
  return { badges: new Map([[award.serial, text]]), hashes: new Map(), lists: new Map([[1, { record, text: statusListText(record) }]]), endorsements: new Map(), log: readLog(new Map([...grown.files, [CHECKPOINT, new TextEncoder().encode(note)]])) };
}

describe('a ledger after its key was compromised', () => {
  let before: Ledger;
  beforeAll(async () => void (before = await ledgerSigned('old')));

  it('is whole, as it was before', async () => {
    expect(await verifyLedger(before, issuer, now)).toEqual([]);
    expect(await verifyLedger(before, compromised, now)).toEqual([]);
    expect(await verifyLog(before, compromised)).toEqual([]);
  });

  it('is not whole with a badge that was changed, or without the key', async () => {
    const changed = { ...before, badges: new Map([[award.serial, before.badges.get(award.serial)!.replace('mini', 'maxi').replaceAll('Checking', 'Chucking')]]) };
    expect(await verifyLedger(changed, compromised, now)).not.toEqual([]);
    expect(await verifyLedger(before, { ...issuer, keys: [next] }, now)).not.toEqual([]);
  });

  it('names what counts no more: the badge, the list and the checkpoint', async () => {
    const lost = await signedWithCompromised(before, compromised);
    expect(lost).toEqual({ badges: [award.serial], lists: [1], checkpoint: true });
    expect(failingBadges(lost)).toContain(`The badge ${award.serial} was signed with a key that was compromised: it fails the key question`);
    expect(unsignedAnew(lost)).toBe('status list 1 and the log\'s checkpoint are still signed with a key that was compromised, so that verifiers do not believe them: run `laurel issue` with another key');
  });

  it('does not name a badge that is revoked, which nobody signs again', async () => {
    const { lists, ...ledger } = before;
    const record = { ...lists.get(1)!.record, encodedList: encodeBits([award.status.index]) };
    const lost = await signedWithCompromised({ ...ledger, lists: new Map([[1, { record, text: null }]]) }, compromised);
    expect([lost.badges, failingBadges(lost)]).toEqual([[], null]);
  });

  it('names the badge alone once list and log are signed with another key', async () => {
    const lost = await signedWithCompromised(await ledgerSigned('next', compromised.keys), compromised);
    expect(lost).toEqual({ badges: [award.serial], lists: [], checkpoint: false });
    expect(unsignedAnew(lost)).toBeNull();
  });

  it('has nothing to name where no key was compromised', async () => {
    const lost = await signedWithCompromised(before, { ...issuer, keys: [{ ...old, until: '2026-12-01' }, next] });
    expect([lost, failingBadges(lost), unsignedAnew(lost)]).toEqual([{ badges: [], lists: [], checkpoint: false }, null, null]);
  });
});

describe('what was signed with a key that was compromised before the public saw it', () => {
  it('counts as unsigned, and takes the place of no badge of the same earner', () => {
    const entry = (more: Partial<typeof award>): RegisterEntry => ({ award: { ...award, ...more }, reissue: null, proof: {} as Proof, badge: '{}', revocation: null });
    const seen = entry({ key: keyId(award.issuer.id, strangersKey) });
    const unseen = entry({ serial: 'aaaaaaaaaaaa', awarded: '2026-12-24T00:00:00Z' });
    const register = new Map([[award.serial, seen], ['aaaaaaaaaaaa', unseen]]);
    const ledger = { badges: new Map([[award.serial, '{}']]), hashes: new Map() };
    expect(supersededIn(register)).toEqual([{ earlier: award.serial, later: 'aaaaaaaaaaaa' }]);
    const believed = believedRegister(register, ledger, compromised);
    expect(supersededIn(believed)).toEqual([]);
    expect([believed.get(award.serial), believed.get('aaaaaaaaaaaa')]).toEqual([seen, { ...unseen, proof: null, badge: null }]);
    // Without a compromise, or once the ledger has it, it is what it was.
    expect(believedRegister(register, ledger, issuer)).toBe(register);
    expect(believedRegister(register, { ...ledger, badges: new Map([...ledger.badges, ['aaaaaaaaaaaa', '{}']]) }, compromised)).toBe(register);
  });
});
