import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bundle } from '../../setup.mjs';
import { branchFiles, homeOf, rehearse, type Snapshot, type TestRehearsal } from '../../testing/rehearse.ts';
import { keepScene } from '../../testing/scenes.ts';
import { dyingWorld } from '../../testing/spoil.ts';
import { must } from '../actor.ts';
import type { FaultMatch } from '../faults.ts';
import type { Mode } from '../people.ts';

// With private submissions register and ledger stand in two repositories, so that a crash between them leaves two remotes apart.
const MODES: readonly Mode[] = ['one-repository', 'private-per-teacher'];

describe.each(MODES)('the process killed, with submissions in %s', (mode) => {
  const isPrivate = mode !== 'one-repository';
  let merged: Snapshot;
  let rehearsal: TestRehearsal;
  beforeAll(async () => {
    merged = await keepScene('merged', { mode });
  }, 600_000);
  afterAll(() => rm(merged.folder, { recursive: true, force: true }));
  beforeEach(async () => void (rehearsal = await rehearse(merged)));
  afterEach(() => rehearsal.end());

  const lead = () => rehearsal.actors['priya-nair'];
  type Stores = Readonly<Record<string, string>>;
  const stores = async (): Promise<Stores> => Object.fromEntries((await Promise.all(['register', 'ledger'].map(async (branch) => [...(await branchFiles(rehearsal, branch, branch === 'register' ? homeOf(mode) : 'credentials'))].map(([path, text]) => [`${branch}:${path}`, text] as const)))).flat());
  const heads = async (): Promise<string> => must(await lead().git('ls-remote', rehearsal.practice.gitUrl('marlow-valley', 'credentials'), 'register', 'ledger'), 'ls-remote').out;
  const named = (files: Stores, part: RegExp): readonly string[] => Object.keys(files).filter((path) => part.test(path));

  // One award, one proof, one badge, the same bytes or their hash in the ledger, and a second run that finds nothing to do.
  async function expectOneBadge(): Promise<Stores> {
    const files = await stores();
    const [badge, ...others] = named(files, /^register:badges\/.*\/badge\.json$/);
    expect(others).toEqual([]);
    expect(named(files, /\/award\.json$/)).toHaveLength(1);
    expect(named(files, /\/proof\.json$/)).toHaveLength(1);
    const [published, ...more] = named(files, /^ledger:(?:badges|private)\//);
    expect(more).toEqual([]);
    if (isPrivate) expect((JSON.parse(files[published!]!) as { readonly sha256: string }).sha256).toBe(createHash('sha256').update(files[badge!]!).digest('hex'));
    else expect(files[published!]).toBe(files[badge!]);
    expect(must(await lead().laurel('issue'), 'issue').out).toContain('Nothing is due');
    expect(await stores()).toEqual(files);
    return files;
  }

  if (!isPrivate) it('at every step from proof to push: exactly one identical badge after a rerun, with the same serial and the same bytes', async () => {
    const base = rehearsal.world('priya-nair');
    let kept: Stores = {};
    let at = await heads();
    let ended = false;
    const deaths: string[] = [];
    // Every run dies one step later than the last one did, and goes on from what that one left; once something was
    // written, from its first step again.
    for (let step = 1; !ended; step += 1) {
      const { world, died } = dyingWorld(base, (_, count) => (count === step ? 'before' : null));
      const { code } = await rehearsal.runIn(world, 'issue');
      if (died() === null) {
        expect(code).toBe(0);
        ended = true;
        continue;
      }
      expect(code, `killed before step ${step}, ${died()}`).toBe(2);
      deaths.push(died()!);
      const now = await heads();
      if (now === at) continue;
      at = now;
      step = 0;
      const left = await stores();
      // What was drawn, signed or published before a kill is never drawn again.
      expect(left).toMatchObject(kept);
      kept = left;
    }
    expect(await expectOneBadge()).toMatchObject(kept);
    expect(deaths.some((step) => step.startsWith('GET /api/v3/repos/marlow-valley/credentials/pulls/1/reviews'))).toBe(true);
    expect(deaths.some((step) => step.startsWith('git fast-import'))).toBe(true);
    expect(deaths.filter((step) => step.startsWith('git push')).length).toBe(3);
  }, 1_200_000);

  const RECORD = 'the award is recorded';
  const SIGN = 'the badge is signed';
  const PUBLISH = 'it is published';
  it.each([[1, RECORD], [2, SIGN], [3, PUBLISH]] as const)('right after push %i, by which %s, before it hears of it: the rerun ends in that same badge', async (push, _what) => {
    let pushes = 0;
    const { world, died } = dyingWorld(rehearsal.world('priya-nair'), (step) => (step.startsWith('git push') && (pushes += 1) === push ? 'after' : null));
    expect((await rehearsal.runIn(world, 'issue')).code).toBe(2);
    expect(died()).not.toBeNull();
    const left = await stores();
    expect(named(left, /\/award\.json$/)).toHaveLength(1);
    expect(named(left, /\/proof\.json$/)).toHaveLength(push === 1 ? 0 : 1);
    expect(named(left, /^ledger:(?:badges|private)\//)).toHaveLength(push === 3 ? 1 : 0);
    must(await lead().laurel('issue'), 'issue');
    expect(await expectOneBadge()).toMatchObject(left);
  }, 300_000);

  // The whole process and its git, as when the machine is switched off.
  async function killedWhile(match: FaultMatch, isTime: () => Promise<boolean>): Promise<void> {
    const { env } = rehearsal.world('priya-nair');
    const stop = rehearsal.practice.fail(match);
    const child = spawn(process.execPath, [await bundle(), 'issue'], { cwd: lead().clone, env: env as NodeJS.ProcessEnv, stdio: 'ignore', detached: true });
    const closed = once(child, 'close') as unknown as Promise<readonly [number | null, string | null]>;
    let gone = false;
    void closed.then(() => (gone = true));
    while (!gone && !(await isTime())) await new Promise((done) => void setTimeout(done, 50));
    expect(gone, 'the process ended by itself').toBe(false);
    process.kill(-child.pid!, 'SIGKILL');
    expect((await closed)[1]).toBe('SIGKILL');
    stop();
  }

  if (!isPrivate) it.each<readonly [string, (path: string) => boolean, 'before' | 'register' | 'ledger']>([
    ['while it asks GitHub about the reviews', (path) => path.endsWith('/pulls/1/reviews'), 'before'],
    ['while its first push is on the way', (path) => path.endsWith('/git-receive-pack'), 'before'],
    ['when the register has taken its push and the answer is on the way', (path) => path.endsWith('/git-receive-pack'), 'register'],
    ['when the ledger has taken its push and the answer is on the way', (path) => path.endsWith('/git-receive-pack'), 'ledger'],
  ])('for real, with its git, %s: the rerun ends in one badge', async (_, isMeant, taken) => {
    let met = false;
    const before = await heads();
    // The ledger is pushed to third: record, sign, publish.
    let left = taken === 'ledger' ? 3 : 1;
    await killedWhile(({ method, path }) => {
      if (!isMeant(path) || (path.endsWith('/git-receive-pack') && method !== 'POST') || (left -= 1) > 0) return null;
      met = true;
      return taken === 'before' ? { hang: true } : { after: { hang: true } };
    }, async () => met && (taken === 'before' || ((await heads()) !== before && (await heads()).includes(`refs/heads/${taken}`))));
    const killed = await stores();
    expect(Object.keys(killed).length > 0).toBe(taken !== 'before');
    must(await lead().laurel('issue'), 'issue');
    expect(await expectOneBadge()).toMatchObject(killed);
  }, 300_000);
});
