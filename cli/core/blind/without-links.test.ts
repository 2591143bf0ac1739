import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identifyingWords, revealedIn } from '../privacy/own-names.ts';
import { withoutLinks } from './without-links.ts';

describe('a text without links', () => {
  it.each([
    ['See [our page](https://files.example/kim).', 'See our page (link left out).'],
    ['See <https://files.example/kim> and www.files.example/kim', 'See (link left out) and (link left out)'],
    ['See [https://files.example/kim](https://files.example/kim)', 'See (link left out)'],
    ['[the page][p]\n\n[p]: https://files.example/kim', 'the page (link left out)\n\n'],
    ['![our board](https://files.example/kim.png)', '(picture left out: our board)'],
    ['As [the board](board-of-kim.png) shows', 'As the board (plan-1.png) shows'],
    ['`https://files.example/kim` in code', '`(link left out)` in code'],
    ['Before <!-- by Kim --> after', 'Before  after'],
    ['No link: 3 < 4 and a [bracket]', 'No link: 3 < 4 and a [bracket]'],
  ])('%j becomes %j', (markdown, expected) => {
    expect(withoutLinks(markdown, new Map([['board-of-kim.png', 'plan-1.png']])).text).toBe(expected);
  });

  it('holds no address, whatever was written', () => {
    const parts = fc.constantFrom('[', ']', '(', ')', 'https://a.example/kim', '<', '>', ' ', '\n', '`', '![', '[x]: ', 'word', '*', '|');
    fc.assert(fc.property(fc.array(parts, { maxLength: 30 }), (written) => void expect(withoutLinks(written.join('')).text).not.toContain('a.example')), { numRuns: 500 });
  });
});

describe('the words that tell whose work it is', () => {
  const words = identifyingWords([{ text: 'kim-o-wexley42', whose: 'the login' }, { text: 'Kím Åse Wexley', whose: 'the name' }, { text: 'tarn-hill-elementary', whose: 'the school' }, { text: '王小明', whose: 'the name' }]);
  it.each([
    ['Kim said', true], ['KÍM', true], ['asked kim_wexley', true], ['kimWexley', true], ["Wexley's plan", true], ['the Wexleys', true], ['kimono and akimbo', false], ['Åse', true], ['phase', false], ['at Tarn Hill', true], ['tarnhill', true], ['an elementary school', false], ['老师王小明说', true], ['wexley42', true], ['nothing here', false],
  ])('stand in %j: %j', (text, tells) => {
    expect([...revealedIn(text, words)].length > 0).toBe(tells);
  });

  it('can be allowed one by one', () => {
    const may = identifyingWords([{ text: 'May Wexley', whose: 'the name' }], ['may']);
    expect([...revealedIn('In May we met.', may)]).toEqual([]);
    expect([...revealedIn('In May Wexley met.', may)]).toHaveLength(1);
  });

  it('are found in any text without failing', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
      for (const { offset } of revealedIn(text, words)) expect(offset).toBeLessThanOrEqual(text.length);
    }));
  });
});
