import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { may } from '../access.ts';
import type { Asked } from '../areas.ts';
import type { Host } from '../host.ts';
import { all, pullsOf, repositoryByName } from '../records.ts';
import type { Person } from '../state.ts';
import { document } from './html.ts';
import { homePage } from './home.ts';
import { pullPage } from './pull.ts';
import { repositoryPage } from './repository.ts';
import { STYLE } from './style.ts';

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** Answers a person who looks: the repositories, one repository, one pull request. Nothing can be changed here. */
export function answerPage(host: Host, caller: Person | null, asked: Asked, path: string, response: ServerResponse): void {
  if (asked.method !== 'GET' && asked.method !== 'HEAD')
    return write(response, 405, document('Not allowed', '<p>This page can only be looked at.</p>'));
  if (path === '/') {
    const readable = all(host.store.get(), 'repositories').filter((one) => may(one, caller, 'pull'));
    return write(response, 200, homePage(host, readable));
  }
  const match = /^\/([\w.-]+)\/([\w.-]+?)(?:\.git)?(?:\/pulls?(?:\/(\d+))?)?\/?$/.exec(path);
  const found = match === null ? undefined : repositoryByName(host.store.get(), match[1] ?? '', match[2] ?? '');
  if (found === undefined || !may(found, caller, 'pull')) return missing(response, caller);
  const number = match?.[3];
  if (number === undefined) return write(response, 200, repositoryPage(host, found));
  const pull = pullsOf(host.store.get(), found.id).find((one) => String(one.number) === number);
  if (pull === undefined) return missing(response, caller);
  pullPage(host, found, pull, caller).then(
    (html) => write(response, 200, html),
    () => write(response, 500, document('Something went wrong', '<p>This pull request cannot be shown.</p>')),
  );
}

// What does not exist and what is private answer alike; a browser then asks for a name and a token.
function missing(response: ServerResponse, caller: Person | null): void {
  if (caller === null) response.setHeader('www-authenticate', 'Basic realm="Practice GitHub"');
  write(response, caller === null ? 401 : 404, document('Not found', '<p>There is nothing here, or it is private.</p>'));
}

function write(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
  response.end(html);
}
