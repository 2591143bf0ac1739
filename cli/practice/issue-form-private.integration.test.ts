import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openGit } from '../effects/git.ts';
import { formFields, formText } from '../testing/issue-form.ts';
import { branchFiles, rehearse, root, work, type Snapshot, type TestRehearsal } from '../testing/rehearse.ts';
import { keepScene } from '../testing/scenes.ts';
import { RIGHTS } from '../testing/submissions-rights.ts';
import { must } from './actor.ts';
import type { Permissions } from './grants.ts';
import { assess } from './story/assessment.ts';
import type { Login } from './people.ts';

const DESK = { id: 1301, login: 'marlow-desk', name: 'The desk', token: 'practice_unused' };
const CATALOG_TOKEN = 'catalog-token-of-the-rehearsal';
const TEMPLATE = join(root, '.github', 'portfolio', '.github', 'ISSUE_TEMPLATE', 'submission.yml');
const JUDGES = ['ines-carvalho', 'daniel-okoye'] as const;

type Private = 'private-per-teacher' | 'private-per-cohort';
const NAMES: Readonly<Record<Private, string>> = { 'private-per-teacher': 'portfolio-maya-okafor', 'private-per-cohort': 'cohort-spring' };

/** The lead says in issuer.yaml which account the desk is, or no longer says it. */
async function writePolicy({ actors: { 'priya-nair': lead } }: Pick<TestRehearsal, 'actors'>, desk: number | null): Promise<void> {
  const path = join(lead.clone, 'catalog', 'issuer.yaml');
  const text = (await readFile(path, 'utf8')).replace(/^ {2}desk: .*\n/m, '');
  await writeFile(path, desk === null ? text : text.replace(/^( {2}prefix: .*\n)/m, `$1  desk: ${desk}\n`));
  must(await lead.git('commit', '--quiet', '--all', '--allow-empty', '--message', 'Say which account the desk is'), 'commit');
  must(await lead.git('push', '--quiet'), 'push');
}

/** A programme with private submissions whose desk is known, and what people do in it. */
async function open(begun: Snapshot, mode: Private) {
  const rehearsal = await rehearse(begun);
  const name = NAMES[mode];
  const api = `/repos/marlow-valley/${name}`;
  const repositories = [`marlow-valley/${name}`];
  rehearsal.practice.addPerson(DESK);
  expect((await rehearsal.rest('marlow-valley', 'PUT', `${api}/collaborators/${DESK.login}`, { permission: 'push' })).status).toBe(204);
  rehearsal.practice.addToken({ token: CATALOG_TOKEN, repository: 'marlow-valley/credentials', permissions: { contents: 'write', 'pull-requests': 'write', issues: 'write', actions: 'write' } });
  const tokenFor = (permissions: Permissions, personId: number): string => {
    const token = `submissions-${personId}-${JSON.stringify(permissions)}`;
    rehearsal.practice.addPersonToken({ token, personId, repositories, permissions });
    return token;
  };
  const withToken = async (token: string, ...args: readonly string[]) => {
    const world = rehearsal.world('priya-nair');
    return rehearsal.runIn({ ...world, env: { ...world.env, GITHUB_TOKEN: CATALOG_TOKEN, LAUREL_SUBMISSIONS_TOKEN: token } }, ...args);
  };
  const get = async <T>(path: string): Promise<T> => (await rehearsal.rest('priya-nair', 'GET', `${api}${path}`)).body as T;
  type Pull = { readonly number: number; readonly user: { readonly login: string }; readonly head: { readonly ref: string; readonly sha: string } };
  const requested = async (pull: number): Promise<readonly string[]> => (await get<{ readonly requested_reviewers: readonly { readonly login: string }[] }>(`/pulls/${pull}`)).requested_reviewers.map(({ login }) => login).sort();
  return {
    rehearsal, api, name, requested,
    desk: () => withToken(tokenFor(RIGHTS.desk, DESK.id), 'desk'),
    deskAs: (personId: number) => withToken(tokenFor(RIGHTS.desk, personId), 'desk'),
    issue: async () => JSON.parse((await withToken(tokenFor(RIGHTS.signing, DESK.id), 'issue', '--json')).out) as { readonly awarded: readonly { readonly serial: string }[]; readonly refused: readonly { readonly reasons: readonly string[] }[] },
    fillIn: async (login: Login | 'marlow-valley', change: Readonly<Record<string, string>> = {}): Promise<number> => (await rehearsal.rest(login, 'POST', `${api}/issues`, { title: 'Submission', body: await formText({ ...(await formFields()), ...change }, TEMPLATE) })).body.number,
    pulls: () => get<readonly Pull[]>('/pulls?state=open'),
    said: async (number: number): Promise<string> => (await get<readonly { readonly body: string }[]>(`/issues/${number}/comments`)).map(({ body }) => body).join('\n'),
    pass: async (pull: number, ...judges: readonly (typeof JUDGES)[number][]): Promise<void> => {
      for (const login of judges) must(await assess(rehearsal.actors[login], `${name}#${pull}`, work, 'second'), `assess by ${login}`);
    },
    asDesk: (method: string, path: string, body: object): Promise<Response> => fetch(`${rehearsal.practice.apiUrl}${api}${path}`, { method, headers: { authorization: `token ${tokenFor(RIGHTS.desk, DESK.id)}`, 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    /** Somebody moves a branch of the private repository to a commit of their making on top of it, or of main. */
    push: async (login: Login, branch: string, from = branch): Promise<void> => {
      const git = openGit(rehearsal.actors[login].clone, process.env, { server: rehearsal.practice.url, token: rehearsal.people.find((one) => one.login === login)!.token });
      const address = rehearsal.practice.gitUrl('marlow-valley', name);
      await git.text(['fetch', '--quiet', address, `+refs/heads/${from}:refs/attack/from`]);
      const tree = await git.text(['rev-parse', 'refs/attack/from^{tree}']);
      const commit = await git.text(['-c', 'user.name=x', '-c', 'user.email=x@example.org', 'commit-tree', tree, '-p', 'refs/attack/from', '-m', 'A word of mine']);
      await git.text(['push', '--quiet', address, `${commit}:refs/heads/${branch}`]);
    },
  };
}
type Opened = Awaited<ReturnType<typeof open>>;
type Made = Awaited<ReturnType<Opened['pulls']>>[number];
const reasons = ({ refused }: Awaited<ReturnType<Opened['issue']>>): string => refused.flatMap((one) => one.reasons).join('\n');

describe.each(['private-per-teacher', 'private-per-cohort'] as const)('with submissions %s, a claim that comes in by the issue form', { timeout: 240_000 }, (mode) => {
  let begun: Snapshot;
  let programme: Opened;
  beforeAll(async () => void (begun = await keepScene('key-drawn', { mode }, (rehearsal) => writePolicy(rehearsal, DESK.id))), 240_000);
  afterAll(() => rm(begun.folder, { recursive: true, force: true }));
  beforeEach(async () => void (programme = await open(begun, mode)), 120_000);
  afterEach(() => programme.rehearsal.end(), 60_000);

  it('becomes a pull request of the desk\'s account and ends in a badge for the issue\'s author', async () => {
    const { rehearsal, desk, issue, fillIn, pulls, pass, requested, said, name } = programme;
    const number = await fillIn('maya-okafor');
    expect((await desk()).code).toBe(0);
    const [pull] = await pulls();
    expect(pull).toMatchObject({ user: { login: DESK.login }, head: { ref: `laurel/issues/${number}` } });
    expect([await said(number), await requested(pull!.number)]).toEqual([expect.stringContaining('This is handed in'), expect.objectContaining({ length: 2 })]);
    await pass(pull!.number, ...JUDGES);
    const merged = await desk();
    expect([merged.err, (await rehearsal.rest('priya-nair', 'GET', `${programme.api}/pulls/${pull!.number}`)).body.merged]).toEqual(['', true]);
    const issued = await issue();
    expect([issued.refused, issued.awarded]).toEqual([[], [expect.objectContaining({ visibility: 'private' })]]);
    expect(must(await rehearsal.actors['maya-okafor'].laurel('status'), 'status').out).toContain(issued.awarded[0]!.serial);
    expect([...(await branchFiles(rehearsal, 'register', name)).keys()].filter((path) => path.endsWith('badge.json'))).toHaveLength(1);
  });

  it('earns no badge when somebody pushed to the desk\'s branch, and that is said before anybody is asked to read it', async () => {
    const { rehearsal, desk, issue, fillIn, pulls, pass, push, requested, said, api } = programme;
    const number = await fillIn('maya-okafor');
    await push('maya-okafor', `laurel/issues/${number}`, 'main');
    await desk();
    expect([await pulls(), await said(number)]).toEqual([[], expect.stringContaining('somebody other than the desk')]);
    const second = await fillIn('maya-okafor');
    await desk();
    const [pull] = await pulls();
    expect(await requested(pull!.number)).toHaveLength(2);
    await push('maya-okafor', `laurel/issues/${second}`);
    await desk();
    expect([await requested(pull!.number), await said(pull!.number)]).toEqual([[], expect.stringContaining('Whose turn: the teacher')]);
    expect(await said(pull!.number)).toContain('the desk made it');
    await pass(pull!.number, ...JUDGES);
    expect((await rehearsal.rest('maya-okafor', 'PUT', `${api}/pulls/${pull!.number}/merge`, {})).status).toBe(200);
    const issued = await issue();
    expect([issued.awarded, reasons(issued)]).toEqual([[], expect.stringContaining('somebody other than the desk pushed')]);
  });

  it('earns no badge when an account other than the desk\'s opens the pull request', async () => {
    const { rehearsal, desk, issue, fillIn, pulls, pass, requested, said, api } = programme;
    const number = await fillIn('maya-okafor');
    await desk();
    const [made] = await pulls();
    await rehearsal.rest('priya-nair', 'PATCH', `${api}/pulls/${made!.number}`, { state: 'closed' });
    for (const opener of ['maya-okafor', 'priya-nair'] as const) {
      const pull = (await rehearsal.rest(opener, 'POST', `${api}/pulls`, { title: 'From an issue', head: `laurel/issues/${number}`, base: 'main' })).body.number as number;
      await desk();
      expect([await requested(pull), await said(pull)]).toEqual([[], expect.stringContaining('whose claim it is')]);
      if (opener === 'maya-okafor') await rehearsal.rest('priya-nair', 'PATCH', `${api}/pulls/${pull}`, { state: 'closed' });
    }
    expect(await said(number)).toContain('another account opened');
    const [last] = await pulls();
    await pass(last!.number, ...JUDGES);
    expect((await rehearsal.rest('marlow-valley', 'PUT', `${api}/pulls/${last!.number}/merge`, {})).status).toBe(200);
    const issued = await issue();
    expect([issued.awarded, reasons(issued)]).toEqual([[], expect.stringContaining('cannot be told whose claim it is')]);
  });

  it('is not taken from words that somebody else wrote into the issue, nor from an issue of the desk\'s own account', async () => {
    const { rehearsal, desk, fillIn, pulls, said, api, asDesk } = programme;
    const number = await fillIn('maya-okafor');
    const { body } = (await rehearsal.rest('maya-okafor', 'GET', `${api}/issues/${number}`)).body as { readonly body: string };
    await rehearsal.rest('marlow-valley', 'PATCH', `${api}/issues/${number}`, { body: body.replace('I ', 'We ') });
    const own = (await (await asDesk('POST', '/issues', { title: 'Submission', body })).json()) as { readonly number: number };
    await desk();
    expect([await pulls(), await said(number), await said(own.number)]).toEqual([[], expect.stringContaining('changed by'), expect.stringContaining('the desk')]);
  });

  it('is assessed by nobody whom the teacher is in conflict with, and not by the teacher', async () => {
    const { rehearsal, desk, fillIn, pulls, requested, pass, api } = programme;
    const lead = rehearsal.actors['priya-nair'];
    const path = join(lead.clone, 'catalog', 'assessors.yaml');
    await writeFile(path, (await readFile(path, 'utf8')).replace(/^( +)id: 1102\n/m, '$1id: 1102\n$1conflicts: [1201]\n'));
    must(await lead.git('commit', '--quiet', '--all', '--message', 'A conflict'), 'commit');
    must(await lead.git('push', '--quiet'), 'push');
    const issues = [await fillIn('maya-okafor'), await fillIn('daniel-okoye')];
    await desk();
    const made = await pulls();
    const [hers, his] = issues.map((issue) => made.find(({ head }) => head.ref === `laurel/issues/${issue}`)!) as [Made, Made];
    expect(await requested(hers.number)).toEqual(['daniel-okoye', 'ruth-lindqvist']);
    expect(await requested(his.number)).toEqual(['ines-carvalho', 'ruth-lindqvist']);
    expect((await assess(rehearsal.actors['daniel-okoye'], `${programme.name}#${his.number}`, work, 'second')).err).toContain('This is your own claim');
    await pass(his.number, 'ines-carvalho');
    const [review] = (await rehearsal.rest('daniel-okoye', 'GET', `${api}/pulls/${his.number}/reviews`)).body as readonly { readonly body: string }[];
    // For GitHub the desk is the author, so it lets him approve.
    expect((await rehearsal.rest('daniel-okoye', 'POST', `${api}/pulls/${his.number}/reviews`, { event: 'APPROVE', body: review!.body })).status).toBe(200);
    const merge = await rehearsal.actors['priya-nair'].laurel('merge', `${programme.name}#${his.number}`);
    expect([merge.code, merge.err]).toEqual([1, expect.stringContaining('is by the author')]);
  });

  it('is left to the desk\'s account by everybody else who runs the desk', async () => {
    const { deskAs, desk, fillIn, pulls, said } = programme;
    const number = await fillIn('maya-okafor');
    expect((await deskAs(1001)).code).toBe(0);
    expect([await pulls(), await said(number)]).toEqual([[], '']);
    await desk();
    expect(await pulls()).toHaveLength(1);
  });

  it('is answered with the credential\'s page and not taken, as long as issuer.yaml does not say which account the desk is', async () => {
    const { rehearsal, desk, fillIn, pulls, said } = programme;
    await writePolicy(rehearsal, null);
    const number = await fillIn('maya-okafor');
    await desk();
    expect([await pulls(), await said(number)]).toEqual([[], expect.stringMatching(/page.*credentials\.marlow-valley\.example\/credentials\/checking-for-understanding\//s)]);
    const once = await said(number);
    await desk();
    expect(await said(number)).toBe(once);
    await writePolicy(rehearsal, DESK.id);
    await desk();
    expect([(await pulls()).length, await said(number)]).toEqual([1, expect.stringContaining('This is handed in')]);
  });
});
