import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openGitHub } from '../../effects/github/github.ts';
import type { Attack } from '../../testing/attack.ts';
import { below, benchFor, withText, type Bench, type Work } from '../../testing/claim-bench.ts';
import { rehearse, type Snapshot } from '../../testing/rehearse.ts';
import { keepScene } from '../../testing/scenes.ts';
import { testAttacks } from '../../testing/test-attacks.ts';

const OUTSIDE: Work = new Map([['catalog/rubrics/odd.yaml', 'levels: []\n']]);
const more = (files: Work): Work => withText(files, (text) => text.replace('## What changed for learners\n', '## What changed for learners\n\nOne more thing that nobody has read.\n'));

/** A branch of several commits, one after the other, as a pull request that two assessors pass. */
async function passedBranch(bench: Bench, number: number, steps: readonly { readonly files: Work; readonly removed?: readonly string[] }[]): Promise<number> {
  let tip = await bench.main('maya-okafor');
  for (const { files, removed = [] } of steps) tip = await bench.commit('maya-okafor', tip, files, { removed });
  await bench.push('maya-okafor', tip, `claim-${number}`);
  const pull = await bench.open('maya-okafor', `claim-${number}`);
  await bench.pass(pull, 'ines-carvalho', 'daniel-okoye');
  return pull;
}

/** Merges a pull request by hand and changes files in the merge itself; GitHub calls the pull request merged. */
async function evilMerge(bench: Bench, pull: number, files: Work, first: 'ours' | 'theirs' = 'ours'): Promise<string> {
  const git = bench.git('priya-nair');
  const main = await bench.main('priya-nair');
  await git.text(['fetch', '--quiet', bench.rehearsal.practice.gitUrl('marlow-valley', bench.repository), `+refs/pull/${pull}/head:refs/attack/head`]);
  const head = await git.text(['rev-parse', 'refs/attack/head']);
  const merge = first === 'ours' ? await mergeWith(bench, 'priya-nair', main, head, files) : await mergeWith(bench, 'priya-nair', head, main, files);
  await bench.toMain('priya-nair', merge);
  expect((await bench.rehearsal.rest('priya-nair', 'GET', bench.api(`/pulls/${pull}`))).body.merged).toBe(true);
  return merge;
}

/** A merge commit of two, with files changed that neither of them has so. */
async function mergeWith(bench: Bench, login: 'priya-nair' | 'maya-okafor', ours: string, theirs: string, files: Work): Promise<string> {
  const git = bench.git(login);
  const tree = (await git.text(['merge-tree', '--write-tree', ours, theirs])).split('\n')[0]!;
  const step = await bench.commit(login, await git.text(['commit-tree', '-m', 'Step', tree], IDENTITY), files);
  return git.text(['commit-tree', '-m', 'Merge', '-p', ours, '-p', theirs, `${step}^{tree}`], IDENTITY);
}
const IDENTITY = { env: { GIT_AUTHOR_NAME: 'Work', GIT_AUTHOR_EMAIL: 'work@marlow-valley.example', GIT_COMMITTER_NAME: 'Work', GIT_COMMITTER_EMAIL: 'work@marlow-valley.example' } };

/** Opens a second pull request, by somebody else, from the very commit of a first. */
async function sameCommit(bench: Bench, number: number, by: 'maya-okafor' | 'tomas-reyes' = 'tomas-reyes'): Promise<number> {
  const git = bench.git(by);
  await git.text(['fetch', '--quiet', bench.rehearsal.practice.gitUrl('maya-okafor', bench.repository), `+claim-${number}:refs/attack/copied`]);
  await bench.push(by, await git.text(['rev-parse', 'refs/attack/copied']), `copy-${number}`);
  return bench.open(by, `copy-${number}`);
}

testAttacks('histories under attack', [
  {
    name: 'a commit that touches something outside the claim folder, undone by a later one: no badge',
    arrange: (bench, number) => passedBranch(bench, number, [{ files: OUTSIDE }, { files: below(bench.folder(number), bench.work) }, { files: new Map(), removed: [...OUTSIDE.keys()] }]),
    merge: /rubrics\/odd\.yaml, outside the claim folder/,
    notice: /rubrics\/odd\.yaml, outside the claim folder/,
    issue: /commit [0-9a-f]{10} touches catalog\/rubrics\/odd\.yaml, outside the claim folder/,
  },
  {
    name: 'a commit that touches something outside, undone by a later one, and squashed: no badge',
    arrange: (bench, number) => passedBranch(bench, number, [{ files: below(bench.folder(number), bench.work) }, { files: OUTSIDE }, { files: new Map(), removed: [...OUTSIDE.keys()] }]),
    merge: /rubrics\/odd\.yaml, outside the claim folder/,
    land: async (bench, pull) => void expect(await bench.force(pull, 'squash')).toBe(200),
    issue: /commit [0-9a-f]{10} touches catalog\/rubrics\/odd\.yaml, outside the claim folder/,
  },
  {
    name: 'a squash merge of what was approved: exactly one badge',
    arrange: async (bench, number) => {
      const pull = await passedBranch(bench, number, [{ files: below(bench.folder(number), more(bench.work)) }, { files: below(bench.folder(number), bench.work) }]);
      expect(await bench.force(pull, 'squash')).toBe(200);
      return pull;
    },
    merge: 'landed',
    issue: null,
  },
  {
    name: 'a rebase merge of what was approved: exactly one badge',
    arrange: async (bench, number) => {
      const pull = await passedBranch(bench, number, [{ files: below(bench.folder(number), more(bench.work)) }, { files: below(bench.folder(number), bench.work) }]);
      expect(await bench.force(pull, 'rebase')).toBe(200);
      return pull;
    },
    merge: 'landed',
    issue: null,
  },
  {
    name: 'a squash merge of what was pushed after the approval: no badge',
    arrange: async (bench, number) => {
      const pull = await bench.claim(number);
      await bench.pass(pull, 'ines-carvalho', 'daniel-okoye');
      const head = (await bench.rehearsal.rest('maya-okafor', 'GET', bench.api(`/pulls/${pull}`))).body.head.sha as string;
      await bench.push('maya-okafor', await bench.commit('maya-okafor', head, below(bench.folder(number), more(bench.work))), `claim-${number}`);
      expect(await bench.force(pull, 'squash')).toBe(200);
      return pull;
    },
    merge: 'landed',
    issue: /another content than on main/,
  },
  {
    name: 'an evil merge that changes the claim folder, pushed by hand: no badge',
    arrange: async (bench, number) => {
      const pull = await passedBranch(bench, number, [{ files: below(bench.folder(number), bench.work) }]);
      await evilMerge(bench, pull, below(bench.folder(number), more(bench.work)));
      return pull;
    },
    merge: 'landed',
    issue: /was pushed directly/,
  },
  {
    name: 'an evil merge with the pull request as its first parent, so that main seems to have had it before: no badge',
    arrange: async (bench, number) => {
      const pull = await passedBranch(bench, number, [{ files: below(bench.folder(number), bench.work) }]);
      await evilMerge(bench, pull, below(bench.folder(number), more(bench.work)), 'theirs');
      return pull;
    },
    merge: 'landed',
    issue: /was pushed directly/,
  },
  {
    name: 'an evil merge inside the pull request: no badge',
    arrange: async (bench, number) => {
      const main = await bench.main('maya-okafor');
      const claim = await bench.commit('maya-okafor', await bench.git('maya-okafor').text(['rev-parse', `${main}~1`]), below(bench.folder(number), bench.work));
      const merge = await mergeWith(bench, 'maya-okafor', claim, main, OUTSIDE);
      const undone = await bench.commit('maya-okafor', merge, new Map(), { removed: [...OUTSIDE.keys()] });
      await bench.push('maya-okafor', undone, `claim-${number}`);
      const pull = await bench.open('maya-okafor', `claim-${number}`);
      await bench.pass(pull, 'ines-carvalho', 'daniel-okoye');
      return pull;
    },
    merge: /rubrics\/odd\.yaml, outside the claim folder/,
    issue: /commit [0-9a-f]{10} touches catalog\/rubrics\/odd\.yaml, outside the claim folder/,
  },
  {
    name: 'a moved merge base that brings nothing but main: exactly one badge',
    arrange: async (bench, number) => {
      const main = await bench.main('maya-okafor');
      const claim = await bench.commit('maya-okafor', await bench.git('maya-okafor').text(['rev-parse', `${main}~1`]), below(bench.folder(number), bench.work));
      await bench.push('maya-okafor', claim, `claim-${number}`);
      const pull = await bench.open('maya-okafor', `claim-${number}`);
      await bench.pass(pull, 'ines-carvalho', 'daniel-okoye');
      await bench.push('maya-okafor', await mergeWith(bench, 'maya-okafor', claim, main, new Map()), `claim-${number}`);
      return pull;
    },
    merge: null,
    issue: null,
  },
  {
    name: 'a moved merge base that hides where the claim folder came from: no badge',
    arrange: async (bench, number) => {
      const first = await bench.claim(number, more(bench.work));
      const head = (await bench.rehearsal.rest('maya-okafor', 'GET', bench.api(`/pulls/${first}`))).body.head.sha as string;
      await bench.push('maya-okafor', await bench.commit('maya-okafor', head, below(bench.folder(number), bench.work)), `again-${number}`);
      const pull = await bench.open('maya-okafor', `again-${number}`);
      await bench.pass(pull, 'ines-carvalho', 'daniel-okoye');
      expect(await bench.force(first)).toBe(200);
      return pull;
    },
    merge: /was there before the pull request/,
    issue: /was there before the pull request/,
  },
  {
    name: 'a commit in two pull requests, the second by a stranger whom nobody approved: exactly one badge, for the first',
    arrange: async (bench, number) => {
      const pull = await bench.claim(number);
      await bench.pass(pull, 'ines-carvalho', 'daniel-okoye');
      await sameCommit(bench, number);
      return pull;
    },
    merge: null,
    issue: null,
  },
  {
    name: 'a commit in two pull requests, both approved, the first merged by the desk: exactly one badge, for the first',
    arrange: async (bench, number) => {
      const pull = await bench.claim(number);
      await bench.pass(pull, 'ines-carvalho', 'daniel-okoye');
      await bench.pass(await sameCommit(bench, number), 'ines-carvalho', 'daniel-okoye');
      return pull;
    },
    merge: null,
    issue: null,
  },
  ...(['maya-okafor', 'tomas-reyes'] as const).map((by): Attack => ({
    name: `a commit in two pull requests, both approved, the second by ${by === 'maya-okafor' ? 'the same teacher' : 'a stranger'}, and main moved forward onto it: ${by === 'maya-okafor' ? 'no badge, a person must look' : 'exactly one badge, for whose folder it is'}`,
    arrange: async (bench, number) => {
      const pull = await bench.claim(number);
      await bench.pass(pull, 'ines-carvalho', 'daniel-okoye');
      await bench.pass(await sameCommit(bench, number, by), 'ines-carvalho', 'daniel-okoye');
      const git = bench.git('priya-nair');
      await git.text(['fetch', '--quiet', bench.rehearsal.practice.gitUrl('maya-okafor', bench.repository), `+claim-${number}:refs/attack/forward`]);
      await bench.toMain('priya-nair', await git.text(['rev-parse', 'refs/attack/forward']));
      return pull;
    },
    merge: 'landed',
    issue: by === 'maya-okafor' ? /more than one approved pull request brought it/ : null,
  })),
  {
    name: 'a direct push to main: no badge, and the reason says so',
    arrange: async (bench, number) => {
      await bench.toMain('priya-nair', await bench.commit('priya-nair', await bench.main('priya-nair'), below(bench.folder(number), bench.work)));
      return 0;
    },
    merge: 'landed',
    issue: /was pushed directly/,
  },
  {
    name: 'a pull request that edits the list of assessors, and main moved forward onto it: no badge',
    arrange: async (bench, number) => {
      const main = await bench.main('priya-nair');
      const list = await bench.git('priya-nair').text(['show', `${main}:catalog/assessors.yaml`]);
      const listed = await bench.commit('priya-nair', main, new Map([['catalog/assessors.yaml', `${list}\n  - login: tomas-reyes\n    id: 1202\n    covers: [all]\n    calibrated-until: '2099-12-31'\n`]]), { author: 'maya-okafor' });
      const head = await bench.commit('priya-nair', listed, below(bench.folder(number), bench.work), { author: 'maya-okafor' });
      await bench.rehearsal.rest('maya-okafor', 'PUT', '/repos/maya-okafor/credentials/collaborators/priya-nair', { permission: 'push' });
      await bench.git('priya-nair').text(['push', '--quiet', bench.rehearsal.practice.gitUrl('maya-okafor', bench.repository), `${head}:refs/heads/claim-${number}`]);
      const pull = await bench.open('maya-okafor', `claim-${number}`);
      await bench.pass(pull, 'ines-carvalho');
      await bench.review('tomas-reyes', pull, { event: 'APPROVE', body: bench.forms['daniel-okoye'] });
      await bench.toMain('priya-nair', head);
      return pull;
    },
    merge: 'landed',
    issue: /assessors\.yaml, outside the claim folder/,
  },
  {
    name: 'a direct push to main on top of a merged claim: no badge',
    arrange: async (bench, number) => {
      const pull = await bench.claim(number);
      await bench.pass(pull, 'ines-carvalho', 'daniel-okoye');
      return pull;
    },
    merge: null,
    land: async (bench, _, number) => bench.toMain('priya-nair', await bench.commit('priya-nair', await bench.main('priya-nair'), below(bench.folder(number), more(bench.work)))),
    issue: /was pushed directly/,
  },
] satisfies readonly Attack[]);

describe('an evil merge that GitHub takes for the merge of the pull request', () => {
  let handedIn: Snapshot;
  beforeAll(async () => void (handedIn = await keepScene('handed-in')));
  afterAll(() => rm(handedIn.folder, { recursive: true, force: true }));

  it('gets no badge: not where it changes the claim folder, nor something else, nor where its parents are swapped', async () => {
    const rehearsal = await rehearse(handedIn);
    try {
      const bench = await benchFor(rehearsal);
      const inside = await passedBranch(bench, 2, [{ files: below(bench.folder(2), bench.work) }]);
      const outside = await passedBranch(bench, 3, [{ files: below(bench.folder(3), bench.work) }]);
      const swapped = await passedBranch(bench, 4, [{ files: below(bench.folder(4), bench.work) }]);
      const merges = new Map([
        [await evilMerge(bench, inside, below(bench.folder(2), more(bench.work))), inside],
        [await evilMerge(bench, outside, new Map([['odd.txt', 'Nobody asked about this.\n'], [`${bench.folder(3)}/submission.md`, bench.work.get('submission.md')!]])), outside],
      ]);
      const world = rehearsal.world('priya-nair');
      // The practice GitHub says of a merge that was pushed that no pull request brought it; here it is said to be the pull request's.
      const naming: typeof fetch = async (input, init) => {
        const commit = /\/commits\/([0-9a-f]{40})\/pulls/.exec(String(input))?.[1] ?? '';
        const pull = merges.get(commit);
        if (pull === undefined) return fetch(input, init);
        const { body } = await rehearsal.rest('priya-nair', 'GET', bench.api(`/pulls/${pull}`));
        return Response.json([{ ...body, merge_commit_sha: commit }]);
      };
      const refusals = async (): Promise<(number: number) => string> => {
        const issue = await rehearsal.runIn({ ...world, github: async (access) => openGitHub(access, naming) }, 'issue', '--json');
        const { awarded, refused } = JSON.parse(issue.out) as { readonly awarded: readonly unknown[]; readonly refused: readonly { readonly path: string; readonly reasons: readonly string[] }[] };
        expect(awarded).toEqual([]);
        return (number) => refused.find(({ path }) => path.endsWith(`/${number}`))!.reasons.join();
      };
      const first = await refusals();
      expect(first(2)).toContain('another content than on main');
      expect(first(3)).toContain('the merge changed odd.txt, outside the claim folder');
      // Main now goes back by another way, so this one comes last.
      merges.set(await evilMerge(bench, swapped, below(bench.folder(4), more(bench.work)), 'theirs'), swapped);
      expect((await refusals())(4)).toContain('was there before the pull request');
    } finally {
      await rehearsal.end();
    }
  });
});
