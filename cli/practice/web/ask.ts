import { answerGraphql } from '../graphql.ts';
import type { Host } from '../host.ts';
import { refusal } from '../refusal.ts';
import { createRouter } from '../router.ts';
import { routes } from '../routes/all.ts';
import type { Person } from '../state.ts';

/**
 * Does a REST operation and gives the body of its answer.
 * The body has the shape that GitHub describes for the operation, which `T` names as far as it is used.
 * @throws the operation's refusal.
 */
export type Ask = <T>(method: string, path: string, body?: Readonly<Record<string, unknown>>) => Promise<T>;

const route = createRouter(routes);

/** Lets a page act only through the REST operations: the same rights, the same record, the same refusals. */
export function createAsk(host: Host, caller: Person | null): Ask {
  return async <T>(method: string, path: string, body: Readonly<Record<string, unknown>> = {}): Promise<T> => {
    const address = new URL(path, 'http://api');
    const match = route(method, address.pathname);
    if (match === null) throw new Error(`There is no operation ${method} ${path}.`);
    const call = { host, caller, params: match.params, query: address.searchParams, body, path: address.pathname };
    const reply = await match.route.run(call);
    if (reply.status >= 400) throw Object.assign(refusal(reply.status, 'The operation was refused.'), { reply });
    return reply.body as T;
  };
}

/** Does a GraphQL mutation as the caller. @throws 422 with what GraphQL says against it. */
export async function askGraphql(host: Host, caller: Person, query: string, variables: Readonly<Record<string, unknown>>): Promise<void> {
  const { body } = await answerGraphql(host, caller, { query, variables });
  const { errors = [] } = body as { readonly errors?: readonly { readonly message: string }[] };
  if (errors[0] !== undefined) throw refusal(422, errors.map(({ message }) => message).join(' '));
}
