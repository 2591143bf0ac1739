import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { oneJob, openStage, type Stage } from './actions/stage.ts';
import { openClaim, writeInFork } from './semantics/scene.ts';

const SAY = '- run: echo said';
let now = new Date('2026-03-02T09:00:00Z');
let stage: Stage;
beforeEach(async () => {
  now = new Date('2026-03-02T09:00:00Z');
  stage = await openStage({ now: () => now });
});
afterEach(() => stage.end());

describe('a push', () => {
  it('runs the files of the commit that was pushed, and none where it holds none (docs: push)', async () => {
    const first = await stage.write('say.yml', oneJob('push', SAY));
    const orphan = await stage.scene.clone('lead', stage.place);
    await orphan.git('checkout', '--quiet', '--orphan', 'ledger');
    await orphan.git('rm', '-r', '--quiet', '--force', '.');
    await orphan.commit('log.txt', 'entry');
    await orphan.git('push', '--quiet', 'origin', 'ledger');
    expect((await stage.runsOf('say.yml')).map(({ sha, ref, number }) => [sha, ref, number])).toEqual([[first, 'refs/heads/main', 1]]);
  });

  it('runs where the branch fits, and a later pattern decides over an earlier one (docs: filter pattern cheat sheet)', async () => {
    await stage.write('some.yml', oneJob("\n  push:\n    branches: ['release/**', '!release/old*', main]", SAY));
    await stage.write('not.yml', oneJob('\n  push:\n    branches-ignore: [main]', SAY));
    for (const name of ['release/a/b', 'release/old-1', 'other']) {
      await stage.branch(name);
      await stage.commit(`${name}.txt`, 'x', name);
    }
    const refs = async (name: string): Promise<readonly string[]> => [...new Set((await stage.runsOf(name)).map(({ ref }) => ref))].sort();
    expect(await refs('some.yml')).toEqual(['refs/heads/main', 'refs/heads/release/a/b']);
    expect(await refs('not.yml')).toEqual(['refs/heads/other', 'refs/heads/release/a/b', 'refs/heads/release/old-1']);
  });

  it('runs nothing if its commit says so (docs: skipping workflow runs)', async () => {
    const clone = await stage.scene.clone('lead', stage.place);
    await clone.commit('.github/workflows/say.yml', oneJob('push', SAY), 'Add it [skip ci]');
    await clone.git('push', '--quiet', 'origin', 'main');
    expect(await stage.runsOf('say.yml')).toEqual([]);
  });

  it('with a file that GitHub cannot read shows as a failed run, and hides no other file (docs: workflow syntax)', async () => {
    await stage.write('good.yml', oneJob('push', SAY));
    await stage.write('bad.yml', 'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    needs: b\n    steps:\n      - rnu: x\n');
    const [bad] = await stage.runsOf('bad.yml');
    expect([bad?.conclusion, bad?.errors[0]]).toEqual(['startup_failure', expect.stringContaining("Unexpected value 'rnu'")]);
    expect((await stage.runsOf('good.yml')).map(({ conclusion }) => conclusion)).toEqual(['success', 'success']);
  });
});

describe('events made with the token of a workflow', () => {
  it('start nothing but dispatches (docs: triggering a workflow from a workflow)', async () => {
    await stage.write('pushed.yml', oneJob('push', SAY));
    await stage.write('commented.yml', oneJob('issue_comment', SAY));
    await stage.write('called.yml', oneJob('workflow_dispatch', SAY));
    await stage.scene.as('lead').issues.create({ ...stage.place, title: 'One' });
    const before = (await stage.runsOf('pushed.yml')).length;
    const ask = (method: string, path: string, body: string): string => `curl --silent --fail --output /dev/null -X ${method} -H "Authorization: Bearer $T" -H "Content-Type: application/json" -d '${body}' "$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/${path}"`;
    const run = await stage.play(`- run: |\n    ${ask('PUT', 'contents/new.txt', '{"message":"New","content":"bmV3"}')}\n    ${ask('POST', 'issues/1/comments', '{"body":"hello"}')}\n    ${ask('POST', 'actions/workflows/called.yml/dispatches', '{"ref":"main"}')}\n  env:\n    T: \${{ github.token }}`, { top: 'permissions:\n  contents: write\n  issues: write\n  actions: write' });
    expect(run.log).not.toContain('Error');
    expect([(await stage.runsOf('pushed.yml')).length - before, (await stage.runsOf('commented.yml')).length, (await stage.runsOf('called.yml')).map(({ actor }) => actor)]).toEqual([1, 0, ['github-actions[bot]']]);
    // The one is the push of the file of the run itself, which the lead made.
  });
});

describe('pull requests', () => {
  it('run when they are opened and pushed to, of other activity only what is named (docs: pull_request, types)', async () => {
    await stage.write('usual.yml', oneJob('pull_request', '- run: echo ${{ github.event.action }} ${{ github.event.number }}'));
    await stage.write('closed.yml', oneJob('\n  pull_request:\n    types: [closed]\n    branches: [main]', SAY));
    await stage.write('elsewhere.yml', oneJob('\n  pull_request:\n    branches: [release]', SAY));
    const { fork, pull } = await openClaim(stage.scene, stage.place);
    await writeInFork(stage.scene, fork, 'more.md', 'More');
    await stage.runsOf('usual.yml');
    await stage.scene.as('lead').pulls.update({ ...pull, state: 'closed' });
    expect((await stage.runsOf('usual.yml')).map(({ log }) => log.trim().split('\n').at(-1))).toEqual(['opened 1', 'synchronize 1']);
    expect((await stage.runsOf('closed.yml')).length).toBe(1);
    expect(await stage.runsOf('elsewhere.yml')).toEqual([]);
  });

  it('run by the paths that they touch (docs: paths)', async () => {
    await stage.write('catalog.yml', oneJob("\n  pull_request:\n    paths: ['catalog/**']", SAY));
    const { fork } = await openClaim(stage.scene, stage.place, { path: 'claim.md' });
    expect(await stage.runsOf('catalog.yml')).toEqual([]);
    await writeInFork(stage.scene, fork, 'catalog/a/b.md', 'More');
    expect((await stage.runsOf('catalog.yml')).length).toBe(1);
  });

  it('in conflict with their base run nothing, for there is no merge commit (docs: pull_request)', async () => {
    await stage.write('usual.yml', oneJob('pull_request', SAY));
    const { fork } = await openClaim(stage.scene, stage.place);
    await stage.commit('claim.md', 'Something else');
    await writeInFork(stage.scene, fork, 'more.md', 'More');
    expect((await stage.runsOf('usual.yml')).length).toBe(1);
  });
});

describe('comments', () => {
  it("run main's file with main's rights, whoever writes them (docs: issue_comment)", async () => {
    await stage.write('comment.yml', oneJob('issue_comment', '- run: echo "$BODY by ${{ github.actor }} on ${{ github.event.issue.number }}"\n  env:\n    BODY: ${{ github.event.comment.body }}'));
    await openClaim(stage.scene, stage.place);
    await stage.scene.as('stranger').issues.createComment({ ...stage.place, issue_number: 1, body: 'Hello' });
    const [run] = await stage.runsOf('comment.yml');
    expect([run?.ref, run?.jobs[0]?.steps[0]?.log]).toEqual(['refs/heads/main', 'Hello by stranger on 1\n']);
  });
});

describe('a dispatch', () => {
  const DISPATCH = '\n  workflow_dispatch:\n    inputs:\n      loud:\n        type: boolean\n        default: true\n      name:\n        type: string\n        required: true';

  it('has its inputs in their types, with defaults (docs: workflow_dispatch, inputs)', async () => {
    await stage.write('call.yml', `run-name: For \${{ inputs.name }}\n${oneJob(DISPATCH, '- if: inputs.loud\n  run: echo ${{ inputs.name }} ${{ github.event.inputs.name }}')}`);
    await stage.dispatch('call.yml', 'main', { name: 'Ada' });
    await stage.dispatch('call.yml', 'main', { name: 'Tess', loud: 'false' });
    const runs = await stage.runsOf('call.yml');
    expect(runs.map(({ name, jobs }) => [name, jobs[0]!.steps[0]!.log])).toEqual([['For Ada', 'Ada Ada\n'], ['For Tess', '']]);
  });

  it('runs the file as it is on the branch that is named (docs: workflow_dispatch)', async () => {
    await stage.write('call.yml', oneJob('workflow_dispatch', '- run: echo main'));
    await stage.branch('topic');
    await stage.write('call.yml', oneJob('workflow_dispatch', '- run: echo topic'), 'topic');
    await stage.dispatch('call.yml', 'topic');
    expect((await stage.runsOf('call.yml')).map(({ ref, jobs }) => [ref, jobs[0]!.steps[0]!.log])).toEqual([['refs/heads/topic', 'topic\n']]);
  });
});

describe('a schedule', () => {
  it("runs the default branch's file only (docs: schedule)", async () => {
    await stage.write('daily.yml', oneJob("\n  schedule:\n    - cron: '17 4 * * *'", '- run: echo "$GITHUB_REF ${{ github.event.schedule }}"'));
    await stage.branch('topic');
    await stage.write('other.yml', oneJob("\n  schedule:\n    - cron: '17 4 * * *'", SAY), 'topic');
    await stage.runner.schedule(stage.repository, 'daily.yml');
    expect((await stage.runsOf('daily.yml')).map(({ jobs }) => jobs[0]!.steps[0]!.log)).toEqual(['refs/heads/main 17 4 * * *\n']);
    await expect(stage.runner.schedule(stage.repository, 'other.yml')).rejects.toThrow(/expected a file on main/);
  });
});

describe('a re-run', () => {
  it('uses the old commit and the old file, in the name of who started it first (docs: re-running workflows and jobs)', async () => {
    const old = await stage.write('say.yml', oneJob('push', '- run: echo old $GITHUB_RUN_ATTEMPT $GITHUB_ACTOR $GITHUB_TRIGGERING_ACTOR $GITHUB_SHA'));
    const [first] = await stage.runsOf('say.yml');
    await stage.write('say.yml', oneJob('workflow_dispatch', '- run: echo new'));
    await stage.runner.idle();
    await stage.runner.rerun(first!.id, { actor: 'ada' });
    const runs = await stage.runsOf('say.yml');
    expect(runs.map(({ id, attempt, number }) => [id, attempt, number])).toEqual([[first!.id, 1, 1], [first!.id, 2, 1]]);
    expect(runs.map(({ jobs }) => jobs[0]!.steps[0]!.log)).toEqual([`old 1 lead lead ${old}\n`, `old 2 lead ada ${old}\n`]);
  });

  it('is refused after thirty days (docs: re-running workflows and jobs)', async () => {
    await stage.write('say.yml', oneJob('push', SAY));
    const [run] = await stage.runsOf('say.yml');
    now = new Date('2026-04-02T09:00:00Z');
    await expect(stage.runner.rerun(run!.id, { actor: 'lead' })).rejects.toThrow(/at most 30 days old/);
  });
});
