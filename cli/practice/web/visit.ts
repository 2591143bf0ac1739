import { may } from '../access.ts';
import type { Host } from '../host.ts';
import { repositoryByName } from '../records.ts';
import { notFound, unauthenticated } from '../refusal.ts';
import type { Person, Repository } from '../state.ts';
import type { Ask } from './ask.ts';
import type { Filled } from './filled.ts';

/** Somebody who looks at a page or presses a button on it. */
export interface Visit {
  readonly host: Host;
  readonly caller: Person | null;
  readonly params: Readonly<Record<string, string>>;
  /** The path and the query, as they were asked for. */
  readonly address: string;
  /** What the form on the page holds: from the query when it is opened, from the body when it is sent. */
  readonly filled: Filled;
  /** Does what the REST API does, as the caller. */
  readonly ask: Ask;
}

/** A page: its title as text, its content as HTML, and what stands beside the name of the server in the head. */
export interface View {
  readonly title: string;
  readonly main: string;
  readonly above?: string;
  readonly status?: number;
}

/** Another address; with a session the visitor is signed in on the way, with null signed out. */
export interface Onward {
  readonly to: string;
  readonly session?: string | null;
}

/** What comes of a visit: a page, another address, or the bytes of a file. */
export type Outcome = View | Onward | { readonly bytes: Buffer; readonly type: string };

/** A page that is looked at, or that takes what its form sends. */
export interface Page {
  readonly path: string;
  /** Shows the page; `problem` is why what was sent could not be done. Without it there is nothing to look at. */
  readonly show?: (visit: Visit, problem: string | null) => Promise<Outcome> | Outcome;
  /** Does what the form asks for; a refusal leads back to `show`. */
  readonly act?: (visit: Visit) => Promise<Outcome>;
}

/** The repository of the address. @throws 404 where there is none or the caller may not read it. */
export function repositoryOf(visit: Visit): Repository {
  const found = repositoryByName(visit.host.store.get(), visit.params['owner'] ?? '', (visit.params['repo'] ?? '').replace(/\.git$/, ''));
  if (found === undefined || !may(found, visit.caller, 'pull')) throw notFound();
  return found;
}

/** Who visits. @throws 401, which leads to the page where one signs in. */
export function signedIn(visit: Visit): Person {
  if (visit.caller === null) throw unauthenticated();
  return visit.caller;
}
