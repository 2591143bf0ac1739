import { publicAddress } from '../core/badge/did.ts';
import { publicFetch, type PublicFetch } from './public-fetch.ts';
import { PRIVATE } from './public-host.ts';

/** What an address answers: it is there, it is broken, or that could not be found out. */
export interface LinkAnswer {
  readonly state: 'there' | 'broken' | 'unknown';
  readonly says: string;
}

const PATIENCE = 15_000;
const HOPS = 5;
const LATE = 'late';
const broken = (says: string): LinkAnswer => ({ state: 'broken', says });
const unknown = (says: string): LinkAnswer => ({ state: 'unknown', says });

/** Asks one address, and what it leads on to: public https addresses only, at every step, bounded in time, and no more than the head where that is enough. */
export async function askLink(url: string, fetch: PublicFetch = publicFetch()): Promise<LinkAnswer> {
  let next = url;
  let moved: string | null = null;
  for (let hop = 0; hop <= HOPS; hop += 1) {
    const address = publicAddress(next);
    if (!address.ok) return broken(hop === 0 ? address.reason : `It leads on to an address that is not asked. ${address.reason}`);
    const { hostname, port } = new URL(address.url);
    if (port !== '') return unknown('Only the usual port of https is asked.');
    const answer = await statusOf(fetch, address.url);
    if ('code' in answer) {
      if (answer.code === 'ENOTFOUND') return broken(`There is no host ${hostname}.`);
      if (answer.code === PRIVATE) return broken(`${hostname} leads into a private network, which is not asked.`);
      return unknown(answer.code === 'EAI_AGAIN' ? `Where ${hostname} is could not be found out.` : answer.code === LATE ? `There was no answer within ${PATIENCE / 1000} seconds.` : 'It cannot be reached.');
    }
    const { status, location } = answer;
    if (status >= 300 && status < 400 && location !== null && URL.canParse(location, address.url)) {
      next = new URL(location, address.url).href;
      if (status === 301 || status === 308) moved = next;
      continue;
    }
    if (status >= 200 && status < 300) return { state: 'there', says: moved === null ? '' : `It has moved for good to ${moved.slice(0, 200)}` };
    if (status === 404 || status === 410) return broken(`The server answered ${status}: there is nothing.`);
    return unknown(`The server answered ${status}.`);
  }
  return broken(`It leads on more than ${HOPS} times.`);
}

type Answer = { readonly status: number; readonly location: string | null } | { readonly code: string };

// Many servers answer a request for the head wrongly; only a good answer to it counts.
async function statusOf(fetch: PublicFetch, url: string): Promise<Answer> {
  let last: Answer = { code: '' };
  for (const method of ['HEAD', 'GET'] as const) {
    const signal = AbortSignal.timeout(PATIENCE);
    try {
      const response = await fetch(url, { method, signal, headers: { accept: 'text/html,*/*' } });
      await response.body?.cancel();
      last = { status: response.status, location: response.headers.get('location') };
      if (response.status < 400) return last;
    } catch (error) {
      const { name, code = '' } = error as NodeJS.ErrnoException;
      last = { code: name === 'TimeoutError' || signal.aborted ? LATE : code };
      // What its name leads to is the same for both.
      if (code === PRIVATE || code === 'ENOTFOUND') return last;
    }
  }
  return last;
}
