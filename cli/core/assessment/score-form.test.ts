import { describe, expect, it } from 'vitest';
import { smallestCatalog } from '../../testing/smallest.ts';
import { loadCatalog } from '../catalog.ts';
import { decide } from './decision.ts';
import { parseScoreForm, scoreForm } from './score-form.ts';

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
    expect(form.ok && form.assessment.feedback.get('waits')).toBe('Seen at 1:20, with care and a link.');
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
