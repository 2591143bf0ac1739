import { resolve } from 'node:path';
import { askLink, type LinkAnswer } from './ask-link.ts';
import { publicFetch } from './public-fetch.ts';
import type { World } from './world.ts';

const CACHE = '.laurel/links.json';
const DAYS = 7;
const TOGETHER = 6;

/** An answer that was good, and when it was given. */
interface Kept {
  readonly asked: string;
  readonly says: string;
}

// All share the connections of one.
function oneFetch(): (url: string) => Promise<LinkAnswer> {
  const fetch = publicFetch();
  return (url) => askLink(url, fetch);
}

/**
 * Asks many addresses: six hosts at a time, each host one address after the other. A good answer is kept in .laurel/ for a week;
 * what was broken or unknown is asked again every time.
 */
export async function askLinks(world: World, urls: Iterable<string>, { fresh, ask = oneFetch() }: { readonly fresh: boolean; readonly ask?: (url: string) => Promise<LinkAnswer> }): Promise<ReadonlyMap<string, LinkAnswer>> {
  const kept = fresh ? new Map<string, Kept>() : await readKept(world);
  const answers = new Map<string, LinkAnswer>();
  const hosts = new Map<string, string[]>();
  for (const url of new Set(urls)) {
    const known = kept.get(url);
    if (known !== undefined) answers.set(url, { state: 'there', says: known.says });
    else {
      const host = URL.canParse(url) ? new URL(url).host : '';
      hosts.set(host, [...(hosts.get(host) ?? []), url]);
    }
  }
  const waiting = [...hosts.values()];
  const asked = world.now().toISOString();
  await Promise.all(Array.from({ length: TOGETHER }, async () => {
    for (let group = waiting.shift(); group !== undefined; group = waiting.shift()) {
      for (const url of group) {
        const answer = await ask(url);
        answers.set(url, answer);
        if (answer.state === 'there') kept.set(url, { asked, says: answer.says });
        else kept.delete(url);
      }
    }
  }));
  await world.files.write(resolve(world.cwd, CACHE), `${JSON.stringify(Object.fromEntries([...kept].sort(([a], [b]) => (a < b ? -1 : 1))), null, 2)}\n`);
  return answers;
}

// A cache that cannot be read is an empty one.
async function readKept(world: World): Promise<Map<string, Kept>> {
  const path = resolve(world.cwd, CACHE);
  const since = new Date(world.now().getTime() - DAYS * 24 * 60 * 60 * 1000).toISOString();
  try {
    const kept = JSON.parse(new TextDecoder().decode(await world.files.read(path))) as Record<string, Kept>;
    return new Map(Object.entries(kept).filter(([, { asked, says }]) => typeof asked === 'string' && typeof says === 'string' && asked >= since && asked <= world.now().toISOString()));
  } catch {
    return new Map();
  }
}
