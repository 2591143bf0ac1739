import type { IncomingMessage, ServerResponse } from 'node:http';
import { createApi, type Asked } from './api-area.ts';
import type { Faults } from './faults.ts';
import { suffer, worksFirst } from './faulty-response.ts';
import { answerGit, gitTarget } from './git-area.ts';
import { grantOf, type Caller } from './grants.ts';
import { stamp, type Host } from './host.ts';
import type { Identity, Tokens } from './identity.ts';
import { createLane } from './lane.ts';
import type { Meter } from './limits.ts';
import { isRefusal, refusal } from './refusal.ts';
import { readBody } from './request-body.ts';
import type { RequestEntry } from './server.ts';
import type { State } from './state.ts';
import { createWeb } from './web/answer.ts';
import { writeReply } from './write-reply.ts';

/** Answers one HTTP request. */
export type Area = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** What requests are answered with beside the state: who has which token, how much they have used, and what is to fail. */
export interface Gate {
  readonly tokens: Tokens;
  readonly meter: Meter;
  readonly faults: Faults;
  readonly log: (entry: RequestEntry) => void;
}

/** Sends every request to the area it is for: REST, GraphQL, git or the pages, and writes it down once it is answered. */
export function createArea(host: Host, { tokens, meter, faults, log }: Gate): Area {
  const lane = createLane();
  const api = createApi(host, meter, lane);
  const web = createWeb(host);

  const answer = async (asked: Asked, response: ServerResponse): Promise<void> => {
    const { request, address } = asked;
    const path = address.pathname;
    const cost = meterOf(request);
    const done = (status: number, caller: Caller | null, more: Pick<RequestEntry, 'requestBody' | 'responseBody' | 'route'>): void => log({ ...entryOf(host, asked, caller), status, ...more, cost: cost() });
    const silent = { requestBody: null, responseBody: null, route: null };
    try {
      if (path.startsWith('/api/')) {
        const { status, ...more } = await api(asked, response);
        return done(status, asked.caller, more);
      }
      const target = gitTarget(path);
      let by = asked.caller;
      if (target === null) by = await web({ request, response, caller: asked.caller }, lane);
      else await answerGit(host, lane, { ...asked, response, input: await readBody(request), search: address.search.slice(1) }, target);
      done(response.statusCode, by, silent);
    } catch (error) {
      const reply = isRefusal(error) ? error.reply : refusal(500, `Server Error: ${error instanceof Error ? error.message : String(error)}`).reply;
      if (!response.headersSent) writeReply(request, response, reply);
      else response.end();
      done(reply.status, asked.caller, { ...silent, responseBody: reply.body });
    }
  };

  return async (request, response) => {
    const address = new URL(request.url ?? '/', 'http://127.0.0.1');
    const identity = tokens.identify(request.headers.authorization);
    const caller = callerOf(host.store.get(), identity);
    const unknown = identity.kind === 'unknown' || (identity.kind === 'known' && caller === null);
    const asked: Asked = { request, method: request.method ?? 'GET', address, query: address.searchParams, identity, caller, unknown };
    const fault = faults.faultFor({ method: asked.method, path: address.pathname, login: caller?.login ?? null });
    if (fault === null) return answer(asked, response);
    if ('hang' in fault || ('after' in fault && 'hang' in fault.after)) faults.hold(request);
    const status = await suffer(fault, request, response, (sink) => answer(asked, sink));
    if (!worksFirst(fault)) log({ ...entryOf(host, asked, caller), status, requestBody: null, responseBody: null, route: null, fault });
  };
}

// Bytes are those of the connection, which answers one request after another.
function meterOf({ socket }: IncomingMessage): () => NonNullable<RequestEntry['cost']> {
  const began = performance.now();
  const before = socket.bytesWritten;
  return () => ({ began, ended: performance.now(), sent: socket.bytesWritten - before });
}

// A deleted account's tokens are nobody's.
function callerOf(state: State, identity: Identity): Caller | null {
  const person = identity.kind === 'known' ? state.people[identity.personId] : undefined;
  if (identity.kind !== 'known' || person === undefined || person.deleted === true) return null;
  return identity.terms === undefined ? person : { ...person, grant: grantOf(state, identity.terms) };
}

function entryOf(host: Host, { method, address }: Asked, caller: Caller | null): Pick<RequestEntry, 'at' | 'method' | 'path' | 'query' | 'login'> {
  return { at: stamp(host), method, path: address.pathname, query: withoutTokens(address.searchParams), login: caller?.login ?? null };
}

// GitHub refuses tokens in addresses; whoever sends one all the same should not find it in the log.
function withoutTokens(query: URLSearchParams): string {
  const shown = new URLSearchParams(query);
  for (const name of ['access_token', 'token', 'client_secret']) if (shown.has(name)) shown.set(name, '***');
  return shown.toString();
}
