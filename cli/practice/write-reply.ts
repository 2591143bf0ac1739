import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Reply } from './host.ts';

/**
 * Writes a JSON reply and gives the status that was sent: 304 where the client already has this answer.
 * `headersFor` is told that status and gives what belongs beside it.
 */
export function writeReply(request: IncomingMessage, response: ServerResponse, reply: Reply, headersFor: (status: number) => Readonly<Record<string, string>> = () => ({})): number {
  const text = reply.body === undefined ? '' : JSON.stringify(reply.body);
  const headers: Record<string, string> = { 'x-github-media-type': 'github.v3; format=json', ...reply.headers };
  if (request.method === 'GET' && reply.status === 200) {
    // The next page's address is part of the answer: it changes when something is added behind this page.
    const etag = `"${createHash('sha256').update(`${reply.headers?.['link'] ?? ''}\n${text}`).digest('hex')}"`;
    headers['etag'] = etag;
    headers['cache-control'] = 'private, max-age=60, s-maxage=60';
    if (known(request.headers['if-none-match'], etag)) {
      response.writeHead(304, { ...headersFor(304), ...headers }).end();
      return 304;
    }
  }
  if (reply.body !== undefined) headers['content-type'] = 'application/json; charset=utf-8';
  response.writeHead(reply.status, { ...headersFor(reply.status), ...headers }).end(text);
  return reply.status;
}

function known(header: string | undefined, etag: string): boolean {
  return header !== undefined && header.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
}
