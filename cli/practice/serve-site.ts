import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.json': 'application/json; charset=utf-8', '.svg': 'image/svg+xml', '.png': 'image/png', '.pdf': 'application/pdf', '.woff2': 'font/woff2', '.txt': 'text/plain; charset=utf-8', '.xml': 'application/xml', '.tlog-proof': 'text/plain; charset=utf-8' };

/** Serves a built site as a static host does, on this machine only. Port 0 takes any free one. The folder may be another for each request; none is a site that is not there yet. */
export async function serveSite(folder: string | (() => string | null), port = 0): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const current = typeof folder === 'string' ? folder : folder();
    void (current === null ? Promise.resolve({ status: 404, path: null }) : answer(current, request.url ?? '/')).then(({ status, path }) => {
      if (path === null) return void response.writeHead(status).end('Not found');
      response.writeHead(status, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream', 'access-control-allow-origin': '*', 'x-content-type-options': 'nosniff' });
      createReadStream(path).pipe(response);
    });
  });
  await new Promise<void>((done, fail) => server.once('error', fail).listen(port, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((done) => {
      server.closeAllConnections();
      server.close(() => done());
    }),
  };
}

async function answer(folder: string, url: string): Promise<{ readonly status: number; readonly path: string | null }> {
  let pathname: string;
  try {
    pathname = decodeURIComponent(new URL(url, 'http://site').pathname);
  } catch {
    return { status: 400, path: null };
  }
  const path = join(folder, normalize(pathname));
  const candidates = pathname.endsWith('/') ? [join(path, 'index.html')] : [path, join(path, 'index.html')];
  for (const candidate of candidates) if (candidate.startsWith(folder) && (await isFile(candidate))) return { status: 200, path: candidate };
  const missing = join(folder, '404.html');
  return { status: 404, path: (await isFile(missing)) ? missing : null };
}

const isFile = (path: string): Promise<boolean> => stat(path).then((found) => found.isFile(), () => false);
