import { describe, expect, it } from 'vitest';
import { award, issuer, publicKey, sign, signAsStranger, strangersKey } from '../badge/fixture.ts';
import { isIssuers, signRevocation, type Revocation } from './revocation.ts';

const said = { serial: award.serial, at: '2026-11-22T09:00:00Z', by: 1101, reason: 'Issued for the wrong credential: «ja», 🌿' };
const revoked = (): Promise<Revocation> => signRevocation(said, { publicKey, sign });

describe('a revocation', () => {
  it('counts when a key that the issuer lists has signed it', async () => expect(await isIssuers(await revoked(), award.serial, issuer)).toBe(true));
  it('counts for its own badge alone', async () => expect(await isIssuers(await revoked(), `${award.serial.slice(0, 11)}z`, issuer)).toBe(false));
  it('counts no more when a key is not listed', async () => {
    expect(await isIssuers(await revoked(), award.serial, { keys: [] })).toBe(false);
    expect(await isIssuers(await signRevocation(said, { publicKey: strangersKey, sign: signAsStranger }), award.serial, issuer)).toBe(false);
    expect(await isIssuers(await signRevocation(said, { publicKey, sign: signAsStranger }), award.serial, issuer)).toBe(false);
  });
  it('counts no more when its key was compromised', async () => expect(await isIssuers(await revoked(), award.serial, { keys: [{ ...issuer.keys[0]!, compromised: '2026-12-01', 'safe-size': 9 }] })).toBe(false));
  it.each<readonly [string, object]>([
    ['another serial', { serial: 'k3v9q2mx7tdb' }], ['another moment', { at: '2026-11-23T09:00:00Z' }], ['another account', { by: 1102 }], ['another reason', { reason: 'x' }], ['a public reason put to it', { public: { reason: 'x' } }],
    ['no signature', { signature: undefined }], ['another format', { format: 'laurel-revocation-2' }], ['a signature that is none', { signature: 7 }], ['a key that is none', { key: null }],
  ])('counts for nothing with %s', async (_, change) => {
    const changed = { ...(await revoked()), ...change } as Revocation;
    expect(await isIssuers(changed, changed.serial, issuer)).toBe(false);
  });
  it.each([null, 7, 'revoked', [], {}])('counts for nothing where the file holds %j', async (held) => expect(await isIssuers(held as unknown as Revocation, award.serial, issuer)).toBe(false));
});
