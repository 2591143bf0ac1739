import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createArea } from './areas.ts';
import { toStamp, type Host } from './host.ts';
import { createTokens } from './identity.ts';
import { catchUp } from './pulls/movements.ts';
import { put } from './records.ts';
import { openStore } from './store.ts';

/** An account of the practice GitHub with the token that it is used with. */
export interface PracticePerson {
  readonly login: string;
  readonly id: number;
  readonly name: string;
  readonly token: string;
  readonly type?: 'User' | 'Organization';
}

/** What a practice GitHub is started with. */
export interface PracticeOptions {
  /** The folder for bare repositories and state; starting again with it goes on where the last one stopped. */
  readonly root: string;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly now?: () => Date;
  readonly people: readonly PracticePerson[];
  readonly onRequest?: (entry: RequestEntry) => void;
}

/** One request as it was answered; it never holds a token. */
export interface RequestEntry {
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly login: string | null;
  readonly status: number;
  readonly requestBody: unknown;
  readonly responseBody: unknown;
  /** The OpenAPI path template of a REST request; null for git, GraphQL and pages. */
  readonly route: string | null;
}

/** A practice GitHub that is running. */
export interface Practice {
  /** `http://127.0.0.1:PORT`, the address of the pages. */
  readonly url: string;
  /** The base address for octokit, as of an Enterprise server; GraphQL is found from it. */
  readonly apiUrl: string;
  /** The last requests, oldest first. */
  readonly requests: readonly RequestEntry[];
  gitUrl(owner: string, repo: string): string;
  addPerson(person: PracticePerson): void;
  close(): Promise<void>;
}

const KEPT_REQUESTS = 20_000;

/** Starts a practice GitHub on this machine, reachable from this machine only. */
export async function startPractice(options: PracticeOptions): Promise<Practice> {
  const now = options.now ?? (() => new Date());
  const requests: RequestEntry[] = [];
  const tokens = createTokens();
  let url = '';
  const host: Host = { root: options.root, store: openStore(options.root), now, url: () => url };
  const addPerson = ({ token, ...person }: PracticePerson): void => {
    tokens.add(token, person.id);
    host.store.change((state) => {
      const createdAt = state.people[person.id]?.createdAt ?? toStamp(now());
      return put(state, 'people', { id: person.id, login: person.login, name: person.name, type: person.type ?? 'User', createdAt });
    });
  };
  options.people.forEach(addPerson);
  await catchUp(host);
  const log = (entry: RequestEntry): void => {
    requests.push(entry);
    if (requests.length > KEPT_REQUESTS) requests.shift();
    options.onRequest?.(entry);
  };
  const area = createArea(host, tokens, log);
  const server = createServer((request: IncomingMessage, response: ServerResponse) => void area(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    apiUrl: `${url}/api/v3`,
    requests,
    gitUrl: (owner, repo) => `${url}/${owner}/${repo}.git`,
    addPerson,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeIdleConnections();
      }),
  };
}
