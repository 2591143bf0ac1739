import { readdirSync } from 'node:fs';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { knownAction } from './actions/action.ts';
import { loadLanguage } from './actions/language.ts';
import { ACTIONS, oneJob, openStage, type Stage } from './actions/stage.ts';
import { readWorkflow } from './actions/workflow.ts';
import type { Run } from './actions/records.ts';

let stage: Stage;
beforeAll(async () => void (stage = await openStage()));
afterAll(() => stage.end());

const READ = { top: 'permissions:\n  contents: read' };
const logs = (run: Run): readonly string[] => run.jobs[0]!.steps.map(({ log }) => log.trimEnd());

describe('actions/checkout', () => {
  it('fetches the commit of the run alone, on its branch; with fetch-depth 0 everything (README of actions/checkout)', async () => {
    await stage.branch('ledger');
    const run = await stage.play(`- uses: ${ACTIONS.checkout}\n- run: git rev-list --count HEAD; git branch --show-current; git branch --remotes; git rev-parse HEAD\n- uses: ${ACTIONS.checkout}\n  with:\n    fetch-depth: 0\n    ref: ledger\n    path: deep\n- run: cd deep; test "$(git rev-list --count HEAD)" -ge 1; git branch --show-current; git branch --remotes --format='%(refname:short)'`, READ);
    expect([run.conclusion, logs(run)[1], logs(run)[3]]).toEqual(['success', `1\nmain\n  origin/main\n${run.sha}`, 'ledger\norigin/ledger\norigin/main']);
  });

  it('with fetch-depth 0 stands at the commit of the run, though main has moved on (actions/checkout, ref-helper)', async () => {
    await stage.write('deep.yml', oneJob('workflow_dispatch', `- uses: ${ACTIONS.checkout}\n  with:\n    fetch-depth: 0\n- run: git rev-parse HEAD refs/remotes/origin/main; git branch --show-current`, READ));
    await stage.dispatch('deep.yml');
    const [first] = await stage.runsOf('deep.yml');
    await stage.commit('later.txt', 'later\n');
    await stage.runner.rerun(first!.id, { actor: 'lead' });
    const runs = await stage.runsOf('deep.yml');
    expect(runs.map((run) => [run.conclusion, logs(run)[1]])).toEqual(Array.from({ length: 2 }, () => ['success', `${first!.sha}\n${first!.sha}\nmain`]));
  });

  it('takes another repository that everybody may read, at a ref that is named (README of actions/checkout)', async () => {
    const other = await stage.scene.programme({ private: false });
    const run = await stage.play(`- uses: ${ACTIONS.checkout}\n  with:\n    repository: ${other.owner}/${other.repo}\n    ref: main\n    path: other\n- run: cd other; git config remote.origin.url`, READ);
    expect([run.conclusion, logs(run)[1]]).toEqual(['success', expect.stringContaining(`/${other.owner}/${other.repo}.git`)]);
    const hidden = await stage.scene.programme({ private: true });
    expect((await stage.play(`- uses: ${ACTIONS.checkout}\n  with:\n    repository: ${hidden.owner}/${hidden.repo}\n    ref: main\n    path: other`, READ)).conclusion).toBe('failure');
    await expect(stage.play(`- uses: ${ACTIONS.checkout}\n  with:\n    repository: ${other.owner}/${other.repo}`, READ)).rejects.toThrow(/without a ref/);
  });

  it('leaves its token for git outside the clone, or not at all (changelog of actions/checkout, v6)', async () => {
    const push = '- run: |\n    git -c user.name=a -c user.email=a@b commit --quiet --allow-empty --message x\n    git push --quiet origin HEAD:refs/heads/pushed && echo pushed || echo refused\n    grep -ri basic .git || echo none';
    const top = 'permissions:\n  contents: write';
    expect(logs(await stage.play(`- uses: ${ACTIONS.checkout}\n${push}`, { top }))[1]).toBe('pushed\nnone');
    expect(logs(await stage.play(`- uses: ${ACTIONS.checkout}\n  with:\n    persist-credentials: false\n${push}`, { top }))[1]).toMatch(/refused\nnone$/);
    expect(logs(await stage.play(`- uses: ${ACTIONS.checkout}\n${push}`, READ))[1]).toMatch(/denied[\s\S]*refused\nnone$/);
  });

  it('fails for a commit that is not there', async () => {
    const run = await stage.play(`- uses: ${ACTIONS.checkout}\n  with:\n    ref: ${'0'.repeat(39)}1`, READ);
    expect(run.conclusion).toBe('failure');
  });
});

describe('actions/setup-node', () => {
  it('puts the given Node on the path, and fails for another version (README of actions/setup-node)', async () => {
    const major = process.versions.node.split('.')[0]!;
    const run = await stage.play(`- id: node\n  uses: ${ACTIONS.setupNode}\n  with:\n    node-version: ${major}\n- run: node --version; echo \${{ steps.node.outputs.node-version }}`);
    expect(logs(run)[1]).toBe(`${process.version}\n${process.version}`);
    expect((await stage.play(`- uses: ${ACTIONS.setupNode}\n  with:\n    node-version: 18`)).conclusion).toBe('failure');
  });
});

describe('actions of the repository itself', () => {
  it('run their file with the given Node and their inputs (docs: metadata syntax, runs for JavaScript actions)', async () => {
    await stage.commit('.github/actions/greet/action.yml', 'name: Greet\ndescription: Greets\ninputs:\n  name:\n    required: true\n    description: Whom\n  how loud:\n    default: ${{ github.actor }}\n    description: How\nruns:\n  using: node24\n  main: main.cjs\n');
    await stage.commit('.github/actions/greet/main.cjs', "const { appendFileSync } = require('node:fs');\nconsole.log(process.env.INPUT_NAME, process.env.INPUT_HOW_LOUD, process.env.EXTRA);\nappendFileSync(process.env.GITHUB_OUTPUT, 'length=' + process.env.INPUT_NAME.length + '\\n');\nif (process.env.INPUT_NAME === 'nobody') process.exit(3);\n");
    const run = await stage.play(`- uses: ${ACTIONS.checkout}\n- id: greet\n  uses: ./.github/actions/greet\n  with:\n    name: Ada\n  env:\n    EXTRA: more\n- run: echo \${{ steps.greet.outputs.length }}`, READ);
    expect(logs(run).slice(1)).toEqual(['Ada lead more', '3']);
    const failed = await stage.play(`- uses: ${ACTIONS.checkout}\n- uses: ./.github/actions/greet\n  with:\n    name: nobody`, READ);
    expect(failed.conclusion).toBe('failure');
    await expect(stage.play(`- uses: ${ACTIONS.checkout}\n- uses: ./.github/actions/greet\n  with:\n    nmae: Ada`, READ)).rejects.toThrow(/Unexpected input nmae/);
  });

  it('run their steps over their own inputs, without secrets (docs: metadata syntax, runs for composite actions)', async () => {
    await stage.commit('.github/actions/both/action.yml', 'name: Both\ndescription: Two steps\ninputs:\n  name:\n    description: Whom\noutputs:\n  said:\n    description: What\n    value: ${{ steps.say.outputs.said }}\nruns:\n  using: composite\n  steps:\n    - id: say\n      shell: bash\n      run: |\n        echo "hello $NAME"\n        echo "said=hello" >> "$GITHUB_OUTPUT"\n        test -f "$GITHUB_ACTION_PATH/action.yml"\n      env:\n        NAME: ${{ inputs.name }}\n    - if: inputs.name == \'nobody\'\n      shell: bash\n      run: exit 1\n');
    const run = await stage.play(`- uses: ${ACTIONS.checkout}\n- id: both\n  uses: ./.github/actions/both\n  with:\n    name: Ada\n- run: echo \${{ steps.both.outputs.said }}`, READ);
    expect([run.conclusion, ...logs(run).slice(1)]).toEqual(['success', 'hello Ada', 'hello']);
    expect((await stage.play(`- uses: ${ACTIONS.checkout}\n- uses: ./.github/actions/both\n  with:\n    name: nobody`, READ)).conclusion).toBe('failure');
  });

  it('are not found before a checkout (actions/runner)', async () => {
    const run = await stage.play('- uses: ./.github/actions/greet');
    expect([run.conclusion, logs(run)[0]]).toEqual(['failure', expect.stringContaining('Did you forget to run actions/checkout')]);
  });
});

describe('publishing with actions', () => {
  const pages = (include: string, permissions: string, environment: string): string => `on: workflow_dispatch\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-latest\n    timeout-minutes: 5\n    permissions:\n      pages: read\n    steps:\n      - id: where\n        uses: ${ACTIONS.configurePages}\n      - run: mkdir -p dist/.well-known; echo page > dist/index.html; echo did > dist/.well-known/did.json; echo \${{ steps.where.outputs.base_url }}\n      - uses: ${ACTIONS.uploadPages}\n        with:\n          path: dist\n${include}  deploy:\n    needs: build\n    runs-on: ubuntu-latest\n    timeout-minutes: 5\n    permissions: ${permissions}\n${environment}    steps:\n      - id: deploy\n        uses: ${ACTIONS.deployPages}\n`;
  const ENVIRONMENT = '    environment:\n      name: github-pages\n      url: ${{ steps.deploy.outputs.page_url }}\n';
  const play = async (name: string, text: string): Promise<Run> => {
    await stage.write(name, text);
    await stage.dispatch(name);
    return (await stage.runsOf(name))[0]!;
  };

  it.each([
    ['the right to Pages', 'no-pages.yml', '{ id-token: write }', ENVIRONMENT],
    ['an identity token', 'no-token.yml', '{ pages: write }', ENVIRONMENT],
    ['an environment', 'no-place.yml', '{ pages: write, id-token: write }', ''],
  ])('needs %s (README of actions/deploy-pages)', async (_what, name, permissions, environment) => {
    const run = await play(name, pages('', permissions, environment));
    expect(run.jobs.map(({ conclusion }) => conclusion)).toEqual(['success', 'failure']);
    expect(stage.runner.pages(stage.repository)).toBeNull();
  });

  it('makes the folder the site, with hidden files only if asked (README of actions/upload-pages-artifact)', async () => {
    const plain = await play('plain.yml', pages('', '{ pages: write, id-token: write }', ENVIRONMENT));
    expect(plain.jobs[0]!.steps[1]!.log).toBe('https://lead.github.io/programme-1\n');
    expect(plain.jobs[1]).toMatchObject({ conclusion: 'success', environment: { name: 'github-pages', url: 'https://lead.github.io/programme-1/' } });
    expect(await readdir(stage.runner.pages(stage.repository)!)).toEqual(['index.html']);
    await play('hidden.yml', pages('          include-hidden-files: true\n', '{ pages: write, id-token: write }', ENVIRONMENT));
    const site = stage.runner.pages(stage.repository)!;
    expect(await readFile(join(site, '.well-known', 'did.json'), 'utf8')).toBe('did\n');
    expect((await stat(join(site, 'index.html'))).isFile()).toBe(true);
  });

  it('is for the default branch only (docs: configuring a publishing source)', async () => {
    await stage.branch('draft');
    await stage.dispatch('hidden.yml', 'draft');
    const run = (await stage.runsOf('hidden.yml')).at(-1);
    expect([run?.ref, run?.jobs[1]?.messages]).toEqual(['refs/heads/draft', ['Branch "draft" is not allowed to deploy to github-pages due to environment protection rules.']]);
  });
});

describe('the workflow files of this repository', () => {
  const folder = join(import.meta.dirname, '..', '..', '.github', 'workflows');
  it.each(readdirSync(folder))('%s is known to the runner from top to bottom', async (name) => {
    const workflow = await readWorkflow(await loadLanguage(), name, await readFile(join(folder, name), 'utf8'));
    expect('errors' in workflow ? workflow.errors : []).toEqual([]);
    const uses = 'errors' in workflow ? [] : workflow.jobs.flatMap(({ steps }) => steps).map((step) => step.uses);
    expect(() => uses.forEach((one) => one !== null && knownAction(one))).not.toThrow();
  });
});
