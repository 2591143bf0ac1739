import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createContract } from '../contract/contract.ts';
import { openScene, type Scene } from './scene.ts';

/** One thing that GitHub does: how it reads, where it is known from, and the proof that the practice GitHub does it too. */
export interface Rule {
  readonly rule: string;
  readonly source: string;
  readonly prove: (scene: Scene, clock: Clock) => Promise<void>;
}

/** The time of a scene, which goes on only when it is told to. */
export interface Clock {
  readonly now: () => Date;
  readonly pass: (seconds: number) => void;
}

const contract = createContract();

/** Proves a table of rules, each in its own repositories, and holds every request that it took to GitHub's description. */
export function proveRules(about: string, rules: readonly Rule[]): void {
  describe(about, () => {
    const clock = createClock();
    let scene: Scene;
    beforeAll(async () => {
      scene = await openScene(clock.now);
    });
    afterAll(() => scene.end());
    test.each(rules)('$rule ($source)', async ({ prove }) => {
      const before = scene.practice.requests.length;
      await prove(scene, clock);
      expect(scene.practice.requests.slice(before).flatMap(contract.check)).toEqual([]);
    });
  });
}

function createClock(): Clock {
  let at = Date.parse('2026-03-02T09:00:00Z');
  return { now: () => new Date(at), pass: (seconds) => void (at += seconds * 1000) };
}
