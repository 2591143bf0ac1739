import { describe, expect, it } from 'vitest';
import { readingGrade } from './reading-grade.ts';

describe('the reading grade', () => {
  it('is the formula of Flesch and Kincaid', () => {
    // Six words and six syllables a sentence: 0.39 x 6 + 11.8 x 1 - 15.59.
    expect(readingGrade('The cat sat on the mat. '.repeat(20))).toBeCloseTo(-1.45, 2);
  });

  it('says nothing of a short text', () => {
    expect(readingGrade('The cat sat on the mat.')).toBeNull();
    expect(readingGrade('')).toBeNull();
  });

  it('ends a sentence with a heading or a point of a list, and not with a decimal', () => {
    const words = 'one two three four five six seven eight nine ten '.repeat(12).trim();
    expect(readingGrade(`${words}\n\n${words}`)!).toBeLessThan(readingGrade(`${words} ${words}`)!);
    expect(readingGrade(`${words} at 3.5 to 1 ${words}`)!).toBeCloseTo(readingGrade(`${words} at to ${words}`)!, 0);
  });

  it('takes time that grows with the length alone', { timeout: 20_000 }, () => {
    for (const piece of ['a', '.', "'", '"', '\n', '. ', '…)']) readingGrade(`${piece.repeat(400_000 / piece.length)}a`);
  });
});
