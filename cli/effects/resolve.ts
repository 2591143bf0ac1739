import { join } from 'node:path';
import { pathBelow, siteRoot } from '../core/badge/addresses.ts';
import { fetchable } from '../core/badge/did.ts';
import { isObject, parseJson } from '../core/badge/json.ts';
import { isRedirect, leadsOn, longestDocument, tooLong, type Resolve } from '../core/badge/lookup.ts';
import { Obstacle } from './programme.ts';
import { publicFetch, type PublicFetch } from './public-fetch.ts';
import { PRIVATE } from './public-host.ts';
import type { World } from './world.ts';

const PATIENCE = 10_000;

/** Fetches from the network: public https addresses only, no redirects, bounded in time and size. */
export function networkResolver(fetch: PublicFetch = publicFetch()): Resolve {
  return async (url) => {
    const address = fetchable(url);
    if (!address.ok) return address;
    const signal = AbortSignal.timeout(PATIENCE);
    let response: Response | undefined;
    try {
      response = await fetch(address.url, { signal, headers: { accept: 'application/json' } });
      if (isRedirect(response)) return leadsOn;
      if (!response.ok) return { ok: false, reason: `the server answered ${response.status}` };
      const bytes = await bounded(response);
      return bytes === null ? tooLong : { ok: true, bytes };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === PRIVATE) return { ok: false, reason: 'its name leads into a private network' };
      return signal.aborted ? { ok: false, reason: `there was no answer within ${PATIENCE / 1000} seconds`, isLate: true } : { ok: false, reason: 'it cannot be reached' };
    } finally {
      // What is not read any more would keep its connection, and the process, waiting.
      await response?.body?.cancel().catch(() => undefined);
    }
  };
}

async function bounded(response: Response): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > longestDocument) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Nothing is fetched: what is not at hand is unknown. */
export const offlineResolver: Resolve = async () => ({ ok: false, reason: 'nothing is fetched with --offline', remedy: 'leave --offline out, or give what the programme left with --will' });

/**
 * Answers for the origin of a built site from its folder, and says so; asks `otherwise` for the rest.
 * @throws Obstacle when the folder is no built site.
 */
export async function siteResolver(world: World, folder: string, otherwise: Resolve): Promise<Resolve> {
  const index = join(folder, 'v1', 'index.json');
  // What is no plain file, such as a pipe, might never end.
  const plain = async (path: string): Promise<Uint8Array | null> => ((await world.files.size(path)) === null ? null : world.files.read(path).catch(() => null));
  const found = await plain(index);
  if (found === null) throw new Obstacle(`${folder} is not a built site: it has no v1/index.json. Run \`laurel build\` first.`);
  const parsed = parseJson(new TextDecoder().decode(found), 1_000_000);
  const programme = parsed.ok && isObject(parsed.value) ? parsed.value['programme'] : null;
  const origin = isObject(programme) ? rootOf(String(programme['url'])) : null;
  if (origin === null) throw new Obstacle(`${folder} is not a built site: its v1/index.json does not name the programme's address. Run \`laurel build\` again.`);
  return async (url) => {
    const below = URL.canParse(url) ? pathBelow(origin, url) : null;
    if (below === null) return otherwise(url);
    const bytes = await plain(join(folder, below));
    return bytes === null ? { ok: false, reason: `the built site in ${folder} has no ${below}` } : { ok: true, bytes, isNear: true, note: `from the built site in ${folder}` };
  };
}

function rootOf(url: string): string | null {
  try {
    return siteRoot(url);
  } catch {
    return null;
  }
}
