import { describe, expect, it } from 'vitest';
import { smallestCatalog, smallestTexts } from '../../testing/smallest.ts';
import { loadCatalog } from '../catalog.ts';
import { assessorsIn } from './covering.ts';
import { interestsOf, mayAssess } from './eligibility.ts';

const { release } = loadCatalog(smallestCatalog()).catalog.releases.get('wait-time/1.0.0')!.value;
const FORMER = 'credentials/wait-time.md';

// After a rename, with the one who is listed first covering so much.
const renamed = (covers: string, aliases: string, more: Readonly<Record<string, string>> = {}) => {
  const files = {
    'assessors.yaml': smallestTexts['assessors.yaml']!.replace(/covers: .*/, `covers: [${covers}]`),
    'credentials/pausing.md': smallestTexts[FORMER]!.replace('status: active\n', () => `status: active\naliases: [${aliases}]\n`),
    ...more,
  };
  return loadCatalog(smallestCatalog(files).filter(({ path }) => path !== FORMER || path in more)).catalog;
};
const barred = (catalog: ReturnType<typeof renamed>): string | null => mayAssess(assessorsIn(catalog)!.assessors[0]!, release, interestsOf({}, 1), '2026-02-02');

describe('who covers a credential that was renamed', () => {
  it('covers what was begun under its former id', () => {
    expect(barred(renamed('pausing', 'wait-time'))).toBe(null);
    expect(barred(renamed('pausing', 'waiting'))).toBe('does not cover wait-time');
  });
  it('covers no other credential that has that id now, and no framework of that name', () => {
    expect(barred(renamed('pausing', 'wait-time', { [FORMER]: smallestTexts[FORMER]! }))).toBe('does not cover wait-time');
    expect(barred(renamed('pausing', 'teaching, all'))).toBe('does not cover wait-time');
  });
});
