import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Host } from '../host.ts';
import { button, form } from '../pages/fields.ts';
import { document, escape } from '../pages/html.ts';
import { STYLE } from '../pages/style.ts';
import { isRefusal, refusal } from '../refusal.ts';
import { readBody } from '../request-body.ts';
import { createRouter } from '../router.ts';
import type { Person } from '../state.ts';
import { pages } from './all.ts';
import { createAsk } from './ask.ts';
import { fromBody, fromQuery } from './filled.ts';
import { sentenceOf } from './refused.ts';
import { cookieName, cookieOf, createSessions } from './sessions.ts';
import { signingIn } from './signing-in.ts';
import type { Outcome, Page, View, Visit } from './visit.ts';

/** One request for a page; `caller` is whom its token names, if it came with one. */
export interface WebAsked {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly caller: Person | null;
}

/** Answers people in browsers. What changes something goes through `lane`. @returns who asked. */
export type Web = (asked: WebAsked, lane: <T>(work: () => Promise<T>) => Promise<T>) => Promise<Person | null>;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');
const LONGEST_ADDRESS = 8192;

/** Opens the pages of a practice GitHub, with nobody signed in. */
export function createWeb(host: Host): Web {
  const sessions = createSessions();
  const find = createRouter([...signingIn(sessions), ...pages].flatMap((page) => [...(page.show === undefined ? [] : [{ method: 'GET' as const, path: page.path, page }]), ...(page.act === undefined ? [] : [{ method: 'POST' as const, path: page.path, page }])]));

  return async ({ request, response, caller: byToken }, lane) => {
    const address = request.url ?? '/';
    const site = request.headers.host ?? '';
    const secret = cookieOf(request.headers.cookie, cookieName(site));
    const method = request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET');
    // A token may look, but buttons are for who has signed in: what a limited token may do is for the API to judge.
    const caller = (method === 'GET' ? byToken : null) ?? accountOf(host, sessions.personOf(secret));
    const say = (outcome: Outcome): void => {
      if ('to' in outcome && outcome.session !== undefined) {
        sessions.end(secret);
        response.setHeader('set-cookie', `${cookieName(site)}=${outcome.session ?? ''}; Path=/; HttpOnly; SameSite=Lax${outcome.session === null ? '; Max-Age=0' : ''}`);
      }
      write(response, outcome, who(caller, address));
    };
    const url = new URL(address, 'http://practice.invalid');
    // Signing in on the way escapes the address once more, and must not be what makes it too long.
    if (Buffer.byteLength(address) > LONGEST_ADDRESS && url.pathname !== '/login') {
      say({ status: 414, title: 'The address is too long', main: `<p>This address has ${Buffer.byteLength(address)} bytes; GitHub takes ${LONGEST_ADDRESS} at most. Open the page with less text, and paste the rest.</p>` });
      return caller;
    }
    const path = url.pathname === '/' ? '/-' : url.pathname.replace(/\/$/, '');
    const match = find(method, path);
    if (match === null) {
      const other = method === 'POST' || method === 'GET' ? find(method === 'POST' ? 'GET' : 'POST', path) : null;
      say(method !== 'GET' && method !== 'POST' ? plain(405, 'Not allowed', 'Pages are looked at, or take forms.') : other !== null ? plain(405, 'Not allowed', method === 'POST' ? 'There is no form at this address.' : 'This address only takes a form.') : missing(caller, address));
      return caller;
    }
    const visit = { host, caller, params: match.params, address, ask: createAsk(host, caller) };
    try {
      if (method === 'GET') say(await match.route.page.show!({ ...visit, filled: fromQuery(url.searchParams) }, null));
      else {
        refuseForeign(request, site);
        const filled = await fromBody(request.headers['content-type'] ?? '', await readBody(request));
        say(await lane(() => sent(match.route.page, { ...visit, filled })));
      }
    } catch (error) {
      say(refusedPage(error, caller, address, method));
    }
    return caller;
  };
}

function accountOf(host: Host, id: number | null): Person | null {
  const found = id === null ? undefined : host.store.get().people[id];
  return found === undefined || found.deleted === true ? null : found;
}

// A form that is refused comes back with what was typed, under the reason.
async function sent(page: Page, visit: Visit): Promise<Outcome> {
  try {
    return await page.act!(visit);
  } catch (error) {
    if (!isRefusal(error) || error.reply.status === 401 || error.reply.status === 404 || page.show === undefined) throw error;
    const shown = await page.show(visit, sentenceOf(error));
    return 'title' in shown ? { ...shown, status: error.reply.status } : shown;
  }
}

// Another page on this machine shares the cookie, whatever its port, so a form counts only when this server's own page sent it.
function refuseForeign(request: IncomingMessage, site: string): void {
  const { origin } = request.headers;
  const own = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(site) && (origin === undefined || origin === `http://${site}`);
  if (!own) throw refusal(403, 'This form was sent by a page of another server.');
}

function refusedPage(error: unknown, caller: Person | null, address: string, method: string): Outcome {
  if (!isRefusal(error)) return plain(500, 'Something went wrong', `The practice server has a fault: ${error instanceof Error ? error.message : String(error)}`);
  const { status } = error.reply;
  if (status === 401 && method === 'GET') return { to: loginFor(address) };
  if (status === 404) return missing(caller, address);
  return plain(status, status === 401 ? 'Sign in first' : 'This could not be done', sentenceOf(error));
}

const plain = (status: number, title: string, sentence: string): View => ({ status, title, main: `<p>${escape(sentence)}</p>` });

// What does not exist and what is private answer alike.
function missing(caller: Person | null, address: string): View {
  const hint = caller === null ? ` If it is yours, <a href="${escape(loginFor(address))}">sign in</a>.` : '';
  return { status: 404, title: 'Not found', main: `<p>There is nothing here, or it is private.${hint}</p>` };
}

const loginFor = (address: string): string => `/login?return_to=${encodeURIComponent(address)}`;

function who(caller: Person | null, address: string): string {
  if (caller === null) return `<a href="${escape(address.startsWith('/login') || address.length > LONGEST_ADDRESS ? '/login' : loginFor(address))}">Sign in</a>`;
  return `${escape(caller.name)} (${escape(caller.login)}) ${form('/logout', button('Sign out', { quiet: true }), { inline: true })}`;
}

function write(response: ServerResponse, outcome: Outcome, whoHtml: string): void {
  const safe = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin', 'cache-control': 'no-store' };
  if ('to' in outcome) return void response.writeHead(303, { ...safe, location: outcome.to }).end();
  if ('bytes' in outcome) return void response.writeHead(200, { ...safe, 'content-type': outcome.type, 'content-security-policy': "default-src 'none'; sandbox" }).end(outcome.bytes);
  response.writeHead(outcome.status ?? 200, {
    ...safe,
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
  });
  response.end(document(outcome.title, outcome.main, outcome.above ?? '', whoHtml));
}
