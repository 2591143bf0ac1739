import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Attack } from '../../testing/attack.ts';
import { below, benchFor, type Bench } from '../../testing/claim-bench.ts';
import { branchFiles, rehearse, type Snapshot } from '../../testing/rehearse.ts';
import { keepScene } from '../../testing/scenes.ts';
import { testAttacks } from '../../testing/test-attacks.ts';
import { must } from '../actor.ts';

const LIST = 'catalog/assessors.yaml';
const entry = (login: string, id: number): string => `  - login: ${login}\n    id: ${id}\n    covers:\n      - all\n    calibrated-until: '2099-12-31'\n`;

/** The list of assessors on main, with some more people on it. */
async function listWith(bench: Bench, ...people: readonly (readonly [login: string, id: number])[]): Promise<string> {
  const main = await bench.main('priya-nair');
  const list = await bench.git('priya-nair').text(['show', `${main}:${LIST}`]);
  return `${list}\n${people.map(([login, id]) => entry(login, id)).join('')}`;
}

/** A pull request of two commits: one of other files, then the claim. */
async function claimAfter(bench: Bench, number: number, files: ReadonlyMap<string, string>): Promise<number> {
  const first = await bench.commit('maya-okafor', await bench.main('maya-okafor'), files);
  await bench.push('maya-okafor', await bench.commit('maya-okafor', first, below(bench.folder(number), bench.work)), `claim-${number}`);
  return bench.open('maya-okafor', `claim-${number}`);
}

/** A claim whose one commit says that somebody else is its author. */
async function claimBy(bench: Bench, number: number, author: 'daniel-okoye'): Promise<number> {
  const commit = await bench.commit('maya-okafor', await bench.main('maya-okafor'), below(bench.folder(number), bench.work), { author });
  await bench.push('maya-okafor', commit, `claim-${number}`);
  return bench.open('maya-okafor', `claim-${number}`);
}

const NOBODY = /1 of 2 independent assessments/;

testAttacks('people under attack', [
  {
    name: 'self-approval: GitHub refuses the button, a comment with an approving form counts for nothing, and no badge',
    arrange: async (bench, number) => {
      const pull = await bench.claim(number);
      await bench.pass(pull, 'ines-carvalho');
      const own = await bench.rehearsal.rest('maya-okafor', 'POST', bench.api(`/pulls/${pull}/reviews`), { event: 'APPROVE', body: bench.forms['daniel-okoye'] });
      expect(own.status).toBe(422);
      await bench.review('maya-okafor', pull, { event: 'COMMENT', body: bench.forms['daniel-okoye'] });
      return pull;
    },
    merge: NOBODY,
    issue: NOBODY,
  },
  {
    name: 'self-approval by an author who stands on the list: no badge',
    arrange: async (bench, number) => {
      const pull = await bench.claim(number, bench.work, 'daniel-okoye');
      await bench.pass(pull, 'ines-carvalho');
      expect((await bench.rehearsal.rest('daniel-okoye', 'POST', bench.api(`/pulls/${pull}/reviews`), { event: 'APPROVE', body: bench.forms['daniel-okoye'] })).status).toBe(422);
      await bench.review('daniel-okoye', pull, { event: 'COMMENT', body: bench.forms['daniel-okoye'] });
      return pull;
    },
    merge: NOBODY,
    issue: NOBODY,
  },
  {
    name: 'a person with write access who is not listed approves: no badge',
    arrange: async (bench, number) => {
      const pull = await bench.claim(number);
      await bench.pass(pull, 'ines-carvalho');
      await bench.review('priya-nair', pull, { event: 'APPROVE', body: bench.forms['daniel-okoye'] });
      return pull;
    },
    merge: NOBODY,
    issue: NOBODY,
  },
  {
    name: 'an assessor who was removed from the list before the merge: no badge',
    arrange: async (bench, number) => {
      const before = await bench.main('priya-nair');
      const list = await bench.git('priya-nair').text(['show', `${before}:${LIST}`]);
      const listed = await bench.commit('priya-nair', before, new Map([[LIST, await listWith(bench, ['tomas-reyes', 1202])]]));
      await bench.toMain('priya-nair', listed);
      const pull = await bench.claim(number);
      await bench.pass(pull, 'ines-carvalho');
      await bench.review('tomas-reyes', pull, { event: 'APPROVE', body: bench.forms['daniel-okoye'] });
      await bench.toMain('priya-nair', await bench.commit('priya-nair', listed, new Map([[LIST, `${list}\n`]])));
      return pull;
    },
    merge: NOBODY,
    issue: NOBODY,
  },
  {
    name: 'an assessor who pushed to the branch, under the teacher\'s name: no badge',
    arrange: async (bench, number) => {
      const pull = await bench.claim(number);
      await bench.rehearsal.rest('maya-okafor', 'PUT', '/repos/maya-okafor/credentials/collaborators/daniel-okoye', { permission: 'push' });
      const git = bench.git('daniel-okoye');
      const fork = bench.rehearsal.practice.gitUrl('maya-okafor', 'credentials');
      await git.text(['fetch', '--quiet', fork, `+claim-${number}:refs/attack/theirs`]);
      const better = await bench.commit('daniel-okoye', await git.text(['rev-parse', 'refs/attack/theirs']), below(bench.folder(number), new Map([...bench.work, ['submission.md', `${Buffer.from(bench.work.get('submission.md')!).toString('utf8')}\n`]])), { author: 'maya-okafor' });
      await git.text(['push', '--quiet', fork, `${better}:refs/heads/claim-${number}`]);
      await bench.pass(pull, 'ines-carvalho', 'daniel-okoye');
      return pull;
    },
    merge: /by a person who pushed to the pull request/,
    issue: /by a person who pushed to the pull request/,
  },
  {
    name: 'a teacher who forges an assessor\'s name as commit author, and that assessor approving twice: no badge, a person must look',
    arrange: async (bench, number) => {
      const pull = await claimBy(bench, number, 'daniel-okoye');
      await bench.pass(pull, 'ines-carvalho', 'daniel-okoye', 'daniel-okoye');
      return pull;
    },
    merge: /anyone can write that, so a person must look/,
    issue: /anyone can write that, so a person must look/,
  },
  {
    name: 'a teacher who forges an assessor\'s name as commit author, and another assessor approving: exactly one badge',
    arrange: async (bench, number) => {
      const pull = await claimBy(bench, number, 'daniel-okoye');
      await bench.pass(pull, 'ines-carvalho', 'daniel-okoye');
      await bench.review('ruth-lindqvist', pull, { event: 'APPROVE', body: bench.forms['daniel-okoye'] });
      return pull;
    },
    merge: null,
    issue: null,
  },
  {
    name: 'a login renamed and taken by another: the newcomer\'s approval counts for nothing, and no badge',
    arrange: async (bench, number) => {
      const { practice } = bench.rehearsal;
      practice.rename('ines-carvalho', 'ines-c');
      practice.addPerson({ login: 'ines-carvalho', id: 9901, name: 'Somebody Else', token: 'practice_newcomer' });
      const pull = await bench.claim(number);
      await bench.pass(pull, 'daniel-okoye');
      const answer = await fetch(`${practice.apiUrl}${bench.api(`/pulls/${pull}/reviews`)}`, { method: 'POST', headers: { authorization: 'token practice_newcomer', 'content-type': 'application/json' }, body: JSON.stringify({ event: 'APPROVE', body: bench.forms['ines-carvalho'] }) });
      expect(answer.status).toBe(200);
      return pull;
    },
    merge: NOBODY,
    issue: NOBODY,
  },
  {
    name: 'a login renamed: whoever was listed under it is still counted by their number, and exactly one badge',
    arrange: async (bench, number) => {
      const pull = await bench.claim(number);
      await bench.pass(pull, 'ines-carvalho', 'daniel-okoye');
      return pull;
    },
    merge: null,
    issue: null,
  },
  // These change the list for whatever is merged after them.
  {
    name: 'a pull request that adds its author and a friend to the list: no badge',
    arrange: async (bench, number) => {
      const commit = await bench.commit('maya-okafor', await bench.main('maya-okafor'), new Map([...below(bench.folder(number), bench.work), [LIST, await listWith(bench, ['maya-okafor', 1201], ['tomas-reyes', 1202])]]));
      await bench.push('maya-okafor', commit, `claim-${number}`);
      const pull = await bench.open('maya-okafor', `claim-${number}`);
      await bench.pass(pull, 'ines-carvalho');
      await bench.review('tomas-reyes', pull, { event: 'APPROVE', body: bench.forms['daniel-okoye'] });
      return pull;
    },
    merge: /assessors\.yaml, outside the claim folder/,
    notice: /assessors\.yaml[\s\S]*outside the claim folder/,
    issue: /assessors\.yaml, outside the claim folder/,
  },
  {
    name: 'a rebase merge whose first commit adds somebody to the list: no badge',
    arrange: async (bench, number) => {
      const pull = await claimAfter(bench, number, new Map([[LIST, (await listWith(bench)).replace('assessors:\n', `assessors:\n${entry('tomas-reyes', 1202)}`)]]));
      await bench.pass(pull, 'ines-carvalho');
      await bench.review('tomas-reyes', pull, { event: 'APPROVE', body: bench.forms['daniel-okoye'] });
      return pull;
    },
    merge: /assessors\.yaml, outside the claim folder/,
    land: async (bench, pull) => void expect(await bench.force(pull, 'rebase')).toBe(200),
    issue: /assessors\.yaml, outside the claim folder/,
  },
] satisfies readonly Attack[]);

describe('a list that names one person twice', () => {
  let handedIn: Snapshot;
  beforeAll(async () => void (handedIn = await keepScene('handed-in')));
  afterAll(() => rm(handedIn.folder, { recursive: true, force: true }));

  it('under two logins: one approval is one, and no badge', async () => {
    const rehearsal = await rehearse(handedIn);
    try {
      const bench = await benchFor(rehearsal);
      const lead = rehearsal.actors['priya-nair'];
      const pull = await bench.claim(2);
      await bench.pass(pull, 'ines-carvalho');
      await bench.toMain('priya-nair', await bench.commit('priya-nair', await bench.main('priya-nair'), new Map([[LIST, await listWith(bench, ['ines-renamed', 1102])]])));
      const merge = await lead.laurel('merge', String(pull));
      expect(merge.code).toBe(1);
      expect(merge.err).toContain('Unexpected second account');
      expect(await bench.force(pull)).toBe(200);
      expect((await lead.laurel('issue')).out).toContain('Unexpected second account');
      expect([...(await branchFiles(rehearsal, 'register')).keys()]).toEqual([]);
    } finally {
      await rehearsal.end();
    }
  });
});

describe('a forged author that keeps an assessor out', () => {
  let handedIn: Snapshot;
  beforeAll(async () => void (handedIn = await keepScene('handed-in')));
  afterAll(() => rm(handedIn.folder, { recursive: true, force: true }));

  it('leads the desk to ask another assessor, whose approval ends in exactly one badge', async () => {
    const rehearsal = await rehearse(handedIn);
    try {
      const bench = await benchFor(rehearsal);
      const lead = rehearsal.actors['priya-nair'];
      const pull = await claimBy(bench, 2, 'daniel-okoye');
      await bench.pass(pull, 'ines-carvalho', 'daniel-okoye');
      must(await lead.laurel('desk'), 'desk');
      const asked = (await rehearsal.rest('priya-nair', 'GET', bench.api(`/pulls/${pull}`))).body.requested_reviewers as readonly { readonly login: string }[];
      expect(asked.map(({ login }) => login)).toEqual(['ruth-lindqvist']);
      await bench.review('ruth-lindqvist', pull, { event: 'APPROVE', body: bench.forms['daniel-okoye'] });
      expect(must(await lead.laurel('desk'), 'desk').out).toContain('merged it');
      must(await lead.laurel('issue'), 'issue');
      expect([...(await branchFiles(rehearsal, 'register')).keys()].filter((path) => path.endsWith('badge.json'))).toHaveLength(1);
    } finally {
      await rehearsal.end();
    }
  });
});
