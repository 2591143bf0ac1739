import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerGit, gitTarget } from './git-area.ts';
import { answerGraphql, changesSomething } from './graphql.ts';
import { stamp, type Host, type Reply } from './host.ts';
import type { Tokens } from './identity.ts';
import { createLane } from './lane.ts';
import { answerPage } from './pages/page.ts';
import { isRefusal, refusal } from './refusal.ts';
import { readBody, readJson } from './request-body.ts';
import { createRouter } from './router.ts';
import { routes } from './routes/all.ts';
import type { RequestEntry } from './server.ts';
import type { Person } from './state.ts';
import { writeReply } from './write-reply.ts';

/** Answers one HTTP request. */
export type Area = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Sends every request to the area it is for: REST, GraphQL, git or the pages, and writes it down once it is answered. */
export function createArea(host: Host, tokens: Tokens, log: (entry: RequestEntry) => void): Area {
  const lane = createLane();
  const route = createRouter(routes);

  const rest = async (asked: Asked, path: string): Promise<Answered> => {
    const match = route(asked.method, path);
    if (asked.unknown) return { reply: refusal(401, 'Bad credentials').reply, route: match?.route.path ?? null, body: await readJson(asked.request) };
    if (match === null) return { reply: refusal(404, 'Not Found').reply, route: null, body: null };
    const body = await readJson(asked.request).catch((error: unknown) => error);
    if (isRefusal(body)) return { reply: body.reply, route: match.route.path, body: null };
    const call = { host, caller: asked.caller, params: match.params, query: asked.query, body: asRecord(body), path };
    const run = async (): Promise<Reply> => match.route.run(call);
    const reply = await attempt(() => (asked.method === 'GET' ? run() : lane(run)));
    return { reply, route: match.route.path, body };
  };

  const graphql = async (asked: Asked): Promise<Answered> => {
    const body = asRecord(await readJson(asked.request));
    const run = (): Promise<Reply> => answerGraphql(host, asked.caller, body);
    if (asked.unknown) return { reply: refusal(401, 'Bad credentials').reply, route: null, body };
    return { reply: await attempt(() => (changesSomething(body) ? lane(run) : run())), route: null, body };
  };

  const api = (asked: Asked, path: string): Promise<Answered> =>
    path === '/api/graphql' && asked.method === 'POST' ? graphql(asked) : rest(asked, path.slice('/api/v3'.length));

  return async (request, response) => {
    const address = new URL(request.url ?? '/', 'http://127.0.0.1');
    const identity = tokens.identify(request.headers.authorization);
    const caller = identity.kind === 'known' ? (host.store.get().people[identity.personId] ?? null) : null;
    const asked: Asked = { request, method: request.method ?? 'GET', query: address.searchParams, caller, unknown: identity.kind === 'unknown' };
    const path = address.pathname;
    const done = (status: number, answered: Omit<Answered, 'reply'> & { readonly responseBody: unknown }): void =>
      log({
        at: stamp(host),
        method: asked.method,
        path,
        query: withoutTokens(address.searchParams),
        login: caller?.login ?? null,
        status,
        requestBody: answered.body,
        responseBody: answered.responseBody,
        route: answered.route,
      });
    try {
      if (path.startsWith('/api/')) {
        const { reply, ...rest } = await api(asked, path);
        done(writeReply(request, response, reply), { ...rest, responseBody: reply.body ?? null });
        return;
      }
      const target = gitTarget(path);
      if (target === null) answerPage(host, caller, asked, path, response);
      else await answerGit(host, lane, { ...asked, response, input: await readBody(request), search: address.search.slice(1) }, target);
      done(response.statusCode, { route: null, body: null, responseBody: null });
    } catch (error) {
      const reply = isRefusal(error) ? error.reply : refusal(500, `Server Error: ${error instanceof Error ? error.message : String(error)}`).reply;
      if (!response.headersSent) writeReply(request, response, reply);
      else response.end();
      done(reply.status, { route: null, body: null, responseBody: reply.body });
    }
  };
}

/** A request with who sent it. */
export interface Asked {
  readonly request: IncomingMessage;
  readonly method: string;
  readonly query: URLSearchParams;
  readonly caller: Person | null;
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
