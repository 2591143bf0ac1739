import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { outlinesFile } from '../../schemas/generate.ts';
import { makeOutlines } from './outlines.ts';

it('makes the outlines that titles on badges are set in from the font, byte for byte', async () => {
  expect(readFileSync(outlinesFile, 'utf8') === (await makeOutlines()), 'run `npm run generate`').toBe(true);
});
