import type { IncomingMessage, ServerResponse } from 'node:http';
import { runProgram } from '../../effects/run-program.ts';
import { gitEnvironment } from './run.ts';

/** One request of git's smart HTTP protocol for a repository that the caller may use in this way. */
export interface GitRequest {
  readonly projectRoot: string;
  readonly pathInfo: string;
  readonly query: string;
  readonly login: string | null;
  readonly input: Buffer;
  readonly branches: readonly string[];
  /** What rulesets say against the push: closed refs with the reason, and refs that may only go forward. */
  readonly rules: { readonly closed: readonly (readonly [ref: string, why: string])[]; readonly forwardOnly: readonly string[] };
}

// What a repository of ours offers under version 2 of the protocol names no ref and never changes: git is asked for it once.
const offers = new Map<string, Buffer>();

/** Lets `git http-backend` answer; `settled` runs once git is done and before the client hears of it. */
export async function serveGit(request: IncomingMessage, response: ServerResponse, asked: GitRequest, settled: () => Promise<void>): Promise<void> {
  const env = cgi(request, asked);
  const offer = asked.pathInfo.endsWith('/info/refs') && asked.query === 'service=git-upload-pack' && env['GIT_PROTOCOL'] === 'version=2' ? `${asked.projectRoot}${asked.pathInfo}` : null;
  const known = offer === null ? undefined : offers.get(offer);
  const stdout = known ?? (await runProgram({ program: 'git', args: ['http-backend'], env, input: asked.input })).stdout;
  if (offer !== null && stdout.includes('version 2')) offers.set(offer, stdout);
  await settled();
  answer(response, stdout);
}

function cgi(request: IncomingMessage, asked: GitRequest): Record<string, string> {
  const { headers } = request;
  return {
    ...gitEnvironment(),
    GIT_PROJECT_ROOT: asked.projectRoot,
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: asked.pathInfo,
    QUERY_STRING: asked.query,
    REQUEST_METHOD: request.method ?? 'GET',
    CONTENT_TYPE: headers['content-type'] ?? '',
    CONTENT_LENGTH: String(asked.input.length),
    HTTP_CONTENT_ENCODING: headers['content-encoding'] ?? '',
    GIT_PROTOCOL: [headers['git-protocol'] ?? ''].flat().join(':'),
    REMOTE_ADDR: '127.0.0.1',
    PRACTICE_BRANCHES: asked.branches.join(' '),
    PRACTICE_CLOSED: asked.rules.closed.map((pair) => pair.join('\t')).join('\n'),
    PRACTICE_FORWARD: asked.rules.forwardOnly.join(' '),
    ...(asked.login === null
      ? {}
      : { REMOTE_USER: asked.login, GIT_COMMITTER_NAME: asked.login, GIT_COMMITTER_EMAIL: `${asked.login}@users.noreply.github.com` }),
  };
}

function answer(response: ServerResponse, output: Buffer): void {
  const end = output.indexOf('\r\n\r\n');
  if (end === -1) {
    response.writeHead(500).end();
    return;
  }
  let status = 200;
  for (const line of output.toString('latin1', 0, end).split('\r\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon);
    const value = line.slice(colon + 1).trim();
    if (name.toLowerCase() === 'status') status = Number.parseInt(value, 10);
    else response.setHeader(name, value);
  }
  response.writeHead(status).end(output.subarray(end + 4));
}
