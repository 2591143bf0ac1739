import { describe, expect, it } from 'vitest';
import type { Attack } from '../../testing/attack.ts';
import { below, type Bench } from '../../testing/claim-bench.ts';
import { eachFromHandedIn, issue as issueIn, type Issued } from '../../testing/handed-in.ts';
import { type TestRehearsal } from '../../testing/rehearse.ts';
import { testAttacks } from '../../testing/test-attacks.ts';
import { must } from '../actor.ts';
import type { Mode } from '../people.ts';

/** A claim by one person in the folder of a login, passed by both assessors. */
const inFolderOf = (folder: string, by: 'maya-okafor' | 'tomas-reyes') => async (bench: Bench, number: number): Promise<number> => {
  await bench.push(by, await bench.commit(by, await bench.main(by), below(bench.folder(number, folder), bench.work)), `claim-${number}`);
  const pull = await bench.open(by, `claim-${number}`);
  await bench.pass(pull, 'ines-carvalho', 'daniel-okoye');
  return pull;
};

const ANOTHER = /bears the login of another account than the one that handed it in \(maya-okafor\)/;
const NEITHER = /bears a login that GitHub does not write so today \(.+\)[^]*so a person must look/;

testAttacks('claim folders under attack', [
  {
    name: 'a teacher who hands in below another teacher\'s login: the desk names the folder that is expected, and no badge',
    arrange: inFolderOf('maya-okafor', 'tomas-reyes'),
    merge: ANOTHER,
    notice: /What is missing[\s\S]*Unexpected folder of maya-okafor, expected your own: \S+\/tomas-reyes\/\d+/,
    issue: ANOTHER,
  },
  {
    name: 'a teacher who hands in below an assessor\'s login: the desk says so, and no badge',
    arrange: inFolderOf('ruth-lindqvist', 'tomas-reyes'),
    merge: /login of another account/,
    notice: /Unexpected folder of ruth-lindqvist/,
    issue: /login of another account/,
  },
  {
    name: 'a teacher who hands in below another teacher\'s login in other letters: the desk says so, and no badge',
    arrange: inFolderOf('Maya-Okafor', 'tomas-reyes'),
    merge: /login of another account/,
    notice: /Unexpected folder of Maya-Okafor, expected your own: \S+\/tomas-reyes\/\d+/,
    issue: /login of another account/,
  },
  {
    name: 'a teacher who writes her own login in other letters: the desk says how GitHub writes it, and no badge',
    arrange: inFolderOf('Maya-Okafor', 'maya-okafor'),
    merge: NEITHER,
    notice: /Unexpected folder of Maya-Okafor, expected your own: \S+\/maya-okafor\/\d+/,
    issue: NEITHER,
  },
  {
    name: 'a teacher who hands in below a login that nobody has: the desk says so, and no badge before a person has looked',
    arrange: inFolderOf('nobody-at-all', 'tomas-reyes'),
    merge: NEITHER,
    notice: /Unexpected folder of nobody-at-all/,
    issue: NEITHER,
  },
  {
    name: 'a teacher who hands in below his own login: exactly one badge',
    arrange: inFolderOf('tomas-reyes', 'tomas-reyes'),
    merge: null,
    issue: null,
  },
] satisfies readonly Attack[]);

let rehearsal: TestRehearsal;
let bench: Bench;
const lead = () => rehearsal.actors['priya-nair'];

const begin = (mode: Mode): void => eachFromHandedIn(mode, (begun) => void ({ rehearsal, bench } = begun));

const issue = (): Promise<Issued> => issueIn(rehearsal);
const reasonsOf = ({ refused }: Issued): string => refused.flatMap(({ reasons }) => reasons).join('\n');

/** What `laurel status` says to whoever has a token, in a clone of the teacher's. */
async function statusOf(token: string): Promise<string> {
  const world = rehearsal.world('maya-okafor');
  return must(await rehearsal.runIn({ ...world, env: { ...world.env, GITHUB_TOKEN: token } }, 'status'), 'status').out;
}
const tokenOf = (login: string): string => rehearsal.people.find((person) => person.login === login)!.token;

describe('a teacher whose account was renamed', () => {
  begin('one-repository');

  async function merged(): Promise<number> {
    const pull = await bench.claim(2);
    await bench.pass(pull, 'ines-carvalho', 'daniel-okoye');
    must(await lead().laurel('merge', String(pull)), 'merge');
    return pull;
  }

  it('after the merge: a person must look, and with the old name taken back exactly one badge', async () => {
    const pull = await merged();
    rehearsal.practice.rename('maya-okafor', 'maya-new');
    const first = await issue();
    expect(first.awarded).toEqual([]);
    expect(reasonsOf(first)).toMatch(NEITHER);
    rehearsal.practice.rename('maya-new', 'maya-okafor');
    const second = await issue();
    expect(second.awarded.map((award) => award.pull)).toEqual([pull]);
    expect((await issue()).awarded).toEqual([]);
  });

  it('after the merge, and whose old name another has taken: no badge for either, and one for the work handed in again under the new name', async () => {
    await merged();
    rehearsal.practice.rename('maya-okafor', 'maya-new');
    rehearsal.practice.addPerson({ login: 'maya-okafor', id: 9902, name: 'Somebody Else', token: 'practice_newcomer' });
    const first = await issue();
    expect(first.awarded).toEqual([]);
    expect(reasonsOf(first)).toMatch(ANOTHER);
    const commit = await bench.commit('maya-okafor', await bench.main('maya-okafor'), below(bench.folder(3, 'maya-new'), bench.work));
    await bench.git('maya-okafor').text(['push', '--quiet', rehearsal.practice.gitUrl('maya-new', 'credentials'), `${commit}:refs/heads/again`]);
    const { body } = await rehearsal.rest('maya-okafor', 'POST', bench.api('/pulls'), { title: 'Again', head: 'maya-new:again', base: 'main' });
    await bench.pass(body.number, 'ines-carvalho', 'daniel-okoye');
    must(await lead().laurel('merge', String(body.number)), 'merge again');
    expect((await issue()).awarded.map((award) => award.pull)).toEqual([body.number]);
  });

  it('after the badge was issued still finds it by `laurel status`, and whoever took the old name does not', async () => {
    await merged();
    const [{ serial } = { serial: 'none' }] = (await issue()).awarded;
    expect(await statusOf(tokenOf('maya-okafor'))).toContain(serial);
    rehearsal.practice.rename('maya-okafor', 'maya-new');
    rehearsal.practice.addPerson({ login: 'maya-okafor', id: 9903, name: 'Somebody Else', token: 'practice_newcomer' });
    expect(await statusOf(tokenOf('maya-okafor'))).toContain(serial);
    expect(await statusOf('practice_newcomer')).toContain('no badge here yet');
    expect(await statusOf(tokenOf('tomas-reyes'))).toContain('no badge here yet');
  });
});

describe.each([['private-per-teacher', 'portfolio-tomas-reyes'], ['private-per-cohort', 'cohort-spring']] as const)('with submissions in %s', (mode, repository) => {
  begin(mode);

  it('a teacher who hands in below another\'s login, merged by force: the desk says so, and no badge', async () => {
    const address = rehearsal.practice.gitUrl('marlow-valley', repository);
    const api = (path: string): string => `/repos/marlow-valley/${repository}${path}`;
    const git = bench.git('tomas-reyes');
    await git.text(['fetch', '--quiet', address, '+refs/heads/main:refs/attack/main']);
    const commit = await bench.commit('tomas-reyes', await git.text(['rev-parse', 'refs/attack/main']), below(bench.folder(5, 'maya-okafor'), bench.work));
    await git.text(['push', '--quiet', address, `${commit}:refs/heads/claim`]);
    const { body: { number } } = await rehearsal.rest('tomas-reyes', 'POST', api('/pulls'), { title: 'Claim', head: 'claim', base: 'main' });
    for (const judge of ['ines-carvalho', 'daniel-okoye'] as const) expect((await rehearsal.rest(judge, 'POST', api(`/pulls/${number}/reviews`), { event: 'APPROVE', body: bench.forms[judge] })).status).toBe(200);
    must(await lead().laurel('desk'), 'desk');
    const comments = (await rehearsal.rest('priya-nair', 'GET', api(`/issues/${number}/comments`))).body as readonly { readonly body: string }[];
    expect(comments.map(({ body }) => body).join('\n')).toContain('Unexpected folder of maya-okafor, expected your own: submissions/');
    const merge = await lead().laurel('merge', `${repository}#${number}`);
    expect(merge.err).toMatch(ANOTHER);
    expect((await rehearsal.rest('marlow-valley', 'PUT', api(`/pulls/${number}/merge`), { merge_method: 'merge' })).status).toBe(200);
    const issued = await issue();
    expect(issued.awarded).toEqual([]);
    expect(reasonsOf(issued)).toMatch(ANOTHER);
  });
});
