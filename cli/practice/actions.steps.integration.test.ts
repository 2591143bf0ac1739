import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage, type Stage } from './actions/stage.ts';

let stage: Stage;
beforeAll(async () => void (stage = await openStage({ repositorySecrets: { PIN: 'hunter2-and-more', KEY: 'first line\nsecond line' } })));
afterAll(() => stage.end());

const logs = (run: { readonly jobs: readonly { readonly steps: readonly { readonly log: string }[] }[] }): readonly string[] => run.jobs[0]!.steps.map(({ log }) => log);

describe('a step that runs a script', () => {
  it('puts the text of an event into the script as it is, so that an injection shows (docs: script injections)', async () => {
    await stage.write('title.yml', 'on: issues\npermissions: {}\njobs:\n  only:\n    runs-on: ubuntu-latest\n    timeout-minutes: 5\n    steps:\n      - run: echo "${{ github.event.issue.title }}"\n      - run: echo "$TITLE"\n        env:\n          TITLE: ${{ github.event.issue.title }}\n');
    await stage.scene.as('stranger').issues.create({ ...stage.place, title: 'a"; echo injected > "$RUNNER_TEMP/x"; cat "$RUNNER_TEMP/x" #' });
    const [run] = await stage.runsOf('title.yml');
    expect(logs(run!)).toEqual(['a\ninjected\n', 'a"; echo injected > "$RUNNER_TEMP/x"; cat "$RUNNER_TEMP/x" #\n']);
  });

  it('keeps a block as it is written, without its indentation, also around expressions (YAML 1.2, block scalars)', async () => {
    const run = await stage.play('- run: |\n    cat <<END\n    by ${{ github.actor }}\n      indented\n    END');
    expect(logs(run)).toEqual(['by lead\n  indented\n']);
  });

  it('stops at the first failure, and within a pipe only with shell: bash (docs: workflow syntax, shell)', async () => {
    const run = await stage.play("- run: |\n    false | true\n    echo on\n- shell: bash\n  run: |\n    false | true\n    echo never\n- run: echo after\n- if: failure()\n  run: echo failed ${{ job.status }}\n- if: always()\n  run: echo always");
    expect(run.conclusion).toBe('failure');
    expect(run.jobs[0]!.steps.map(({ conclusion }) => conclusion)).toEqual(['success', 'failure', 'skipped', 'success', 'success']);
    expect(logs(run)).toEqual(['on\n', 'Error: Process completed with exit code 1.\n', '', 'failed failure\n', 'always\n']);
  });

  it('goes on after a failure that is allowed, which shows as outcome (docs: contexts, steps)', async () => {
    const run = await stage.play('- id: try\n  continue-on-error: true\n  run: exit 3\n- run: echo ${{ steps.try.outcome }} ${{ steps.try.conclusion }}');
    expect([run.conclusion, logs(run)[1]]).toEqual(['success', 'failure success\n']);
  });

  it('has a home, a workspace and an environment of its own, without what the machine holds (docs: variables reference)', async () => {
    process.env['LAUREL_SECRET_OF_THIS_MACHINE'] = 'x';
    const run = await stage.play('- run: env | sort');
    delete process.env['LAUREL_SECRET_OF_THIS_MACHINE'];
    const env = new Map(logs(run)[0]!.split('\n').map((line) => line.split(/=(.*)/s) as [string, string]));
    expect(Object.fromEntries(['CI', 'GITHUB_REPOSITORY', 'GITHUB_ACTOR', 'GITHUB_EVENT_NAME', 'GITHUB_REF', 'GITHUB_API_URL', 'GITHUB_SERVER_URL'].map((name) => [name, env.get(name)]))).toEqual({
      CI: 'true', GITHUB_REPOSITORY: stage.repository, GITHUB_ACTOR: 'lead', GITHUB_EVENT_NAME: 'workflow_dispatch', GITHUB_REF: 'refs/heads/main', GITHUB_API_URL: stage.scene.practice.apiUrl, GITHUB_SERVER_URL: stage.scene.practice.url,
    });
    expect(env.get('HOME')).not.toBe(process.env['HOME']);
    expect([...env.keys()].filter((name) => /TOKEN|SECRET|PIN|INPUT_/.test(name))).toEqual([]);
  });

  it('passes on outputs, variables and paths through files, with several lines too (docs: workflow commands, environment files)', async () => {
    const run = await stage.play(`- id: make
  run: |
    echo "one=1" >> "$GITHUB_OUTPUT"
    printf 'many<<E\\na\\nb\\nE\\n' >> "$GITHUB_OUTPUT"
    echo "LATER=from file" >> "$GITHUB_ENV"
    mkdir bin; printf '#!/bin/sh\\necho mine\\n' > bin/mine; chmod +x bin/mine; echo "$PWD/bin" >> "$GITHUB_PATH"
    echo "# Sum" >> "$GITHUB_STEP_SUMMARY"
- run: |
    echo "$ONE $LATER \${{ env.LATER }} \${{ env.TOP }}"
    mine
  env:
    ONE: \${{ steps.make.outputs.one }}-\${{ toJSON(steps.make.outputs.many) }}`, { top: 'permissions: {}\nenv:\n  TOP: top' });
    expect([run.conclusion, logs(run)[1], run.jobs[0]!.steps[0]!.summary]).toEqual(['success', '1-"a\\nb" from file from file top\nmine\n', '# Sum\n']);
  });

  it.each([
    ['echo "GITHUB_REPOSITORY=other/place" >> "$GITHUB_ENV"', 'success'],
    ['echo "NODE_OPTIONS=--require=x" >> "$GITHUB_ENV"', 'failure'],
    ['echo nonsense >> "$GITHUB_OUTPUT"', 'failure'],
    ['echo "::set-env name=X::y"', 'failure'],
  ])('does not let a step change what the runner sets: %s (actions/runner, environment files)', async (script, conclusion) => {
    const run = await stage.play(`- run: ${script}\n- if: always()\n  run: echo "$GITHUB_REPOSITORY \${{ github.repository }} $NODE_OPTIONS"`);
    expect([run.conclusion, logs(run)[1]]).toEqual([conclusion, `${stage.repository} ${stage.repository} \n`]);
  });

  it('masks secrets, their lines, its own token and what it is told to mask (docs: workflow commands, add-mask)', async () => {
    const run = await stage.play('- run: |\n    echo "$PIN" "$TOKEN"; echo "$KEY"; echo "::add-mask::quiet"; echo be quiet; echo "$PIN" >> "$GITHUB_STEP_SUMMARY"\n    printf %s "$PIN" | rev\n  env:\n    PIN: ${{ secrets.PIN }}\n    KEY: ${{ secrets.KEY }}\n    TOKEN: ${{ github.token }}');
    expect(logs(run)[0]).toBe('*** ***\n***\n***\nbe ***\nerom-dna-2retnuh\n');
    expect(run.jobs[0]!.steps[0]!.summary).toBe('***\n');
  });

  it('notes errors with their place, and reads no commands while they are stopped (docs: workflow commands)', async () => {
    const run = await stage.play('- run: |\n    echo "::error file=a%2Cb.md,line=3::Two%0Alines"\n    echo "::stop-commands::pause"; echo "::error::not this"; echo "::pause::"\n    echo "::warning::And this"');
    expect(run.jobs[0]!.steps[0]!.annotations).toEqual([{ level: 'error', message: 'Two\nlines', properties: { file: 'a,b.md', line: '3' } }, { level: 'warning', message: 'And this', properties: {} }]);
  });

  it('is ended when its time is over, and so is a job (docs: workflow syntax, timeout-minutes)', async () => {
    const hasty = await openStage({ minute: 1000 });
    const slow = await hasty.play('- timeout-minutes: 1\n  run: sleep 20\n- if: failure()\n  run: echo late');
    expect([slow.conclusion, logs(slow)[1]]).toEqual(['failure', 'late\n']);
    const job = await hasty.play('- run: sleep 20\n- run: echo never\n- if: cancelled()\n  run: echo cleared up');
    expect([job.conclusion, job.jobs[0]!.messages, job.jobs[0]!.steps.map(({ conclusion }) => conclusion)]).toEqual(['cancelled', ['The job has exceeded the maximum execution time of 5 minutes.'], ['cancelled', 'skipped', 'success']]);
    await hasty.end();
  });
});

describe('what the runner does not know fails the test', () => {
  it.each([
    ['a property of the event', '- run: echo "${{ github.event.nothing }}"', /github\.event\.nothing/],
    ['a part of github', '- run: echo "${{ github.ref_protected }}"', /github\.ref_protected/],
    ['a matrix', '- run: echo "${{ matrix.a }}"', /matrix/],
    ['a function', "- run: echo \"${{ hashFiles('**') }}\"", /hashFiles/],
    ['a step that there is not', '- if: steps.none.outcome\n  run: echo', /steps\.none/],
    ['a shell', '- run: print(1)\n  shell: python', /shell/],
    ['an action', '- uses: actions/cache@0057852bfaa89a56745cba8c7296529d2fc39830', /Unexpected action actions\/cache/],
    ['an action by a tag', '- uses: actions/checkout@v7', /Unexpected actions\/checkout at v7/],
    ['an input', '- uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1\n  with:\n    submodules: true', /submodules/],
  ])('%s', async (_what, steps, message) => {
    await expect(stage.play(steps)).rejects.toThrow(message);
  });

  it.each([
    ['a job without timeout-minutes', 'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo\n', /timeout-minutes/],
    ['another machine', 'on: push\njobs:\n  a:\n    runs-on: windows-latest\n    timeout-minutes: 1\n    steps:\n      - run: echo\n', /runs-on/],
    ['a strategy', 'on: push\njobs:\n  a:\n    strategy:\n      matrix:\n        a: [1]\n    runs-on: ubuntu-latest\n    timeout-minutes: 1\n    steps:\n      - run: echo\n', /strategy/],
    ['a trigger', 'on: [push, pull_request_target]\njobs:\n  a:\n    runs-on: ubuntu-latest\n    timeout-minutes: 1\n    steps:\n      - run: echo\n', /pull_request_target/],
    ['a container', 'on: push\njobs:\n  a:\n    container: node:24\n    runs-on: ubuntu-latest\n    timeout-minutes: 1\n    steps:\n      - run: echo\n', /container/],
  ])('%s', async (_what, text, message) => {
    const own = await openStage();
    await own.write('odd.yml', text);
    await expect(own.runner.idle()).rejects.toThrow(message);
    await own.end();
  });
});
