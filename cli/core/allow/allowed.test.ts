import { describe, expect, it } from 'vitest';
import { smallestCatalog, smallestTexts } from '../../testing/smallest.ts';
import { lint } from '../lint.ts';
import { explainable } from '../rules/index.ts';
import { commentsIn } from '../yaml.ts';
import { NEVER_ALLOWED } from './never-allowed.ts';

const RUBRIC = 'rubrics/wait-time.yaml';
const CREDENTIAL = 'credentials/wait-time.md';
// A rubric text that a rule warns of, and a body that two rules find fault with.
const rubric = (before: string, after = ''): string => smallestTexts[RUBRIC]!.replace('      not-yet: Answers come from volunteers.', `${before}      not-yet: The teacher understands answers of volunteers.${after}`);
const body = (text: string): string => smallestTexts[CREDENTIAL]!.replace('Count silently to three.', text);

function found(changes: Readonly<Record<string, string>>, today = '2026-11-22') {
  const { diagnostics, letStand } = lint(smallestCatalog(changes), { today });
  const own = diagnostics.filter(({ rule }) => rule !== 'release-current');
  return { rules: own.map(({ rule, line }) => `${rule}:${line}`), letStand: letStand.map(({ rule }) => rule), diagnostics: own };
}

describe('an allowance', () => {
  it('lets a fault on the next line stand, or on its own', () => {
    const fault = found({ [RUBRIC]: rubric('') });
    expect(fault.rules).toEqual(['observable-level:16']);
    for (const text of [rubric('      # laurel-allow observable-level until 2027-06-30: agreed with the panel\n'), rubric('', ' # laurel-allow observable-level until 2027-06-30: agreed with the panel')]) {
      expect(found({ [RUBRIC]: text })).toMatchObject({ rules: [], letStand: ['observable-level'] });
    }
  });

  it('does so in a Markdown text, where it is no raw HTML, several above one line too', () => {
    const allow = (rule: string): string => `<!-- laurel-allow ${rule} until 2027-06-30: the page is shown in print only -->\n`;
    expect(found({ [CREDENTIAL]: body('Count <b>silently</b>, see [here](https://example.org).') }).rules).toEqual(['no-raw-html:54', 'link-text:54']);
    expect(found({ [CREDENTIAL]: body(`${allow('no-raw-html')}${allow('link-text')}\nCount <b>silently</b>, see [here](https://example.org).`) })).toMatchObject({ rules: [], letStand: ['no-raw-html', 'link-text'] });
  });

  it('lets no other line and no other rule stand', () => {
    const text = rubric('      # laurel-allow link-text until 2027-06-30: agreed with the panel\n');
    expect(found({ [RUBRIC]: text }).rules).toEqual(['allowance-needed:16', 'observable-level:17']);
    expect(found({ [RUBRIC]: `# laurel-allow observable-level until 2027-06-30: agreed with the panel\n${rubric('')}` }).rules).toEqual(['allowance-needed:1', 'observable-level:17']);
  });

  it('is an error on the day after its last, and the fault is back', () => {
    const text = rubric('      # laurel-allow observable-level until 2026-11-22: agreed with the panel\n');
    expect(found({ [RUBRIC]: text }).rules).toEqual([]);
    expect(found({ [RUBRIC]: text }, '2026-11-23').rules).toEqual(['allowance-needed:16', 'observable-level:17']);
  });

  it('is an error where nothing needs it, and its removal is offered', () => {
    const before = smallestTexts[RUBRIC]!;
    for (const text of [`# laurel-allow observable-level until 2027-06-30: agreed with the panel\n${before}`, before.replace('passing: proficient', 'passing: proficient   # laurel-allow observable-level until 2027-06-30: agreed with the panel')]) {
      const { diagnostics } = found({ [RUBRIC]: text });
      expect(diagnostics).toMatchObject([{ rule: 'allowance-needed', severity: 'error' }]);
      const [{ start, end, text: mended }] = diagnostics[0]!.fix!.edits as [{ start: number; end: number; text: string }];
      expect(text.slice(0, start) + mended + text.slice(end)).toBe(before);
    }
  });

  it('is not called needless while a file cannot be read', () => {
    expect(found({ [RUBRIC]: `# laurel-allow observable-level until 2027-06-30: agreed with the panel\n${smallestTexts[RUBRIC]!}`, 'evidence/wait-time.yaml': 'a: [' }).rules).not.toContain('allowance-needed:1');
  });

  it.each([
    ['no reason', 'laurel-allow observable-level until 2027-06-30:'],
    ['a reason of one word', 'laurel-allow observable-level until 2027-06-30: because'],
    ['no day', 'laurel-allow observable-level: agreed with the panel'],
    ['a day that the calendar does not have', 'laurel-allow observable-level until 2027-02-30: agreed with the panel'],
    ['no rule', 'laurel-allow until 2027-06-30: agreed with the panel'],
    ['a rule that there is not', 'laurel-allow observable-levels until 2027-06-30: agreed with the panel'],
  ])('with %s is an error and lets nothing stand', (_, words) => {
    expect(found({ [RUBRIC]: rubric(`      # ${words}\n`) }).rules).toEqual(['allowance:16', 'observable-level:17']);
  });

  it.each(['Laurel-Allow', 'laurel-alow', 'laurel_allow', '# laurel-allow', 'laurel allow', '@laurel-allow'])('that begins with "%s" is none, which a warning says', (mark) => {
    const words = `${mark} observable-level until 2027-06-30: agreed with the panel`;
    const { rules, diagnostics, letStand } = found({ [RUBRIC]: rubric(`      # ${words}\n`) });
    expect({ rules, letStand }).toEqual({ rules: ['allowance:16', 'observable-level:17'], letStand: [] });
    expect(diagnostics[0]!.severity).toBe('warning');
    expect(found({ [CREDENTIAL]: body(`<!-- ${words} -->\nCount silently.`) }).rules).toEqual([expect.stringMatching(/^allowance:/)]);
  });

  it.each(['Laurel allows a reason here', 'The mark laurel-allow is told of in the docs', 'laurels allow'])('is not seen in other words: %s', (words) => {
    expect(found({ [RUBRIC]: `# ${words}\n${smallestTexts[RUBRIC]!}` }).rules).toEqual([]);
  });

  it('reaches a year ahead and no further, or as far as the policy says', () => {
    const until = (day: string): string => rubric(`      # laurel-allow observable-level until ${day}: agreed with the panel\n`);
    const policy = { 'issuer.yaml': smallestTexts['issuer.yaml']!.replace('  coach-after: 3\n', '  coach-after: 3\n  allowance-days: 200\n') };
    expect(found({ [RUBRIC]: until('2027-11-22') }).rules).toEqual([]);
    for (const day of ['2027-11-23', '2099-01-01']) {
      const { rules, diagnostics } = found({ [RUBRIC]: until(day) });
      expect(rules).toEqual(['allowance:16', 'observable-level:17']);
      expect(diagnostics[0]!.message).toBe(`Unexpected day ${day} of an allowance, expected 2027-11-22 at the latest, 365 days from today`);
    }
    expect(found({ ...policy, [RUBRIC]: until('2027-06-10') }).rules).toEqual([]);
    expect(found({ ...policy, [RUBRIC]: until('2027-06-11') }).rules).toEqual(['allowance:16', 'observable-level:17']);
  });

  it.each([
    ['2027-06-30: because', 'Unexpected reason of one word in an allowance (because), expected a few'],
    ['2027-02-30: agreed with the panel', 'Unexpected day 2027-02-30 of an allowance, expected one that the calendar has'],
  ])('says of "%s" what is wrong with it and not that all of it is', (words, message) => {
    expect(found({ [RUBRIC]: rubric(`      # laurel-allow observable-level until ${words}\n`) }).diagnostics[0]).toMatchObject({ rule: 'allowance', message });
  });

  it('cannot let stand what is named in the list, nor what the loader finds, and every rule named is one', () => {
    for (const rule of [...NEVER_ALLOWED, 'schema', 'yaml']) {
      expect(explainable.map(({ id }) => id)).toContain(rule);
      expect(found({ [RUBRIC]: `# laurel-allow ${rule} until 2027-06-30: agreed with the panel\n${smallestTexts[RUBRIC]!}` }).rules).toEqual(['allowance:1']);
    }
  });

  it('is nothing for a submission', () => {
    const [submission] = smallestCatalog().filter(({ path }) => path.startsWith('submissions/') && path.endsWith('.md'));
    const text = new TextDecoder().decode(submission!.bytes);
    expect(found({ [submission!.path]: text.replace('A fifth-grade', '<!-- laurel-allow submission-written until 2027-06-30: no time for it -->\nA fifth-grade') }).rules).toEqual([expect.stringMatching(/^allowance:/)]);
  });

  it('takes time that grows with their number and no faster', { timeout: 20_000 }, () => {
    const text = '# laurel-allow observable-level until 2027-06-30: agreed with the panel\n'.repeat(12_000) + smallestTexts[RUBRIC]!;
    expect(found({ [RUBRIC]: text }).rules).toHaveLength(12_000);
  });

  it('is a comment, and not a text that looks like one', () => {
    const yaml = 'a: >-\n  x # one\n  y\n# two\nb: "q # three" # four\nc: plain#five\nd: | # six\n  z\n\n  # seven\n# eight\n';
    expect(commentsIn(yaml).map(({ text }) => text)).toEqual(['# two', '# four', '# six', '# eight']);
    expect(commentsIn('a: [')).toEqual([]);
  });
});
