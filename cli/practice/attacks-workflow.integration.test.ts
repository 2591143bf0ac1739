import { readdir, readFile, rm, writeFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { HOSTILE, traces } from '../testing/hostile-words.ts';
import { liveWorkflows, PROGRAMME, type LiveWorkflows } from './live-workflows.ts';
import { approve, branchFiles, CLAIM, rehearse, root, type Snapshot, type TestRehearsal } from '../testing/rehearse.ts';
import { keepScene } from '../testing/scenes.ts';
import { keyOf, type TestKey } from '../testing/test-key.ts';
import { workflowFaults } from '../workflow-rules.ts';
import type { Workflow } from '../workflow-policy.ts';
import type { Run } from './actions/records.ts';
import { ACTIONS, oneJob } from './actions/stage.ts';
import { must } from './actor.ts';

const PIN = 'repository-secret-of-the-rehearsal';
const DESK = 'desk-secret-of-the-rehearsal';

let begun: Snapshot;
let rehearsal: TestRehearsal;
let live: LiveWorkflows;
let key: TestKey;
beforeAll(async () => void (begun = await keepScene('handed-in', { workflows: true })), 240_000);
afterAll(() => rm(begun.folder, { recursive: true, force: true }));
beforeEach(async () => {
  rehearsal = await rehearse(begun);
  key = await keyOf(rehearsal);
  live = await liveWorkflows(rehearsal, {
    environments: { signing: { branches: ['main'], secrets: { LAUREL_KEY: key.text } }, desk: { branches: ['main'], secrets: { LAUREL_SUBMISSIONS_TOKEN: DESK } } },
    repositorySecrets: { PIN },
  });
}, 240_000);
afterEach(async () => {
  await live.end();
  await rehearsal.end();
}, 120_000);

const api = (path: string): string => `/repos/${PROGRAMME}${path}`;
const lead = () => rehearsal.actors['priya-nair'];
const workflowText = (name: string): Promise<string> => readFile(join(root, '.github', 'workflows', name), 'utf8');
const badges = async (): Promise<number> => [...(await branchFiles(rehearsal, 'register')).keys()].filter((path) => path.endsWith('badge.json')).length;
const refs = async (): Promise<readonly string[]> => (await lead().git('ls-remote', '--heads', rehearsal.practice.gitUrl('marlow-valley', 'credentials'))).out.split('\n').filter(Boolean).map((row) => row.split('\t')[1]!);

/** The lead commits files to a branch of the programme's repository. */
async function push(files: Readonly<Record<string, string>>, branch = 'main'): Promise<void> {
  must(await lead().git('fetch', '--quiet', 'origin', 'main'), 'fetch');
  must(await lead().git('checkout', '--quiet', '--detach', 'origin/main'), 'checkout');
  await written(lead().clone, files);
  for (const args of [['add', '--all'], ['commit', '--quiet', '--message', 'A change'], ['push', '--quiet', 'origin', `HEAD:refs/heads/${branch}`]]) must(await lead().git(...args), args[0]!);
}

async function written(clone: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(clone, path)), { recursive: true });
    await writeFile(join(clone, path), text);
  }
}

/** A stranger opens a pull request from a fork. */
async function stranger(files: Readonly<Record<string, string>>, { branch = 'mine', title = 'Mine', body = '' } = {}): Promise<number> {
  const tomas = rehearsal.actors['tomas-reyes'];
  await rehearsal.rest('tomas-reyes', 'POST', api('/forks'));
  await written(tomas.clone, files);
  for (const args of [['add', '--all'], ['commit', '--quiet', '--message', title], ['push', '--quiet', rehearsal.practice.gitUrl('tomas-reyes', 'credentials'), `HEAD:refs/heads/${branch}`]]) must(await tomas.git(...args), args[0]!);
  const { status, body: made } = await rehearsal.rest('tomas-reyes', 'POST', api('/pulls'), { title, head: `tomas-reyes:${branch}`, base: 'main', body });
  expect(status).toBe(201);
  return made.number;
}

describe('attacks on the workflows', { timeout: 480_000 }, () => {
  it('a fork that rewrites `lint` has its own file run, without a secret and without a right to write, and no badge comes of it', async () => {
    const asks = `- uses: ${ACTIONS.checkout}
- env:
    T: \${{ github.token }}
    KEY: \${{ secrets.LAUREL_KEY }}
    PIN: \${{ secrets.PIN }}
  run: |
    echo "mine [$KEY] [$PIN]"
    call() { curl --silent --output /dev/null --write-out "$1 %{http_code}\\n" -X "$1" -H "Authorization: Bearer $T" -H 'Content-Type: application/json' -d "$3" "$GITHUB_API_URL/repos/$GITHUB_REPOSITORY$2"; }
    call POST /pulls/1/reviews '{"event":"APPROVE","body":"Fine"}'
    call PUT /pulls/1/merge '{}'
    call POST /actions/workflows/award.yml/dispatches '{"ref":"main"}'
    call POST /issues/1/comments '{"body":"hello"}'
    for branch in main register ledger; do git push --quiet origin HEAD:refs/heads/$branch 2>/dev/null && echo pushed || echo refused; done`;
    const before = await refs();
    const pull = await stranger({ '.github/workflows/lint.yml': oneJob('pull_request', asks, { top: 'permissions: write-all' }), [`${CLAIM.replace('maya-okafor', 'tomas-reyes')}/submission.md`]: 'Mine\n' });
    const [run] = await live.runsOf('lint.yml');
    expect(run!.jobs[0]!.steps[1]!.log.trimEnd().split('\n')).toEqual(['mine [] []', 'POST 403', 'PUT 403', 'POST 403', 'POST 403', 'refused', 'refused', 'refused']);
    expect(Object.values(run!.jobs[0]!.permissions)).not.toContain('write');
    expect([run!.conclusion, await refs()]).toEqual(['success', before]);
    // Its green tick is worth nothing: the desk looks at the files, and what is merged by force is proven all the same.
    await live.clock('desk.yml');
    const said = (await rehearsal.rest('priya-nair', 'GET', api(`/issues/${pull}/comments`))).body as readonly { readonly body: string }[];
    expect(said[0]!.body).toMatch(/outside the claim folder|lint\.yml/);
    expect((await rehearsal.rest('marlow-valley', 'PUT', api(`/pulls/${pull}/merge`), {})).status).toBe(200);
    const awards = await live.runsOf('award.yml');
    expect(awards.at(-1)!.jobs.map(({ conclusion }) => conclusion)).toEqual(['success', 'skipped']);
    expect(awards.at(-1)!.log).toContain('No badge for catalog/submissions/checking-for-understanding/tomas-reyes/1');
    expect(await badges()).toBe(0);
  });

  it('a fork that asks for secrets gets none, by name, as a whole, or by an environment', async () => {
    const show = '- run: echo "[${{ secrets.LAUREL_KEY }}] [${{ secrets.PIN }}] [${{ secrets.LAUREL_SUBMISSIONS_TOKEN }}]"; env | base64 --wrap=0';
    await stranger({
      '.github/workflows/named.yml': oneJob('pull_request', show),
      '.github/workflows/signing.yml': oneJob('pull_request', show, { job: 'environment: signing' }),
      '.github/workflows/desk-too.yml': oneJob('pull_request', show, { job: 'environment: desk' }),
    });
    const [[named], [signing], [desk]] = [await live.runsOf('named.yml'), await live.runsOf('signing.yml'), await live.runsOf('desk-too.yml')];
    const [first = '', variables = ''] = named!.jobs[0]!.steps[0]!.log.split('\n');
    expect(first).toBe('[] [] []');
    for (const secret of [...key.secrets, PIN, DESK]) expect(Buffer.from(variables, 'base64').toString('utf8')).not.toContain(secret);
    for (const run of [signing, desk]) expect([run!.conclusion, run!.jobs[0]!.steps, run!.jobs[0]!.messages]).toEqual(['failure', [], [expect.stringMatching(/not allowed to deploy to (signing|desk)/)]]);
    expect((await live.processes()).filter(({ env }) => [...key.secrets, PIN, DESK].some((secret) => JSON.stringify(env).includes(secret)))).toEqual([]);
  });

  const hostile = async (): Promise<number> => {
    const folder = CLAIM.replace('maya-okafor', 'tomas-reyes');
    const pull = await stranger({ [`${folder}/${HOSTILE.file}`]: HOSTILE.body, [`${folder}/submission.md`]: `---\n${HOSTILE.title}: [\n---\n::error::pwned-text\n` }, HOSTILE);
    expect((await rehearsal.rest('marlow-valley', 'POST', api('/labels'), { name: HOSTILE.label, color: 'aa0000' })).status).toBe(201);
    expect((await rehearsal.rest('marlow-valley', 'POST', api(`/issues/${pull}/labels`), { labels: [HOSTILE.label] })).status).toBe(200);
    return pull;
  };

  it('injection through title, branch, file name, label and body executes nothing in any of the five workflows', async () => {
    const pull = await hostile();
    const [lint] = await live.runsOf('lint.yml');
    expect([lint!.conclusion, lint!.log]).toEqual(['failure', expect.stringContaining('pwned-')]);
    for (const file of ['desk.yml', 'award.yml', 'audit.yml', 'publish.yml']) await live.clock(file);
    expect((await rehearsal.rest('marlow-valley', 'PUT', api(`/pulls/${pull}/merge`), { commit_title: HOSTILE.title, commit_message: HOSTILE.body })).status).toBe(200);
    await live.runner.idle();
    for (const file of ['desk.yml', 'award.yml', 'audit.yml', 'publish.yml']) await live.clock(file);
    const runs = [...live.runner.runs];
    expect(new Set(runs.map(({ path }) => path)).size).toBe(5);
    expect(await traces(live)).toEqual([]);
    expect(runs.flatMap(({ jobs }) => jobs.flatMap(({ steps }) => steps.flatMap(({ annotations }) => annotations))).filter(({ message }) => message.includes('pwned'))).toEqual([]);
    expect(runs.flatMap(({ jobs }) => jobs.map(({ outputs }) => outputs['due'] ?? 'false')).filter((due) => due !== 'false' && due !== '')).toEqual([]);
    expect(await badges()).toBe(0);
  });

  it('the same words are executed by a workflow that puts them into a shell, so that the test above would show it', async () => {
    const words = ['github.event.pull_request.title', 'github.event.pull_request.body', 'github.head_ref', 'github.event.pull_request.labels[0].name'];
    const careless = [`- uses: ${ACTIONS.checkout}`, ...words.map((word) => `- continue-on-error: true\n  run: echo "\${{ ${word} }}"`), '- run: eval "$(git ls-tree -r --name-only HEAD | grep pwned | sed "s|.*/|echo |")"'].join('\n');
    await push({ '.github/workflows/careless.yml': oneJob('\n  pull_request:\n    types: [opened, labeled]', careless, { top: 'permissions:\n  contents: read' }) });
    await hostile();
    await live.runsOf('careless.yml');
    expect(await traces(live)).toEqual(['pwned-body', 'pwned-branch', 'pwned-file', 'pwned-label', 'pwned-title']);
  });

  it('an old run that is run again, at a commit with a laxer policy, issues only what main proves now', async () => {
    const issuer = await readFile(join(lead().clone, 'catalog', 'issuer.yaml'), 'utf8');
    await push({ 'catalog/issuer.yaml': issuer.replace('approvals: 2', 'approvals: 1') });
    const [old] = await live.runsOf('award.yml');
    expect([old!.event, old!.conclusion]).toEqual(['push', 'success']);
    await push({ 'catalog/issuer.yaml': issuer });
    await approve(rehearsal, 'ines-carvalho');
    expect((await rehearsal.rest('marlow-valley', 'PUT', api('/pulls/1/merge'), {})).status).toBe(200);
    await live.runner.idle();
    const again = async (): Promise<Run> => {
      const run = await live.runner.rerun(old!.id, { actor: 'priya-nair' });
      await live.runner.idle();
      return run;
    };
    const refused = await again();
    expect([refused.sha, refused.attempt]).toEqual([old!.sha, 2]);
    expect([refused.log, refused.jobs.map(({ conclusion }) => conclusion)]).toEqual([expect.stringContaining('1 of 2 independent assessments'), ['success', 'skipped']]);
    expect(await badges()).toBe(0);
    // What main does prove is issued by the old run too, once.
    const [{ body }] = (await rehearsal.rest('ines-carvalho', 'GET', api('/pulls/1/reviews'))).body as readonly [{ readonly body: string }];
    expect((await rehearsal.rest('daniel-okoye', 'POST', api('/pulls/1/reviews'), { event: 'APPROVE', body })).status).toBe(200);
    expect((await again()).jobs.map(({ conclusion }) => conclusion)).toEqual(['success', 'success']);
    expect((await again()).jobs.map(({ conclusion }) => conclusion)).toEqual(['success', 'skipped']);
    expect(await badges()).toBe(1);
  });

  it('`award` that is dispatched from another branch reaches no environment: as it is it does nothing, rewritten it does not begin', async () => {
    await push({ 'harmless.txt': 'x\n' }, 'as-it-is');
    const odd = (await workflowText('award.yml')).replace(/^ +(?:if|needs): .*\n/gm, '').replace('command: issue --dispatch publish.yml', 'command: lint');
    await push({ '.github/workflows/award.yml': odd, '.github/actions/laurel/laurel.mjs': "console.log(Buffer.from(process.env.LAUREL_KEY ?? '').toString('base64'));\n" }, 'rewritten');
    for (const ref of ['as-it-is', 'rewritten']) expect((await rehearsal.rest('priya-nair', 'POST', api('/actions/workflows/award.yml/dispatches'), { ref })).status).toBeLessThan(300);
    const [asItIs, rewritten] = await live.runsOf('award.yml');
    expect([asItIs!.conclusion, asItIs!.jobs.map(({ conclusion }) => conclusion)]).toEqual(['skipped', ['skipped', 'skipped']]);
    expect(rewritten!.jobs.map(({ conclusion, steps, messages }) => [conclusion, steps, messages])).toEqual([
      ['failure', [], ['Branch "rewritten" is not allowed to deploy to desk due to environment protection rules.']],
      ['failure', [], ['Branch "rewritten" is not allowed to deploy to signing due to environment protection rules.']],
    ]);
    expect((await live.processes()).filter(({ env }) => key.secrets.some((secret) => JSON.stringify(env).includes(secret)))).toEqual([]);
  });

  it('an artifact that a fork uploads reaches no other run: it is deployed by nobody', async () => {
    const evil = `on: pull_request\npermissions: write-all\njobs:\n  build:\n    runs-on: ubuntu-latest\n    timeout-minutes: 5\n    steps:\n      - run: mkdir dist; echo evil > dist/index.html\n      - uses: ${ACTIONS.uploadPages}\n        with:\n          path: dist\n  deploy:\n    needs: build\n    runs-on: ubuntu-latest\n    timeout-minutes: 5\n    environment: github-pages\n    steps:\n      - uses: ${ACTIONS.deployPages}\n  without:\n    needs: build\n    runs-on: ubuntu-latest\n    timeout-minutes: 5\n    steps:\n      - uses: ${ACTIONS.deployPages}\n`;
    await stranger({ '.github/workflows/evil.yml': evil });
    const [run] = await live.runsOf('evil.yml');
    expect(run!.jobs.map(({ id, conclusion }) => [id, conclusion])).toEqual([['build', 'success'], ['deploy', 'failure'], ['without', 'failure']]);
    expect(live.runner.pages(PROGRAMME)).toBeNull();
    // A deployment alone finds nothing, for artifacts belong to the run that made them.
    await push({ '.github/workflows/deploy-alone.yml': oneJob('workflow_dispatch', `- uses: ${ACTIONS.deployPages}`, { job: 'environment: github-pages\npermissions:\n  pages: write\n  id-token: write' }) });
    await rehearsal.rest('priya-nair', 'POST', api('/actions/workflows/deploy-alone.yml/dispatches'), { ref: 'main' });
    const [alone] = await live.runsOf('deploy-alone.yml');
    expect([alone!.conclusion, alone!.log]).toEqual(['failure', expect.stringContaining('No artifacts named "github-pages"')]);
    expect(live.runner.pages(PROGRAMME)).toBeNull();
  });
});

describe('what the policy and the runner refuse together', { timeout: 240_000 }, () => {
  const sign = (workflow: any): any[] => workflow.jobs.sign.steps;
  const changed = async (change: (workflow: any) => void): Promise<readonly string[]> => {
    const names = await readdir(join(root, '.github', 'workflows'));
    const files = new Map(await Promise.all(names.map(async (name) => [name, parse(await workflowText(name)) as Workflow] as const)));
    change(files.get('award.yml'));
    return workflowFaults({ workflows: files, commands: new Map() }).filter((fault) => !fault.startsWith('known-command'));
  };
  const ZERO = '0'.repeat(40);

  it('says nothing of the files as they are', async () => expect(await changed(() => {})).toEqual([]));

  it.each([
    ['a poisoned cache', `actions/cache/restore@${ZERO}`, /Unexpected action actions\/cache/],
    ['a poisoned artifact', `actions/download-artifact@${ZERO}`, /Unexpected action actions\/download-artifact/],
    ['an action that a tag names', 'actions/checkout@v7', /Unexpected actions\/checkout at v7, expected the commit/],
    ['an action that a branch names', 'actions/checkout@main', /Unexpected actions\/checkout at main/],
    ['another commit of a known action', `actions/checkout@${ZERO}`, /Unexpected actions\/checkout at 0/],
    ['a stranger\'s action', `somebody/helpful@${ZERO}`, /Unexpected action somebody\/helpful/],
  ])('%s where the key is', async (_, uses, refusal) => {
    expect((await changed((workflow) => sign(workflow).splice(1, 0, { uses }))).map((fault) => fault.split(':')[0])).toEqual(expect.arrayContaining(['pinned', 'signing-is-bare']));
    const rewritten = (await workflowText('award.yml')).replace(/^( {6}- uses: )actions\/checkout@[0-9a-f]{40}(?=[^]*LAUREL_KEY)/gm, `$1${uses}`);
    await push({ '.github/workflows/award.yml': rewritten });
    await expect(live.runsOf('award.yml')).rejects.toThrow(refusal);
    expect((await live.processes()).filter(({ env }) => key.secrets.some((secret) => JSON.stringify(env).includes(secret)))).toEqual([]);
  });
});
