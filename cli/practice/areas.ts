import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Faults } from './faults.ts';
import { suffer, worksFirst } from './faulty-response.ts';
import { answerGit, gitTarget } from './git-area.ts';
import { answerGraphql, changesSomething } from './graphql.ts';
import { grantOf, type Caller } from './grants.ts';
import { stamp, type Host, type Reply } from './host.ts';
import type { Identity, Tokens } from './identity.ts';
import { createLane } from './lane.ts';
import { limitHeaders, type Meter, type Resource } from './limits.ts';
import { withinGrant } from './permissions.ts';
import { isRefusal, refusal } from './refusal.ts';
import { readBody, readJson } from './request-body.ts';
import { createRouter } from './router.ts';
import { routes } from './routes/all.ts';
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
  const route = createRouter(routes);
  const web = createWeb(host);

  const rest = async (asked: Asked, path: string): Promise<Answered> => {
    const match = route(asked.method, path);
    if (asked.unknown) return { reply: refusal(401, 'Bad credentials').reply, route: match?.route.path ?? null, body: await readJson(asked.request) };
    if (match === null) return { reply: refusal(404, 'Not Found').reply, route: null, body: null };
    const body = await readJson(asked.request).catch((error: unknown) => error);
    if (isRefusal(body)) return { reply: body.reply, route: match.route.path, body: null };
    const used = (resource: Resource) => meter.of(asked.identity, resource);
    const call = { host, caller: asked.caller, params: match.params, query: asked.query, body: asRecord(body), path, used };
    const run = async (): Promise<Reply> => {
      withinGrant(call, asked.method);
      return match.route.run(call);
    };
    const reply = await attempt(() => (asked.method === 'GET' ? run() : lane(run)));
    return { reply, route: match.route.path, body };
  };

  const graphql = async (asked: Asked): Promise<Answered> => {
    const body = asRecord(await readJson(asked.request));
    const run = (): Promise<Reply> => answerGraphql(host, asked.caller, body);
    if (asked.unknown) return { reply: refusal(401, 'Bad credentials').reply, route: null, body };
    return { reply: await attempt(() => (changesSomething(body) ? lane(run) : run())), route: null, body };
  };

  const api = async (asked: Asked, path: string, response: ServerResponse): Promise<Omit<Answered, 'reply'> & { readonly status: number; readonly responseBody: unknown }> => {
    const resource = path === '/api/graphql' && asked.method === 'POST' ? 'graphql' : 'core';
    const spent = meter.of(asked.identity, resource).remaining === 0 && path !== UNCOUNTED;
    const found = spent ? usedUp(asked, route(asked.method, path.slice(API.length))) : resource === 'graphql' ? await graphql(asked) : await rest(asked, path.slice(API.length));
    const { reply, ...answered } = found;
    const headers = (status: number): Record<string, string> => {
      // Asking what has not changed costs nothing to whoever says who they are.
      const free = path === UNCOUNTED || (status === 304 && asked.identity.kind === 'known');
      if (!free && !spent) meter.charge(asked.identity, resource);
      return limitHeaders(meter.of(asked.identity, resource), resource);
    };
    return { ...answered, status: writeReply(asked.request, response, reply, headers), responseBody: reply.body ?? null };
  };

  const answer = async (asked: Asked, response: ServerResponse): Promise<void> => {
    const { request, address } = asked;
    const path = address.pathname;
    const done = (status: number, caller: Caller | null, more: Pick<RequestEntry, 'requestBody' | 'responseBody' | 'route'>): void => log({ ...entryOf(host, asked, caller), status, ...more });
    const silent = { requestBody: null, responseBody: null, route: null };
    try {
      if (path.startsWith('/api/')) {
        const { status, body, ...more } = await api(asked, path, response);
        return done(status, asked.caller, { requestBody: body, ...more });
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

const API = '/api/v3';
const UNCOUNTED = `${API}/rate_limit`;

function usedUp({ caller, request }: Asked, match: { readonly route: { readonly path: string } } | null): Answered {
  request.resume();
  const whose = caller === null ? '127.0.0.1' : `user ID ${caller.id}`;
  return { reply: refusal(403, `API rate limit exceeded for ${whose}.`).reply, route: match?.route.path ?? null, body: null };
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

/** A request with who sent it. */
export interface Asked {
  readonly request: IncomingMessage;
  readonly method: string;
  readonly address: URL;
  readonly query: URLSearchParams;
  readonly identity: Identity;
  readonly caller: Caller | null;
  /** A token came along that nobody has. */
  readonly unknown: boolean;
}

interface Answered {
  readonly reply: Reply;
  readonly route: string | null;
  readonly body: unknown;
}

async function attempt(run: () => Promise<Reply>): Promise<Reply> {
  try {
    return await run();
  } catch (error) {
    if (isRefusal(error)) return error.reply;
    throw error;
  }
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

// GitHub refuses tokens in addresses; whoever sends one all the same should not find it in the log.
function withoutTokens(query: URLSearchParams): string {
  const shown = new URLSearchParams(query);
  for (const name of ['access_token', 'token', 'client_secret']) if (shown.has(name)) shown.set(name, '***');
  return shown.toString();
}
