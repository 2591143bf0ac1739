import { describe, expect, it } from 'vitest';
import { KEYS, sitDown } from '../testing/typist.ts';
import { openDialogue, type Choice, type Written } from './prompts.ts';

const CHOICES: readonly Choice<string>[] = [
  { value: 'low', key: '1', label: 'Not yet. The record names what learners answered, and the lesson then runs as it was planned before.' },
  { value: 'mid', key: '2', label: 'Developing.' },
  { value: 'high', key: '3', label: 'Proficient.' },
  { value: 'read', key: 'r', label: 'Read it' },
];

async function chosen(keys: readonly string[], options?: Parameters<ReturnType<typeof openDialogue>['choose']>[2]): Promise<string | null> {
  const typist = sitDown();
  const dialogue = openDialogue(typist.terminal);
  typist.type(...keys);
  const answer = await dialogue.choose('Which?', CHOICES, options as { readonly initial?: string });
  dialogue.close();
  return answer;
}

async function written(keys: readonly string[], initial = ''): Promise<Written> {
  const typist = sitDown();
  const dialogue = openDialogue(typist.terminal);
  typist.type(...keys);
  const answer = await dialogue.write('Feedback:', initial);
  dialogue.close();
  return answer;
}

describe('a choice', () => {
  it.each([
    [['Enter takes the first'], [KEYS.enter], 'low'],
    [['arrows move'], [KEYS.down, KEYS.down, KEYS.enter], 'high'],
    [['arrows go round'], [KEYS.up, KEYS.enter], 'read'],
    [['a digit chooses'], ['2'], 'mid'],
    [['a digit chooses from where the arrows are'], [KEYS.down, KEYS.down, KEYS.down, '1'], 'low'],
    [['a letter chooses'], ['r'], 'read'],
    [['a capital letter too'], ['R'], 'read'],
    [['other keys do nothing'], ['x', '9', ' ', KEYS.tab, '2'], 'mid'],
    [['Ctrl-C leaves'], [KEYS.ctrlC], null],
  ])('%s', async (_, keys, expected) => expect(await chosen(keys)).toBe(expected));

  it('begins at what was given before', async () => expect(await chosen([KEYS.enter], { initial: 'mid' })).toBe('mid'));
  it('goes back by Escape where there is a way back', async () => {
    const typist = sitDown();
    const dialogue = openDialogue(typist.terminal);
    const answer = dialogue.choose('Which?', CHOICES, { back: 'read' });
    typist.type(KEYS.escape);
    expect(await answer).toBe('read');
    dialogue.close();
  });
  it('keeps within 80 columns, with symbols where there is no colour', async () => {
    const typist = sitDown();
    const dialogue = openDialogue(typist.terminal);
    typist.type(KEYS.down, KEYS.enter);
    await dialogue.choose('Which level does the evidence show?', CHOICES);
    dialogue.close();
    for (const line of typist.shown().split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    expect(typist.shown()).toMatch(/[●>] 2 Developing/);
    expect(typist.shown()).toContain('3 Proficient.');
  });
  it('keeps the keys that come before it is asked', async () => {
    const typist = sitDown();
    const dialogue = openDialogue(typist.terminal);
    typist.type('3', '1', 'Fine.', KEYS.tab);
    expect(await dialogue.choose('Which?', CHOICES)).toBe('high');
    expect(await dialogue.choose('Which?', CHOICES)).toBe('low');
    expect(await dialogue.write('Why?', '')).toEqual({ text: 'Fine.', end: 'done' });
    dialogue.close();
  });
  it('ends when the terminal is gone', async () => {
    const typist = sitDown();
    const dialogue = openDialogue(typist.terminal);
    const answer = dialogue.choose('Which?', CHOICES);
    typist.leave();
    expect(await answer).toBeNull();
    expect(await dialogue.choose('And now?', CHOICES)).toBeNull();
    dialogue.close();
  });
  it('shows nothing of others that could act on the screen', async () => {
    const typist = sitDown();
    const dialogue = openDialogue(typist.terminal);
    typist.type('1');
    dialogue.say('a\u001b[2Jb\u202Ec', 'title\u001b]0;x\u0007');
    await dialogue.choose('q\u001b[31m', [{ value: 'a', key: '1', label: 'l\u0007' }]);
    dialogue.close();
    expect(typist.raw()).not.toMatch(/\u001b\[2J|\u202E|\u001b\]0|\u0007|\u001b\[31mq/);
    expect(typist.shown()).toContain('a<U+001B>[2Jb<U+202E>c');
  });
});

describe('a field', () => {
  it.each([
    ['takes several lines until Tab', ['One.', KEYS.enter, KEYS.enter, 'Two, with é and 漢.', KEYS.tab], 'One.\n\nTwo, with é and 漢.', 'done'],
    ['ends by Ctrl-D too', ['One.', KEYS.ctrlD], 'One.', 'done'],
    ['can be edited', ['Onne', KEYS.left, KEYS.backspace, KEYS.right, ' two', KEYS.tab], 'One two', 'done'],
    ['asks for the editor by Ctrl-E, with what is there', ['One', KEYS.ctrlE], 'One', 'editor'],
    ['gives back what was typed when it is interrupted', ['Half a sen', KEYS.ctrlC], 'Half a sen', 'interrupted'],
    ['takes letters that mean something elsewhere', ['hjkl qrve 123', KEYS.tab], 'hjkl qrve 123', 'done'],
    ['keeps characters whole that are two to the machine', ['👩‍🏫 saw 𝒳', KEYS.left, '!', KEYS.tab], '👩‍🏫 saw !𝒳', 'done'],
    ['moves over such characters and takes them away whole', ['𝒳𝒴', KEYS.enter, 'a', KEYS.up, KEYS.right, KEYS.backspace, '-', KEYS.tab], '-𝒴\na', 'done'],
    ['moves up and down between lines', ['One', KEYS.enter, 'Three', KEYS.up, '!', KEYS.down, KEYS.down, '?', KEYS.tab], 'One!\nThre?e', 'done'],
    ['takes no control characters', ['a\u0001b\u0000c', KEYS.tab], 'abc', 'done'],
    ['may stay empty', [KEYS.tab], '', 'done'],
  ])('%s', async (_, keys, text, end) => expect(await written(keys)).toEqual({ text, end }));

  it('begins with what was written before', async () => expect(await written([' More.', KEYS.tab], 'First.')).toEqual({ text: 'First. More.', end: 'done' }));
  it('takes a pasted text with its lines and tabs, without ending', async () => {
    expect(await written(['\u001b[200~', 'One.\r\rTwo\there.\r', '\u001b[201~', 'End.', KEYS.tab])).toEqual({ text: 'One.\n\nTwo here.\nEnd.', end: 'done' });
  });
  it('goes back by Escape with what is there', async () => {
    const typist = sitDown();
    const dialogue = openDialogue(typist.terminal);
    const answer = dialogue.write('Feedback:', '');
    typist.type('Some');
    typist.type(KEYS.escape);
    expect(await answer).toEqual({ text: 'Some', end: 'back' });
    dialogue.close();
  });
});
