import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../diagnostic.ts';
import { textReport } from './text.ts';

const fault = (change: Partial<Diagnostic> = {}): Diagnostic => ({ path: 'rubrics/a.yaml', line: 1, column: 1, rule: 'some-rule', severity: 'error', message: 'Unexpected x, expected y', remedy: 'Write y.', ...change });
const report = (diagnostics: readonly Diagnostic[], texts: Readonly<Record<string, string>> = {}, change: { readonly color?: boolean; readonly width?: number; readonly site?: string } = {}): string => textReport(diagnostics, { texts: new Map(Object.entries(texts)), prefix: 'catalog/', color: false, files: 9, ...change });

// The line of code and the caret line of the only fault.
function frameOf(text: string, column: number, width = 80): readonly [code: string, caret: string] {
  const lines = report([fault({ column })], { 'rubrics/a.yaml': text }, { width }).split('\n').filter((line) => line.includes('│'));
  return [lines[1]!.slice(6), lines[2]!.slice(6)];
}

describe('a text report', () => {
  it('reads like a letter', () => {
    const found = [fault({ line: 2, column: 10 }), fault({ path: 'rubrics/b.yaml', severity: 'warning', rule: 'other-rule' })];
    expect(report(found, { 'rubrics/a.yaml': 'levels: []\r\npassing: profcient\r\n' }, { width: 60 })).toBe(`
── catalog/rubrics/a.yaml ────────────────────────── 1 error

✖ error  some-rule  catalog/rubrics/a.yaml:2:10
  Unexpected x, expected y
    │
  2 │ passing: profcient
    │          ^
  → Write y.

── catalog/rubrics/b.yaml ──────────────────────── 1 warning

▲ warning  other-rule  catalog/rubrics/b.yaml:1:1
  Unexpected x, expected y
  → Write y.

✖ 1 error, 1 warning in 2 of 9 files.
  Next: laurel explain some-rule
`);
  });

  it('says so when there is nothing to say, or nothing that stops', () => {
    expect(report([])).toBe('\n✔ No faults in 9 files.\n');
    expect(report([fault({ severity: 'warning' }), fault({ severity: 'warning' })])).toContain('▲ 2 warnings in 1 of 9 files. Warnings stop nothing.');
  });

  it('says the same with and without colour', () => {
    const found = [fault(), fault({ severity: 'warning' })];
    const colored = report(found, { 'rubrics/a.yaml': 'text' }, { color: true });
    expect(colored).toContain('\u001B[');
    expect(colored.replaceAll(/\u001B\[[0-9]+m/g, '')).toBe(report(found, { 'rubrics/a.yaml': 'text' }));
  });

  it('names the rule behind most of the errors as the next to read', () => {
    const found = [fault({ rule: 'a', severity: 'warning' }), fault({ rule: 'a', severity: 'warning' }), fault({ rule: 'a', severity: 'warning' }), fault({ rule: 'b' }), fault({ rule: 'c' }), fault({ rule: 'c' })];
    expect(report(found)).toContain('laurel explain c');
  });

  it('lets nothing in a file act on the terminal', () => {
    const nasty = 'a\u001B[31m\u0007\u202Eb\u009B\u200B\tc';
    const text = report([fault({ path: 'rubrics/\u001B]0;x\u0007.yaml', message: nasty, remedy: nasty }), fault({ column: 20 })], { 'rubrics/a.yaml': nasty });
    expect(text).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u200B\u202A-\u202E]/);
    expect(text).toContain('<U+001B>[31m<U+0007><U+202E>b<U+009B><U+200B><tab>c');
  });

  it('puts the caret under the fault, whatever stands before it', () => {
    for (const before of ['', 'passing: ', '\t\t', '\u202E', '日本語: ', 'e\u0301\u0301', '👩‍🏫 ', 'a\u0000b']) {
      const [code, caret] = frameOf(`${before}X rest`, before.length + 1);
      const shown = code.slice(0, code.indexOf('X'));
      const wide = [...shown].filter((character) => /\p{Script=Han}|\p{Emoji_Presentation}/u.test(character)).length;
      const none = [...shown].filter((character) => /[\p{M}\u200D]/u.test(character)).length;
      expect(caret.indexOf('^'), JSON.stringify(before)).toBe([...shown].length + wide - none);
    }
  });

  it('shows the part of a long line that matters, in the columns that there are', () => {
    for (const width of [40, 80, 100, 120]) {
      for (const column of [1, 30, 60, 90, 500, 999, 1001]) {
        const line = `${'word '.repeat(200)}`;
        const [code, caret] = frameOf(line, column, width);
        expect(code.length, `${width} ${column}`).toBeLessThanOrEqual(Math.min(101, width));
        expect(caret.indexOf('^')).toBeLessThanOrEqual(code.length);
        const from = code.startsWith('…') ? 1 : 0;
        const under = code.slice(caret.indexOf('^')).replace('…', '');
        expect(line.slice(column - 1).startsWith(under), `${width} ${column} ${code}`).toBe(true);
        expect(line).toContain(code.slice(from, -1));
      }
    }
  });

  it('keeps to the width of the terminal where words let it', () => {
    const long = 'Unexpected something that goes on for long, expected another thing that is written at length as well. ';
    for (const width of [40, 80, 120]) {
      for (const line of report([fault({ message: long, remedy: long })], {}, { width }).split('\n')) if (!line.startsWith('✖')) expect(line.length).toBeLessThanOrEqual(width);
    }
  });

  it('gives the page of a rule where the rule first comes up', () => {
    const lines = report([fault(), fault({ line: 2 }), fault({ rule: 'other-rule', line: 3 })], {}, { site: 'https://example.org/programme/' }).split('\n').filter((line) => line.includes('https:'));
    expect(lines).toEqual(['    https://example.org/programme/rules/some-rule/', '    https://example.org/programme/rules/other-rule/']);
  });

  it('does without a line that is not there', () => {
    expect(report([fault({ line: 7 })], { 'rubrics/a.yaml': 'one line' })).not.toContain('│');
  });
});
