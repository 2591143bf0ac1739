import { describe, expect, it } from 'vitest';
import { exampleChange, outdented, type ExampleLine } from './example-change.ts';
import { rules } from './index.ts';

const shown = (lines: readonly ExampleLine[]): string => lines.map((line) => line.map(({ text, changed }) => (changed ? `[${text}]` : text)).join('')).join('\n');

describe('what changes between two examples', () => {
  it.each([
    ['passing: not-yet', 'passing: proficient', 'passing: [not-yet]', 'passing: [proficient]'],
    ['a: 1\nb: 2', 'a: 1\nb: 3', 'a: 1\nb: [2]', 'a: 1\nb: [3]'],
    ['', '    minutes: [3, 5]\n', '', '    [minutes: [3, 5]]'],
    ['a b c', 'a c', 'a [b ]c', 'a c'],
    ['same', 'same', 'same', 'same'],
  ])('is marked by words: %j and %j', (bad, good, left, right) => {
    const change = exampleChange(bad, good);
    expect([shown(change.bad), shown(change.good)]).toEqual([left, right]);
  });

  it('can be shown without the blanks that all lines begin with', () => {
    expect(outdented('    a: 1\n      b: 2\n', '    a: 2\n')).toEqual(['a: 1\n  b: 2\n', 'a: 2\n']);
    expect(outdented('', '    a: 1\n')).toEqual(['', 'a: 1\n']);
    expect(outdented('a:\n  b', '  c')).toEqual(['a:\n  b', '  c']);
  });

  it('leaves the text of every example as it is', () => {
    for (const { bad, good } of rules) {
      const change = exampleChange(bad, good);
      const plain = (lines: readonly ExampleLine[]): string => lines.map((line) => line.map(({ text }) => text).join('')).join('\n');
      expect(plain(change.bad)).toBe(bad.replace(/\n$/, ''));
      expect(plain(change.good)).toBe(good.replace(/\n$/, ''));
      expect([...change.bad, ...change.good].flat().some(({ changed }) => changed)).toBe(true);
    }
  });
});
