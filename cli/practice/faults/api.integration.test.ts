import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { NOTICE } from '../../core/desk/notice.ts';
import { patience } from '../../effects/github/patience.ts';
import { benchFor, type Bench } from '../../testing/claim-bench.ts';
import { branchFiles, rehearse, type Snapshot, type TestRehearsal } from '../../testing/rehearse.ts';
import { keepScene } from '../../testing/scenes.ts';
import { must, type Ended } from '../actor.ts';
import type { Fault, FaultRequest } from '../faults.ts';
import type { Login } from '../people.ts';
import { submissionFile } from '../story/submission.ts';

const LONG = 600_000;
let handedIn: Snapshot;
let rehearsal: TestRehearsal;
let bench: Bench;
beforeAll(async () => void (handedIn = await keepScene('handed-in')), LONG);
afterAll(() => rm(handedIn.folder, { recursive: true, force: true }));

async function begin(): Promise<void> {
  rehearsal = await rehearse(handedIn);
  bench = await benchFor(rehearsal);
}

// GitHub asks to wait a thousandth of what it says.
const BRISK = patience(30_000, 1);
const run = (login: Login, ...args: readonly string[]): Promise<Ended> => rehearsal.runIn(rehearsal.world(login, BRISK), ...args);
const isApi = ({ path }: FaultRequest): boolean => path.startsWith('/api/');
const isRead = (request: FaultRequest): boolean => isApi(request) && request.method === 'GET';
const isWrite = (request: FaultRequest): boolean => /git-receive-pack$/.test(request.path) || (isApi(request) && request.method !== 'GET' && request.path !== '/api/graphql');
const seconds = (more: number): string => String(Math.floor(Date.now() / 1000) + more);

const JUDGES = ['ines-carvalho', 'daniel-okoye'] as const;
const formFile = (): string => join(rehearsal.folder, 'form.md');
const changedSubmission = async (): Promise<void> => {
  const file = submissionFile(rehearsal.actors['maya-okafor']);
  await writeFile(file, (await readFile(file, 'utf8')).replace('## What changed for learners', '## What changed for learners\n\nTwo more learners answered in the second week.'));
};

/** A command with what has to be there before it runs, and what shows that it has done its work. */
interface Work {
  readonly name: string;
  readonly login: Login;
  readonly args: () => readonly string[];
  readonly prepare: () => Promise<void>;
  readonly done: () => Promise<void>;
  /** What it says when it is run again. */
  readonly again: string;
}

async function approvedClaim(): Promise<number> {
  const pull = await bench.claim(2);
  await bench.pass(pull, ...JUDGES);
  return pull;
}
const publicBadges = async (): Promise<number> => [...(await branchFiles(rehearsal, 'ledger')).keys()].filter((path) => path.startsWith('badges/')).length;
const pullNow = async (number: number): Promise<any> => (await rehearsal.rest('priya-nair', 'GET', bench.api(`/pulls/${number}`))).body;
const reviewsOf = async (number: number): Promise<readonly unknown[]> => (await rehearsal.rest('priya-nair', 'GET', bench.api(`/pulls/${number}/reviews`))).body;

const WORKS: readonly Work[] = [
  {
    name: 'issue',
    login: 'priya-nair',
    args: () => ['issue'],
    prepare: async () => void expect(await bench.force(await approvedClaim())).toBe(200),
    done: async () => expect(await publicBadges()).toBe(1),
    again: 'Nothing is due',
  },
  {
    name: 'desk',
    login: 'priya-nair',
    args: () => ['desk'],
    prepare: async () => void (await approvedClaim()),
    done: async () => {
      expect((await pullNow(2)).merged).toBe(true);
      expect((await pullNow(1)).requested_reviewers).toHaveLength(2);
    },
    again: 'Nothing is to be done',
  },
  {
    name: 'submit',
    login: 'maya-okafor',
    args: () => ['submit'],
    prepare: changedSubmission,
    done: async () => expect((await pullNow(1)).head.sha).toBe((await rehearsal.actors['maya-okafor'].git('rev-parse', 'HEAD')).out.trim()),
    again: 'Nothing has changed since you handed it in',
  },
  {
    name: 'assess',
    login: 'ines-carvalho',
    args: () => ['assess', '1', '--from', formFile()],
    prepare: () => writeFile(formFile(), bench.forms['ines-carvalho']),
    done: async () => expect(await reviewsOf(1)).toHaveLength(1),
    again: 'have posted this assessment already',
  },
];

/** Everything on the practice GitHub that a command may leave behind. */
async function left(): Promise<string> {
  const { rest, practice, actors } = rehearsal;
  // GitHub makes its trial merges anew as it likes.
  const refs = must(await actors['priya-nair'].git('ls-remote', practice.gitUrl('marlow-valley', 'credentials')), 'ls-remote').out.split('\n').filter((line) => !line.endsWith('/merge'));
  const pulls = (await rest('priya-nair', 'GET', bench.api('/pulls?state=all&per_page=100'))).body as readonly { readonly number: number }[];
  const told = await Promise.all(pulls.map(async ({ number }) => {
    const [pull, reviews, comments] = await Promise.all([rest('priya-nair', 'GET', bench.api(`/pulls/${number}`)), rest('priya-nair', 'GET', bench.api(`/pulls/${number}/reviews`)), rest('priya-nair', 'GET', bench.api(`/issues/${number}/comments`))]);
    return { number, draft: pull.body.draft, merged: pull.body.merged, asked: pull.body.requested_reviewers.map((person: { readonly login: string }) => person.login).sort(), reviews: reviews.body.length, comments: comments.body.map((comment: { readonly body: string }) => comment.body.includes(NOTICE)) };
  }));
  return JSON.stringify({ refs, told }, null, 1);
}

const LIMITED = { status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': seconds(3000), 'x-ratelimit-limit': '5000' }, body: { message: 'API rate limit exceeded for user ID 1001.' } } as const;
const SECONDARY = { status: 403, headers: { 'retry-after': '1800' }, body: { message: 'You have exceeded a secondary rate limit.' } } as const;
const LASTING: readonly (readonly [string, () => Fault, RegExp])[] = [
  ['API 403: the rate limit is used up, with its reset', () => LIMITED, /asks to wait before it is asked .*API rate limit exceeded.*Run the command again after \d\d:\d\d UTC/],
  ['API 403: a secondary limit', () => SECONDARY, /asks to wait .*secondary rate limit.*Run the command again in 30 minutes/],
  ['429 with Retry-After', () => ({ status: 429, headers: { 'retry-after': '3600' } }), /asks to wait .*Run the command again in 60 minutes/],
  ['500', () => ({ status: 500 }), /failed when it was asked .*\(500: Server Error\)\. Run the command again/],
  ['a connection that closes', () => ({ drop: true }), /it cannot be reached .*then run the command again/],
  // An empty list is an answer of two bytes. Of "not modified", which has no body, nothing is left but a connection that closes.
  ['a truncated page', () => ({ cut: 1 }), /(?:\(502: the answer was cut off\)\.|it cannot be reached \(other side closed\)\. .*then) [Rr]un the command again/],
];
const PASSING: readonly (readonly [string, () => Fault])[] = [
  ['API 403: the rate limit is used up until a moment from now', () => ({ ...LIMITED, headers: { ...LIMITED.headers, 'x-ratelimit-reset': seconds(2) } })],
  ['API 403: a secondary limit for a minute', () => ({ ...SECONDARY, headers: { 'retry-after': '60' } })],
  ['429 with Retry-After of a minute', () => ({ status: 429, headers: { 'retry-after': '60' } })],
  ['500', () => ({ status: 500 })],
  ['a connection that closes', () => ({ drop: true })],
  ['a truncated page', () => ({ cut: 20 })],
];

describe.each(WORKS)('laurel $name', ({ login, args, prepare, done, again }) => {
  const go = (): Promise<Ended> => run(login, ...args());
  /** How often it reads before it first writes. */
  let reads = 0;

  beforeAll(async () => {
    await begin();
    await prepare();
    const before = await left();
    let written = false;
    const stop = rehearsal.practice.fail((request) => {
      written ||= isWrite(request);
      if (!written && isRead(request)) reads += 1;
      return written ? { status: 500 } : null;
    });
    const ended = await go();
    stop();
    // It was kept from every write, so that it has all its work before it still.
    expect([ended.code, written, await left()], ended.out + ended.err).toEqual([2, true, before]);
  }, LONG);
  afterAll(() => rehearsal.end());

  it('reads more than once before it writes, so that faults can begin at more than the first', () => expect(reads).toBeGreaterThan(1));

  it.each(LASTING.map((one, at) => [...one, at] as const))('that meets %s ends with 2 and a sentence that says what and what to do, and changes nothing', async (_, fault, sentence, at) => {
    const before = await left();
    // Every read before the first write is in turn the first that fails, and all after it: the first under each of these faults, the others under one of them each.
    const turns = Array.from({ length: reads }, (_, turn) => turn + 1).filter((turn) => turn === 1 || turn % LASTING.length === at);
    for (const first of turns) {
      let count = 0;
      const stop = rehearsal.practice.fail((request) => {
        if (!isRead(request)) return null;
        count += 1;
        return count >= first ? fault() : null;
      });
      const ended = await go();
      stop();
      expect(count, ended.out + ended.err).toBeGreaterThanOrEqual(first);
      expect(ended.code, ended.out + ended.err).toBe(2);
      expect(ended.err).toMatch(sentence);
      expect(ended.err).not.toContain('not your doing');
      expect(await left()).toBe(before);
    }
  }, LONG);

  it('that meets time-outs ends with 2 and a sentence, and changes nothing', async () => {
    const before = await left();
    const stop = rehearsal.practice.fail((request) => (isApi(request) ? { hang: true } : null));
    const { code, err } = await rehearsal.runIn(rehearsal.world(login, patience(400, 1)), ...args());
    stop();
    expect(code).toBe(2);
    expect(err).toMatch(/it cannot be reached \(.*(timeout|time-out|timed out|aborted).*\)\. .*run the command again/);
    expect(await left()).toBe(before);
  }, LONG);

  // Last, because it succeeds.
  it(`goes on by itself after each of ${PASSING.map(([name]) => name).join('; ')}, once at every read`, async () => {
    const seen = new Set<string>();
    const stop = rehearsal.practice.fail((request) => {
      const key = `${request.method} ${request.path}`;
      if (!isApi(request) || request.method !== 'GET' || seen.has(key)) return null;
      seen.add(key);
      return PASSING[seen.size % PASSING.length]![1]();
    });
    const ended = await go();
    stop();
    expect(ended.code, ended.out + ended.err).toBe(0);
    expect(seen.size).toBeGreaterThan(1);
  }, LONG);

  it('has done its work then, and once', async () => {
    await done();
    const before = await left();
    expect((await go()).out).toContain(again);
    expect(await left()).toBe(before);
  }, LONG);
});

// The work is done and the answer is lost: the worst moment for a write.
const LOST: readonly (readonly [string, Fault])[] = [
  ['a connection that closes', { after: { drop: true } }],
  ['500', { after: { status: 500 } }],
  ['an answer that is cut off', { after: { cut: 10 } }],
];

describe('a write that is done while its answer is lost', () => {
  afterEach(() => rehearsal.end());

  async function loseOnce(fault: Fault, isMeant: (request: FaultRequest) => boolean, go: () => Promise<Ended>): Promise<number> {
    let lost = 0;
    const stop = rehearsal.practice.fail((request) => (isMeant(request) ? ((lost += 1), fault) : null));
    const { code, err } = await go();
    stop();
    expect(code, err).toBe(2);
    expect(err).toMatch(/[Rr]un the command again/);
    return lost;
  }
  const posts = (end: RegExp) => ({ method, path }: FaultRequest): boolean => (method === 'POST' || method === 'PUT') && end.test(path);

  it.each(LOST)('is not repeated and not doubled by %s: a review', async (_, fault) => {
    await begin();
    await writeFile(formFile(), bench.forms['ines-carvalho']);
    const go = (): Promise<Ended> => run('ines-carvalho', 'assess', '1', '--from', formFile());
    expect(await loseOnce(fault, posts(/\/pulls\/1\/reviews$/), go)).toBe(1);
    expect(must(await go(), 'assess again').out).toContain('have posted this assessment already');
    expect(await reviewsOf(1)).toHaveLength(1);
  }, LONG);

  it.each(LOST)('is not repeated and not doubled by %s: a comment', async (_, fault) => {
    await begin();
    const go = (): Promise<Ended> => run('priya-nair', 'desk');
    expect(await loseOnce(fault, posts(/\/issues\/1\/comments$/), go)).toBe(1);
    must(await go(), 'desk again');
    expect((await rehearsal.rest('priya-nair', 'GET', bench.api('/issues/1/comments'))).body.filter(({ body }: { readonly body: string }) => body.includes(NOTICE))).toHaveLength(1);
    expect((await pullNow(1)).requested_reviewers).toHaveLength(2);
    expect(must(await go(), 'desk').out).toContain('Nothing is to be done');
  }, LONG);

  it.each(LOST)('is not repeated and not doubled by %s: a request for reviews', async (_, fault) => {
    await begin();
    const go = (): Promise<Ended> => run('priya-nair', 'desk');
    expect(await loseOnce(fault, posts(/\/pulls\/1\/requested_reviewers$/), go)).toBe(1);
    must(await go(), 'desk again');
    expect((await pullNow(1)).requested_reviewers).toHaveLength(2);
    expect(must(await go(), 'desk').out).toContain('Nothing is to be done');
  }, LONG);

  it.each(LOST)('is not repeated and not doubled by %s: a merge', async (_, fault) => {
    await begin();
    await bench.pass(1, ...JUDGES);
    expect(await loseOnce(fault, posts(/\/pulls\/1\/merge$/), () => run('priya-nair', 'merge', '1'))).toBe(1);
    expect((await run('priya-nair', 'merge', '1')).err).toContain('merged already. Run `laurel issue`');
    must(await run('priya-nair', 'desk'), 'desk');
    must(await run('priya-nair', 'issue'), 'issue');
    expect(await publicBadges()).toBe(1);
  }, LONG);

  it.each(LOST)('is not repeated and not doubled by %s: a pull request', async (_, fault) => {
    await begin();
    must(await rehearsal.actors['maya-okafor'].git('checkout', '--quiet', 'main'), 'checkout');
    const go = (): Promise<Ended> => run('maya-okafor', 'start', 'task-redesign-with-samr');
    expect(await loseOnce(fault, posts(/\/pulls$/), go)).toBe(1);
    const again = await go();
    expect(again.out + again.err).toMatch(/started this claim already/i);
    expect((await rehearsal.rest('priya-nair', 'GET', bench.api('/pulls?state=all'))).body).toHaveLength(2);
    // The teacher can go on.
    expect((await rehearsal.actors['maya-okafor'].git('branch', '--show-current')).out.trim()).toBe('laurel/task-redesign-with-samr/1');
  }, LONG);

  it('nor when it was not done: a pull request whose branch was pushed is opened by the next run', async () => {
    await begin();
    must(await rehearsal.actors['maya-okafor'].git('checkout', '--quiet', 'main'), 'checkout');
    const go = (): Promise<Ended> => run('maya-okafor', 'start', 'task-redesign-with-samr');
    expect(await loseOnce({ status: 500 }, posts(/\/pulls$/), go)).toBe(1);
    must(await go(), 'start again');
    expect((await rehearsal.rest('priya-nair', 'GET', bench.api('/pulls?state=all'))).body).toHaveLength(2);
  }, LONG);

  it.each(LOST)('is not repeated and not doubled by %s: marking as ready, and a push', async (_, fault) => {
    await begin();
    const { rest } = rehearsal;
    const { node_id } = (await rest('maya-okafor', 'GET', bench.api('/pulls/1'))).body;
    const draft = await fetch(rehearsal.practice.apiUrl.replace('/v3', '/graphql'), { method: 'POST', headers: { authorization: `token ${rehearsal.people.find(({ login }) => login === 'maya-okafor')!.token}`, 'content-type': 'application/json' }, body: JSON.stringify({ query: 'mutation Draft($id: ID!) { convertPullRequestToDraft(input: { pullRequestId: $id }) { pullRequest { isDraft } } }', variables: { id: node_id } }) });
    expect(draft.status).toBe(200);
    await changedSubmission();
    const go = (): Promise<Ended> => run('maya-okafor', 'submit');
    const isReady = (request: FaultRequest): boolean => request.path === '/api/graphql';
    expect(await loseOnce(fault, isReady, go)).toBe(1);
    must(await go(), 'submit again');
    expect((await rest('maya-okafor', 'GET', bench.api('/pulls/1'))).body.draft).toBe(false);
  }, LONG);

  it.each<readonly [string, Fault]>([['a secondary limit', SECONDARY], ['a rate limit that is used up', LIMITED], ['500', { status: 500 }]])('nor when it was not done because of %s: the desk stops in the middle, and the next run completes it', async (_, fault) => {
    await begin();
    const go = (): Promise<Ended> => run('priya-nair', 'desk');
    expect(await loseOnce(fault, posts(/\/issues\/1\/comments$/), go)).toBe(1);
    must(await go(), 'desk again');
    expect((await rehearsal.rest('priya-nair', 'GET', bench.api('/issues/1/comments'))).body.filter(({ body }: { readonly body: string }) => body.includes(NOTICE))).toHaveLength(1);
    expect((await pullNow(1)).requested_reviewers).toHaveLength(2);
    expect(must(await go(), 'desk').out).toContain('Nothing is to be done');
  }, LONG);
});
