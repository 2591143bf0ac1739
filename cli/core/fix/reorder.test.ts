import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from '../document.ts';
import { reordering } from './reorder.ts';

function reordered(text: string, keys: readonly string[] = ['low', 'high'], pointer = '/levels'): string | null {
  const edit = reordering(parseDocument({ path: 'rubrics/x.yaml', bytes: new TextEncoder().encode(text) }), pointer, keys);
  return edit === null ? null : text.slice(0, edit.start) + edit.text + text.slice(edit.end);
}

describe('entries that are put in order', () => {
  it('take the comments above them and on their lines with them', () => {
    expect(reordered(`# All.
levels:
  # Of high,
  # in two lines.
  high: >- # folded
    Every learner,

    and # this is text.

  # Of low.
  low: Some. # a few

# Of the next.
next: 1
`)).toBe(`# All.
levels:
  # Of low.
  low: Some. # a few
  # Of high,
  # in two lines.
  high: >- # folded
    Every learner,

    and # this is text.


# Of the next.
next: 1
`);
  });

  it.each([
    ['at the end of a file without a last line end', 'levels:\n  high: a\n  low: b', 'levels:\n  low: b\n  high: a'],
    ['with the line ends of Windows', 'levels:\r\n  high: a\r\n  low: "b\r\n    c"\r\nnext: 1\r\n', 'levels:\r\n  low: "b\r\n    c"\r\n  high: a\r\nnext: 1\r\n'],
    ['whatever quotes their keys have', 'levels:\n  "high": a\n  \'low\': b\n', 'levels:\n  \'low\': b\n  "high": a\n'],
    ['in a list, where the next entry follows', '- levels:\n    high: a\n    low: b\n- levels: {}\n', '- levels:\n    low: b\n    high: a\n- levels: {}\n'],
  ])('stay what they are %s', (_, text, expected) => expect(reordered(text, undefined, text.startsWith('-') ? '/0/levels' : undefined)).toBe(expected));

  it.each([
    ['on one line', 'levels: { high: a, low: b }\n'],
    ['beside a dash', '- high: a\n  low: b\n'],
    ['and hold blank lines that count', 'levels:\n  high: |+\n    a\n\n\n  low: b\n'],
  ])('are left alone where they stand %s', (_, text) => {
    const better = reordered(text, undefined, text.startsWith('-') ? '/0' : undefined);
    if (text.includes('|+')) expect(better === null || better.includes('a\n\n\n')).toBe(true);
    else expect(better).toBeNull();
  });

  it('say the same in every order, however they are written', () => {
    const scalar = fc.constantFrom('word', '"two\n    lines"', '>-\n    folded\n    text', '|\n    - literal\n    # text', 'plain\n    on two lines', "'it''s'", '~', '[a, b]');
    const comment = fc.constantFrom('', '  # above\n', '  # above\n  # twice\n');
    const trailing = fc.constantFrom('', '\n', '    # deeper\n');
    fc.assert(fc.property(fc.uniqueArray(fc.constantFrom('a', 'b', '"1"', '2', 'not-yet'), { minLength: 2 }), fc.infiniteStream(fc.tuple(comment, scalar, trailing)), fc.boolean(), (keys, parts, last) => {
      const text = `levels:\n${keys.map((key) => {
        const [above, value, below] = parts.next().value!;
        return `${above}  ${key}: ${value}\n${below}`;
      }).join('')}${last ? '# end\nnext: 1\n' : ''}`;
      const names = keys.map((key) => key.replaceAll('"', ''));
      const sorted = [...names].sort();
      const better = reordered(text, sorted);
      if (better === null) return;
      expect([...better].sort().join('')).toBe([...text].sort().join(''));
      expect(reordered(better, sorted) ?? better).toBe(better);
    }));
  });
});
