import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gzipRuns, inflate } from './gzip.ts';
import { bitAt, decodeList, encodeBits, listBits, setBits } from './status-list.ts';

const decoded = async (text: unknown, most?: number): Promise<Uint8Array> => {
  const list = await decodeList(text, most);
  if (!list.ok) throw new Error(list.reason);
  return list.bits;
};

describe('status list', () => {
  it('gives back the bits that were set', async () => {
    await fc.assert(fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 0, max: listBits - 1 }), { maxLength: 60 }), async (indexes) => {
      expect(setBits(await decoded(encodeBits(indexes)))).toEqual([...indexes].sort((a, b) => a - b));
    }), { numRuns: 25 });
  });

  it('counts from the leftmost bit', async () => {
    const bits = await decoded(encodeBits([0, 9]));
    expect([bits[0], bits[1]]).toEqual([0x80, 0x40]);
    expect([bitAt(bits, 0), bitAt(bits, 1), bitAt(bits, 9), bitAt(bits, listBits), bitAt(bits, -1), bitAt(bits, 0.5)]).toEqual([true, false, true, null, null, null]);
  });

  it('writes the same text for the same bits, on every machine and for ever', () => {
    expect(encodeBits([])).toBe(encodeBits(new Set()));
    expect(encodeBits([7, 94567, 7])).toBe(encodeBits([94567, 7]));
    expect(encodeBits([])).toMatchInlineSnapshot(`"uH4sIAAAAAAAA_2MYBaNgFIyCUTAKRsEoGAWjYBSMglEwCkbBKBgFo2AUjIJRMApGwSgYBaNgFIyCUTAKRsEoGAWjYBSMglEwCkbBKBgFo2AUjIJRMApGwSgYBaNgFIyCUTAKRsEoGAWjYBSMglEwCkbBgAMAhtJUqwBAAAA"`);
  });

  it('reads the list of the specification (section 2.2)', async () => {
    expect(setBits(await decoded('uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA'))).toEqual([]);
  });

  it('reads what zlib wrote, and zlib reads what we wrote', async () => {
    const bytes = new Uint8Array(listBits / 8).map((_, index) => (index % 97 === 0 ? index : 0));
    expect(new Uint8Array(gunzipSync(gzipRuns(bytes)))).toEqual(bytes);
    expect(await decoded(`u${gzipSync(bytes).toString('base64url')}`)).toEqual(bytes);
  });

  it('compresses any bytes soundly', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 1, max: 900 })), { maxLength: 60 }), (runs) => {
      const bytes = Uint8Array.from(runs.flatMap(([byte, length]) => Array<number>(length).fill(byte)));
      expect(new Uint8Array(gunzipSync(gzipRuns(bytes)))).toEqual(bytes);
    }));
  });

  it('unpacks no more than it is allowed', async () => {
    const bomb = Uint8Array.from(gzipSync(new Uint8Array(64 * 1024 * 1024)));
    expect(await inflate(bomb, 'gzip', 2_000_000)).toBeNull();
    expect(await decodeList(`u${Buffer.from(bomb).toString('base64url')}`)).toMatchObject({ ok: false });
  });

  it.each([null, 7, '', 'z123', 'u', 'u!!', 'uAAAA', 'uA', `u${gzipSync(new Uint8Array(100)).toString('base64url')}`])('takes %j for no list', async (text) => {
    expect(await decodeList(text)).toMatchObject({ ok: false });
  });

  it('stays short: a thousand revoked badges take a few kilobytes', () => {
    const spread = Array.from({ length: 1_000 }, (_, index) => (index * 7_919) % listBits);
    expect(encodeBits(spread).length).toBeLessThan(6_000);
  });

  it('refuses to set a bit outside the list', () => {
    expect(() => encodeBits([listBits])).toThrow(RangeError);
    expect(() => encodeBits([1.5])).toThrow(RangeError);
  });
});
