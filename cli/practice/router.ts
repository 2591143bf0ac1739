import type { Route } from './host.ts';

/** A route that fits a request, with the values of its path parameters. */
export interface Match<R = Route> {
  readonly route: R;
  readonly params: Readonly<Record<string, string>>;
}

/** Finds routes by method and path. Octokit escapes slashes in a parameter, browsers and curl do not: both fit. */
export function createRouter<R extends Pick<Route, 'method' | 'path'>>(routes: readonly R[]): (method: string, path: string) => Match<R> | null {
  const compiled = routes.map((route) => ({ route, segments: route.path.slice(1).split('/') }));
  // The more of a template is fixed, the earlier it is tried: `commits/{sha}/pulls` before `commits/{ref}`.
  compiled.sort((a, b) => fixed(b.segments) - fixed(a.segments));
  return (method, path) => {
    const parts = path.slice(1).split('/').map(decode);
    if (parts.includes(null)) return null;
    for (const { route, segments } of compiled) {
      if (route.method !== method) continue;
      const params = fit(segments, parts as string[]);
      if (params !== null) return { route, params };
    }
    return null;
  };
}

// A parameter at the end of a template that names a path or a ref takes the rest of the address.
const GREEDY = new Set(['{path}', '{ref}', '{branch}', '{basehead}', '{tree_sha}']);

function fit(segments: readonly string[], parts: readonly string[]): Record<string, string> | null {
  const last = segments.length - 1;
  const greedy = GREEDY.has(segments[last] ?? '');
  if (greedy ? parts.length < last : parts.length !== segments.length) return null;
  const params: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const part = index === last && greedy ? parts.slice(last).join('/') : parts[index];
    if (part === undefined) return null;
    if (segment.startsWith('{')) params[segment.slice(1, -1)] = part;
    else if (segment !== part) return null;
    if (part === '' && segment !== '{path}') return null;
  }
  return params;
}

const fixed = (segments: readonly string[]): number => segments.filter((segment) => !segment.startsWith('{')).length;

function decode(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
