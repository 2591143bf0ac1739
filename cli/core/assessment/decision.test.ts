import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReleaseFile } from '../model.generated.ts';
import { smallestRelease } from '../../testing/smallest.ts';
import { decide, decideTogether, itemsOf, reached, settle } from './decision.ts';
import type { Assessment } from './score-form.ts';

const { release } = JSON.parse(smallestRelease().text) as ReleaseFile;
const items = itemsOf(release);
const [criterion] = release.rubric.criteria;
const low = release.rubric.levels[0]!.id;
const high = release.rubric.levels.at(-1)!.id;

const judging = (...failing: readonly string[]): Assessment => only(items, ...failing);
function only(judged: readonly string[], ...failing: readonly string[]): Assessment {
  const criteria = new Set(release.rubric.criteria.map(({ id }) => id));
  const levels = judged.filter((id) => criteria.has(id)).map((id) => [id, failing.includes(id) ? low : high] as const);
  const parts = judged.filter((id) => !criteria.has(id)).map((id) => [id, !failing.includes(id)] as const);
  return { levels: new Map(levels), sufficient: new Map(parts), feedback: new Map() };
}

describe('one criterion is settled', () => {
  it.each([
    [[], 2, 'open'],
    [[true], 2, 'open'],
    [[true, true], 2, true],
    [[false, false], 2, false],
    [[true, false], 2, 'disputed'],
    [[true, false, true], 2, true],
    [[true, false, false], 2, false],
    [[true, true, false], 2, 'disputed'],
    [[true, true, false, true], 2, true],
    [[true], 1, true],
    [[true, false], 1, 'disputed'],
    [[false, false, true, true], 2, false],
    [[true, false, false, true, true], 2, false],
    [[true, true, false], 3, 'disputed'],
    [[true, true, false, true], 3, true],
  ] as const)('%j by %i independent people is %s', (verdicts, independent, expected) => expect(settle(verdicts, independent)).toBe(expected));

  it('as passed only by the word of the last who judged it, and as "not yet" for good', () => {
    fc.assert(fc.property(fc.array(fc.boolean(), { maxLength: 8 }), fc.integer({ min: 1, max: 4 }), (verdicts, independent) => {
      const settled = settle(verdicts, independent);
      if (settled === true) expect(verdicts.at(-1)).toBe(true);
      if (settled === false) expect(settle([...verdicts, true], independent)).toBe(false);
      expect(settled === 'open').toBe(verdicts.length < independent);
    }));
  });
});

describe('a decision', () => {
  it('is open until enough people have judged everything', () => {
    expect(decideTogether([], release, 2)).toEqual({ kind: 'open', missing: 2 });
    expect(decideTogether([judging()], release, 2)).toEqual({ kind: 'open', missing: 1 });
    expect(decideTogether([judging(), only([criterion!.id])], release, 2)).toEqual({ kind: 'open', missing: 1 });
  });
  it('is passed when all agree that everything passes', () => expect(decideTogether([judging(), judging()], release, 2)).toEqual({ kind: 'passed' }));
  it('goes to a third person for what two disagree on, and for nothing else', () => {
    const two = [judging(), judging(criterion!.id)];
    expect(decideTogether(two, release, 2)).toEqual({ kind: 'disputed', items: [criterion!.id] });
    expect(decideTogether([...two, only([criterion!.id])], release, 2)).toEqual({ kind: 'passed' });
    expect(decideTogether([...two, only([criterion!.id], criterion!.id)], release, 2)).toEqual({ kind: 'not-yet', short: [criterion!.id] });
  });
  it('is "not yet" at once where all agree on one point, whatever else they disagree on', () => {
    const part = items.at(-1)!;
    expect(decideTogether([judging(part, criterion!.id), judging(part)], release, 2)).toEqual({ kind: 'not-yet', short: [part] });
  });
  it('records the lowest level among those who agree with it', () => {
    expect(reached([judging(), judging(criterion!.id), only([criterion!.id])], release, 2)[0]).toEqual({ criterion: criterion!.id, level: high });
    expect(reached([judging(criterion!.id), judging(criterion!.id)], release, 2)[0]).toEqual({ criterion: criterion!.id, level: low });
  });
  it('by one person alone names what is short', () => expect(decide(judging(criterion!.id), release)).toEqual({ passed: false, short: [criterion!.id] }));
});
