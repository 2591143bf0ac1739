import type { IncomingMessage } from 'node:http';

/** What a test can see of a request before it decides whether it fails. */
export interface FaultRequest {
  readonly method: string;
  /** The path with `/api/v3` in front for REST, `/api/graphql`, or `/owner/name.git/...` for git. */
  readonly path: string;
  readonly login: string | null;
}

/** What goes wrong on the way: an error instead of an answer, no answer at all, half an answer, a connection that closes. */
export type PlainFault =
  | { readonly status: 403 | 429 | 500 | 502; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown }
  | { readonly hang: true }
  /** The work is done and the answer's body ends after so many bytes. */
  | { readonly cut: number }
  | { readonly drop: true };

/** A fault in place of the work, or, with `after`, in place of the answer once the work is done. */
export type Fault = PlainFault | { readonly after: PlainFault };

/** Says which requests fail, and how; null lets a request through. */
export type FaultMatch = (request: FaultRequest) => Fault | null;

/** The faults that are wanted at this moment. */
export interface Faults {
  /** Lets requests fail; what it gives ends that. */
  readonly fail: (match: FaultMatch) => () => void;
  /** The first fault that is wanted for a request. */
  readonly faultFor: FaultMatch;
  /** Keeps a request that is never answered. */
  readonly hold: (request: IncomingMessage) => void;
  /** Closes the connections of all that were held. */
  readonly release: () => void;
}

/** No faults yet. */
export function createFaults(): Faults {
  const matches = new Set<FaultMatch>();
  const held = new Set<IncomingMessage>();
  return {
    fail: (match) => {
      const own: FaultMatch = (request) => match(request);
      matches.add(own);
      return () => void matches.delete(own);
    },
    faultFor: (request) => [...matches].reduce<Fault | null>((found, match) => found ?? match(request), null),
    hold: (request) => {
      held.add(request);
      request.socket.once('close', () => held.delete(request));
    },
    release: () => held.forEach((request) => request.socket.destroy()),
  };
}
