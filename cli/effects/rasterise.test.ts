import { expect, it } from 'vitest';
import { release } from '../core/badge/fixture.ts';
import { badgePng, rasterise } from './rasterise.ts';

const drawn = await rasterise('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4" fill="#123456"/></svg>', 9);

it('makes the picture of a badge from what its release holds: what is drawn, and an author\'s own PNG as it is', async () => {
  const own = { ...release, art: { type: 'image/png', content: Buffer.from(drawn).toString('base64') } } as const;
  expect(await badgePng(own)).toEqual(drawn);
  const [png, again] = [await badgePng(release), await badgePng(release)];
  expect(png).toEqual(again);
  expect(Buffer.from(png).readUInt32BE(16)).toBe(600);
});
