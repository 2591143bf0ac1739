import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { directionOf } from './direction.ts';
import { wordsBetween } from './words.ts';

describe('the direction of a rewording', () => {
  it.each([
    ['Shows at least two checks.', 'Shows at least three checks.', 'tightened'],
    ['Shows at least 12 checks.', 'Shows at least 9 checks.', 'loosened'],
    ['Takes at most 5 minutes.', 'Takes at most 9 minutes.', 'loosened'],
    ['Asks some learners.', 'Asks all learners.', 'tightened'],
    ['Revises a check that all learners fail.', 'Revises a check that some learners fail.', null],
    ['Asks again if at least two learners are silent.', 'Asks again if at least three learners are silent.', null],
    ['Asks every learner.', 'Asks each learner.', null],
    ['Does not ask all learners.', 'Does not ask some learners.', null],
    ['Waits three seconds.', 'Waits five seconds.', null],
    ['Asks at most once.', 'Asks at all once.', null],
    ['Shows at least two checks.', 'Shows at least three good checks.', null],
    ['Shows two checks.', 'Shows two checks.', null],
  ])('from %j to %j is %j', (before, after, expected) => expect(directionOf(before, after)).toBe(expected));

  it('turns about when the change is turned about', () => {
    const sentence = fc.array(fc.constantFrom('at', 'least', 'most', 'all', 'some', 'two', '3', 'checks', 'not'), { maxLength: 8 }).map((words) => words.join(' '));
    const turned = { tightened: 'loosened', loosened: 'tightened' } as const;
    fc.assert(fc.property(sentence, sentence, (a, b) => {
      const there = directionOf(a, b);
      expect(directionOf(b, a)).toBe(there === null ? null : turned[there]);
    }));
  });
});

describe('the words between two texts', () => {
  it('make up both of them again', () => {
    const text = fc.array(fc.constantFrom('one', 'two.', 'three,', 'é', '(4)'), { maxLength: 12 }).map((words) => words.join(' '));
    const without = (turn: string) => (words: ReturnType<typeof wordsBetween>): string => words.filter((run) => run.turn !== turn).map((run) => run.text).join('');
    fc.assert(fc.property(text, text, (a, b) => {
      const words = wordsBetween(a, b);
      expect([without('added')(words), without('removed')(words)]).toEqual([a, b]);
    }));
  });
});
