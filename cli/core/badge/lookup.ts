import { parseJson } from './json.ts';

/**
 * Fetches an address for the verifier, which itself has no network. `note` says in a few words where the bytes really
 * came from, if not from the address; `isNear`: no network was asked for them. `remedy` says what to do where there are none.
 */
export type Resolve = (url: string) => Promise<{ readonly ok: true; readonly bytes: Uint8Array; readonly note?: string; readonly isNear?: true } | Missing>;

/** Why there is nothing, as words that follow "because", and what to do about it where trying again is of no use. */
export interface Missing {
  readonly ok: false;
  readonly reason: string;
  readonly remedy?: string;
  /** Nothing came in the time that is given. */
  readonly isLate?: true;
}

/** What to do about what could not be had. */
export const remedyFor = ({ remedy }: Missing): string => remedy ?? 'try again later';

/** The answer for an address that leads on to another: a badge names the one that its issuer signed for. */
export const leadsOn: Missing = { ok: false, reason: 'it leads on to another address, and no redirect is followed', remedy: 'ask whoever publishes it to serve it at that very address' };

/** The answer for a document that is longer than what is looked at. */
export const tooLong: Missing = { ok: false, reason: 'it is longer than 1 MiB, the most that is read of one address', remedy: 'ask whoever publishes it for a shorter one' };

/** Whether a response leads on: fetched with `redirect: 'manual'`, a browser says so without a status. */
export const isRedirect = ({ type, status }: Pick<Response, 'type' | 'status'>): boolean => type === 'opaqueredirect' || (status >= 300 && status < 400);

/** Whether a resolver's reason says that nothing is at the address, and not that it could not be asked. */
export const isMissing = (reason: string): boolean => /answered (404|410)|has no /.test(reason);

/** The longest document that is looked at. */
export const longestDocument = 1024 * 1024;

export type Found = { readonly ok: true; readonly value: unknown; readonly note: string | null } | Missing;
export type FoundText = { readonly ok: true; readonly text: string; readonly note: string | null } | Missing;

/** The bytes of a badge at an address that somebody chose, or a sentence that says why there are none and what to do (`mend`). Never throws. */
export const badgeAt = (address: string, resolve: Resolve, mend?: string): Promise<Uint8Array | string> => badgesAt(resolve, mend)(address);

/** The same for many addresses: a host that once did not answer in time is not waited for again. */
export function badgesAt(resolve: Resolve, mend = 'Download it and give the file.'): (address: string) => Promise<Uint8Array | string> {
  const late = new Map<string, Missing>();
  return async (address) => {
    const host = URL.canParse(address) ? new URL(address).host : address;
    const found = late.get(host) ?? (await resolve(address).catch((): Missing => ({ ok: false, reason: 'it cannot be reached' })));
    if (found.ok) return found.bytes;
    if (found.isLate === true) late.set(host, { ok: false, reason: `${host} had not answered in time for another` });
    return `The badge at ${address} could not be fetched: ${found.reason.replace(/[.\s]+$/, '')}. ${mend}`;
  };
}

/** The most addresses that are asked for what a badge carries of others, and the most that may keep it waiting in vain. */
export const mostAddresses = 32;
export const mostLate = 3;

/** The same resolver, for the endorsements of one badge: whoever made it does not decide how much of their time and of whose network others spend on it. */
export function limited(resolve: Resolve): Resolve {
  let asked = 0;
  let late = 0;
  return async (url) => {
    if (asked >= mostAddresses) return { ok: false, reason: `the badge leads to more than ${mostAddresses} addresses through its endorsements, the most that are asked`, remedy: 'ask for a badge that carries fewer endorsements' };
    if (late >= mostLate) return { ok: false, reason: `${mostLate} other addresses that its endorsements lead to had not answered in time` };
    asked += 1;
    const found = await resolve(url);
    if (found.ok && found.isNear === true) asked -= 1;
    if (!found.ok && found.isLate === true) late += 1;
    return found;
  };
}

/** The text at an address, or why there is none, as words that follow "because". Never throws, even where `resolve` does. */
export async function lookupText(resolve: Resolve, url: string): Promise<FoundText> {
  const failure = (reason: string): FoundText => ({ ok: false, reason });
  try {
    const found = await resolve(url);
    if (!found.ok) return { ...found, reason: found.reason.replace(/[.\s]+$/, '') };
    if (found.bytes.length > longestDocument) return tooLong;
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(found.bytes), note: found.note ?? null };
  } catch {
    return failure('what came back is not sound JSON');
  }
}

/** The JSON at an address, or why there is none, as words that follow "because". Never throws. */
export async function lookup(resolve: Resolve, url: string): Promise<Found> {
  const found = await lookupText(resolve, url);
  if (!found.ok) return found;
  const parsed = parseJson(found.text);
  return parsed.ok ? { ok: true, value: parsed.value, note: found.note } : { ok: false, reason: `what came back cannot be used: ${parsed.reason.replace(/\.$/, '').replace(/^It /, 'it ')}` };
}

const patient = new WeakSet<Resolve>();

/** The same resolver that asks for each address once; one that does so already stays as it is, so that what depends on its answers can be kept beside it. */
export function once(resolve: Resolve): Resolve {
  if (patient.has(resolve)) return resolve;
  const asked = new Map<string, ReturnType<Resolve>>();
  const same: Resolve = (url) => {
    const answer = asked.get(url) ?? resolve(url);
    asked.set(url, answer);
    return answer;
  };
  patient.add(same);
  return same;
}

const kept = new WeakMap<Resolve, Map<string, Promise<unknown>>>();

/** What was made of a resolver's answers the first time, where the resolver gives the same ones for ever; made anew for every other. */
export function remember<Made>(resolve: Resolve, what: string, make: () => Promise<Made>): Promise<Made> {
  if (!patient.has(resolve)) return make();
  const known = kept.get(resolve) ?? new Map<string, Promise<unknown>>();
  kept.set(resolve, known);
  const made = known.get(what) ?? make();
  known.set(what, made);
  return made as Promise<Made>;
}
