import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actingIn, outcomeOf, playAttacks, type Attack, type Outcomes } from './attack.ts';
import { benchFor } from './claim-bench.ts';
import { CAST, type Mode } from '../practice/people.ts';
import { rehearse, type Snapshot, type TestRehearsal } from './rehearse.ts';
import { keepScene } from './scenes.ts';

/**
 * Makes one test of each attack. All are made in one rehearsal; each is told by its own claim, at the desk, at `laurel merge`
 * and, after somebody with every right has forced the merge, at `laurel issue`.
 */
export function testAttacks(title: string, attacks: readonly Attack[], mode: Mode = 'one-repository'): void {
  describe(title, () => {
    let handedIn: Snapshot;
    let rehearsal: TestRehearsal;
    let outcomes: Outcomes;
    beforeAll(async () => {
      handedIn = await keepScene('handed-in', { mode });
      rehearsal = await rehearse(handedIn);
      outcomes = await playAttacks(await benchFor(rehearsal), attacks);
    }, 900_000);
    afterAll(async () => {
      await rehearsal?.end();
      await rm(handedIn.folder, { recursive: true, force: true });
    });

    it.each(attacks)('$name', (attack) => {
      const { byDesk, notice, merge, badges, refusal } = outcomeOf(outcomes, attack);
      if (attack.merge !== 'landed') expect(byDesk, notice).toBe(attack.merge === null);
      if (attack.merge instanceof RegExp) {
        expect(merge!.code, merge!.said).toBeGreaterThan(0);
        expect(merge!.said).toMatch(attack.merge);
      }
      if (attack.notice !== undefined) expect(notice).toMatch(attack.notice);
      expect(actingIn(notice, CAST.map(({ login }) => login))).toEqual([]);
      expect(badges, refusal).toBe(attack.issue === null ? 1 : 0);
      if (attack.issue !== null) expect(refusal).toMatch(attack.issue);
    });
  });
}
