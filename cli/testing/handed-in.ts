import { rm } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { Mode } from '../practice/people.ts';
import { benchFor, type Bench } from './claim-bench.ts';
import { rehearse, type Snapshot, type TestRehearsal } from './rehearse.ts';
import { keepScene } from './scenes.ts';

/** Begins every test around it with a copy of a rehearsal in which the work is handed in, and ends that afterwards. */
export function eachFromHandedIn(mode: Mode, take: (begun: { readonly rehearsal: TestRehearsal; readonly bench: Bench }) => void): void {
  let handedIn: Snapshot;
  let rehearsal: TestRehearsal;
  beforeAll(async () => void (handedIn = await keepScene('handed-in', { mode })));
  afterAll(() => rm(handedIn.folder, { recursive: true, force: true }));
  beforeEach(async () => {
    rehearsal = await rehearse(handedIn);
    take({ rehearsal, bench: await benchFor(rehearsal) });
  });
  afterEach(() => rehearsal.end());
}

/** What `laurel issue` says that it did. */
export interface Issued {
  readonly awarded: readonly { readonly serial: string; readonly pull: number }[];
  readonly refused: readonly { readonly path: string; readonly reasons: readonly string[] }[];
}

/** Runs `laurel issue` as the lead. */
export async function issue({ actors }: TestRehearsal): Promise<Issued> {
  const ended = await actors['priya-nair'].laurel('issue', '--json');
  expect(ended.code, ended.err).toBeLessThan(2);
  return JSON.parse(ended.out) as Issued;
}
