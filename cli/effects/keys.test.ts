import { createHmac, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../core/canonical.ts';
import { claimText } from '../core/plan/award.ts';
import { drawKey, earnersOf, openKeys, type Keys } from './keys.ts';
import type { World } from './world.ts';

const opened = ({ text, publicKey }: ReturnType<typeof drawKey>): Promise<Keys> => openKeys({ env: { LAUREL_KEY: text } } as unknown as World, 'did:web:example.org', [publicKey]);

describe('the key of a claim', () => {
  const drawn = drawKey(randomBytes);

  it('is the same for ever, also after the signing key was changed', async () => {
    const keys = await opened(drawn);
    const name = { repository: 7, credential: 'wait-time', earner: keys.earner(1201), number: 1 };
    expect(keys.claim(name)).toMatch(/^[0-9a-f]{64}$/);
    for (const again of [await opened(drawn), await opened(drawKey(randomBytes, earnersOf(drawn.text)))]) expect(again.claim(name)).toBe(keys.claim(name));
  });

  it('is another for each repository, credential, earner and number', async () => {
    const keys = await opened(drawn);
    const name = { repository: 7, credential: 'wait-time', earner: keys.earner(1201), number: 1 };
    const others = [{ repository: 8 }, { credential: 'wait' }, { earner: keys.earner(1202) }, { number: 2 }].map((more) => keys.claim({ ...name, ...more }));
    expect(new Set([keys.claim(name), ...others]).size).toBe(5);
  });

  it('is not given by an earner and a repository id to whoever has everything but the secret, not even the key that signs', async () => {
    const keys = await opened(drawn);
    const name = { repository: 7, credential: 'wait-time', earner: keys.earner(1201), number: 1 };
    const { secret } = JSON.parse(drawn.text) as { readonly secret: string };
    const stranger = await opened({ ...drawn, text: JSON.stringify({ ...JSON.parse(drawn.text), earners: randomBytes(32).toString('base64url') }) });
    const guesses = [claimText(name), claimText(name).replace(/^claim /, '')].flatMap((text) => [sha256(text), ...['', keys.publicKey, secret, name.earner].map((known) => createHmac('sha256', known).update(text).digest('hex'))]);
    expect([...guesses, stranger.claim(name)]).not.toContain(keys.claim(name));
  });
});
