import { describe, expect, it } from 'vitest';
import { cursorAt } from './cursor.ts';
import { outlineOf } from './outline.ts';

// The mark | is where the author points.
function at(marked: string): unknown {
  const offset = marked.indexOf('|');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const cursor = cursorAt(text, { start: 0, end: text.length }, outlineOf(text), offset);
  return cursor === null ? null : [cursor.path.join('/'), cursor.at, text.slice(cursor.stretch.start, cursor.stretch.end), [...cursor.siblings].join(' ')];
}

describe('what an author points at', () => {
  it.each([
    ['a value', 'rubric: wait-t|ime\n', ['rubric', 'value', 'wait-time', '']],
    ['the end of a value', 'rubric: wait|', ['rubric', 'value', 'wait', '']],
    ['where a value would stand', 'status: active\nrubric: |\nevidence: x', ['rubric', 'value', '', '']],
    ['just behind the colon', 'rubric:|', ['rubric', 'value', '', '']],
    ['a key', 'status: active\nrub|ric: x\n', ['rubric', 'key', 'rubric', 'status']],
    ['half a key', 'status: active\nrub|\nevidence: x\n', ['rub', 'key', 'rub', 'status evidence']],
    ['an empty line among fields', 'status: active\n|\nevidence: x\n', ['', 'key', '', 'status evidence']],
    ['an empty line of a group', 'a:\n  - id: x\n    |\n    title: T\n  - id: y\n', ['a/0/', 'key', '', 'id title']],
    ['an empty line below a field', 'validity:\n  |\n', ['validity', 'either', '', '']],
    ['an entry of a list', 'a:\n  - b: 1\n    covers:\n      - all\n      - te|\n', ['a/0/covers/1', 'either', 'te', '']],
    ['an empty entry', 'covers:\n  - all\n  - |\n', ['covers/1', 'either', '', '']],
    ['an entry in brackets', 'feeds: [waits, he|]\n', ['feeds/1', 'value', 'he', '']],
    ['an empty place in brackets', 'feeds: [waits, |]\n', ['feeds/1', 'either', '', '']],
    ['brackets that are not closed', 'feeds: [|\nnext: x\n', ['feeds/0', 'either', '', '']],
    ['a key in braces', 'a: { id: x, ti| }\n', ['a/ti', 'key', 'ti', 'id']],
    ['an empty place in braces', 'a: { id: x, | }\n', ['a/', 'key', '', 'id']],
    ['a value in braces', 'a: { id: | }\n', ['a/id', 'value', '', '']],
    ['a value in quotes', "a: 'be|'\n", ['a', 'value', "'be'", '']],
  ])('is %s', (_, marked, expected) => expect(at(marked)).toEqual(expected));

  it.each([
    ['a block of text', 'a: >-\n  some wo|rds\n'],
    ['an empty line in a block of text', 'a: >-\n  some\n  |\n  words\n'],
    ['a text over two lines', 'a: some words\n  and mo|re\n'],
    ['a comment', '# rubric: |\na: b\n'],
    ['a comment behind a value', 'a: b # c|\n'],
    ['a column at which no field stands', 'a: b\n   |\n'],
  ])('is nothing in %s', (_, marked) => expect(at(marked)).toBeNull());
});
