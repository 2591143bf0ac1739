import { shapeFault, textFault } from './json.ts';

/**
 * Fetches an address for the verifier, which itself has no network. `note` says in a few words where the bytes really
 * came from, if not from the address.
 */
export type Resolve = (url: string) => Promise<{ readonly ok: true; readonly bytes: Uint8Array; readonly note?: string } | { readonly ok: false; readonly reason: string }>;

/** Whether a resolver's reason says that nothing is at the address, and not that it could not be asked. */
export const isMissing = (reason: string): boolean => /answered (404|410)|has no /.test(reason);

/** The longest document that is looked at. */
export const longestDocument = 1024 * 1024;

export type Found = { readonly ok: true; readonly value: unknown; readonly note: string | null } | { readonly ok: false; readonly reason: string };

/** The JSON at an address, or why there is none, as words that follow "because". Never throws, even where `resolve` does. */
export async function lookup(resolve: Resolve, url: string): Promise<Found> {
  const failure = (reason: string): Found => ({ ok: false, reason });
  try {
    const found = await resolve(url);
    if (!found.ok) return failure(found.reason.replace(/[.\s]+$/, ''));
    if (found.bytes.length > longestDocument) return failure('it is longer than 1 MiB');
    const text = new TextDecoder('utf-8', { fatal: true }).decode(found.bytes);
    const fault = textFault(text);
    if (fault !== null) return failure('it is nested too deep or holds too much');
    const value: unknown = JSON.parse(text);
    return shapeFault(value) === null ? { ok: true, value, note: found.note ?? null } : failure('it holds what no such document holds');
  } catch {
    return failure('what came back is not sound JSON');
  }
}

/** The same resolver that asks for each address once. */
export function once(resolve: Resolve): Resolve {
  const asked = new Map<string, ReturnType<Resolve>>();
  return (url) => {
    const answer = asked.get(url) ?? resolve(url);
    asked.set(url, answer);
    return answer;
  };
}
