import { join } from 'node:path';
import type { Events } from './events.ts';
import type { Caller } from './grants.ts';
import type { Resource, Used } from './limits.ts';
import { fullName } from './records.ts';
import type { Repository } from './state.ts';
import type { Store } from './store.ts';

/** What every part of the practice GitHub works with. */
export interface Host {
  readonly root: string;
  readonly store: Store;
  readonly now: () => Date;
  readonly url: () => string;
  readonly events: Events;
}

/** One REST request, taken apart. */
export interface Call {
  readonly host: Host;
  readonly caller: Caller | null;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
  readonly path: string;
  /** How much of their limits the caller has used; a page that asks in a person's name uses none. */
  readonly used?: (resource: Resource) => Used;
}

/** An answer before it is written out; without a body nothing follows the headers. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A REST operation under its OpenAPI path template. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly run: (call: Call) => Reply | Promise<Reply>;
}

/** The base address of the REST API. */
export function apiUrl(host: Host): string {
  return `${host.url()}/api/v3`;
}

/** The folder of a repository's git side. */
export function gitDir(host: Host, repository: Repository): string {
  return join(repositoriesDir(host), `${fullName(host.store.get(), repository)}.git`);
}

/** The folder that holds all bare repositories. */
export function repositoriesDir(host: Host): string {
  return join(host.root, 'repositories');
}

/** Now, as the API writes times: whole seconds, UTC. */
export function stamp(host: Host): string {
  return toStamp(host.now());
}

/** A time as the API writes it. */
export function toStamp(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}
