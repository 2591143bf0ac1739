import { describe, expect, it } from 'vitest';
import { glance } from './glance.ts';

const repository = (number: number, defaultBranch = 'main') => ({ owner: 'a', name: `p${number}`, defaultBranch });
const told = (main: string | null, register: string | null, pulls = 0, issues = 0) => ({ main: main === null ? null : { target: { oid: main } }, register: register === null ? null : { target: { oid: register } }, pullRequests: { totalCount: pulls }, issues: { totalCount: issues } });

describe('a glance at many repositories', () => {
  it('tells of each where its branches stand and whether anything is open, in the order asked', async () => {
    const asked: Record<string, unknown>[] = [];
    const glances = await glance(async (_, variables) => {
      asked.push(variables);
      return { r0: told('1', '2', 3, 4), r1: told(null, null) };
    }, [repository(0), repository(1, 'trunk')]);
    expect(asked).toEqual([{ owner0: 'a', name0: 'p0', main0: 'refs/heads/main', owner1: 'a', name1: 'p1', main1: 'refs/heads/trunk' }]);
    expect(glances).toEqual([{ heads: new Map([['main', '1'], ['register', '2']]), openPulls: 3, openIssues: 4 }, { heads: new Map(), openPulls: 0, openIssues: 0 }]);
  });

  it('is one request for 50', async () => {
    const counts: number[] = [];
    const glances = await glance(async (_, variables) => {
      const count = Object.keys(variables).length / 3;
      counts.push(count);
      return Object.fromEntries(Array.from({ length: count }, (__, at) => [`r${at}`, told(String(variables[`name${at}`]), null)]));
    }, Array.from({ length: 101 }, (_, at) => repository(at)));
    expect(counts).toEqual([50, 50, 1]);
    expect(glances.map((one) => one!.heads.get('main'))).toEqual(Array.from({ length: 101 }, (_, at) => `p${at}`));
  });

  it('is no word on a repository of which something is withheld, and hides none of the others', async () => {
    const withheld = Object.assign(new Error('Could not resolve'), { data: { r0: told('1', '2'), r1: null, r2: told('3', null) }, errors: [{ type: 'NOT_FOUND', path: ['r1'] }, { type: 'FORBIDDEN', path: ['r2', 'register'] }] });
    const glances = await glance(() => Promise.reject(withheld), [repository(0), repository(1), repository(2)]);
    expect(glances.map((one) => one === null)).toEqual([false, true, true]);
  });

  it.each([
    ['a limit', [{ type: 'RATE_LIMITED' }]],
    ['an error of no repository', [{ type: 'NOT_FOUND', path: ['r0'] }, { message: 'Something went wrong' }]],
    ['no answer', undefined],
  ])('is a fault after %s', async (_, errors) => {
    await expect(glance(() => Promise.reject(Object.assign(new Error('told'), { data: { r0: told('1', '2') }, ...(errors === undefined ? {} : { errors }) })), [repository(0)])).rejects.toThrow('told');
  });
});
