import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bakedText, bakePng, isPng, unbakePng } from './baking.ts';
import { crc32 } from './crc32.ts';
import { badgeText } from './credential.ts';
import { signedBadge } from './fixture.ts';

function chunk(type: string, data: Uint8Array | readonly number[]): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), Uint8Array.from(data)]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(body.length - 4);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
const head = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const pixel = [chunk('IHDR', [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]), chunk('IDAT', deflateSync(Uint8Array.of(0, 0))), chunk('IEND', [])] as const;
const png = Uint8Array.from(Buffer.concat([head, ...pixel]));
const carrying = (...chunks: readonly Buffer[]): Uint8Array => Uint8Array.from(Buffer.concat([head, pixel[0], ...chunks, pixel[1], pixel[2]]));
const itxt = (text: Uint8Array, compressed: 0 | 1 = 0): Buffer => chunk('iTXt', Buffer.concat([Buffer.from('openbadgecredential\0'), Uint8Array.of(compressed, 0, 0, 0), text]));

function baked(text: string): Uint8Array {
  const result = bakePng(png, text);
  if (!result.ok) throw new Error(result.reason);
  return result.png;
}

/** Finds a badge as some wallets do: by counting braces, blind to strings. */
function countBraces(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes);
  const start = text.indexOf('{', text.indexOf('openbadgecredential'));
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text[at] === '{') depth++;
    if (text[at] === '}' && --depth === 0) return text.slice(start, at + 1);
  }
  return '';
}

describe('baking', () => {
  it('gives back a badge with emoji, right-to-left text and braces', async () => {
    const badge = await signedBadge();
    const found = await unbakePng(baked(badgeText(badge)));
    expect(found.ok && JSON.parse(found.text)).toEqual(badge);
  });

  it('gives back any JSON, whatever its strings hold', async () => {
    // In lists: as keys, V8 would take some of them for others (https://github.com/nodejs/node/issues/63785).
    await fc.assert(fc.asyncProperty(fc.array(fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[\]>{}"\\]*$/)))), async (value) => {
      const clean = JSON.parse(JSON.stringify(value)) as object;
      const found = await unbakePng(baked(JSON.stringify(clean, null, 2)));
      expect(found.ok && JSON.parse(found.text)).toEqual(clean);
    }));
  });

  it('is found by wallets that count braces', async () => {
    const badge = await signedBadge();
    expect(JSON.parse(countBraces(baked(badgeText(badge))))).toEqual(badge);
  });

  it('holds nothing that would end a CDATA section', () => {
    const text = bakedText(JSON.stringify({ a: 'x]]>y', 'b}': ']]', c: [[1]] }));
    expect(text).not.toContain(']]>');
    expect(JSON.parse(text)).toEqual({ a: 'x]]>y', 'b}': ']]', c: [[1]] });
  });

  it('puts one uncompressed iTXt right behind the header', () => {
    const bytes = baked('{}');
    expect(Buffer.from(bytes.subarray(37, 37 + 24)).toString('latin1')).toBe('iTXtopenbadgecredential\0');
    expect([...bytes.subarray(61, 65)]).toEqual([0, 0, 0, 0]);
  });

  it('bakes no second badge into an image', () => {
    expect(bakePng(baked('{}'), '{}')).toMatchObject({ ok: false, reason: expect.stringContaining('already') });
  });

  it.each([
    ['two badges', carrying(itxt(Buffer.from('{}')), itxt(Buffer.from('{}'))), 'two badges'],
    ['no badge', png, 'no badge'],
    ['a badge in compressed text of the older kind', carrying(chunk('zTXt', Buffer.concat([Buffer.from('openbadgecredential\0\0'), deflateSync(new Uint8Array(40_000_000))]))), 'kind zTXt'],
    ['a badge in plain text of the older kind', carrying(chunk('tEXt', Buffer.from('openbadgecredential\0{}'))), 'kind tEXt'],
    ['one badge in each kind of text', carrying(itxt(Buffer.from('{}')), chunk('tEXt', Buffer.from('openbadgecredential\0{}'))), 'two badges'],
    ['a learner record', carrying(chunk('iTXt', Buffer.from('clrcredential\0\0\0\0\0{}'))), 'Learner Record'],
    ['an Open Badge 2', carrying(chunk('iTXt', Buffer.from('openbadges\0\0\0\0\0{}'))), 'Open Badge 2'],
    ['a compressed bomb', carrying(itxt(deflateSync(new Uint8Array(40_000_000)), 1)), 'too long'],
    ['compressed rubbish', carrying(itxt(Uint8Array.of(1, 2, 3), 1)), 'damaged'],
    ['no UTF-8', carrying(itxt(Uint8Array.of(0xff, 0xfe))), 'UTF-8'],
    ['no end', baked('{}').subarray(0, -12), 'cut off'],
    ['a chunk beyond the end', baked('{}').subarray(0, 50), 'cut off'],
    ['no header', Uint8Array.from(Buffer.concat([head, pixel[2]])), 'header'],
  ])('says so for an image with %s', async (_, bytes, word) => {
    expect(await unbakePng(bytes)).toMatchObject({ ok: false, reason: expect.stringContaining(word) });
  });

  it('reads a compressed badge that others wrote', async () => {
    expect(await unbakePng(carrying(itxt(deflateSync('{"a":1}'), 1)))).toEqual({ ok: true, text: '{"a":1}' });
  });

  it('notices a damaged badge', async () => {
    const bytes = baked('{"a":"bcdefgh"}').slice();
    bytes[70]! ^= 1;
    expect(await unbakePng(bytes)).toMatchObject({ ok: false, reason: expect.stringContaining('damaged') });
  });

  it('throws for no bytes at all and for no image that begins well', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.boolean(), async (bytes, begins) => {
      const file = begins ? Uint8Array.from([...head, ...bytes]) : bytes;
      expect(typeof (await unbakePng(file)).ok).toBe('boolean');
      expect(typeof bakePng(file, '{}').ok).toBe('boolean');
    }), { numRuns: 500 });
  });

  it('throws for no image with a byte changed', async () => {
    const whole = baked('{"a":"b"}');
    await fc.assert(fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 }), async (at, byte) => {
      const changed = whole.slice();
      changed[at] = byte;
      const found = await unbakePng(changed);
      expect(!found.ok || found.text === '{"a":"b"}' || at >= 33).toBe(true);
    }), { numRuns: 500 });
  });

  it('knows a PNG by its first bytes', () => {
    expect([isPng(png), isPng(Uint8Array.of(0x89)), isPng(new Uint8Array())]).toEqual([true, false, false]);
  });
});
