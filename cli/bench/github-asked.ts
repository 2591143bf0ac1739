import type { Practice, RequestEntry } from '../practice/server.ts';

/** What was asked of GitHub for one thing that was done. */
export interface Asked {
  readonly rest: number;
  /** Of these, what changes something. */
  readonly writes: number;
  readonly graphql: number;
  /** HTTP requests of git; they have no hourly limit. */
  readonly git: number;
  /** Bytes received, before compression, with the headers. */
  readonly bytes: number;
  /** Milliseconds during which the server was at work on any of them. */
  readonly served: number;
  /** How often each route of the REST API was asked. */
  readonly routes: Readonly<Record<string, number>>;
}

/** Does something and gives its outcome with what was asked meanwhile; asking what has not changed is free on GitHub and here. */
export async function whileAsking<Outcome>(practice: Pick<Practice, 'requests'>, act: () => Promise<Outcome>): Promise<{ readonly outcome: Outcome; readonly asked: Asked; readonly ms: number }> {
  const before = new Set(practice.requests);
  const start = performance.now();
  const outcome = await act();
  const ms = performance.now() - start;
  return { outcome, asked: askedBy(practice.requests.filter((entry) => !before.has(entry))), ms };
}

/** Adds up requests. Source of what counts: GitHub's docs, "Rate limits for the REST API" and "Best practices for using the REST API". */
export function askedBy(entries: readonly RequestEntry[]): Asked {
  const api = entries.filter(({ path }) => path.startsWith('/api/'));
  const rest = api.filter(({ path, status }) => path !== '/api/graphql' && status !== 304);
  const routes: Record<string, number> = {};
  for (const { method, route } of rest) routes[`${method} ${route}`] = (routes[`${method} ${route}`] ?? 0) + 1;
  return {
    rest: rest.length,
    writes: rest.filter(({ method }) => method !== 'GET').length,
    graphql: api.filter(({ path }) => path === '/api/graphql').length,
    git: entries.length - api.length,
    bytes: entries.reduce((sum, { cost }) => sum + (cost?.sent ?? 0), 0),
    served: covered(entries.flatMap(({ cost }) => (cost === undefined ? [] : [cost]))),
    routes,
  };
}

// Time in which two requests were answered at once counts once.
function covered(spans: readonly { readonly began: number; readonly ended: number }[]): number {
  let until = -Infinity;
  let sum = 0;
  for (const { began, ended } of [...spans].sort((a, b) => a.began - b.began)) {
    sum += Math.max(0, ended - Math.max(began, until));
    until = Math.max(until, ended);
  }
  return sum;
}
