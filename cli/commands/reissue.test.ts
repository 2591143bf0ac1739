import { expect, it } from 'vitest';
import type { World } from '../effects/world.ts';
import { main } from '../main.ts';

it('a re-issue of nothing asks which badge before it asks why', async () => {
  let err = '';
  const silent = { isTerminal: false, columns: 100, write: (text: string) => void (err += text) };
  expect(await main(['reissue'], { cwd: '/', env: {}, out: silent, err: silent } as unknown as World)).toBe(2);
  expect(err).toContain('Say which badge by its serial');
});
