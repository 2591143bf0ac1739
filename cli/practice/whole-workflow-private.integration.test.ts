import { createHash } from 'node:crypto';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NOTICE } from '../core/desk/notice.ts';
import { openGit } from '../effects/git.ts';
import { claimPath, proposeSubmission, reviewByForm, reviseFile, submissionText } from './story/on-the-web.ts';
import { liveWorkflows, PROGRAMME, type LiveWorkflows } from './live-workflows.ts';
import { branchFiles, rehearse, root, type Snapshot, type TestRehearsal } from '../testing/rehearse.ts';
import { keepScene } from '../testing/scenes.ts';
import { RIGHTS } from '../testing/submissions-rights.ts';
import { holdsNoKey, keyOf, type TestKey } from '../testing/test-key.ts';
import type { Run } from './actions/records.ts';
import { must } from './actor.ts';
import { PRIVATE, type Mode } from './people.ts';

/** Where the loop is played in a mode, and what tells there of a teacher: names, numbers, the name of the repository. */
interface Setting {
  readonly mode: Exclude<Mode, 'one-repository'>;
  readonly whose: string;
  readonly home: string;
  /** The number of the teacher's pull request; in a cohort a classmate's came first. */
  readonly pull: number;
  readonly tells: RegExp;
}

const SETTINGS: readonly Setting[] = [
  { mode: 'private-per-teacher', whose: 'a private repository for each teacher', home: 'portfolio-maya-okafor', pull: 1, tells: /maya|okafor|\b1201\b|portfolio-m/i },
  { mode: 'private-per-cohort', whose: 'one private repository that a cohort shares', home: 'cohort-spring', pull: 2, tells: /maya|okafor|\b1201\b|tomas|reyes|\b1202\b|cohort-s/i },
];

// One story for each mode, told in order: what one step leaves is where the next begins.
describe.each(SETTINGS)('the loop as the workflow files define it, with $whose', { timeout: 600_000 }, ({ mode, home, pull, tells }) => {
  const REPOSITORY = `marlow-valley/${home}`;
  const PATH = claimPath(mode);
  const isCohort = mode === 'private-per-cohort';

  let drawn: Snapshot;
  let rehearsal: TestRehearsal;
  let live: LiveWorkflows;
  let key: TestKey;
  let before: string;
  beforeAll(async () => {
    drawn = await keepScene('key-drawn', { mode, workflows: true });
    rehearsal = await rehearse(drawn);
    key = await keyOf(rehearsal);
    await giveRepository();
    // An account of the programme's own, with write access to the private repositories and to nothing else.
    const desk = { login: 'marlow-desk', id: 1301, name: 'The desk', token: 'practice_unused' };
    rehearsal.practice.addPerson(desk);
    const repositories = Object.keys(PRIVATE[mode].repositories).map((name) => `marlow-valley/${name}`);
    for (const repository of repositories) expect((await rehearsal.rest('marlow-valley', 'PUT', `/repos/${repository}/collaborators/marlow-desk`, { permission: 'push' })).status).toBe(204);
    rehearsal.practice.addPersonToken({ token: 'desk-token-of-the-rehearsal', personId: desk.id, repositories, permissions: RIGHTS.desk });
    rehearsal.practice.addPersonToken({ token: 'signing-token-of-the-rehearsal', personId: desk.id, repositories, permissions: RIGHTS.signing });
    before = (await publicGit().text(['rev-parse', 'origin/main'])).trim();
    live = await liveWorkflows(rehearsal, { environments: {
      desk: { branches: ['main'], secrets: { LAUREL_SUBMISSIONS_TOKEN: 'desk-token-of-the-rehearsal' } },
      signing: { branches: ['main'], secrets: { LAUREL_KEY: key.text, LAUREL_SUBMISSIONS_TOKEN: 'signing-token-of-the-rehearsal' } },
    } });
  }, 300_000);
  afterAll(async () => {
    await live.end();
    await rehearsal.end();
    await rm(drawn.folder, { recursive: true, force: true });
  }, 120_000);

  // The lead puts into the private repository what docs/leads.md says.
  async function giveRepository(): Promise<void> {
    const lead = rehearsal.actors['priya-nair'];
    const clone = join(rehearsal.folder, 'seeds', home);
    await cp(join(root, '.github', 'portfolio'), clone, { recursive: true });
    for (const args of [['add', '--all'], ['commit', '--quiet', '--message', 'The form and the linter'], ['push', '--quiet', rehearsal.practice.gitUrl('marlow-valley', home), 'main']]) must(await lead.git('-C', clone, ...args), args[0]!);
  }

  const publicGit = () => openGit(rehearsal.actors['priya-nair'].clone, process.env, { server: rehearsal.practice.url, token: rehearsal.people.find(({ login }) => login === 'marlow-valley')!.token });
  const ask = async <T>(path: string): Promise<T> => (await rehearsal.rest('priya-nair', 'GET', `/repos/${REPOSITORY}${path}`)).body as T;
  const notice = async (): Promise<string> => (await ask<readonly { readonly body: string }[]>(`/issues/${pull}/comments`)).find(({ body }) => body.includes(NOTICE))!.body;
  const asked = async (): Promise<readonly string[]> => (await ask<{ readonly requested_reviewers: readonly { readonly login: string }[] }>(`/pulls/${pull}`)).requested_reviewers.map(({ login }) => login).sort();
  const review = async (login: string, attempt: 'first' | 'second', as: string): Promise<void> => {
    const page = await reviewByForm(rehearsal.actors[login as 'ines-carvalho'], await live.visit(login), { repository: REPOSITORY, pull, named: `${home}#${pull}`, attempt, as });
    expect(page.status).toBe(200);
  };
  const wellEnded = (run: Run): void => expect([run.log, run.conclusion]).toEqual([expect.anything(), 'success']);

  let assessors: readonly string[];

  it('lints in the teacher\'s own repository, with the public catalog and its linter', async () => {
    if (isCohort) await proposeSubmission(await live.visit('tomas-reyes'), REPOSITORY, PATH.replace('maya-okafor', 'tomas-reyes'), await submissionText('first', mode, { attestations: { 'own-work': false, 'team-named': false, 'names-removed': false, 'consent-on-file': false } }));
    const before = (await live.runsOf('lint.yml', REPOSITORY)).length;
    const opened = await proposeSubmission(await live.visit('maya-okafor'), REPOSITORY, PATH, await submissionText(isCohort ? 'second' : 'first', mode));
    expect(opened.address).toBe(`/${REPOSITORY}/pull/${pull}`);
    const [run, ...more] = (await live.runsOf('lint.yml', REPOSITORY)).slice(before);
    expect([run!.log, run!.conclusion, more]).toEqual([expect.stringContaining('No faults'), 'success', []]);
    expect(run!.jobs[0]!.permissions).toEqual({ contents: 'read' });
  });

  // The first attempt is told once; what differs in a cohort is whose repository it is, and a classmate's claim beside it.
  if (isCohort) it('asks for the claim that is complete, and tells a classmate what is missing in theirs', async () => {
    wellEnded(await live.clock('desk.yml'));
    assessors = await asked();
    expect(assessors).toHaveLength(2);
    expect((await ask<{ readonly requested_reviewers: readonly unknown[] }>('/pulls/1')).requested_reviewers).toEqual([]);
    expect((await ask<readonly { readonly body: string }[]>('/issues/1/comments'))[0]!.body).toMatch(/@tomas-reyes[\s\S]*What is missing/);
  });

  else it('asks, hears "not yet" twice, and tells the teacher, with a token that reaches the private repositories alone', async () => {
    wellEnded(await live.clock('desk.yml'));
    assessors = await asked();
    expect(assessors).toHaveLength(2);
    for (const login of assessors) await review(login, 'first', 'ines-carvalho');
    wellEnded(await live.clock('desk.yml'));
    expect(await notice()).toMatch(/Whose turn: [^*]*teacher[^*]*@maya-okafor/);
  });

  it('merges, signs, and keeps the badge in the private register', async () => {
    const { head } = await ask<{ readonly head: { readonly ref: string } }>(`/pulls/${pull}`);
    if (!isCohort) await reviseFile(await live.visit('maya-okafor'), REPOSITORY, head.ref, PATH, await submissionText('second', mode));
    if (!isCohort) wellEnded(await live.clock('desk.yml'));
    for (const [at, login] of assessors.entries()) await review(login, 'second', ['ines-carvalho', 'daniel-okoye'][at]!);
    const desk = await live.clock('desk.yml');
    expect(desk.log).toContain('Started award.yml');
    const [award] = await live.runsOf('award.yml');
    expect([award!.log, award!.conclusion, award!.jobs.map(({ conclusion }) => conclusion)]).toEqual([expect.stringContaining('Started publish.yml'), 'success', ['success', 'success']]);
    const register = await branchFiles(rehearsal, 'register', home);
    expect([...register.keys()].filter((path) => path.endsWith('badge.json'))).toHaveLength(1);
    expect([...(await branchFiles(rehearsal, 'register')).keys()]).toEqual([]);
  });

  it('puts a hash and the status into the public ledger, and nothing else', async () => {
    const ledger = await branchFiles(rehearsal, 'ledger');
    const [badge, text] = [...(await branchFiles(rehearsal, 'register', home))].find(([path]) => path.endsWith('badge.json'))!;
    const serial = badge.split('/').at(-2)!;
    const hash = [...ledger.keys()].find((path) => path.endsWith(`/${serial}.json`))!;
    expect([...ledger.keys()].sort()).toEqual(['log/checkpoint', 'log/tile/0/000.p/2', 'log/tile/entries/000.p/2', hash, 'status/1.json', 'status/1.record.json']);
    // A key and a badge, each by what names nobody.
    expect(ledger.get('log/tile/entries/000.p/2')).toContain(`{"badge":"${JSON.parse(ledger.get(hash)!).sha256}","event":"issue","laurel":"log-1"}`);
    expect(JSON.parse(ledger.get(hash)!)).toEqual({ format: 'laurel-hash-1', serial, claim: expect.stringMatching(/^[0-9a-f]{64}$/), sha256: createHash('sha256').update(text).digest('hex'), status: { list: 1, index: expect.any(Number) } });
    expect(text).toContain('Checking for understanding');
    const status = must(await rehearsal.actors['maya-okafor'].laurel('status'), 'status');
    expect(status.out).toContain(serial);
  });

  it('skips the job with the key when nothing is due', async () => {
    const again = await live.clock('award.yml');
    expect(again.jobs.map(({ conclusion }) => conclusion)).toEqual(['success', 'skipped']);
  });

  it('says in public that a claim is refused or cannot be read, and not whose', async () => {
    const direct = await (await live.visit('maya-okafor')).open(`/${REPOSITORY}/new/main?filename=${encodeURIComponent(claimPath(mode, 2))}&value=Mine`);
    await (await live.visit('maya-okafor')).press(direct, 'Commit changes', { target: 'direct' });
    const award = await live.clock('award.yml');
    expect([award.log, award.jobs.map(({ conclusion }) => conclusion)]).toEqual([expect.stringContaining('1 claim cannot be proven'), ['success', 'skipped']]);
    const mend = rehearsal.practice.fail(({ path }) => (path.startsWith(`/${REPOSITORY}.git/`) ? { status: 502 } : null));
    const desk = await live.clock('desk.yml');
    mend();
    // The run is red and did everything else; its page says how many, and its log names nobody.
    expect([desk.conclusion, desk.log, JSON.stringify(desk)]).toEqual(['failure', expect.stringContaining('One private repository could not be read or written.'), expect.stringContaining('### One private repository could not be read or written.')]);
    expect((await live.clock('audit.yml')).conclusion).toBe('failure'); // nothing is published yet
  });

  it('names the teacher in nothing that came to the public repository', async () => {
    const git = publicGit();
    await git.text(['fetch', '--quiet', rehearsal.practice.gitUrl('marlow-valley', 'credentials'), '+refs/*:refs/seen/*']);
    const objects = (await git.text(['rev-list', '--objects', '--glob=refs/seen/*', `^${before}`])).split('\n').filter(Boolean).map((row) => row.split(' ')[0]!);
    expect(objects.length).toBeGreaterThan(4);
    const content = await git.run(['cat-file', '--batch'], { input: `${objects.join('\n')}\n` });
    expect(content.stdout.toString('latin1')).not.toMatch(tells);
    const issues = (await rehearsal.rest('priya-nair', 'GET', `/repos/${PROGRAMME}/issues?state=all`)).body as readonly { readonly title: string }[];
    expect([issues.map(({ title }) => title), JSON.stringify(issues)]).toEqual([[expect.stringContaining('audit')], expect.not.stringMatching(tells)]);
  });

  it('names in no log, summary or output of a public run the teacher, the credential or who assesses it', async () => {
    const runs = live.runner.runs.filter(({ repository }) => repository === PROGRAMME);
    expect(runs.length).toBeGreaterThan(5);
    for (const run of runs) expect(JSON.stringify(run)).not.toMatch(tells);
    for (const { jobs, path } of runs) if (!path.endsWith('audit.yml')) for (const { log } of jobs) expect(log).not.toMatch(/checking-for|ines-|daniel-|ruth-/);
    for (const token of ['desk-token-of', 'signing-token-of']) expect(JSON.stringify(live.runner.runs)).not.toContain(token);
  });

  it('gave the key to the one process that signs, and wrote it nowhere', () => holdsNoKey(live, key, { processes: 1 }));
});
