import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Run } from './actions/records.ts';
import { oneJob, openStage, type Stage } from './actions/stage.ts';

let stage: Stage;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'laurel-gate-'));
  stage = await openStage({ repositorySecrets: { PIN: 'repository-pin' }, variables: { GATE: folder } });
});
afterEach(async () => {
  await open();
  await stage.end();
  await rm(folder, { recursive: true, force: true });
});

// A step that says that it has begun and holds on until the test lets it go.
const HOLD = 'touch "${{ vars.GATE }}/begun"; until test -e "${{ vars.GATE }}/open"; do sleep 0.05; done';
const open = (): Promise<void> => writeFile(join(folder, 'open'), '');
const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
};
const begun = (): Promise<void> => until(() => stat(join(folder, 'begun')).then(() => true, () => false));

const job = (id: string, lines: string): string => `  ${id}:\n    runs-on: ubuntu-latest\n    timeout-minutes: 5\n${lines.trim().split('\n').map((line) => `    ${line}`).join('\n')}\n`;
const workflow = (jobs: string, top = ''): string => `on: workflow_dispatch\npermissions: {}\n${top}jobs:\n${jobs}`;
const ended = (run: Run | undefined): Readonly<Record<string, string | null>> => Object.fromEntries(run!.jobs.map(({ id, conclusion }) => [id, conclusion]));
const dispatch = async (text: string): Promise<Run | undefined> => {
  await stage.write('jobs.yml', text);
  await stage.dispatch('jobs.yml');
  return (await stage.runsOf('jobs.yml')).at(-1);
};

describe('jobs', () => {
  it('wait for what they need and get its outputs, whatever their order in the file (docs: passing information between jobs)', async () => {
    const run = await dispatch(workflow(job('last', 'needs: [plan]\nif: needs.plan.outputs.due == \'3\'\nsteps:\n  - run: echo "due ${{ needs.plan.outputs.due }}, ${{ needs.plan.result }}"') + job('never', "needs: plan\nif: needs.plan.outputs.due == '0'\nsteps:\n  - run: echo") + job('plan', 'outputs:\n  due: ${{ steps.count.outputs.due }}\nsteps:\n  - id: count\n    run: echo "due=3" >> "$GITHUB_OUTPUT"')));
    expect([run?.conclusion, ended(run), run?.jobs[0]?.steps[0]?.log]).toEqual(['success', { last: 'success', never: 'skipped', plan: 'success' }, 'due 3, success\n']);
  });

  it('are skipped after a failure unless they say otherwise, also by way of a job between (docs: expressions, status check functions)', async () => {
    const run = await dispatch(workflow(job('a', 'steps:\n  - run: exit 1') + job('b', 'needs: a\nsteps:\n  - run: echo') + job('c', 'needs: a\nif: always()\nsteps:\n  - run: echo ${{ needs.a.result }}') + job('d', 'needs: c\nsteps:\n  - run: echo') + job('e', 'needs: c\nif: failure()\nsteps:\n  - run: echo') + job('f', 'needs: c\nif: ${{ !cancelled() }}\nsteps:\n  - run: echo')));
    expect([run?.conclusion, ended(run)]).toEqual(['failure', { a: 'failure', b: 'skipped', c: 'success', d: 'skipped', e: 'success', f: 'success' }]);
  });

  it('pass no output on that holds a secret (docs: passing information between jobs)', async () => {
    const run = await dispatch(workflow(job('a', 'outputs:\n  pin: ${{ steps.s.outputs.pin }}\nsteps:\n  - id: s\n    run: echo "pin=is $PIN" >> "$GITHUB_OUTPUT"\n    env:\n      PIN: ${{ secrets.PIN }}') + job('b', 'needs: a\nsteps:\n  - run: echo "[${{ needs.a.outputs.pin }}]"')));
    expect([run?.jobs[0]?.messages, run?.jobs[1]?.steps[0]?.log]).toEqual([["Skip output 'pin' since it may contain secret."], '[]\n']);
  });

  it('are unknown to the runner if they ask for an output that is not declared', async () => {
    await expect(dispatch(workflow(job('a', 'outputs:\n  x: "1"\nsteps:\n  - run: echo') + job('b', 'needs: a\nsteps:\n  - run: echo ${{ needs.a.outputs[format(\'{0}\', \'y\')] }}')))).rejects.toThrow(/needs\.a\.outputs\.y/);
  });
});

describe('a cancelled run', () => {
  it('ends what runs, skips what follows, and lets pass what asks for it (docs: workflow cancellation)', async () => {
    await stage.write('slow.yml', workflow(job('a', 'steps:\n  - run: ' + HOLD + '\n  - run: echo never\n  - if: always()\n    run: echo cleared up') + job('b', 'needs: a\nsteps:\n  - run: echo') + job('c', 'needs: a\nif: always()\nsteps:\n  - run: echo ${{ needs.a.result }}')));
    await stage.dispatch('slow.yml');
    await begun();
    const run = stage.runner.runs[0]!;
    stage.runner.cancel(run.id);
    await stage.runner.idle();
    expect([run.conclusion, ended(run)]).toEqual(['cancelled', { a: 'cancelled', b: 'cancelled', c: 'success' }]);
    expect(run.jobs[0]!.steps.map(({ conclusion }) => conclusion)).toEqual(['cancelled', 'skipped', 'success']);
  });

  it('can be cut after any step, as a machine that goes away would cut it', async () => {
    await stage.write('cut.yml', workflow(job('a', 'steps:\n  - run: ' + HOLD + '\n  - run: echo two\n  - run: echo three')));
    await stage.dispatch('cut.yml');
    await begun();
    const run = stage.runner.runs[0]!;
    stage.runner.cancel(run.id, { afterStep: 2 });
    await open();
    await stage.runner.idle();
    expect([run.conclusion, run.jobs[0]!.steps.map(({ conclusion }) => conclusion)]).toEqual(['cancelled', ['success', 'success', 'skipped']]);
    const again = await stage.runner.rerun(run.id, { actor: 'lead' });
    await stage.runner.idle();
    expect([again.attempt, again.conclusion]).toEqual([2, 'success']);
  });
});

describe('a concurrency group', () => {
  const SLOW = `- run: ${HOLD}`;
  const three = async (top: string): Promise<readonly (string | null)[]> => {
    await stage.write('group.yml', oneJob('workflow_dispatch', SLOW, { top: `permissions: {}\nconcurrency:\n${top}` }));
    for (const _ of [1, 2, 3]) await stage.dispatch('group.yml');
    await until(() => stage.runner.runs.length === 3);
    await open();
    return (await stage.runsOf('group.yml')).map(({ conclusion }) => conclusion);
  };

  it('lets a newer one that waits replace an older one that waits (docs: control the concurrency)', async () => {
    expect(await three('  group: Award')).toEqual(['success', 'cancelled', 'success']);
  });

  it('lets all wait in their order with queue: max (changelog 2026-05-07)', async () => {
    expect(await three('  group: award-${{ github.ref }}\n  queue: max')).toEqual(['success', 'success', 'success']);
    expect(stage.runner.runs.map(({ number }) => number)).toEqual([1, 2, 3]);
  });

  it('ends what runs with cancel-in-progress (docs: control the concurrency)', async () => {
    expect(await three('  group: lint\n  cancel-in-progress: true')).toEqual(['cancelled', 'cancelled', 'success']);
  });

  it('is one for all workflows of the repository and for jobs, whatever the case of its name (docs: control the concurrency)', async () => {
    await stage.write('one.yml', oneJob('push', SLOW, { top: 'permissions: {}\nconcurrency: Store' }));
    await begun();
    await stage.write('two.yml', oneJob('workflow_dispatch', '- run: echo', { job: 'concurrency: store' }), 'main');
    await stage.dispatch('two.yml');
    await until(() => stage.runner.runs.some(({ path, jobs }) => path.endsWith('two.yml') && jobs[0]!.status === 'pending'));
    await open();
    const [one] = await stage.runsOf('one.yml');
    const [two] = await stage.runsOf('two.yml');
    expect([one?.conclusion, two?.conclusion]).toEqual(['success', 'success']);
  });
});
