import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FORM_LABELS } from '../core/desk/issue-form.ts';
import { formFields, formText } from '../testing/issue-form.ts';
import { rehearse, root, work, type Snapshot, type TestRehearsal } from '../testing/rehearse.ts';
import { keepScene } from '../testing/scenes.ts';
import { must } from './actor.ts';
import { createVisitor } from './semantics/visitor.ts';
import { assess } from './story/assessment.ts';

const TEMPLATE = join(root, '.github', 'ISSUE_TEMPLATE', 'submission.yml');
const textOf = (given: Readonly<Record<string, string>>): Promise<string> => formText(given, TEMPLATE);

describe('a claim that comes in by the issue form', () => {
  let begun: Snapshot;
  let rehearsal: TestRehearsal;
  const lead = () => rehearsal.actors['priya-nair'];
  const api = (path: string): string => `/repos/marlow-valley/credentials${path}`;
  const comments = async (number: number): Promise<string> => ((await rehearsal.rest('priya-nair', 'GET', api(`/issues/${number}/comments`))).body as readonly { readonly body: string }[]).map(({ body }) => body).join('\n');
  const pulls = async () => (await rehearsal.rest('priya-nair', 'GET', api('/pulls'))).body as readonly { readonly number: number; readonly user: { readonly login: string }; readonly head: { readonly ref: string } }[];

  beforeAll(async () => void (begun = await keepScene('key-drawn', { workflows: true }, async ({ rest }) => {
    await rest('marlow-valley', 'POST', '/repos/marlow-valley/credentials/labels', { name: 'submission', color: '2c5a3c' });
  })));
  afterAll(() => rm(begun.folder, { recursive: true, force: true }));
  beforeEach(async () => void (rehearsal = await rehearse(begun)));
  afterEach(() => rehearsal.end());

  const desk = async (): Promise<string> => {
    const token = 'practice_desk';
    rehearsal.practice.addToken({ token, repository: 'marlow-valley/credentials', permissions: { contents: 'write', 'pull-requests': 'write', issues: 'write', actions: 'write' } });
    await rehearsal.rest('marlow-valley', 'PUT', api('/actions/permissions/workflow'), { default_workflow_permissions: 'read', can_approve_pull_request_reviews: true });
    const world = rehearsal.world('priya-nair');
    return must(await rehearsal.runIn({ ...world, env: { ...world.env, GITHUB_TOKEN: token } }, 'desk'), 'desk').out;
  };
  const fillIn = async (given: Readonly<Record<string, string>>): Promise<void> => {
    const maya = createVisitor(rehearsal.practice.url);
    await maya.signIn('maya-okafor');
    const page = await maya.open('/marlow-valley/credentials/issues/new?template=submission.yml');
    expect(page.status).toBe(200);
    const sent = await rehearsal.rest('maya-okafor', 'POST', api('/issues'), { title: 'Submission', body: await textOf(given) });
    expect(sent.status).toBe(201);
    await rehearsal.rest('marlow-valley', 'POST', api(`/issues/${sent.body.number}/labels`), { labels: ['submission'] });
  };

  // Renamed, retitled and not released yet: nobody could start it now, and who has begun goes on.
  const renameOnMain = async (): Promise<void> => {
    const page = join(lead().clone, 'catalog/credentials/pausing-to-check.md');
    must(await lead().git('mv', 'catalog/credentials/checking-for-understanding.md', 'catalog/credentials/pausing-to-check.md'), 'mv');
    const text = await readFile(page, 'utf8');
    await writeFile(page, text.replace('title: Checking for understanding', 'title: Pausing to check').replace('version: 1.0.0', 'version: 2.0.0').replace('status: active\n', 'status: active\naliases: [checking-for-understanding]\n').replace('changes:\n', "changes:\n  - version: 2.0.0\n    date: '2026-11-22'\n    note: Has another name.\n"));
    must(await lead().git('commit', '--quiet', '--all', '--message', 'Call it what it is'), 'commit');
    must(await lead().git('push', '--quiet', 'origin', 'HEAD:main'), 'push');
  };

  it('becomes a pull request by the desk whose submitter is the issue\'s author, is revised by editing the issue, also after the credential was renamed, and ends in a badge', async () => {
    const given = await formFields();
    await fillIn({ ...given, [FORM_LABELS.links]: given[FORM_LABELS.links]!.split('\n').slice(1).join('\n') });
    expect(await desk()).toContain('is pull request');
    const [pull] = await pulls();
    expect(pull).toMatchObject({ user: { login: 'github-actions[bot]' }, head: { ref: 'laurel/issues/1' } });
    const notice = await comments(pull!.number);
    expect(notice).toContain('Whose turn: the teacher (@maya-okafor)');
    expect(notice).toContain('plan');
    await renameOnMain();
    await rehearsal.rest('maya-okafor', 'PATCH', api('/issues/1'), { body: await textOf(given) });
    await desk();
    const files = (await rehearsal.rest('priya-nair', 'GET', api(`/pulls/${pull!.number}/files`))).body as readonly { readonly filename: string; readonly patch: string }[];
    expect(files.map(({ filename }) => filename)).toEqual(['catalog/submissions/checking-for-understanding/maya-okafor/1/submission.md']);
    const asked = ((await rehearsal.rest('priya-nair', 'GET', api(`/pulls/${pull!.number}`))).body.requested_reviewers as readonly { readonly login: string }[]).map(({ login }) => login);
    expect(asked).toHaveLength(2);
    for (const [at, login] of asked.entries()) must(await assess(rehearsal.actors[login as 'ines-carvalho'], String(pull!.number), work, 'second', ['ines-carvalho', 'daniel-okoye'][at]!), `assess by ${login}`);
    expect(await desk()).toContain('merged it');
    const issued = JSON.parse(must(await lead().laurel('issue', '--json'), 'issue').out) as { readonly awarded: readonly { readonly serial: string }[] };
    expect(issued.awarded).toHaveLength(1);
    expect(must(await rehearsal.actors['maya-okafor'].laurel('status'), 'status').out).toContain(issued.awarded[0]!.serial);
    await desk();
    expect((await rehearsal.rest('priya-nair', 'GET', api('/issues/1'))).body.state).toBe('closed');
  });

  it('is not taken from words that somebody else wrote into the issue', async () => {
    await fillIn(await formFields());
    await rehearsal.rest('marlow-valley', 'PATCH', api('/issues/1'), { body: await textOf({ ...(await formFields()), [FORM_LABELS.claim]: '2' }) });
    await desk();
    expect(await pulls()).toEqual([]);
    expect(await comments(1)).toContain('changed by');
  });

  it('earns no badge for its author when an assessor is that author, nor when somebody else pushes to the desk\'s branch', async () => {
    await fillIn(await formFields());
    await desk();
    const [pull] = await pulls();
    must(await lead().git('fetch', '--quiet', 'origin', 'laurel/issues/1'), 'fetch');
    must(await lead().git('checkout', '--quiet', '-B', 'theirs', 'FETCH_HEAD'), 'checkout');
    must(await lead().git('commit', '--quiet', '--allow-empty', '--message', 'A word of mine'), 'commit');
    must(await lead().git('push', '--quiet', 'origin', 'HEAD:laurel/issues/1'), 'push');
    for (const login of ['ines-carvalho', 'daniel-okoye'] as const) must(await assess(rehearsal.actors[login], String(pull!.number), work, 'second'), 'assess');
    const merge = await lead().laurel('merge', String(pull!.number));
    expect(merge.code).toBe(1);
    expect(merge.err).toContain('somebody other than the desk pushed');
  });

  it('that cannot be read is answered with what to mend, and answered again only when it changes', async () => {
    await fillIn({ ...(await formFields()), [FORM_LABELS.credential]: 'Checking for understandin' });
    await desk();
    expect(await comments(1)).toContain('Did you mean');
    const before = await comments(1);
    await desk();
    expect(await comments(1)).toBe(before);
    expect(await pulls()).toEqual([]);
  });
});
