import { describe, expect, it } from 'vitest';
import { smallestCatalog, smallestTexts } from '../../testing/smallest.ts';
import type { Diagnostic, Edit } from '../diagnostic.ts';
import { lint } from '../lint.ts';
import { rules } from '../rules/index.ts';
import { stretchOf } from './finding.ts';
import { allowanceFor, changedPart, mendOf, proposalFor } from './mends.ts';
import { sheetOf } from './sheet.ts';

const CREDENTIAL = 'credentials/wait-time.md';
const RUBRIC = 'rubrics/wait-time.yaml';
const TODAY = '2026-11-22';
const found = (path: string, text: string): readonly Diagnostic[] => lint(smallestCatalog({ [path]: text }), { today: TODAY }).diagnostics.filter((diagnostic) => diagnostic.path === path && diagnostic.rule !== 'release-current');
const applied = (text: string, edits: readonly Edit[]): string => [...edits].sort((a, b) => b.start - a.start).reduce((here, { start, end, text: better }) => here.slice(0, start) + better + here.slice(end), text);

// What an editor would underline.
const underlined = (path: string, text: string): readonly string[] => found(path, text).map((diagnostic) => {
  const { start, end } = stretchOf(text, diagnostic, sheetOf(path, text));
  return `${diagnostic.rule}: ${text.slice(start, end)}`;
});
const credential = (before: string, after: string): string => smallestTexts[CREDENTIAL]!.replace(before, () => after);
const rubric = (before: string, after: string): string => smallestTexts[RUBRIC]!.replace(before, () => after);

describe('what is underlined', () => {
  it.each([
    ['the value', credential('rubric: wait-time', 'rubric: wait-tiem'), 'reference-resolves: wait-tiem'],
    ['a value in quotes', credential('rubric: wait-time', "rubric: 'wait-tiem'"), 'reference-resolves: wait-tiem'],
    ['a key', credential('status: active', 'status: active\nstaus: x'), 'schema: staus'],
    ['an entry in brackets', credential('grades: [all]', 'grades: [all, al]'), 'schema: al'],
    ['a link', credential('(#method)', '(#nowhere)'), 'link-resolves: [how to begin](#nowhere)'],
    ['a tag', credential('Count silently', 'Count <b>silently</b>'), 'no-raw-html: <b>'],
    ['a heading', credential('### Ask', '##### Ask'), 'heading-order: ##### Ask, then wait'],
    ['a word', credential('Count silently', 'Write to ana.doe@school.k12.us'), 'no-personal-address: ana.doe@school.k12.us'],
    ['the first line of a block of text', credential('method: The educator records', 'method: >-\n  The educator records'), null],
  ])('is %s', (_, text, expected) => {
    if (expected === null) expect(underlined(CREDENTIAL, text)).toEqual([]);
    else {
      expect(underlined(CREDENTIAL, text)).toContain(expected);
      // The same with other line ends, with a mark of byte order, and behind characters of two units.
      expect(underlined(CREDENTIAL, text.replaceAll('\n', '\r\n'))).toContain(expected);
      expect(underlined(CREDENTIAL, `\uFEFF${text}`)).toContain(expected);
      expect(underlined(CREDENTIAL, text.replaceAll('Count ', 'Count \u{1F600}\u{1F468}\u200D\u{1F469}\u200D\u{1F467} ').replaceAll('Read ', 'Read \u{1F600} '))).toContain(expected);
    }
  });

  it('is in a block of text what the rule names, to the end of that line', () => {
    expect(underlined(RUBRIC, rubric('Answers come from volunteers.', '>-\n        The teacher understands\n        answers of volunteers.'))).toEqual(['observable-level: understands']);
  });

  it('is counted from behind a mark of byte order on the first line', () => expect(underlined(RUBRIC, `\uFEFF${rubric('levels:', 'levles:')}`)).toEqual(['schema: levles']));

  it('is the first line where a fault is about the whole file', () => {
    expect(stretchOf('one\ntwo', { line: 1, column: 1 }, null)).toEqual({ start: 0, end: 3 });
    expect(stretchOf('', { line: 1, column: 1 }, null)).toEqual({ start: 0, end: 0 });
    expect(stretchOf('\r\n', { line: 1, column: 1 }, null)).toEqual({ start: 0, end: 0 });
  });

  it('lies on one line of the text, whatever the fault', () => {
    // Every seventh rule: a lint takes its time.
    for (const rule of rules.filter((_, at) => at % 7 === 0)) {
      const good = new Map(smallestCatalog().map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)])).get(rule.path)!;
      const text = good.replace(rule.good, () => rule.bad);
      for (const diagnostic of found(rule.path, text)) {
        const { start, end } = stretchOf(text, diagnostic, sheetOf(rule.path, text));
        expect(start <= end && end <= text.length, rule.id).toBe(true);
        expect(text.slice(start, end), rule.id).not.toContain('\n');
        expect(text.slice(0, start).split('\n').length, rule.id).toBe(diagnostic.line);
      }
    }
  });
});

describe('a mend', () => {
  it('is a fault\'s fix in places of the text as the editor has it', () => {
    for (const text of [credential('(#method)', '(#Method)'), `\uFEFF${credential('(#method)', '(#Method)')}`, credential('(#method)', '(#Method)').replaceAll('\n', '\r\n')]) {
      const [diagnostic] = found(CREDENTIAL, text);
      const mended = mendOf(text, diagnostic!);
      expect(mended?.title).toBe('Link to #method');
      expect(applied(text, mended!.edits)).toBe(text.replace('#Method', '#method'));
    }
    expect(mendOf('', found(CREDENTIAL, credential('rubric: wait-time', 'rubric: none'))[0]!)).toBeNull();
  });

  it('changes the part that differs, and parts no character and no line end', () => {
    expect(changedPart('a b c', 'a x c')).toEqual({ start: 2, end: 3, text: 'x' });
    expect(changedPart('a', 'a')).toBeNull();
    for (const [before, after] of [['a\u{1F600}b', 'a\u{1F601}b'], ['a\u{1F600}', 'a\u{1F700}'], ['a\r\nb', 'a\nb'], ['a\nb', 'a\r\nb'], ['aa', 'aaa'], ['', 'x'], ['x', '']] as const) {
      const { start, end, text } = changedPart(before, after)!;
      expect(before.slice(0, start) + text + before.slice(end)).toBe(after);
      for (const part of [before.slice(0, start), text, before.slice(end)]) expect(part.isWellFormed() && !/\r$/.test(part), JSON.stringify([before, after])).toBe(true);
    }
  });
});

describe('what was probably meant', () => {
  const proposed = (path: string, text: string): string | null => {
    const [diagnostic] = found(path, text);
    const mend = proposalFor(text, diagnostic!, sheetOf(path, text));
    return mend === null ? null : applied(text, mend.edits);
  };

  it.each([
    ['an id', CREDENTIAL, 'rubric: wait-time', 'rubric: wait-tiem'],
    ['an id in quotes', CREDENTIAL, 'rubric: "wait-time"', 'rubric: "wait-tiem"'],
    ['half of an id', CREDENTIAL, 'competency: teaching/gives-wait-time', 'competency: teaching/gives-wait-tiem'],
    ['the other half', CREDENTIAL, 'competency: teaching/gives-wait-time', 'competency: teachin/gives-wait-time'],
    ['a field', CREDENTIAL, 'audience: [', 'audiense: ['],
    ['a word of the schema', CREDENTIAL, 'status: active', 'status: actve'],
    ['an entry of a list', 'evidence/wait-time.yaml', 'feeds: [waits,', 'feeds: [wait,'],
    ['a passing level', RUBRIC, 'passing: proficient', 'passing: profficient'],
    ['a level of a criterion', RUBRIC, 'proficient: The clip', 'proficent: The clip'],
    ['a link within the page', CREDENTIAL, '(#method)', '(#metod)'],
    ['a section', CREDENTIAL, '## Overview', '## Overveiw'],
    ['a rule in a comment', CREDENTIAL, '# laurel-allow summary-one-sentence until', '# laurel-allow summary-one-sentense until'],
  ])('is offered for %s, and mends the fault', (_, path, good, bad) => {
    const right = path !== CREDENTIAL ? smallestTexts[path]! : smallestTexts[path]!.replace('rubric: wait-time', () => (good.startsWith('rubric') ? good : 'rubric: wait-time')).replace('status: active', () => (good.startsWith('# ') ? `${good} 2099-01-01: it stays\nstatus: active` : 'status: active'));
    for (const text of [right, `\uFEFF${right}`, right.replaceAll('\n', '\r\n')]) expect(proposed(path, text.replace(good, () => bad))).toBe(text);
  });

  it.each([
    ['nothing is near', CREDENTIAL, credential('rubric: wait-time', 'rubric: silence')],
    ['a fix needs no asking', CREDENTIAL, credential('(#method)', '(#Method)')],
    ['the word stands there twice', CREDENTIAL, credential('[how to begin](#method)', '[how #metod goes](#metod)')],
    ['it is not written as it reads', CREDENTIAL, credential('rubric: wait-time', 'rubric: "wait-t\\x69em"')],
  ])('is not offered where %s', (_, path, text) => expect(proposed(path, text)).toBeNull());
});

describe('an allowance that is offered', () => {
  const offered = (path: string, text: string): string | null => {
    const [diagnostic] = found(path, text);
    const mend = allowanceFor(path, text, diagnostic!, TODAY);
    return mend === null ? null : applied(text, mend.edits);
  };

  it('lets the fault stand once its reason is written, in YAML and in a text', () => {
    for (const end of ['\n', '\r\n']) {
      const yaml = rubric('Answers come from volunteers.', 'The teacher understands answers of volunteers.').replaceAll('\n', end);
      const allowed = offered(RUBRIC, yaml)!;
      expect(allowed).toContain(`${end}      # laurel-allow observable-level until 2027-05-22: ${end}      not-yet: The teacher understands`);
      expect(found(RUBRIC, allowed).map(({ rule }) => rule)).toContain('allowance');
      expect(found(RUBRIC, allowed.replace('2027-05-22: ', '2027-05-22: agreed with the panel'))).toEqual([]);
    }
    const body = `\uFEFF${credential('Count silently to three.', 'See [here](https://example.org/a).')}`;
    expect(found(CREDENTIAL, offered(CREDENTIAL, body)!.replace('2027-05-22: ', '2027-05-22: shown in print only'))).toEqual([]);
  });

  it.each([
    ['where no comment may let it stand', CREDENTIAL, credential('rubric: wait-time', 'rubric: none')],
    ['where it would become part of a text', RUBRIC, rubric('Answers come from volunteers.', '>-\n        The teacher understands answers of volunteers.')],
    ['where it would part a paragraph', CREDENTIAL, credential('Count silently to three.', 'Count.\nSee [here](https://example.org/a).')],
    ['for what the loader finds', CREDENTIAL, credential('status: active', 'status: actve')],
  ])('is none %s', (_, path, text) => expect(offered(path, text)).toBeNull());
});
