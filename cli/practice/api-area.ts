import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerGraphql, changesSomething } from './graphql.ts';
import type { Caller } from './grants.ts';
import type { Host, Reply } from './host.ts';
import type { Identity } from './identity.ts';
import type { createLane } from './lane.ts';
import { limitHeaders, type Meter, type Resource } from './limits.ts';
import { withinGrant } from './permissions.ts';
import { isRefusal, refusal } from './refusal.ts';
import { readJson } from './request-body.ts';
import { createRouter } from './router.ts';
import { routes } from './routes/all.ts';
import type { RequestEntry } from './server.ts';
import { writeReply } from './write-reply.ts';

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

/** Answers one request to the API and gives what there is to write down of it. */
export type Api = (asked: Asked, response: ServerResponse) => Promise<Pick<RequestEntry, 'status' | 'route' | 'requestBody' | 'responseBody'>>;

/** Opens REST and GraphQL: within the limits of the hour and of the token, and one change after another. */
export function createApi(host: Host, meter: Meter, lane: ReturnType<typeof createLane>): Api {
  const route = createRouter(routes);

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

  return async (asked, response) => {
    const path = asked.address.pathname;
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
    const { route: template, body: requestBody } = answered;
    return { route: template, requestBody, status: writeReply(asked.request, response, reply, headers), responseBody: reply.body ?? null };
  };
}

const API = '/api/v3';
const UNCOUNTED = `${API}/rate_limit`;

function usedUp({ caller, request }: Asked, match: { readonly route: { readonly path: string } } | null): Answered {
  request.resume();
  const whose = caller === null ? '127.0.0.1' : `user ID ${caller.id}`;
  return { reply: refusal(403, `API rate limit exceeded for ${whose}.`).reply, route: match?.route.path ?? null, body: null };
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
