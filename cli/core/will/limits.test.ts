import { expect, it } from 'vitest';
import { pageLimits, tooBigForPages, willLimits } from './limits.ts';

it('a page opens every archive that the command line opens, but for the longest, and of those it is said when they are made', () => {
  expect({ ...pageLimits, all: willLimits.all }).toEqual(willLimits);
  expect(tooBigForPages([pageLimits.all - 1, 1])).toBeNull();
  expect(tooBigForPages([pageLimits.all, 2 ** 20])).toBe('It unpacks to 513 MiB, and a page opens 512 MiB at most: whoever has it needs the command line.');
});
