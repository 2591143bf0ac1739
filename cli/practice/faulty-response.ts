import { ServerResponse, type IncomingMessage } from 'node:http';
import type { Fault, PlainFault } from './faults.ts';

/** What a sink has taken up: an answer that no client has seen yet. */
interface Taken {
  readonly status: number;
  readonly headers: Readonly<Record<string, number | string | readonly string[]>>;
  readonly body: Buffer;
}

/** Lets a fault happen to a request; `work` does what was asked with whatever response it is given. Gives the status that was sent, 0 for none. */
export async function suffer(
  fault: Fault,
  request: IncomingMessage,
  response: ServerResponse,
  work: (response: ServerResponse) => Promise<void>,
): Promise<number> {
  if ('after' in fault) {
    const taken = await takenUp(request, work);
    return 'cut' in fault.after ? cut(response, taken, fault.after.cut) : plain(fault.after, request, response);
  }
  return 'cut' in fault ? cut(response, await takenUp(request, work), fault.cut) : plain(fault, request, response);
}

/** Whether the work of a request is done although it fails. */
export function worksFirst(fault: Fault): boolean {
  return 'after' in fault || 'cut' in fault;
}

function plain(fault: Exclude<PlainFault, { readonly cut: number }>, request: IncomingMessage, response: ServerResponse): number {
  if ('hang' in fault) return 0;
  if ('drop' in fault) {
    request.socket.destroy();
    return 0;
  }
  const text = JSON.stringify(fault.body ?? { message: WORDS[fault.status], documentation_url: 'https://docs.github.com/rest' });
  response.writeHead(fault.status, { 'content-type': 'application/json; charset=utf-8', ...fault.headers }).end(text);
  return fault.status;
}

const WORDS = { 403: 'Forbidden', 429: 'You have exceeded a secondary rate limit.', 500: 'Server Error', 502: 'Bad Gateway' } as const;

// The length is announced in full, so that the client can tell that it did not get everything.
function cut(response: ServerResponse, { status, headers, body }: Taken, bytes: number): number {
  response.writeHead(status, { ...headers, 'content-length': String(body.length) });
  response.write(body.subarray(0, bytes), () => response.destroy());
  return status;
}

async function takenUp(request: IncomingMessage, work: (response: ServerResponse) => Promise<void>): Promise<Taken> {
  const sink = new ServerResponse(request);
  let done: (taken: Taken) => void;
  const taken = new Promise<Taken>((resolve) => (done = resolve));
  let headers = {};
  sink.writeHead = ((status: number, more: object = {}) => {
    sink.statusCode = status;
    headers = more;
    return sink;
  }) as never;
  sink.end = ((chunk?: string | Buffer) => {
    done({ status: sink.statusCode, headers: { ...(sink.getHeaders() as Taken['headers']), ...headers }, body: Buffer.from(chunk ?? '') });
    return sink;
  }) as never;
  await work(sink);
  return taken;
}
