import { describe, expect, it } from 'vitest';
import { foldedName } from './folded-name.ts';

describe('a folded name', () => {
  it.each([
    ['another case', 'plan.txt', 'Plan.TXT'],
    ['letters put together from parts', 'r\u00e9sum\u00e9.txt', 're\u0301sume\u0301.txt'],
    ['both at once', 'R\u00c9SUM\u00c9.txt', 're\u0301sume\u0301.txt'],
    ['the sign for kelvin', 'maya-o\u212Aafor', 'maya-okafor'],
    ['a sharp s', 'stra\u00dfe', 'STRASSE'],
  ])('is the same for %s', (_, one, other) => expect(foldedName(one)).toBe(foldedName(other)));

  it('is another for another name', () => expect(foldedName('plan-1.txt')).not.toBe(foldedName('plan-l.txt')));
});
