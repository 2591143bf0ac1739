import { expect, it } from 'vitest';
import { longestDocument } from '../core/badge/lookup.ts';
import { PRIVATE } from './public-host.ts';
import { networkResolver } from './resolve.ts';

const asks = (answer: () => Response | Error, url = 'https://a.example/did.json'): ReturnType<ReturnType<typeof networkResolver>> => {
  return networkResolver(async () => {
    const found = answer();
    if (found instanceof Error) throw found;
    return found;
  })(url);
};

it('an address that cannot be had says why, and trying again is advised only where it may help', async () => {
  expect(await asks(() => new Response(null, { status: 302, headers: { location: 'https://b.example/' } }))).toMatchObject({ ok: false, reason: expect.stringContaining('leads on to another address'), remedy: expect.stringContaining('at that very address') });
  expect(await asks(() => new Response(new Uint8Array(longestDocument + 1)))).toMatchObject({ ok: false, reason: expect.stringContaining('longer than 1 MiB'), remedy: expect.stringContaining('a shorter one') });
  expect(await asks(() => new Response(new Uint8Array(longestDocument)))).toMatchObject({ ok: true });
  expect(await asks(() => new Response('{}'), 'https://a.example:8443/did.json')).toMatchObject({ ok: false, reason: expect.stringContaining('usual port'), remedy: expect.stringContaining('with another tool') });
  expect(await asks(() => Object.assign(new Error('inside'), { code: PRIVATE }))).toEqual({ ok: false, reason: 'its name leads into a private network' });
  expect(await asks(() => new Error('refused'))).toEqual({ ok: false, reason: 'it cannot be reached' });
  expect(await asks(() => new Response(null, { status: 503 }))).toEqual({ ok: false, reason: 'the server answered 503' });
});
