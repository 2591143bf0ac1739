import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smallestCatalog, smallestTexts } from '../../testing/smallest.ts';
import { decideTogether } from '../assessment/decision.ts';
import { loadCatalog } from '../catalog.ts';
import type { Attempt, ReleaseFile } from '../model.generated.ts';
import { assembleRelease } from '../release.ts';
import { replay } from './replay.ts';
import { replayText } from './replay-text.ts';

const { catalog } = loadCatalog(smallestCatalog());
const { digest, release } = catalog.releases.get('wait-time/1.0.0')!.value;
type Release = ReleaseFile['release'];
type Levels = Readonly<Record<string, string>>;

const HIGH: Levels = { waits: 'proficient', 'hears-everyone': 'proficient', 'builds-on-answers': 'proficient' };
function attempt(...levels: readonly Levels[]): Attempt {
  const sufficient = { setting: true, reflection: true };
  const decision = decideTogether(levels.map((one) => ({ levels: new Map(Object.entries(one)), sufficient: new Map(Object.entries(sufficient)), feedback: new Map() })), release, 2);
  const assessments = levels.map((one, at) => ({ assessor: 990_011 + at, review: 7, body: 'b', commit: 'c', submitted: '2026-11-22T00:00:00Z', passed: false, levels: one, sufficient }));
  return { format: 'laurel-attempt-1', claim: 'somebodys-claim', credential: 'wait-time', release: digest, attempt: 1, tree: 't', commit: 'c', decision: decision.kind === 'passed' ? 'passed' : 'not-yet', short: decision.kind === 'not-yet' ? [...decision.short] : [], decided: '2026-11-22T00:00:00Z', assessments: assessments as unknown as Attempt['assessments'] };
}
const passed = attempt(HIGH, HIGH);
const low = { ...HIGH, waits: 'not-yet' };
const short = attempt(low, low);

// The smallest catalog's credential with another rubric.
const proposing = (...edits: readonly (readonly [from: string, to: string])[]): Release => {
  const text = edits.reduce((rubric, [from, to]) => rubric.replace(from, () => to), smallestTexts['rubrics/wait-time.yaml']!);
  return assembleRelease(loadCatalog(smallestCatalog({ 'rubrics/wait-time.yaml': text })).catalog, 'wait-time')!;
};
const replayed = (proposed: Release, ...attempts: readonly Attempt[]): ReturnType<typeof replay> => replay(attempts, catalog, proposed, 2);

describe('past decisions, decided again', () => {
  it('stay under the release that they were made under', () => {
    expect(replayed(release, passed, short)).toEqual({ decisions: 2, stay: { passed: 1, 'not-yet': 1 }, flips: [], untold: [], unread: 0, added: [], removed: [], reworded: [] });
    const level = fc.constantFrom('not-yet', 'proficient');
    const levels = fc.record({ waits: level, 'hears-everyone': level, 'builds-on-answers': level });
    fc.assert(fc.property(levels, levels, (a, b) => {
      const { flips, unread, stay } = replayed(release, attempt(a, b));
      // Two who disagree have decided nothing: such a record does not add up.
      expect([flips, unread + stay.passed + stay['not-yet']]).toEqual([[], 1]);
    }));
  });

  it('are found under the former id of a credential that was renamed', () => {
    const files = smallestCatalog({ 'credentials/pausing.md': smallestTexts['credentials/wait-time.md']!.replace('status: active\n', 'status: active\naliases: [wait-time]\n') });
    const now = loadCatalog(files.filter(({ path }) => path !== 'credentials/wait-time.md')).catalog;
    expect(replay([passed, short], now, assembleRelease(now, 'pausing')!, 2)).toMatchObject({ decisions: 2, stay: { passed: 1, 'not-yet': 1 }, unread: 0 });
  });

  it('flip where one criterion passes at a lower level, by that criterion', () =>
    expect(replayed(proposing(['title: Waits after asking\n', 'title: Waits after asking\n    passing: not-yet\n']), passed, short, short).flips).toEqual([{ was: 'not-yet', would: 'passed', by: ['waits'], count: 2 }]));

  it('flip where a level above is asked for', () =>
    expect(replayed(proposing(['    title: Proficient\n', '    title: Proficient\n  - id: exemplary\n    title: Exemplary\n'], ['title: Hears every learner\n', 'title: Hears every learner\n    passing: exemplary\n']), passed).flips).toEqual([{ was: 'passed', would: 'not-yet', by: ['hears-everyone'], count: 1 }]));

  it('cannot be told of what a renamed criterion asks, whichever way they went', () => {
    const { untold, flips, added, removed } = replayed(proposing(['- id: waits', '- id: pauses']), passed, short);
    expect([flips, added, removed]).toEqual([[], ['pauses'], ['waits']]);
    expect(untold).toEqual([{ was: 'passed', would: 'untold', by: ['pauses'], count: 1 }, { was: 'not-yet', would: 'untold', by: ['waits', 'pauses'], count: 1 }]);
  });

  it('cannot be told where what was short is not judged any more: it may stand elsewhere now', () => {
    const { stay, untold } = replayed({ ...release, rubric: { ...release.rubric, criteria: release.rubric.criteria.filter(({ id }) => id !== 'waits') } }, passed, short);
    expect([stay.passed, untold]).toEqual([1, [{ was: 'not-yet', would: 'untold', by: ['waits'], count: 1 }]]);
  });

  it('stay where what is short is short still, whatever else was added', () =>
    expect(replayed(proposing(['- id: hears-everyone', '- id: hears-all']), short).stay).toEqual({ passed: 0, 'not-yet': 1 }));

  it('cannot be told where a level has another id: no level is taken for the lowest', () =>
    expect(replayed(proposing(['- id: proficient', '- id: shown'], ['passing: proficient', 'passing: shown'], ...['waits', 'hears', 'builds'].map(() => ['      proficient:', '      shown:'] as const)), passed)).toMatchObject({ flips: [], untold: [{ was: 'passed', would: 'untold' }] }));

  it('are left out where nobody has the release, or the record does not add up', () =>
    expect(replayed(release, { ...passed, release: `sha256-${'0'.repeat(64)}` }, { ...passed, decision: 'not-yet' }).unread).toBe(2));

  it('were made by as many as it then took', () => expect(replay([attempt(HIGH, HIGH)], catalog, release, 3).stay.passed).toBe(1));

  it('say which levels were given under other words', () => expect(replayed(proposing(['three seconds', 'five seconds']), passed).reworded).toEqual(['waits']));

  it('name nobody', () => {
    const found = replayed(proposing(['- id: waits', '- id: pauses']), passed, short);
    for (const said of [JSON.stringify(found), replayText(found, { title: 'wait-time', columns: 80 })]) expect(said).not.toMatch(/somebodys-claim|99001|2026-11-22/);
  });
});
