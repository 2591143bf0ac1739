import { expect, it } from 'vitest';
import { dayOf, plusWorkingDays, workingDaysBetween } from './working-days.ts';

it('counts from Friday to Monday as one working day', () => {
  expect(plusWorkingDays('2026-11-20T15:00:00Z', 1)).toBe('2026-11-23T15:00:00Z');
  expect(workingDaysBetween('2026-11-20T15:00:00Z', '2026-11-23T15:00:00Z')).toBe(1);
  expect(workingDaysBetween('2026-11-20T15:00:00Z', '2026-11-23T14:59:00Z')).toBe(0);
});
it('leaves a moment as it is for no days', () => expect(plusWorkingDays('2026-11-21T15:00:00Z', 0)).toBe('2026-11-21T15:00:00Z'));
it('counts ten working days as two weeks', () => expect(plusWorkingDays('2026-11-24T08:00:00Z', 10)).toBe('2026-12-08T08:00:00Z'));
it('tells a day in words', () => expect(dayOf('2026-12-04T23:59:59Z')).toBe('4 December 2026'));
