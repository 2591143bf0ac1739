import { expect, describe, it } from 'vitest';
import type { Movements } from './github/activity.ts';
import type { Repository } from './github/github.ts';
import { mainBefore } from './main-before.ts';

const repository: Repository = { id: 1, owner: 'marlow-valley', name: 'credentials', defaultBranch: 'main', canPush: true, isPrivate: false };
const on = (day: number): string => `2026-11-${String(day).padStart(2, '0')}T09:00:00Z`;
const TOLD = '2026-11-20T09:00:00.000Z';

/** A main that moved on these days, latest first, and what was asked of its record. */
function record(days: readonly number[], more: Partial<Movements> | null = {}) {
  const asked: string[] = [];
  const ask = mainBefore({
    movements: async (_owner, _name, _branch, since) => {
      asked.push(since);
      return more === null ? null : { moved: days.map((day) => ({ after: `of-${day}`, at: on(day) })), told: TOLD, ...more };
    },
  }, repository);
  return { asked, ask };
}

describe('where main stood when something was merged', () => {
  it('is where the last push before it left it: not the push of the same second, nor a later one', async () => {
    const { ask } = record([12, 10, 8]);
    expect(await ask(on(11))).toEqual({ ok: true, commit: 'of-10' });
    expect(await ask(on(12))).toEqual({ ok: true, commit: 'of-10' });
    expect(await ask('2026-11-12T09:00:01Z')).toEqual({ ok: true, commit: 'of-12' });
  });

  it.each([
    ['the record does not reach back to it', record([12, 10]), /does not say where main of marlow-valley\/credentials stood on 2026-11-09.*hands the same text in again/],
    ['the record is empty', record([]), /does not say/],
    ['main was taken away before it', record([], { moved: [{ after: '0'.repeat(40), at: on(8) }] }), /does not say/],
    ['the record cannot be read', record([], null), /let the token read/],
  ])('cannot be told where %s', async (_why, { ask }, reason) => {
    expect(await ask(on(9))).toEqual({ ok: false, reason: expect.stringMatching(reason) });
  });

  it('is asked once for all that the record tells, and again for what lies further back or came after it was read', async () => {
    const { asked, ask } = record([12, 10]);
    for (const day of [14, 13, 11, 14]) await ask(on(day));
    expect(asked).toEqual([on(14)]);
    await ask(on(9));
    await ask(on(9));
    expect(asked).toEqual([on(14), on(9)]);
    await ask('2026-11-20T09:00:01Z');
    expect(asked).toHaveLength(3);
  });

  it('is asked every time of a GitHub that does not tell the time, and once of one that says nothing', async () => {
    const [silent, closed] = [record([12], { told: null }), record([], null)];
    for (const { ask } of [silent, closed]) for (const day of [13, 13]) await ask(on(day));
    expect([silent.asked.length, closed.asked.length]).toEqual([2, 1]);
  });
});
