import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { fetchBytes, siteResolver } from './scripts/site-resolver.ts';

it('the page that verifies follows no redirect, and says so, whatever a browser tells of it', async () => {
  const asked: string[] = [];
  const server = createServer(({ url }, answer) => (asked.push(url!), url === '/did.json' ? answer.writeHead(302, { location: '/elsewhere.json' }).end() : answer.end('{}')));
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  try {
    const here = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect(await fetchBytes(`${here}/did.json`, 1024)).toMatchObject({ ok: false, reason: expect.stringContaining('leads on to another address'), remedy: expect.stringContaining('at that very address') });
    expect(asked).toEqual(['/did.json']);
    expect(await fetchBytes(`${here}/other.json`, 1024)).toMatchObject({ ok: true });
  } finally {
    await new Promise((done) => server.close(done));
  }
  const opaque = (async () => ({ type: 'opaqueredirect', status: 0, ok: false }) as Response) as typeof fetch;
  expect(await fetchBytes('https://a.example/did.json', 1024, opaque)).toMatchObject({ ok: false, reason: expect.stringContaining('leads on') });
});

it('the page that verifies asks no address but public https ones, and says of one that it may not read that it may be forbidden', async () => {
  const resolve = siteResolver({ origin: 'https://credentials.marlow-valley.example', root: '/' });
  for (const [address, word] of [['http://a.example/badge.json', 'not https'], ['https://10.0.0.1/badge.json', 'IP address'], ['https://printer.local/badge.json', 'private network'], ['https://a.example:8443/badge.json', 'usual port'], ['file:///etc/passwd', 'not https']] as const) {
    expect(await resolve(address)).toMatchObject({ ok: false, reason: expect.stringContaining(word) });
  }
  // What a browser says where the other site does not let pages read it, and where there is no site at all.
  const refused = (async () => { throw new TypeError('Failed to fetch'); }) as typeof fetch;
  expect(await fetchBytes('https://a.example/badge.json', 1024, refused)).toMatchObject({ ok: false, reason: 'a.example gave no answer, or does not let pages of other sites read it', remedy: expect.stringContaining('save it') });
});
