import { publicAddress } from '../core/badge/did.ts';
import { isPublicHost } from './public-host.ts';
import type { World } from './world.ts';

/** What an address answers: it is there, it is broken, or that could not be found out. */
export interface LinkAnswer {
  readonly state: 'there' | 'broken' | 'unknown';
  readonly says: string;
}

const PATIENCE = 15_000;
const HOPS = 5;
const broken = (says: string): LinkAnswer => ({ state: 'broken', says });
const unknown = (says: string): LinkAnswer => ({ state: 'unknown', says });

/**
 * Asks one address, and what it leads on to: public https addresses only, at every step, bounded in time, and no more than the head where that is enough.
 * @param isPublic whether a host leads to no private network.
 */
export async function askLink(world: Pick<World, 'fetch'>, url: string, isPublic: (hostname: string) => Promise<boolean> = isPublicHost): Promise<LinkAnswer> {
  let next = url;
  let moved: string | null = null;
  for (let hop = 0; hop <= HOPS; hop += 1) {
    const address = publicAddress(next);
    if (!address.ok) return broken(hop === 0 ? address.reason : `It leads on to an address that is not asked. ${address.reason}`);
    const { hostname, port } = new URL(address.url);
    if (port !== '') return unknown('Only the usual port of https is asked.');
    const open = await isPublic(hostname).catch((error: NodeJS.ErrnoException) => (error.code === 'ENOTFOUND' ? 'nowhere' : 'unknown'));
    if (open === 'nowhere') return broken(`There is no host ${hostname}.`);
    if (open === 'unknown') return unknown(`Where ${hostname} is could not be found out.`);
    if (open === false) return broken(`${hostname} leads into a private network, which is not asked.`);
    const answer = await statusOf(world, address.url);
    if ('failed' in answer) return unknown(answer.failed);
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

type Answer = { readonly status: number; readonly location: string | null } | { readonly failed: string };

// Many servers answer a request for the head wrongly; only a good answer to it counts.
async function statusOf({ fetch }: Pick<World, 'fetch'>, url: string): Promise<Answer> {
  let last: Answer = { failed: 'It cannot be reached.' };
  for (const method of ['HEAD', 'GET']) {
    try {
      const response = await fetch(url, { method, redirect: 'manual', credentials: 'omit', signal: AbortSignal.timeout(PATIENCE), headers: { accept: 'text/html,*/*' } });
      await response.body?.cancel();
      last = { status: response.status, location: response.headers.get('location') };
      if (response.status < 400) return last;
    } catch (error) {
      last = { failed: (error as Error).name === 'TimeoutError' ? `There was no answer within ${PATIENCE / 1000} seconds.` : 'It cannot be reached.' };
    }
  }
  return last;
}
