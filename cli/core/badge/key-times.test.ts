import { describe, expect, it } from 'vitest';
import { keyEntry } from '../log/entry.ts';
import { duringValidity as now, issuer } from './fixture.ts';
import { keyInItsTime, keyTimes } from './key-times.ts';
import { result } from './result.ts';

const key = issuer.keys[0]!;
const ended = { from: '2026-11-01', end: { at: 5, day: '2026-12-31' } };
const asked = (created: unknown, index: number | null, times = ended, when = now): readonly [string, string] => {
  const { outcome, detail } = keyInItsTime(result('key', 'pass', 'The issuer names no end of the key.'), times, { created, index, now: when });
  return [outcome, detail];
};

describe('what a log says of when a key signs', () => {
  const said = (...changes: readonly object[]) => keyTimes(changes.map((change) => keyEntry({ ...key, ...change }))).get(key.public);

  it('has the place where an end was said first, however often it is put off, and another where it is brought forward or taken back', () => {
    expect(said({}, { until: '2026-12-31' }, { until: '2027-06-30' }, { until: '2027-12-31' })).toEqual({ from: key.from, end: { at: 1, day: '2027-12-31' } });
    expect(said({ until: '2027-12-31' }, { until: '2026-12-31' })).toEqual({ from: key.from, end: { at: 1, day: '2026-12-31' } });
    expect(said({ until: '2026-12-31' }, {}, { until: '2027-06-30' })).toEqual({ from: key.from, end: { at: 2, day: '2027-06-30' } });
    expect(said({ until: '2026-12-31' }, {})).toEqual({ from: key.from });
  });

  it('has the earliest first day, so that nothing that was signed in its time falls out of it', () => expect(said({}, { from: '2027-03-01' })).toEqual({ from: key.from }));
});

describe('a badge and the times of its key', () => {
  it('fails where it says that it was signed before the first day of the key, wherever in the world that day begins', () => {
    expect(asked('2020-01-01T00:00:00Z', 2)).toEqual(['fail', 'The first day of the key was 2026-11-01, by the issuer\'s log, and the badge says that it was signed on 2020-01-01; ask the issuer for a badge that is signed anew.']);
    expect(asked('2026-10-31T12:00:00Z', 2)[0]).toBe('pass');
    expect(asked('2026-11-01T00:00:00Z', null, { from: '2026-11-01' } as typeof ended)).toEqual(['pass', 'The issuer names no end of the key.']);
  });

  it('that does not say when it was signed passes only where the log held it before the end, or where the end is not past', () => {
    expect(asked(undefined, 4)).toEqual(['pass', 'The last day of the key is 2026-12-31, by the issuer\'s log, and the log held the badge before it said so.']);
    for (const index of [6, null]) expect(asked(undefined, index)).toEqual(['unknown', 'The last day of the key was 2026-12-31, by the issuer\'s log, and the badge does not say when it was signed; ask the issuer for a badge that is signed anew.']);
    expect(asked(undefined, 6, ended, new Date('2026-12-31T23:59:59Z'))).toEqual(['pass', 'The last day of the key is 2026-12-31, by the issuer\'s log, and is not past.']);
  });

  it('says that the log held it before the end, where it says itself that it was signed later', () => {
    expect(asked('2027-02-01T00:00:00Z', 4)).toEqual(['pass', 'The last day of the key is 2026-12-31, by the issuer\'s log, and the log held the badge before it said so.']);
    expect(asked('2027-02-01T00:00:00Z', 6)[0]).toBe('fail');
  });
});
