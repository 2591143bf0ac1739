import { describe, expect, it } from 'vitest';
import { award, issuer, publicKey, sign, signAsStranger, strangersKey } from '../badge/fixture.ts';
import { ledgerPaths, readLedger, type Ledger } from './ledger.ts';
import { longestReason, publicReasons, signPublicReason } from './public-reason.ts';
import { recordText } from './register.ts';

const { serial } = award;
const said = { serial, reason: 'The evidence was not the earner\'s own work: «ja», 🌿' };
const key = { publicKey, sign };
const ledger = (record: unknown, at = serial): Ledger => readLedger([{ path: ledgerPaths.reason(at), bytes: new TextEncoder().encode(recordText(record as object)) }]);
const told = async (record: unknown, at?: string): Promise<object> => Object.fromEntries(await publicReasons(ledger(record, at), issuer));

describe('a public reason', () => {
  it('is told as the issuer signed it', async () => expect(await told(await signPublicReason(said, key))).toEqual({ [serial]: said.reason }));

  it.each<readonly [string, () => Promise<unknown>, string]>([
    ['nobody signed it', async () => ({ format: 'laurel-public-reason-1', ...said }), serial],
    ['somebody else signed it', () => signPublicReason(said, { publicKey: strangersKey, sign: signAsStranger }), serial],
    ['it was changed', async () => ({ ...(await signPublicReason(said, key)), reason: 'x' }), serial],
    ['it is another badge\'s', () => signPublicReason(said, key), `${serial.slice(0, 11)}z`],
    ['it is longer than a sentence', () => signPublicReason({ serial, reason: 'x'.repeat(longestReason + 1) }, key), serial],
    ['it is nothing', async () => null, serial],
  ])('is not told where %s', async (_, make, at) => expect(await told(await make(), at)).toEqual({}));

  it('is none where nothing was said', async () => expect((await publicReasons(readLedger([]), issuer)).size).toBe(0));
});
