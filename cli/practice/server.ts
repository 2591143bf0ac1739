import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createArea } from './areas.ts';
import { createEvents, type PracticeListener } from './events.ts';
import { createFaults, type Fault, type FaultMatch } from './faults.ts';
import { ACTIONS_BOT, type PersonToken, type WorkflowToken } from './grants.ts';
import { toStamp, type Host } from './host.ts';
import { createTokens } from './identity.ts';
import { createMeter, LIMITS, type Limits } from './limits.ts';
import { catchUp } from './pulls/movements.ts';
import { put } from './records.ts';
import type { Person } from './state.ts';
import { openStore } from './store.ts';
import { deletePerson, deleteRepository, forgetCommit, renamePerson } from './upheavals.ts';

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
  readonly onEvent?: PracticeListener;
  /** Requests an hour, where they are not to be GitHub's own. */
  readonly limits?: Partial<Limits>;
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
  /** What `fail` did to it, in place of the work. */
  readonly fault?: Fault;
  /** What answering took: from when to when in milliseconds of this process, and the bytes that were sent. */
  readonly cost?: { readonly began: number; readonly ended: number; readonly sent: number };
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
  /** Lets a workflow's own token in. */
  addToken(token: WorkflowToken): void;
  /** Lets a fine-grained personal token in. */
  addPersonToken(token: PersonToken): void;
  /** From now on nobody has this token. */
  revokeToken(token: string): void;
  /** Tells of what happens; the function that it gives ends that. */
  onEvent(listener: PracticeListener): () => void;
  /** Lets requests fail; the function that it gives ends that. */
  fail(match: FaultMatch): () => void;
  /** Gives an account another login; the old one is free for `addPerson`. */
  rename(oldLogin: string, newLogin: string): void;
  /** Deletes an account with its repositories. */
  deleteAccount(login: string): void;
  /** Deletes a repository. */
  deleteRepository(owner: string, name: string): void;
  /** Lets a review forget the commit that it was of. */
  forgetCommit(reviewId: number): void;
  close(): Promise<void>;
}

const KEPT_REQUESTS = 20_000;

/** Starts a practice GitHub on this machine, reachable from this machine only. */
export async function startPractice(options: PracticeOptions): Promise<Practice> {
  const now = options.now ?? (() => new Date());
  const requests: RequestEntry[] = [];
  const tokens = createTokens();
  let url = '';
  const events = createEvents();
  if (options.onEvent !== undefined) events.listen(options.onEvent);
  const host: Host = { root: options.root, store: openStore(options.root), now, url: () => url, events };
  // Whoever is known already keeps the login that they have by now.
  const admit = ({ id, login, name, type }: Omit<Person, 'createdAt'>): void =>
    void host.store.change((state) => put(state, 'people', state.people[id] ?? { id, login, name, type, createdAt: toStamp(now()) }));
  const addPerson = ({ token, ...person }: PracticePerson): void => {
    tokens.add(token, person.id);
    admit({ ...person, type: person.type ?? 'User' });
  };
  options.people.forEach(addPerson);
  await catchUp(host);
  const log = (entry: RequestEntry): void => {
    requests.push(entry);
    if (requests.length > KEPT_REQUESTS) requests.shift();
    options.onRequest?.(entry);
  };
  const faults = createFaults();
  const meter = createMeter(host, { ...LIMITS, ...options.limits });
  const area = createArea(host, { tokens, meter, faults, log });
  // An address that is too long reaches the pages, which answer 414; Node itself would say 431 from 16 KiB on.
  const server = createServer({ maxHeaderSize: 128 * 1024 }, (request: IncomingMessage, response: ServerResponse) => void area(request, response));
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
    addToken: ({ token, repository, permissions }) => {
      admit(ACTIONS_BOT);
      tokens.add(token, ACTIONS_BOT.id, { kind: 'workflow', repositories: [repository], permissions });
    },
    addPersonToken: ({ token, personId, ...terms }) => tokens.add(token, personId, { kind: 'personal', ...terms }),
    revokeToken: tokens.revoke,
    onEvent: events.listen,
    fail: faults.fail,
    rename: (oldLogin, newLogin) => renamePerson(host, oldLogin, newLogin),
    deleteAccount: (login) => deletePerson(host, login),
    deleteRepository: (owner, name) => deleteRepository(host, owner, name),
    forgetCommit: (reviewId) => forgetCommit(host, reviewId),
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        faults.release();
        server.closeIdleConnections();
      }),
  };
}
