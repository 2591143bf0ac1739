import { describe, expect, it } from 'vitest';
import { askLink, type LinkAnswer } from './ask-link.ts';
import { askLinks } from './ask-links.ts';
import type { PublicFetch } from './public-fetch.ts';
import { PRIVATE } from './public-host.ts';
import type { World } from './world.ts';

type Reply = readonly [status: number, location?: string];

// A web of a few addresses; `asked` says what was asked for.
function web(replies: Readonly<Record<string, Reply | Error>>): { readonly fetch: PublicFetch; readonly asked: string[] } {
  const asked: string[] = [];
  const fetch: PublicFetch = async (input, asking) => {
    const { hostname } = new URL(input);
    if (hostname.startsWith('gone')) throw Object.assign(new Error('gone'), { code: 'ENOTFOUND' });
    if (hostname.startsWith('inside')) throw Object.assign(new Error('inside'), { code: PRIVATE });
    asked.push(`${asking?.method} ${input}`);
    const reply = replies[`${asking?.method} ${input}`] ?? replies[input];
    if (reply === undefined || reply instanceof Error) throw reply ?? new Error('nothing there');
    return new Response(null, { status: reply[0], headers: reply[1] === undefined ? {} : { location: reply[1] } });
  };
  return { fetch, asked };
}

const answer = (url: string, replies: Readonly<Record<string, Reply | Error>>): Promise<LinkAnswer> => askLink(url, web(replies).fetch);

describe('asking a link', () => {
  it.each<readonly [string, Readonly<Record<string, Reply | Error>>, LinkAnswer['state'], RegExp]>([
    ['https://a.org/', { 'https://a.org/': [200] }, 'there', /^$/],
    ['https://a.org/', { 'https://a.org/': [301, '/b'], 'https://a.org/b': [200] }, 'there', /moved for good to https:\/\/a\.org\/b/],
    ['https://a.org/', { 'https://a.org/': [302, 'https://b.org/'], 'https://b.org/': [200] }, 'there', /^$/],
    ['https://a.org/', { 'https://a.org/': [404] }, 'broken', /404/],
    ['https://a.org/', { 'https://a.org/': [410] }, 'broken', /410/],
    ['https://a.org/', { 'HEAD https://a.org/': [405], 'GET https://a.org/': [200] }, 'there', /^$/],
    ['https://a.org/', { 'HEAD https://a.org/': [404], 'GET https://a.org/': [200] }, 'there', /^$/],
    ['https://a.org/', { 'https://a.org/': [403] }, 'unknown', /403/],
    ['https://a.org/', { 'https://a.org/': [503] }, 'unknown', /503/],
    ['https://a.org/', {}, 'unknown', /cannot be reached/],
    ['https://a.org/', { 'https://a.org/': Object.assign(new Error(), { name: 'TimeoutError' }) }, 'unknown', /15 seconds/],
    ['https://a.org/', { 'https://a.org/': [302, '/'] }, 'broken', /more than 5 times/],
    ['https://gone.org/', {}, 'broken', /no host gone\.org/],
    ['https://a.org:8443/', {}, 'unknown', /usual port/],
  ])('%s, with %j, says that it is %s', async (url, replies, state, says) => {
    const given = await answer(url, replies);
    expect(given.state).toBe(state);
    expect(given.says).toMatch(says);
  });

  it.each(['http://a.org/', 'https://127.0.0.1/', 'https://[::1]/', 'https://localhost/', 'https://printer.lan/', 'https://inside.org/', 'https://me:secret@a.org/'])('never asks %s, given or led on to', async (url) => {
    for (const [first, replies] of [[url, {}], ['https://a.org/', { 'https://a.org/': [302, url] as Reply }]] as const) {
      const { fetch, asked } = web(replies);
      expect((await askLink(first, fetch)).state).toBe('broken');
      expect(asked.filter((line) => !line.endsWith(' https://a.org/'))).toEqual([]);
    }
  });
});

describe('asking many links', () => {
  const worldAt = (now: string, files: Map<string, string>): World => ({ cwd: '/w', now: () => new Date(now), files: { read: async (path: string) => new TextEncoder().encode(files.get(path) ?? ''), write: async (path: string, text: string) => void files.set(path, text) } }) as unknown as World;

  it('keeps what answered for a week, and asks again what did not', async () => {
    const files = new Map<string, string>();
    const asked: string[] = [];
    const ask = async (url: string): Promise<LinkAnswer> => {
      asked.push(url);
      return url.includes('bad') ? { state: 'broken', says: 'x' } : { state: 'there', says: '' };
    };
    const urls = ['https://a.org/', 'https://a.org/', 'https://bad.org/'];
    for (const [now, fresh, expected] of [['2026-11-01T00:00:00Z', false, 2], ['2026-11-05T00:00:00Z', false, 1], ['2026-11-06T00:00:00Z', true, 2], ['2026-11-14T00:00:00Z', false, 2]] as const) {
      asked.length = 0;
      expect([...(await askLinks(worldAt(now, files), urls, { fresh, ask }))].map(([url, { state }]) => [url, state]).sort()).toEqual([['https://a.org/', 'there'], ['https://bad.org/', 'broken']]);
      expect(asked, now).toHaveLength(expected);
    }
    files.set('/w/.laurel/links.json', '{');
    await askLinks(worldAt('2026-11-14T00:00:00Z', files), urls, { fresh: false, ask });
    expect(asked).toHaveLength(4);
  });

  it('asks one host one thing at a time, and six hosts at most', async () => {
    const now = new Map<string, number>();
    let most = 0;
    const ask = async (url: string): Promise<LinkAnswer> => {
      const { host } = new URL(url);
      now.set(host, (now.get(host) ?? 0) + 1);
      expect(now.get(host)).toBe(1);
      most = Math.max(most, [...now.values()].reduce((sum, one) => sum + one, 0));
      await new Promise((done) => setTimeout(done, 1));
      now.set(host, 0);
      return { state: 'there', says: '' };
    };
    await askLinks(worldAt('2026-11-01T00:00:00Z', new Map()), Array.from({ length: 60 }, (_, at) => `https://h${at % 10}.org/${at}`), { fresh: true, ask });
    expect(most).toBe(6);
  });
});
