import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lint } from '../../core/lint.ts';
import { smallestCatalog, smallestTexts } from '../../testing/smallest.ts';
import type { Files } from '../files.ts';
import type { World } from '../world.ts';
import { workspaceLint } from './lint-workspace.ts';

const world = { cwd: '/', env: {}, files: { exists: async () => false } as Partial<Files> as Files, now: () => new Date('2026-11-22T09:00:00Z') } as Partial<World> as World;

describe('the lint of a workspace', () => {
  it('says after each keystroke what a lint from nothing says', { timeout: 60_000 }, async () => {
    const paths = Object.keys(smallestTexts);
    const step = fc.record({ path: fc.constantFrom(...paths), at: fc.double({ min: 0, max: 1, noNaN: true }), less: fc.nat(20), more: fc.constantFrom('', 'x', '\n', 'wait-time', '1.1.0', '"', ': ', '](#'), isBack: fc.boolean(), isGone: fc.constantFrom(true, false, false, false, false) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        const linted = workspaceLint(world, async () => [], () => {});
        const texts = new Map(Object.entries(smallestTexts));
        for (const { path, at, less, more, isBack, isGone } of steps) {
          const text = texts.get(path) ?? smallestTexts[path]!;
          const from = Math.floor(at * text.length);
          texts.set(path, isBack ? smallestTexts[path]! : text.slice(0, from) + more + text.slice(from + less));
          if (isGone) texts.delete(path);
          const files = smallestCatalog(Object.fromEntries(texts)).filter((file) => texts.has(file.path) || !Object.hasOwn(smallestTexts, file.path));
          expect((await linted({ home: '/', root: '/catalog', files })).diagnostics).toEqual(lint(files, { today: '2026-11-22', roster: [] }).diagnostics);
        }
      }),
      { numRuns: 40 },
    );
  });
});
