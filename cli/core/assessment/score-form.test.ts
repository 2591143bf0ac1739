import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smallestCatalog } from '../../testing/smallest.ts';
import { loadCatalog } from '../catalog.ts';
import { decide } from './decision.ts';
import { normalFeedback } from './score-form-blocks.ts';
import { parseScoreForm, readScoreForm, scoreForm, type Assessment } from './score-form.ts';

const release = loadCatalog(smallestCatalog()).catalog.releases.get('wait-time/1.0.0')!.value.release;
const empty = scoreForm(release);
const tick = (form: string, ...boxes: readonly string[]): string => boxes.reduce((text, box) => text.replaceAll(`- [ ] \`${box}\``, `- [x] \`${box}\``), form);
const filled = tick(empty, 'proficient', 'sufficient', 'no-conflict').replaceAll('Feedback:\n', 'Feedback: Seen at 1:20, with *care* and a [link](https://example.org).\n');
const faults = (text: string): string => {
  const form = parseScoreForm(text, release);
  return form.ok ? '' : form.faults.map(({ line, message }) => `${line}: ${message}`).join('\n');
};

describe('a score form', () => {
  it('is read back as it was filled', () => {
    const form = parseScoreForm(filled, release);
    expect(form.ok && Object.fromEntries(form.assessment.levels)).toEqual({ waits: 'proficient', 'hears-everyone': 'proficient', 'builds-on-answers': 'proficient' });
    expect(form.ok && form.assessment.feedback.get('waits')).toBe('Seen at 1:20, with *care* and a [link](https://example.org).');
    expect(form.ok && decide(form.assessment, release)).toEqual({ passed: true, short: [] });
  });
  it('may stand below a sentence, as the posted review has it', () => expect(faults(`Every criterion is at its passing level.\n\n${filled}`)).toBe(''));
  it('survives the line breaks of a web form', () => expect(faults(filled.replaceAll('\n', '\r\n'))).toBe(''));
  it('says what an empty one lacks, heading by heading', () => {
    for (const id of ['waits', 'hears-everyone', 'builds-on-answers', 'setting', 'reflection', 'conflict-of-interest']) expect(faults(empty)).toContain(id);
  });
  it('refuses two ticked boxes', () => expect(faults(tick(filled, 'not-yet'))).toContain('2 ticked boxes'));
  it('refuses a level that the rubric does not have, and guesses what was meant', () => expect(faults(filled.replace('[x] `proficient`', '[x] `proficent`'))).toContain('Did you mean "proficient"?'));
  it('refuses a heading that the form does not have, and guesses what was meant', () => expect(faults(filled.replace('(`waits`)', '(`wait`)'))).toContain('Did you mean "waits"?'));
  it('refuses the same heading twice', () => expect(faults(`${filled}\n${filled}`)).toContain('expected each heading once'));
  it('refuses an assessor who does not declare to have no conflict of interest', () => expect(faults(filled.replace('[x] `no-conflict`', '[ ] `no-conflict`'))).toContain('conflict-of-interest'));
  it('refuses a criterion without feedback', () => expect(faults(filled.replace(/Feedback: Seen[^\n]*/, 'Feedback:'))).toContain('absence of feedback'));
  it('refuses a form that is too long to read', () => expect(faults('x'.repeat(70_000))).toContain('at most 65536'));
  it('does not take a level from a quotation or a code block', () => {
    const hidden = filled.replace('- [x] `proficient`', '- [ ] `proficient`').replace('Feedback: Seen', '> - [x] `proficient`\n\nFeedback: Seen');
    expect(faults(hidden)).toContain('0 ticked boxes');
  });
});

const one = (feedback: string): string => filled.replace('Feedback: Seen at 1:20, with *care* and a [link](https://example.org).', () => `Feedback:\n\n${feedback}`);
const firstFeedback = (text: string): string | undefined => {
  const form = parseScoreForm(text, release);
  return form.ok ? form.assessment.feedback.get('waits') : form.faults.map(({ message }) => message).join();
};

describe('a score form lets pass what cannot be misunderstood', () => {
  it.each([
    ['a capital X', filled.replaceAll('[x]', '[X]')],
    ['another bullet', filled.replaceAll('- [x]', '* [x]')],
    ['blanks around the x', filled.replaceAll('[x]', '[ x ]')],
    ['a tick mark', filled.replaceAll('[x]', '[✓]')],
    ['many blank lines', filled.replaceAll('\n', '\n\n\n')],
    ['curly quotes for backticks', filled.replaceAll(/`([a-z-]+)`/g, '‘$1’')],
    ['ids without backticks', filled.replaceAll(/`([a-z-]+)`/g, '$1')],
    ['blanks at the end of lines', filled.replaceAll('\n', '  \n')],
    ['a mark of the byte order', `\uFEFF${filled}`],
    ['no empty line before "Feedback:"', filled.replaceAll('\n\nFeedback:', '\nFeedback:')],
    ['a bold "Feedback:"', filled.replaceAll('Feedback:', '**Feedback:**')],
    ['words before and after', `Dear Maya,\n\nhere it is.\n\n---\n\n${filled}\n\n> On Monday Ana wrote:\n> ${filled.split('\n').join('\n> ')}`],
    ['comments', filled.replaceAll('\n\nFeedback:', '\n\n<!-- write below -->\n\nFeedback: <!-- here -->')],
  ])('%s', (_, text) => {
    const form = parseScoreForm(text, release);
    expect(form.ok ? [] : form.faults).toEqual([]);
    expect(form.ok && Object.fromEntries(form.assessment.levels)).toEqual({ waits: 'proficient', 'hears-everyone': 'proficient', 'builds-on-answers': 'proficient' });
    expect(firstFeedback(text)).toBe('Seen at 1:20, with *care* and a [link](https://example.org).');
  });

  it.each([
    '### What I liked\n\nThe silence.\n\n#### Next\n\nMore of it.',
    'Try this:\n\n- [ ] count to three\n- [x] done already\n\n1. first\n2. second',
    '### Look at `plan` again\n\n- [x] `not-yet` is what you were at in June',
    'A list:\n* [ ] `developing`\n\nFeedback: once more',
    '| a | b |\n|---|---|\n| 1 | 2 |',
    '```\n### Waits (`waits`)\n- [x] `not-yet`\n```',
  ])('an assessor\'s own headings, lists and boxes: %j', (feedback) => expect(firstFeedback(one(feedback))).toBe(feedback));

  it('feedback that only a comment stands in is none', () => expect(faults(one('<!-- nothing yet -->'))).toContain('absence of feedback'));
});

describe('a score form that is quoted', () => {
  it('is not taken for an answer: somebody else may have written it', () => expect(faults(`As she says:\n\n> ${filled.split('\n').join('\n> ')}`)).toContain('form in a quotation'));
});

describe('a form for a third person', () => {
  const only = new Set(['hears-everyone', 'setting']);
  const partial = tick(scoreForm(release, { only, heading: '## The two that are disputed' }), 'proficient', 'not-sufficient', 'no-conflict').replaceAll('Feedback:\n', 'Feedback: Seen.\n');
  it('asks only what is disputed, and the declaration', () => {
    expect([...partial.matchAll(/^### .*\(`(.*)`\)$/gm)].map(([, id]) => id)).toEqual(['hears-everyone', 'setting', 'conflict-of-interest']);
    expect(partial).toContain('## The two that are disputed');
  });
  it('is read back in part, and in no other way', () => {
    const form = parseScoreForm(partial, release, { partial: true });
    expect(form.ok && [[...form.assessment.levels], [...form.assessment.sufficient]]).toEqual([[['hears-everyone', 'proficient']], [['setting', false]]]);
    expect(parseScoreForm(partial, release).ok).toBe(false);
  });
  it('may be the whole form with the rest left empty', () => {
    const whole = tick(empty, 'no-conflict').replace('- [ ] `proficient`', '- [x] `proficient`').replace('Feedback:\n', 'Feedback: Seen.\n');
    const form = parseScoreForm(whole, release, { partial: true });
    expect(form.ok && [...form.assessment.levels]).toEqual([['waits', 'proficient']]);
  });
  it.each([
    ['a declaration', partial.replace('[x] `no-conflict`', '[ ] `no-conflict`'), 'absence of the declaration'],
    ['one judgement', tick(empty, 'no-conflict'), 'without any judgement'],
    ['a tick for what has feedback', partial.replace('[x] `not-sufficient`', '[ ] `not-sufficient`'), '0 ticked boxes'],
    ['feedback for what is ticked', partial.replace('Feedback: Seen.', 'Feedback:'), 'absence of feedback'],
  ])('still wants %s', (_, text, message) => {
    const form = parseScoreForm(text, release, { partial: true });
    expect(form.ok ? '' : form.faults.map((fault) => fault.message).join()).toContain(message);
  });
});

describe('whatever is filled in', () => {
  const levels = release.rubric.levels.map(({ id }) => id);
  const scored = release.rubric.criteria.map(({ id }) => id);
  const others = ['setting', 'reflection'];
  const snippet = fc.constantFrom('### Waits (`waits`)', '- [x] `not-yet`', '* [X] done', 'Feedback:', '> quoted', '```', '<!--', '-->', '~~~', '  indented', '\t- tab', '---', '===', '', 'Good.', '1. one', '<div>', '[a]: https://example.org', '\\', '`code', '# Title', '| a | b |', '\u0000', '[^1]: note', 'é ü 漢字 👩‍🏫');
  const feedback = fc.oneof(fc.array(snippet, { minLength: 1, maxLength: 6 }).map((lines) => lines.join('\n')), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), fc.string({ unit: 'binary', minLength: 1, maxLength: 30 })).map(normalFeedback).filter((text) => text !== '');
  const assessment = fc.record({
    levels: fc.tuple(...scored.map((id) => fc.constantFrom(...levels).map((level) => [id, level] as const))).map((pairs) => new Map(pairs)),
    sufficient: fc.tuple(...others.map((id) => fc.boolean().map((enough) => [id, enough] as const))).map((pairs) => new Map(pairs)),
    feedback: fc.tuple(...[...scored, ...others].map((id) => feedback.map((words) => [id, words] as const))).map((pairs) => new Map(pairs)),
  });

  it('comes back, also from a web form', { timeout: 120_000 }, () => {
    fc.assert(fc.property(assessment, fc.boolean(), (answers: Assessment, web) => {
      const text = scoreForm(release, { answers, declared: true });
      const form = parseScoreForm(web ? text.replaceAll('\n', '\r\n') : text, release);
      expect(form).toEqual({ ok: true, assessment: answers });
    }), { numRuns: 400 });
  });

  it('comes back while it is unfinished, with the commit at which it was given', () => {
    const at = 'a'.repeat(40);
    const kept = scoreForm(release, { answers: { levels: new Map([['waits', 'not-yet']]), sufficient: new Map(), feedback: new Map([['setting', 'Which grade?']]) }, at: new Map([['waits', at]]), unfinished: new Set(['setting']) });
    const { answers, declared, faults: none, blocks } = readScoreForm(kept, release);
    expect([[...answers.levels], [...answers.feedback], declared, none]).toEqual([[['waits', 'not-yet']], [['setting', 'Which grade?']], false, []]);
    expect(blocks.flatMap(({ id, at: commit }) => (commit === null ? [] : [[id, commit]]))).toEqual([['waits', at]]);
    expect(blocks.filter(({ unfinished }) => unfinished).map(({ id }) => id)).toEqual(['setting']);
  });

  it('is read without a throw, however it is edited', { timeout: 120_000 }, () => {
    const edit = fc.record({ from: fc.nat(filled.length), length: fc.nat(80), text: fc.oneof(snippet, fc.string({ unit: 'binary', maxLength: 20 })) });
    fc.assert(fc.property(fc.array(edit, { maxLength: 8 }), fc.boolean(), (edits, partial) => {
      const text = edits.reduce((whole, { from, length, text: put }) => whole.slice(0, from) + put + whole.slice(from + length), filled);
      const form = parseScoreForm(text, release, { partial });
      if (!form.ok) expect(form.faults.length).toBeGreaterThan(0);
    }), { numRuns: 400 });
  });

  it('is read in bounded time, or refused', { timeout: 60_000 }, () => {
    for (const piece of ['> ', '- [x] ', '`', '[', '### a (`waits`)\n', '<!--', 'Feedback:', '(', '\n', '*a', '- [x] `']) {
      const began = performance.now();
      parseScoreForm(filled + piece.repeat(Math.floor(60_000 / piece.length)), release);
      expect(performance.now() - began, piece).toBeLessThan(5000);
    }
  });
});
