import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smallestCatalog, smallestTexts } from '../../testing/smallest.ts';
import type { Diagnostic, Edit } from '../diagnostic.ts';
import { applyFixes } from './apply.ts';
import { mend } from './mend.ts';

const withFix = (...edits: readonly Edit[]): Diagnostic => ({ path: 'a', line: 1, column: 1, rule: 'r', severity: 'error', message: 'm', remedy: 'r', fix: { title: 'Mend it', edits } });
const edit = (start: number, end: number, text: string): Edit => ({ start, end, text });

describe('fixes of one text', () => {
  it('are applied together, each whole or not at all', () => {
    expect(applyFixes('abcdef', [withFix(edit(0, 1, 'A'), edit(4, 5, 'E')), withFix(edit(2, 3, ''))]).text).toBe('AbdEf');
    const { text, applied } = applyFixes('abcdef', [withFix(edit(2, 4, '-')), withFix(edit(0, 1, 'A'), edit(3, 5, 'X'))]);
    expect(text).toBe('ab-ef');
    expect(applied).toHaveLength(1);
  });

  it('wait where they meet, and are refused where they are no part of the text', () => {
    expect(applyFixes('ab', [withFix(edit(1, 1, 'x')), withFix(edit(1, 1, 'y')), withFix(edit(1, 2, 'z'))]).text).toBe('axb');
    expect(applyFixes('ab', [withFix(edit(0, 1, 'x')), withFix(edit(1, 2, 'y'))]).text).toBe('xy');
    expect(applyFixes('ab', [withFix(edit(1, 0, 'x')), withFix(edit(-1, 1, 'x')), withFix(edit(0, 9, 'x')), withFix(edit(0.5, 1, 'x')), withFix()])).toEqual({ text: 'ab', applied: [] });
  });

  it('leave everything else as it is', () => {
    const edits = fc.array(fc.tuple(fc.nat({ max: 20 }), fc.nat({ max: 4 })).map(([start, length]) => withFix(edit(start, start + length, '#'))), { maxLength: 6 });
    fc.assert(
      fc.property(edits, (diagnostics) => {
        const { text, applied } = applyFixes('abcdefghijklmnopqrst', diagnostics);
        const removed = applied.flatMap(({ fix }) => fix!.edits).reduce((sum, { start, end }) => sum + end - start, 0);
        expect(text.replaceAll('#', '')).toHaveLength(20 - removed);
        expect(text.match(/#/g)?.length ?? 0).toBe(applied.length);
        expect([...text.replaceAll('#', '')].sort().join('')).toBe(text.replaceAll('#', ''));
      }),
      { numRuns: 300 },
    );
  });
});

describe('mending a catalog', () => {
  const RUBRIC = 'rubrics/wait-time.yaml';
  const allow = '# laurel-allow link-text until 2027-06-30: agreed with the panel\n';

  it('goes on until nothing more can be mended, and says what was and what is left', () => {
    const text = `${allow}${allow.repeat(2)}${smallestTexts[RUBRIC]!.replace('Answers come from volunteers.', 'The teacher understands volunteers.')}`;
    const { changed, mended, report } = mend(smallestCatalog({ [RUBRIC]: text }), { today: '2026-11-22' });
    expect(changed.get(RUBRIC)).toBe(text.replaceAll(allow, ''));
    expect(mended.map(({ rule }) => rule)).toEqual(['allowance-needed', 'allowance-needed', 'allowance-needed']);
    expect(report.diagnostics.map(({ rule }) => rule)).toContain('observable-level');
    expect(report.diagnostics.map(({ rule }) => rule)).not.toContain('allowance-needed');
  });

  it('mends chosen files only, and changes none that has nothing to mend', () => {
    expect(mend(smallestCatalog({ [RUBRIC]: allow + smallestTexts[RUBRIC]! }), { today: '2026-11-22' }, (path) => path !== RUBRIC).changed.size).toBe(0);
    expect(mend(smallestCatalog(), { today: '2026-11-22' })).toMatchObject({ mended: [] });
  });
});
