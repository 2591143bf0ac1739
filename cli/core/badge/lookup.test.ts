import { expect, it } from 'vitest';
import { badgesAt, limited, mostAddresses, mostLate, type Resolve } from './lookup.ts';

it('of many badges none waits for a host that did not answer in time for another', async () => {
  const asked: string[] = [];
  const resolve: Resolve = async (url) => {
    asked.push(url);
    if (url.includes('late')) return { ok: false, reason: 'there was no answer within 10 seconds', isLate: true };
    return url.includes('gone') ? { ok: false, reason: 'the server answered 404' } : { ok: true, bytes: new Uint8Array(1) };
  };
  const at = badgesAt(resolve);
  expect(await at('https://late.example/1')).toBe('The badge at https://late.example/1 could not be fetched: there was no answer within 10 seconds. Download it and give the file.');
  expect(await at('https://late.example/2')).toBe('The badge at https://late.example/2 could not be fetched: late.example had not answered in time for another. Download it and give the file.');
  expect(await at('https://b.example/gone')).toContain('answered 404');
  expect(await at('https://b.example/2')).toEqual(new Uint8Array(1));
  expect(asked).toEqual(['https://late.example/1', 'https://b.example/gone', 'https://b.example/2']);
});

it('what others say in a badge leads to so many addresses and no more, and to fewer where nobody answers', async () => {
  const counted = async (answer: Awaited<ReturnType<Resolve>>): Promise<readonly [number, string]> => {
    let asked = 0;
    const resolve = limited(async () => (asked += 1, answer));
    let last = '';
    for (let at = 0; at < 100; at += 1) last = await resolve(`https://e${at}.example/`).then((found) => (found.ok ? 'there' : found.reason));
    return [asked, last];
  };
  expect(await counted({ ok: false, reason: 'the server answered 404' })).toEqual([mostAddresses, 'the badge leads to more than 32 addresses through its endorsements, the most that are asked']);
  expect(await counted({ ok: false, reason: 'there was no answer within 10 seconds', isLate: true })).toEqual([mostLate, '3 other addresses that its endorsements lead to had not answered in time']);
  expect(await counted({ ok: true, bytes: new Uint8Array(1), isNear: true })).toEqual([100, 'there']);
});
