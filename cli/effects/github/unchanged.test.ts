import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openGitHub, type GitHub } from './github.ts';

describe('asking GitHub again', () => {
  let server: Server;
  let github: GitHub;
  let told = { tag: '"one"', name: 'one' };
  const asked: (readonly [method: string, tag: string | undefined, status: number])[] = [];
  const read = async (): Promise<{ name: string }> => (await github.request('GET /repos/{owner}/{repo}', { owner: 'a', repo: 'b' })).body as { name: string };

  beforeEach(async () => {
    asked.length = 0;
    told = { tag: '"one"', name: 'one' };
    server = createServer(({ method = '', headers }, response) => {
      const tag = headers['if-none-match'];
      const status = tag === told.tag ? 304 : 200;
      asked.push([method, tag, status]);
      // GitHub leaves the tag out of what has not changed.
      if (status === 304) response.writeHead(304).end();
      else response.writeHead(200, { 'content-type': 'application/json', etag: told.tag }).end(JSON.stringify({ name: told.name }));
    });
    await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    github = openGitHub({ api: address, server: address, token: 'none' }, fetch);
  });
  afterEach(() => new Promise<void>((done) => void server.close(() => done())));

  it('asks whether it has changed, and gives what was read before when it has not', async () => {
    expect([await read(), await read(), await read()]).toEqual([{ name: 'one' }, { name: 'one' }, { name: 'one' }]);
    expect(asked).toEqual([['GET', undefined, 200], ['GET', '"one"', 304], ['GET', '"one"', 304]]);
  });

  it('gives what is new when it has changed, and asks for that from then on', async () => {
    await read();
    told = { tag: '"two"', name: 'two' };
    expect([await read(), await read()]).toEqual([{ name: 'two' }, { name: 'two' }]);
    expect(asked.map(([, tag, status]) => [tag, status])).toEqual([[undefined, 200], ['"one"', 200], ['"two"', 304]]);
  });

  it('gives an answer that nobody has changed meanwhile', async () => {
    const first = await read();
    first.name = 'spoilt';
    const second = await read();
    second.name = 'spoilt';
    expect(await read()).toEqual({ name: 'one' });
  });

  it('leaves writes alone', async () => {
    await read();
    await github.request('PATCH /repos/{owner}/{repo}', { owner: 'a', repo: 'b', name: 'c' });
    expect(asked.at(-1)).toEqual(['PATCH', undefined, 200]);
  });
});
