import { Agent, request, type RequestOptions } from 'node:https';
import { isIP } from 'node:net';
import { pipeline, Readable, type Duplex } from 'node:stream';
import type { IncomingMessage } from 'node:http';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { isPublicIp, PRIVATE, publicLookup } from './public-host.ts';

/** What is asked of an address: less than `fetch` takes, and no redirect is ever followed. */
export interface Asking {
  readonly method?: 'GET' | 'HEAD';
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}
export type PublicFetch = (url: string, asking?: Asking) => Promise<Response>;

const UNPACK = new Map<string, () => Duplex>([['gzip', createGunzip], ['x-gzip', createGunzip], ['deflate', createInflate], ['br', createBrotliDecompress]]);
const BODILESS = new Set([204, 205, 304]);

function responseOf(message: IncomingMessage, method: string): Response {
  const { statusCode: status = 502, headers } = message;
  const location = headers.location === undefined ? undefined : { location: headers.location };
  const init = { status: status < 200 || status > 599 ? 502 : status, ...(location === undefined ? {} : { headers: location }) };
  if (method === 'HEAD' || BODILESS.has(status)) {
    message.resume();
    return new Response(null, init);
  }
  const unpack = UNPACK.get(String(headers['content-encoding'] ?? '').trim().toLowerCase());
  // What fails on the way ends the body with its error, which whoever reads it gets.
  const body = unpack === undefined ? message : pipeline(message, unpack(), () => undefined);
  return new Response(Readable.toWeb(body) as ReadableStream, init);
}

/**
 * Fetches https addresses of the public internet: the connection goes to the very address that was judged to be public, under a
 * certificate for the name, straight and through no proxy.
 * @param over what of a connection is other than usual.
 */
export function publicFetch(over: Pick<RequestOptions, 'lookup' | 'ca'> = {}): PublicFetch {
  const agent = new Agent({ keepAlive: true });
  const ask = (url: string, asking: Asking, isAgain: boolean): Promise<Response> => new Promise((done, fail) => {
    const { method = 'GET', headers, signal } = asking;
    const asked = request(url, { method, agent, lookup: publicLookup(), headers: { 'user-agent': 'laurel', 'accept-encoding': 'gzip, br', ...headers }, ...(signal === undefined ? {} : { signal }), ...over }, (message) => {
      try {
        done(responseOf(message, method));
      } catch (error) {
        message.destroy();
        fail(error as Error);
      }
    });
    // A server may answer with another protocol, which nobody asked for; or end without an answer.
    asked.on('upgrade', (_, socket) => socket.destroy());
    asked.on('close', () => fail(new Error('There was no answer.')));
    asked.on('error', (error: NodeJS.ErrnoException) => {
      // The server may close a connection that it was left with just when it is used again.
      if (asked.reusedSocket && error.code === 'ECONNRESET' && !isAgain) return done(ask(url, asking, true));
      return fail(signal?.aborted === true ? signal.reason : error);
    });
    asked.end();
  });
  return async (url, asking = {}) => {
    // An address that is no name is not looked up, so nobody would judge it.
    const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
    if (isIP(host) !== 0 && !isPublicIp(host)) throw Object.assign(new Error(`${host} is in a private network`), { code: PRIVATE });
    return ask(url, asking, false);
  };
}
