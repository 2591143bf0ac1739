import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Reply } from './host.ts';

/** Writes a JSON reply and gives the status that was sent: 304 where the client already has this answer. */
export function writeReply(request: IncomingMessage, response: ServerResponse, reply: Reply): number {
  const text = reply.body === undefined ? '' : JSON.stringify(reply.body);
  const headers: Record<string, string> = {
    'x-github-media-type': 'github.v3; format=json',
    'x-ratelimit-limit': '5000',
    'x-ratelimit-remaining': '5000',
    ...reply.headers,
  };
  if (request.method === 'GET' && reply.status === 200) {
    const etag = `"${createHash('sha256').update(text).digest('hex')}"`;
    headers['etag'] = etag;
    if (known(request.headers['if-none-match'], etag)) {
      response.writeHead(304, headers).end();
      return 304;
    }
  }
  if (reply.body !== undefined) headers['content-type'] = 'application/json; charset=utf-8';
  response.writeHead(reply.status, headers).end(text);
  return reply.status;
}

function known(header: string | undefined, etag: string): boolean {
  return header !== undefined && header.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
}
