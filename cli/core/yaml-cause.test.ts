import { expect, it } from 'vitest';
import { parseYaml } from './yaml.ts';

const MERGED = 'a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> theirs\n';

it.each([
  ['a colon inside a text', 'id: x\nsummary: a: b\n', ': b', 'Unexpected colon and blank inside the text of "summary", expected the text in quotes'],
  ['a colon inside a list\'s text', '- title: a: b\n', ': b', 'Unexpected colon and blank inside the text of "title", expected the text in quotes'],
  ['a double quote left open', 'id: x\nsummary: "open\nother: 1\n', '"open', 'Unexpected quote " that is not closed, expected another " at the end of the text'],
  ['a single quote left open', "id: x\nlist:\n  - 'open\n  - other\n", "'open", "Unexpected quote ' that is not closed, expected another ' at the end of the text"],
  ['a quote left open to the end', 'id: x\nsummary: "open\n', '"open', 'Unexpected quote " that is not closed, expected another " at the end of the text'],
  ['a quote left open for three lines', 'summary: "open\n  and on\n  and on\nother: "closed"\n', '"open', 'Unexpected quote " that is not closed, expected another " at the end of the text'],
  ['a bracket left open', 'list: [a, b\nother: 1\n', '[a', 'Unexpected bracket [ that is not closed, expected ] after the last entry'],
  ['a brace left open', 'm: {a: 1\nother: 1\n', '{a', 'Unexpected bracket { that is not closed, expected } after the last entry'],
  ['a quote left open inside brackets', 'm: [a, "b]\nother: 1\n', '"b', 'Unexpected quote " that is not closed, expected another " at the end of the text'],
  ['no comma', 'm: [a, "b" c]\n', 'c]', 'Unexpected text after an entry in brackets, expected a comma or the closing bracket'],
  ['merge markers', MERGED, '<<<<<<< ', 'Unexpected merge marker "<<<<<<<", expected one of the two versions'],
  ['merge markers at the top', MERGED.slice(5), '<<<<<<< ', 'Unexpected merge marker "<<<<<<<", expected one of the two versions'],
  ['merge markers in a folded text', 's: >-\n  a\n<<<<<<< HEAD\n  b\n=======\n  c\n>>>>>>> x\nd: 1\n', '<<<<<<< ', 'Unexpected merge marker "<<<<<<<", expected one of the two versions'],
  ['@ first', 'a: @b\n', '@b', 'Unexpected "@" at the beginning of a text, expected quotes around it'],
  ['a backtick first', 'a: `b` is code\n', '`b', 'Unexpected "`" at the beginning of a text, expected quotes around it'],
  ['stars around a text', 'a: *b c*\n', '*b', 'Unexpected "*" at the beginning of a text, expected quotes around it'],
  ['a per cent sign first', 'a: %b\n', '%b', 'Unexpected "%" at the beginning of a text, expected quotes around it'],
  ['a dash after a key', 'a: - b\n', '- b', 'Unexpected "-" after "a:", expected a text or the list below'],
  ['a text after >', 'a: > 5 learners\n', '> 5', 'Unexpected text after ">", expected it on the lines below'],
  ['a tab for indentation', 'a:\n\tb: 1\n', '\tb', 'Unexpected tab in the indentation, expected blanks'],
  ['a tab before the first key', '\ta: 1\n', '\ta', 'Unexpected tab in the indentation, expected blanks'],
  ['what is too deep', `a: ${'['.repeat(40)}\n`, '[', 'Unexpected depth of lists and mappings, expected at most 32 inside one another'],
  ['text after a quote', 'a: "Wait" time\n', 'time', 'Unexpected text after the closing quote, expected the end of the value'],
  ['an apostrophe in single quotes', "a: 'it's'\n", "s'", 'Unexpected text after the closing quote, expected the end of the value'],
  ['a lone backslash', 'a: "x\\q"\n', '\\q', 'Unexpected "\\q" in double quotes, expected no backslash or two'],
  ['a key further right', 'a: 1\n b: 2\n', 'b: 2', 'Unexpected key further to the right than "a" of the line above, expected it below that key'],
  ['indentation between two', 'a:\n  b: 1\n c: 2\n', 'c: 2', 'Unexpected indentation, expected as many blanks as a line above it'],
  ['a line without a colon', 'a: b\nfoo\nc: d\n', 'foo', 'Unexpected line "foo", expected a key, a colon and a value'],
  ['a colon without a blank', 'a:b\nc: d\n', ':b', 'Unexpected "a:b", expected a blank after the colon'],
  ['a mapping below a list', '- a\nb: c\n', 'b: c', 'Unexpected indentation, expected as many blanks as a line above it'],
] as const)('says of %s what it is, where it begins', (_, text, begins, message) => {
  const [fault] = parseYaml(text).faults;
  expect(fault!.message).toBe(message);
  expect(text.slice(fault!.offset).startsWith(begins), text.slice(fault!.offset)).toBe(true);
});

it('is found in little time in a text of many lines that look open', () => {
  const lines = 'a: [\n'.repeat(40_000);
  const before = performance.now();
  expect(parseYaml(`x: |\n  ${lines.replaceAll('\n', '\n  ')}\ny: "open\nz: 1\n`).faults).toHaveLength(1);
  expect(parseYaml(`x: |\n  ${lines.replaceAll('\n', '\n  ')}${']'.repeat(40_000)}\n${'q'.repeat(10)}\nz: 1\n`).faults).toHaveLength(1);
  expect(performance.now() - before).toBeLessThan(5000);
});
