import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { World } from '../../effects/world.ts';
import { benchFor, type Bench } from '../../testing/claim-bench.ts';
import { branchFiles, rehearse, type Snapshot, type TestRehearsal } from '../../testing/rehearse.ts';
import { keepScene } from '../../testing/scenes.ts';
import { dyingWorld, interruptedWorld, pushesTo } from '../../testing/spoil.ts';
import { must, type Ended } from '../actor.ts';

const LONG = 600_000;
let handedIn: Snapshot;
let rehearsal: TestRehearsal;
let bench: Bench;
beforeAll(async () => void (handedIn = await keepScene('handed-in')), LONG);
afterAll(() => rm(handedIn.folder, { recursive: true, force: true }));
beforeEach(async () => {
  rehearsal = await rehearse(handedIn);
  bench = await benchFor(rehearsal);
}, LONG);
afterEach(() => rehearsal.end());

const lead = () => rehearsal.actors['priya-nair'];
const JUDGES = ['ines-carvalho', 'daniel-okoye'] as const;

/** What is public and what was decided, as far as it must be one to one. */
interface Issued {
  readonly claims: readonly string[];
  readonly serials: readonly string[];
  readonly indexes: readonly number[];
  readonly files: ReadonlyMap<string, string>;
}

async function issued(): Promise<Issued> {
  const [register, ledger] = [await branchFiles(rehearsal, 'register'), await branchFiles(rehearsal, 'ledger')];
  const awards = [...register].filter(([path]) => path.endsWith('/award.json')).map(([, text]) => JSON.parse(text) as { readonly serial: string; readonly source: { readonly path: string }; readonly status: { readonly index: number } });
  const badges = [...register].filter(([path]) => path.endsWith('/badge.json'));
  // Every award has one badge, and the ledger has the same bytes.
  expect(badges).toHaveLength(awards.length);
  expect(new Set(badges.map(([, text]) => text))).toEqual(new Set([...ledger].filter(([path]) => path.startsWith('badges/')).map(([, text]) => text)));
  return { claims: awards.map(({ source }) => source.path).sort(), serials: awards.map(({ serial }) => serial), indexes: awards.map(({ status }) => status.index), files: new Map([...register, ...[...ledger].map(([path, text]) => [`ledger ${path}`, text] as const)]) };
}

async function expectBadgesFor(...numbers: readonly number[]): Promise<Issued> {
  const now = await issued();
  expect(now.claims).toEqual(numbers.map((number) => bench.folder(number)).sort());
  expect(new Set(now.serials).size).toBe(numbers.length);
  expect(new Set(now.indexes).size).toBe(numbers.length);
  expect(must(await lead().laurel('issue'), 'issue').out).toContain('Nothing is due');
  expect((await issued()).files).toEqual(now.files);
  return now;
}

// Every run of a workflow has a checkout of its own.
async function checkout(name: string): Promise<World> {
  const cwd = join(rehearsal.folder, name);
  must(await lead().git('clone', '--quiet', rehearsal.practice.gitUrl('marlow-valley', 'credentials'), cwd), 'clone');
  return { ...rehearsal.world('priya-nair'), cwd };
}

async function merged(...numbers: readonly number[]): Promise<void> {
  for (const number of numbers) {
    const pull = await bench.claim(number);
    await bench.pass(pull, ...JUDGES);
    expect(await bench.force(pull)).toBe(200);
  }
}

const issueIn = (world: World): Promise<Ended> => rehearsal.runIn(world, 'issue');

describe('two merges at once', () => {
  it('by two people who press the button in the same moment end in one badge each', async () => {
    const pulls = [await bench.claim(2), await bench.claim(3)];
    for (const pull of pulls) await bench.pass(pull, ...JUDGES);
    const statuses = await Promise.all(pulls.map((pull) => bench.force(pull)));
    // GitHub may say to one of them that the base has moved; then they press again.
    for (const [at, pull] of pulls.entries()) if (statuses[at] !== 200) expect(await bench.force(pull)).toBe(200);
    const [a, b] = await Promise.all([issueIn(await checkout('a')), issueIn(await checkout('b'))]);
    expect([a!.code, b!.code], a!.err + b!.err).toContain(0);
    must(await lead().laurel('issue'), 'issue');
    await expectBadgesFor(2, 3);
  }, LONG);

  it('by two runs of the desk end in one merge and one badge each', async () => {
    const pulls = [await bench.claim(2), await bench.claim(3)];
    for (const pull of pulls) await bench.pass(pull, ...JUDGES);
    const runs = await Promise.all([rehearsal.runIn(await checkout('a'), 'desk'), rehearsal.runIn(await checkout('b'), 'desk')]);
    for (const { code, err } of runs) expect([0, 1], err).toContain(code);
    must(await lead().laurel('desk'), 'desk');
    for (const pull of pulls) expect((await rehearsal.rest('priya-nair', 'GET', bench.api(`/pulls/${pull}`))).body.merged).toBe(true);
    must(await lead().laurel('issue'), 'issue');
    await expectBadgesFor(2, 3);
  }, LONG);

  it('of one claim end in one merge, and the second person reads that it is done', async () => {
    const pull = await bench.claim(2);
    await bench.pass(pull, ...JUDGES);
    const runs = await Promise.all([rehearsal.runIn(await checkout('a'), 'merge', String(pull)), rehearsal.runIn(await checkout('b'), 'merge', String(pull))]);
    expect(runs.filter(({ code }) => code === 0).length).toBeGreaterThan(0);
    for (const { code, err } of runs) if (code !== 0) expect(err).toMatch(/merged already|refused to merge|405|409/);
    expect((await lead().laurel('merge', String(pull))).err).toContain('merged already. Run `laurel issue`');
    must(await lead().laurel('issue'), 'issue');
    await expectBadgesFor(2);
  }, LONG);
});

describe('an event', () => {
  it('that is lost changes nothing but delay: the next run issues what the lost one would have', async () => {
    await merged(2);
    // Nobody ran for the first merge; the run of the second, or of the hour, brings both.
    await merged(3);
    must(await lead().laurel('issue'), 'issue');
    await expectBadgesFor(2, 3);
  }, LONG);

  it('that is doubled changes nothing: run twice, one after the other and side by side', async () => {
    await merged(2);
    must(await lead().laurel('issue'), 'issue');
    const first = await issued();
    expect(must(await lead().laurel('issue'), 'issue').out).toContain('Nothing is due');
    const [a, b] = await Promise.all([issueIn(await checkout('a')), issueIn(await checkout('b'))]);
    expect([a!.code, b!.code]).toEqual([0, 0]);
    expect((await expectBadgesFor(2)).files).toEqual(first.files);
  }, LONG);

  it('that is cancelled in the middle is completed by the next run, which is about something else', async () => {
    await merged(2);
    let pushes = 0;
    const { world, died } = dyingWorld(await checkout('cancelled'), (step) => (step.startsWith('git push') && (pushes += 1) === 2 ? 'before' : null));
    expect((await issueIn(world)).code).toBe(2);
    expect(died()).not.toBeNull();
    await merged(3);
    must(await lead().laurel('issue'), 'issue');
    await expectBadgesFor(2, 3);
  }, LONG);

  it('that comes too early, out of order or from an old run does nothing, and harms nothing', async () => {
    // A run that was started before the first merge, and goes on after it: an old checkout and an old state of main.
    const old = await checkout('old');
    expect(must(await issueIn(old), 'issue before the merge').out).toContain('Nothing is due');
    await merged(2);
    const due = JSON.parse(must(await lead().laurel('issue', '--due', '--json'), 'due').out) as { readonly claims: readonly string[] };
    expect(due.claims).toEqual([bench.folder(2)]);
    must(await lead().laurel('issue'), 'issue');
    await merged(3);
    // The run for the second merge ends first; the old one, run again, brings nothing back.
    must(await issueIn(await checkout('new')), 'issue');
    expect(must(await issueIn(old), 'the old run again').out).toContain('Nothing is due');
    await expectBadgesFor(2, 3);
  }, LONG);
});

describe('a lost push race', () => {
  it.each(['register', 'ledger'] as const)('on the %s, against a run that issues the same claim: one badge, the one that came first', async (branch) => {
    await merged(2);
    let theirs: Issued | null = null;
    const slow = interruptedWorld(await checkout('slow'), pushesTo(branch), async () => {
      must(await lead().laurel('issue'), 'the run that is first');
      theirs = await issued();
    });
    must(await issueIn(slow), 'the run that loses');
    expect(theirs).not.toBeNull();
    expect((await expectBadgesFor(2)).files).toEqual(theirs!.files);
  }, LONG);

  it.each(['register', 'ledger'] as const)('on the %s, against a run that issues another claim: both badges, with places of their own', async (branch) => {
    await merged(2);
    let before: Issued | null = null;
    const slow = interruptedWorld(await checkout('slow'), pushesTo(branch), async () => {
      await merged(3);
      must(await lead().laurel('issue'), 'the run that is first');
      before = await issued();
    });
    must(await issueIn(slow), 'the run that loses');
    const { files } = await expectBadgesFor(2, 3);
    for (const [path, text] of before!.files) if (!/^ledger (?:status\/|log\/checkpoint)/.test(path)) expect(files.get(path)).toBe(text);
  }, LONG);

  it.each(['register', 'ledger'] as const)('on the %s that is lost again and again ends in a sentence, and the next run completes it', async (branch) => {
    await merged(2);
    let count = 0;
    // Somebody is always a moment quicker: an empty commit on the branch just before each push.
    const always = async (): Promise<void> => {
      count += 1;
      const head = (await lead().git('ls-remote', rehearsal.practice.gitUrl('marlow-valley', 'credentials'), `refs/heads/${branch}`)).out.split('\t')[0]!;
      if (head !== '') must(await lead().git('fetch', '--quiet', 'origin', branch), 'fetch');
      const tree = head === '' ? must(await lead().git('hash-object', '-t', 'tree', '-w', '/dev/null'), 'tree').out.trim() : `${head}^{tree}`;
      const commit = must(await lead().git('commit-tree', ...(head === '' ? [] : ['-p', head]), '-m', `Quicker ${count}`, tree), 'commit').out.trim();
      must(await lead().git('push', '--quiet', 'origin', `${commit}:refs/heads/${branch}`), 'push');
    };
    const base = await checkout('slow');
    const world: World = { ...base, git: (folder, access) => {
      const git = base.git(folder, access);
      return { ...git, run: async (args, options) => {
        if (pushesTo(branch)(args)) await always();
        return git.run(args, options);
      } };
    } };
    const { code, err } = await issueIn(world);
    expect(code).toBe(2);
    expect(err).toContain('Others kept writing to the stores during 6 tries. Nothing is lost: run `laurel issue` again.');
    expect(count).toBe(6);
    must(await lead().laurel('issue'), 'issue');
    await expectBadgesFor(2);
  }, LONG);
});

describe('one submission that cannot be proven', () => {
  it('while ten others are issued is refused by itself, with the reason, and holds nobody up', async () => {
    const numbers = Array.from({ length: 11 }, (_, at) => at + 2);
    const UNPROVEN = 7;
    for (const number of numbers) {
      const pull = await bench.claim(number);
      await bench.pass(pull, ...(number === UNPROVEN ? JUDGES.slice(0, 1) : JUDGES));
      expect(await bench.force(pull)).toBe(200);
    }
    const run = await lead().laurel('issue', '--json');
    expect(run.code).toBe(1);
    const { awarded, signed, published, refused } = JSON.parse(run.out) as { readonly awarded: readonly { readonly pull: number }[]; readonly signed: readonly string[]; readonly published: readonly string[]; readonly refused: readonly { readonly path: string; readonly reasons: readonly string[] }[] };
    expect([awarded.length, signed.length, published.length]).toEqual([10, 10, 10]);
    expect(refused).toEqual([{ path: bench.folder(UNPROVEN), reasons: [expect.stringContaining('1 of 2 independent assessments')] }]);
    const { claims, serials, indexes, files } = await issued();
    expect(claims).toEqual(numbers.filter((number) => number !== UNPROVEN).map((number) => bench.folder(number)).sort());
    expect([new Set(serials).size, new Set(indexes).size]).toEqual([10, 10]);
    // It stays refused, and nobody else's badge is touched.
    const again = await lead().laurel('issue');
    expect(again.code).toBe(1);
    expect(again.out).toContain(`No badge for ${bench.folder(UNPROVEN)}`);
    expect((await issued()).files).toEqual(files);
  }, LONG);
});
