import { describe, expect, it } from 'vitest';
import { saysTheSame } from './words.ts';

describe('two texts say the same', () => {
  it.each([
    ["It's a clip: the teacher waits.", 'It’s a clip — the teacher waits'],
    ['"Wait", says the board', '“Wait,” says the board …'],
    ['Three to\n  five words', 'three to five  words'],
    ['3-5 words', '3–5 words'],
    ['A clip, with captions', 'A clip – with captions'],
  ])('where only signs and blanks differ: %s', (before, after) => expect(saysTheSame(before, after)).toBe(true));

  it.each([
    ['Waits 3 seconds', 'Waits 5 seconds'],
    ['The result of 5 - 3', 'The result of 5 3'],
    ['At least 1.5 pages', 'At least 15 pages'],
    ['Waits after each question', 'Waits after a question'],
  ])('and not where a word or a figure does: %s', (before, after) => expect(saysTheSame(before, after)).toBe(false));
});
