import { knownAction } from './action.ts';
import { variablesOf, withMore } from './contexts.ts';
import { enter } from './environments.ts';
import { createEvaluator, ExpressionFault, strict } from './expressions.ts';
import type { Artifacts, JobScope } from './job-scope.ts';
import { createMachine } from './machine.ts';
import { createMasks } from './masks.ts';
import type { Occasion } from './occasion.ts';
import type { JobRecord, Open, StepRecord } from './records.ts';
import { permissionsOf } from './rights.ts';
import { evaluatorOf, runStep, type StepScope } from './step.ts';
import { environmentOf, type JobPlan, type Workflow } from './workflow.ts';
import type { World } from './world.ts';

/** A job whose turn has come. */
export interface JobOrder {
  readonly world: World;
  readonly workflow: Workflow;
  readonly occasion: Occasion;
  readonly plan: JobPlan;
  readonly record: Open<JobRecord>;
  readonly github: Readonly<Record<string, unknown>>;
  readonly needs: Readonly<Record<string, unknown>>;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly artifacts: Artifacts;
  readonly folder: string;
  /** Aborted when the run is cancelled. */
  readonly signal: AbortSignal;
  /** Told after every step, with how many have ended. */
  readonly stepped: (count: number) => void;
}

/** A job that GitHub does not let begin, or whose parts outside its steps fail. */
class JobFault extends Error {}

/** Runs a job from its environment to its outputs, and writes what came of it into its record. Throws what is unknown to the runner. */
export async function runJob(order: JobOrder): Promise<void> {
  const { record, world } = order;
  const token = world.drawToken();
  record.status = 'in_progress';
  try {
    await runSteps(order, token);
  } catch (error) {
    if (!(error instanceof JobFault || error instanceof ExpressionFault)) throw error;
    record.messages.push(error.message);
    record.conclusion = 'failure';
  } finally {
    // A token lives as long as its job.
    world.practice.revokeToken(token);
    record.status = 'completed';
  }
}

async function runSteps(order: JobOrder, token: string): Promise<void> {
  const { plan, record } = order;
  for (const { uses } of plan.steps) if (uses !== null) knownAction(uses);
  const { scope, stop, timedOut } = await openScope(order, token);
  const steps: StepScope = { job: scope, inputs: order.inputs, steps: Object.fromEntries(plan.steps.flatMap(({ id }) => (id === null ? [] : [[id, null]]))), env: {}, more: {}, state: scope.state, within: 'job' };
  const done: StepRecord[] = [];
  try {
    for (const step of plan.steps) {
      if (order.signal.aborted || timedOut()) scope.state.status = 'cancelled';
      done.push(await runStep(steps, step));
      record.steps = [...done];
      record.log = done.map(({ name, log }) => `##[step]${name}\n${log}`).join('');
      order.stepped(done.length);
    }
  } finally {
    stop();
  }
  if (order.signal.aborted || timedOut()) scope.state.status = 'cancelled';
  if (timedOut()) record.messages.push(`The job has exceeded the maximum execution time of ${String(plan.timeoutMinutes)} minutes.`);
  const evaluator = evaluatorOf(steps, {});
  for (const [name, template] of plan.outputs) {
    const value = evaluator.text(template);
    // Source: GitHub docs, "Passing information between jobs": an output that may hold a secret is not passed on.
    if (scope.masks.holds(value)) record.messages.push(`Skip output '${name}' since it may contain secret.`);
    record.outputs = { ...record.outputs, [name]: scope.masks.holds(value) ? '' : value };
  }
  const environment = environmentOf(plan);
  if (environment !== null && record.environment !== null) record.environment = { ...record.environment, url: evaluator.text(environment.url) };
  record.conclusion = scope.state.status;
}

async function openScope(order: JobOrder, token: string): Promise<{ readonly scope: JobScope; readonly stop: () => void; readonly timedOut: () => boolean }> {
  const { world, workflow, occasion, plan, record, needs, inputs } = order;
  const repository = occasion.repository.full_name;
  const variables = occasion.fromFork ? {} : (world.variables?.[repository] ?? {});
  const early = createEvaluator(world.language, { github: order.github, needs, inputs, vars: variables });
  const wanted = environmentOf(plan);
  const environment = wanted === null ? null : early.text(wanted.name) || null;
  const entry = environment === null ? { secrets: {} } : enter(world.environments[repository] ?? {}, environment, occasion);
  if (environment !== null) record.environment = { name: environment, url: '' };
  if ('refusal' in entry) throw new JobFault(entry.refusal);
  const permissions = permissionsOf(workflow.permissions, plan.permissions, occasion.fromFork);
  record.permissions = permissions;
  const secrets = { ...(occasion.fromFork ? {} : world.repositorySecrets?.[repository]), ...entry.secrets, GITHUB_TOKEN: token };
  const masks = createMasks(Object.values(secrets));
  const machine = await createMachine(order.folder, occasion.repository.name, occasion.payload, world.machine);
  world.practice.addToken({ token, repository, permissions });
  const github = withMore(order.github, { token, job: plan.id, workspace: machine.workspace, event_path: machine.eventPath, action: '', action_path: '' });
  const texts = createEvaluator(world.language, { github, needs, inputs, vars: variables, secrets });
  const env: Record<string, string> = { ...texts.texts(workflow.env), ...texts.texts(plan.env) };
  const minute = world.minute ?? 60_000;
  const clock = createClock(Number(texts.text(plan.timeoutMinutes)) * minute, order.signal);
  const state: JobScope['state'] = { status: 'success' };
  let files = 0;
  const scope: JobScope = {
    language: world.language, practice: world.practice, occasion, machine, token, permissions, environment, github, needs, secrets, variables, masks, env, state, minute,
    node: world.node, artifacts: order.artifacts,
    paths: [],
    runner: strict({ os: 'Linux', arch: machine.variables['RUNNER_ARCH'], name: 'practice', temp: machine.temp, tool_cache: machine.tools, environment: 'github-hosted', debug: '' }),
    fixed: { ...Object.fromEntries(Object.entries(machine.variables).filter(([name]) => /^(?:GITHUB|RUNNER)_/.test(name))), ...variablesOf(github), GITHUB_JOB: plan.id },
    signal: () => (state.status === 'cancelled' ? new AbortController().signal : clock.signal),
    nextFile: () => (files += 1),
    afterCheckout: world.afterCheckout ?? (async () => {}),
    deploy: (folder) => world.deploy(repository, folder),
  };
  return { scope, stop: clock.stop, timedOut: clock.timedOut };
}

// Source: GitHub docs, workflow syntax, timeout-minutes: GitHub cancels the job.
function createClock(milliseconds: number, cancelled: AbortSignal): { readonly signal: AbortSignal; readonly timedOut: () => boolean; readonly stop: () => void } {
  const own = new AbortController();
  const timer = setTimeout(() => own.abort(), milliseconds);
  return { signal: AbortSignal.any([own.signal, cancelled]), timedOut: () => own.signal.aborted, stop: () => clearTimeout(timer) };
}
