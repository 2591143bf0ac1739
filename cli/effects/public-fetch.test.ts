import { createServer, type Server } from 'node:https';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, it } from 'vitest';
import { certificateFor } from '../testing/certificate.ts';
import { publicFetch, type PublicFetch } from './public-fetch.ts';
import { PRIVATE, publicLookup, type FindAddresses } from './public-host.ts';

const { cert, key } = certificateFor('a.example');
let servers: Server[] = [];
afterEach(() => {
  for (const server of servers) server.close().closeAllConnections();
  servers = [];
});

/** A server on this machine, and a fetch for which the names of its test lead there, and there alone is public. */
async function served(answer: RequestListener, find?: FindAddresses): Promise<{ readonly fetch: PublicFetch; readonly port: number; readonly asked: string[] }> {
  const server = createServer({ cert, key }, answer);
  servers.push(server);
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  const asked: string[] = [];
  const here: FindAddresses = (hostname, options, found) => (asked.push(hostname), find === undefined ? found(null, [{ address: '127.0.0.1', family: 4 }]) : find(hostname, options, found));
  return { fetch: publicFetch({ ca: cert, lookup: publicLookup(here, (address) => address === '127.0.0.1') }), port: (server.address() as AddressInfo).port, asked };
}
const text = async (fetch: PublicFetch, url: string): Promise<string> => (await fetch(url)).text();

it('connects to the very address that was judged: a name is looked up once for a connection, and what it leads to a moment later is asked of nobody', async () => {
  const turns = ['127.0.0.1', '127.0.0.2', '127.0.0.2'];
  const { fetch, port, asked } = await served((request, response) => void response.end(String(request.socket.localAddress)), (_, __, found) => found(null, [{ address: turns.shift()!, family: 4 }]));
  expect(await text(fetch, `https://a.example:${port}/`)).toBe('127.0.0.1');
  // The connection that is open is used again, and was judged.
  expect(await text(fetch, `https://a.example:${port}/`)).toBe('127.0.0.1');
  expect(asked).toEqual(['a.example']);
  for (const server of servers) server.closeIdleConnections();
  await new Promise((done) => setTimeout(done, 20));
  await expect(fetch(`https://a.example:${port}/`)).rejects.toMatchObject({ code: PRIVATE });
});

it('asks no address of a private network that stands in the place of a name', async () => {
  for (const host of ['127.0.0.1', '[::1]', '0x7f.1', '[::ffff:10.0.0.1]']) await expect(publicFetch()(`https://${host}/`), host).rejects.toMatchObject({ code: PRIVATE });
});

it('goes by the certificate for the name, wherever the name leads', async () => {
  const { fetch, port } = await served((_, response) => void response.end('x'));
  await expect(fetch(`https://b.example:${port}/`)).rejects.toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
  await expect(publicFetch({ lookup: publicLookup((_, __, found) => found(null, [{ address: '127.0.0.1', family: 4 }]), () => true) })(`https://a.example:${port}/`)).rejects.toMatchObject({ code: expect.stringContaining('SELF_SIGNED') });
});

it('follows no redirect, says what the server answered, and unpacks what was packed on the way', async () => {
  const { fetch, port } = await served((request, response) => {
    if (request.url === '/on') response.writeHead(302, { location: 'https://b.example/' }).end();
    else if (request.url === '/packed') response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('packed'));
    else if (request.url === '/cut') response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('packed').subarray(0, 12));
    else response.writeHead(404).end(`${request.method}`);
  });
  const on = await fetch(`https://a.example:${port}/on`);
  expect([on.status, on.headers.get('location')]).toEqual([302, 'https://b.example/']);
  expect(await text(fetch, `https://a.example:${port}/packed`)).toBe('packed');
  await expect(text(fetch, `https://a.example:${port}/cut`)).rejects.toThrow();
  const gone = await fetch(`https://a.example:${port}/`, { method: 'HEAD' });
  expect([gone.status, gone.body]).toEqual([404, null]);
});

it('waits no longer than it is told: for a name, for an answer, or for its end', async () => {
  const late = async (find?: FindAddresses, answer: RequestListener = () => undefined): Promise<unknown> => {
    const { fetch, port } = await served(answer, find);
    const signal = AbortSignal.timeout(50);
    return fetch(`https://a.example:${port}/`, { signal }).then((response) => response.text()).then(() => 'an answer', () => signal.aborted);
  };
  expect(await late(() => undefined)).toBe(true);
  expect(await late()).toBe(true);
  expect(await late(undefined, (_, response) => void response.write('a'))).toBe(true);
});

it('tries once more where a connection that was left open is closed just when it is used', async () => {
  let answers = 0;
  const { fetch, port } = await served((request, response) => {
    answers += 1;
    if (answers === 2) request.socket.destroy();
    else response.end('x');
  });
  for (let time = 0; time < 2; time++) expect(await text(fetch, `https://a.example:${port}/`)).toBe('x');
  expect(answers).toBe(3);
});

it('ends with an error or an answer, whatever protocol or packing the server names, and whether there is a body', async () => {
  const packings = ['gzip', 'br', 'deflate', 'constructor', '__proto__', 'toString', 'none'];
  const { fetch, port } = await served((request, response) => {
    const [, status, packing] = request.url!.split('/');
    if (status === '101') request.socket.end('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
    else if (status === 'nothing') request.socket.end();
    else response.writeHead(Number(status), { 'content-encoding': packing! }).end(status === '200' ? 'plain' : undefined);
  });
  const outcome = (path: string, method: 'GET' | 'HEAD'): Promise<unknown> => fetch(`https://a.example:${port}/${path}`, { method }).then(async (response) => [response.status, await response.text().catch(() => 'no text')], () => 'no answer');
  for (const method of ['GET', 'HEAD'] as const) for (const path of ['101', 'nothing']) expect(await outcome(path, method), path).toBe('no answer');
  for (const packing of packings) {
    const known = ['gzip', 'br', 'deflate'].includes(packing);
    expect([packing, await outcome(`200/${packing}`, 'GET')]).toEqual([packing, [200, known ? 'no text' : 'plain']]);
    for (const [status, method] of [[200, 'HEAD'], [204, 'GET'], [304, 'GET']] as const) expect([packing, await outcome(`${status}/${packing}`, method)]).toEqual([packing, [status, '']]);
  }
});
