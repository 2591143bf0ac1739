import { expect } from 'vitest';
import type { Attack } from '../../testing/attack.ts';
import { below, withText, type Bench } from '../../testing/claim-bench.ts';
import { testAttacks } from '../../testing/test-attacks.ts';
import type { Login } from '../people.ts';

/** Pushes a change of a claim to its branch, under its teacher's name. */
async function change(bench: Bench, number: number, by: Login, words: string): Promise<void> {
  const git = bench.git(by);
  await git.text(['fetch', '--quiet', bench.rehearsal.practice.gitUrl('marlow-valley', bench.repository), `+refs/heads/claim-${number}:refs/attack/theirs`]);
  const changed = withText(bench.work, (text) => text.replace('## What changed for learners\n', `## What changed for learners\n\n${words}\n`));
  await bench.push(by, await bench.commit(by, await git.text(['rev-parse', 'refs/attack/theirs']), below(bench.folder(number), changed), { author: 'maya-okafor' }), `claim-${number}`);
}

/** Merges main, on which something else has come, into a claim's branch. */
async function bringUpToDate(bench: Bench, number: number, by: Login): Promise<void> {
  await bench.toMain('priya-nair', await bench.commit('priya-nair', await bench.main('priya-nair'), new Map([[`NEWS-${number}.md`, `News ${number}.\n`]])));
  const git = bench.git(by);
  await git.text(['fetch', '--quiet', bench.rehearsal.practice.gitUrl('marlow-valley', bench.repository), '+refs/heads/main:refs/attack/main', `+refs/heads/claim-${number}:refs/attack/theirs`]);
  const tree = (await git.text(['merge-tree', '--write-tree', 'refs/attack/theirs', 'refs/attack/main'])).split('\n')[0]!;
  const signed = Object.fromEntries(['AUTHOR', 'COMMITTER'].flatMap((role) => [[`GIT_${role}_NAME`, by], [`GIT_${role}_EMAIL`, `${by}@example.org`]]));
  await bench.push(by, await git.text(['commit-tree', '-m', 'Update', '-p', 'refs/attack/theirs', '-p', 'refs/attack/main', tree], { env: signed }), `claim-${number}`);
}

const WORDS = 'A sentence that Maya Okafor has not written.';
const BOTH = ['ines-carvalho', 'daniel-okoye'] as const;
const NOT_HERS = /pushed by the account 1202 and not by the account whose claim it is/;
const TOLD = /Whose turn: the teacher \(@maya-okafor\)[\s\S]*work that tomas-reyes pushed to this branch, expected what maya-okafor pushed[\s\S]*Put your own work back/;

testAttacks('a member of a cohort under attack by a classmate', [
  {
    name: 'a classmate pushes to the branch after the approval, and merges it: no badge, and the teacher is told who did it and what to do',
    arrange: async (bench, number) => {
      const pull = await bench.claim(number);
      await bench.pass(pull, ...BOTH);
      await change(bench, number, 'tomas-reyes', WORDS);
      return pull;
    },
    merge: NOT_HERS,
    notice: TOLD,
    land: async (bench, pull) => void expect((await bench.rehearsal.rest('tomas-reyes', 'PUT', bench.api(`/pulls/${pull}/merge`), { merge_method: 'merge' })).status).toBe(200),
    issue: NOT_HERS,
  },
  {
    name: 'a classmate pushes to the branch before the approval, and assessors pass that work: no badge, and the teacher is told',
    arrange: async (bench, number) => {
      const pull = await bench.claim(number);
      await change(bench, number, 'tomas-reyes', WORDS);
      await bench.pass(pull, ...BOTH);
      return pull;
    },
    merge: NOT_HERS,
    notice: TOLD,
    issue: NOT_HERS,
  },
  {
    name: 'a classmate\'s change that the teacher takes back: what was approved counts again, and exactly one badge',
    arrange: async (bench, number) => {
      const pull = await bench.claim(number);
      await bench.pass(pull, ...BOTH);
      const own = (await bench.rehearsal.rest('maya-okafor', 'GET', bench.api(`/pulls/${pull}`))).body.head.sha as string;
      await change(bench, number, 'tomas-reyes', WORDS);
      await bench.push('maya-okafor', own, `claim-${number}`);
      return pull;
    },
    merge: null,
    issue: null,
  },
  {
    name: 'a classmate\'s change that the teacher makes her own by a push of hers, passed as it then stands: exactly one badge',
    arrange: async (bench, number) => {
      const pull = await bench.claim(number);
      await change(bench, number, 'tomas-reyes', WORDS);
      await change(bench, number, 'maya-okafor', 'A sentence of her own.');
      await bench.pass(pull, ...BOTH);
      return pull;
    },
    merge: null,
    issue: null,
  },
  {
    name: 'a classmate\'s change, after which the teacher brings the branch up to date with main and nothing else: it is not hers by that, and no badge',
    arrange: async (bench, number) => {
      const pull = await bench.claim(number);
      await change(bench, number, 'tomas-reyes', WORDS);
      await bringUpToDate(bench, number, 'maya-okafor');
      await bench.pass(pull, ...BOTH);
      return pull;
    },
    merge: NOT_HERS,
    notice: TOLD,
    issue: NOT_HERS,
  },
  {
    name: 'a classmate brings the branch up to date with main: nothing of the work changes, and exactly one badge',
    arrange: async (bench, number) => {
      const pull = await bench.claim(number);
      await bench.pass(pull, ...BOTH);
      await bringUpToDate(bench, number, 'tomas-reyes');
      return pull;
    },
    merge: null,
    issue: null,
  },
  {
    name: 'a classmate opens a pull request from the teacher\'s branch before she does: it is not counted as theirs, and no badge',
    arrange: async (bench, number) => {
      await bench.push('maya-okafor', await bench.commit('maya-okafor', await bench.main('maya-okafor'), below(bench.folder(number), bench.work)), `claim-${number}`);
      const pull = await bench.open('tomas-reyes', `claim-${number}`);
      await bench.pass(pull, ...BOTH);
      return pull;
    },
    merge: /pushed by the account 1201 and not by the account whose claim it is/,
    issue: /pushed by the account 1201 and not by the account whose claim it is/,
  },
  {
    name: 'a classmate pushes her folder to main directly: no badge for it, and her claims with other numbers are issued as ever',
    arrange: async (bench, number) => {
      await bench.toMain('tomas-reyes', await bench.commit('tomas-reyes', await bench.main('tomas-reyes'), below(bench.folder(number), bench.work), { author: 'maya-okafor' }));
      return 0;
    },
    merge: 'landed',
    issue: /was pushed directly/,
  },
] satisfies readonly Attack[], 'private-per-cohort');
