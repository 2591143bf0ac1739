import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { someAtATime } from './some-at-a-time.ts';

describe('some at a time', () => {
  it('are never more than the bound, and their outcomes stand in the order of what they are of', async () => {
    let [now, most] = [0, 0];
    const outcomes = await someAtATime([5, 1, 4, 1, 3, 0, 2], async (wait) => {
      most = Math.max(most, (now += 1));
      await pause(wait * 3);
      now -= 1;
      return wait;
    }, 3);
    expect([outcomes, most]).toEqual([[5, 1, 4, 1, 3, 0, 2], 3]);
  });

  it('begin no other after one that failed, and throw the first in order when those that were begun have ended', async () => {
    const [begun, ended]: readonly [number[], number[]] = [[], []];
    await expect(someAtATime([9, 1, 0, 0], async (wait) => {
      begun.push(wait);
      await pause(wait * 3);
      ended.push(wait);
      throw new Error(`of ${wait}`);
    }, 2)).rejects.toThrow('of 9');
    expect([begun, ended]).toEqual([[9, 1], [1, 9]]);
  });

  it('are nothing of nothing', async () => expect(await someAtATime([], () => Promise.reject(new Error()))).toEqual([]));
});
