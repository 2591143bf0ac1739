import { createPrivateKey, createPublicKey } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { publicKey, seed } from './fixture.ts';
import { decodeBase58, decodePublicKey, decodeSecretKey, encodeBase58, encodePublicKey, encodeSecretKey } from './multikey.ts';

describe('multikey', () => {
  it('gives back every byte string, leading zeros included', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 128 }), (bytes) => {
      expect(decodeBase58(encodeBase58(bytes))).toEqual(Uint8Array.from(bytes));
    }));
  });

  it('knows the examples of the base58 draft', () => {
    expect(encodeBase58(new TextEncoder().encode('Hello World!'))).toBe('2NEpo7TZRRrLZSi2U');
    expect(encodeBase58(Uint8Array.of(0, 0, 0x28, 0x7f, 0xb4, 0xcd))).toBe('11233QC4');
  });

  it('carries public and secret keys both ways, and mistakes neither for the other', () => {
    expect(encodePublicKey(decodePublicKey(publicKey)!)).toBe(publicKey);
    expect(encodeSecretKey(seed)).toMatch(/^z3u2/);
    expect(decodeSecretKey(encodeSecretKey(seed))).toEqual(seed);
    expect(decodePublicKey(encodeSecretKey(seed))).toBeNull();
  });

  it('knows the key pair of the specification (VC Data Integrity EdDSA 1.0, appendix B)', () => {
    const secret = decodeSecretKey('z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq')!;
    const key = createPrivateKey({ key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), secret]), format: 'der', type: 'pkcs8' });
    expect(encodePublicKey(Buffer.from(createPublicKey(key).export({ format: 'jwk' }).x!, 'base64url'))).toBe('z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2');
  });

  it.each([
    ['nothing', ''],
    ['a letter', 'z'],
    ['half a key', 'z6Mk'],
    ['another base', 'u7QE'],
    ['far too much', `z${'1'.repeat(10_000)}`],
    ['a letter outside the alphabet', 'z6MkneMkZqwqRiU5mJzSG3kDwzt9P8C59N4NGTfBLfSGE7c0'],
  ])('takes %s for no key', (_, text) => {
    expect(decodePublicKey(text)).toBeNull();
  });

  it('refuses what is too long to be a key or a signature', () => {
    expect(() => encodeBase58(new Uint8Array(129))).toThrow(RangeError);
    expect(decodeBase58('1'.repeat(181))).toBeNull();
  });
});
