import { createHash, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { commitment, fromBase64Url, toBase64Url } from './commitment.ts';

test('a commitment is SHA-256 of salt and file, however the file is cut', () => {
  const salt = randomBytes(18);
  const bytes = randomBytes(10_000);
  const made = commitment(salt);
  for (const cut of [bytes.subarray(0, 1), bytes.subarray(1, 4097), bytes.subarray(4097)]) made.add(cut);
  expect(made.digest()).toBe(createHash('sha256').update(salt).update(bytes).digest('hex'));
});

test('a salt survives its way through text', () => {
  const salt = Uint8Array.from({ length: 18 }, (_, at) => at * 15);
  expect(toBase64Url(salt)).toBe(Buffer.from(salt).toString('base64url'));
  expect(fromBase64Url(toBase64Url(salt))).toEqual(salt);
});
