import { Agent, request, type RequestOptions } from 'node:https';
import { isIP } from 'node:net';
import { pipeline, Readable } from 'node:stream';
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

const UNPACK = { gzip: createGunzip, 'x-gzip': createGunzip, deflate: createInflate, br: createBrotliDecompress } as const;
const BODILESS = new Set([204, 205, 304]);

function responseOf(message: IncomingMessage, method: string): Response {
  const { statusCode: status = 502, headers } = message;
  const encoding = String(headers['content-encoding'] ?? '').trim().toLowerCase();
  if (method === 'HEAD' || BODILESS.has(status)) message.resume();
  // What fails on the way ends the body with its error, which whoever reads it gets.
  const body = encoding in UNPACK ? pipeline(message, UNPACK[encoding as keyof typeof UNPACK](), () => undefined) : message;
  const location = headers.location === undefined ? undefined : { location: headers.location };
  return new Response(method === 'HEAD' || BODILESS.has(status) ? null : (Readable.toWeb(body) as ReadableStream), { status: status < 200 || status > 599 ? 502 : status, ...(location === undefined ? {} : { headers: location }) });
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
    const asked = request(url, { method, agent, lookup: publicLookup(), headers: { 'user-agent': 'laurel', 'accept-encoding': 'gzip, br', ...headers }, ...(signal === undefined ? {} : { signal }), ...over }, (message) => done(responseOf(message, method)));
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
