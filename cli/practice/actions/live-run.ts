import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { turnOf } from './concurrency.ts';
import { githubContext, inputsOf } from './contexts.ts';
import { createEvaluator, ExpressionFault, strict } from './expressions.ts';
import { runJob } from './job.ts';
import type { Occasion } from './occasion.ts';
import type { Conclusion, JobRecord, Open, Run } from './records.ts';
import { unknownBehind } from './unknown.ts';
import type { JobPlan, Workflow } from './workflow.ts';
import type { World } from './world.ts';

/** A run that the runner goes on with. */
export interface LiveRun {
  readonly record: Open<Run>;
  readonly workflow: Workflow;
  readonly occasion: Occasion;
  readonly cancel: () => void;
  /** Cancels once so many steps of a job have ended; of the first job if none is named. */
  readonly cancelAfter: (step: number, job: string | null) => void;
}

/** Which run it is: a new one, or another attempt of an old one. */
export interface Ordinal {
  readonly id: number;
  readonly number: number;
  readonly attempt: number;
  readonly triggeringActor: string;
}

/** Starts a run; it goes on by itself until its `ended`, which never rejects. */
export function startRun(world: World, workflow: Workflow, occasion: Occasion, ordinal: Ordinal): LiveRun {
  const controller = new AbortController();
  const cuts: { readonly step: number; readonly job: string }[] = [];
  const record: Open<Run> = {
    ...ordinal,
    repository: occasion.repository.full_name, path: workflow.path, workflow: workflow.name, name: workflow.name,
    event: occasion.event, ref: occasion.ref, sha: occasion.sha, actor: occasion.actor.login, createdAt: world.now().toISOString(),
    status: 'queued', conclusion: null, errors: [], jobs: [], log: '', ended: Promise.resolve(),
  };
  record.jobs = workflow.jobs.map((plan) => ({ id: plan.id, name: plan.id, status: 'queued', conclusion: null, permissions: {}, environment: null, steps: [], outputs: {}, messages: [], log: '' }));
  const cancel = (): void => controller.abort();
  const stepped = (job: string, count: number): void => void (cuts.some((cut) => cut.job === job && cut.step === count) && cancel());
  const finish = (conclusion: Conclusion): void => {
    record.status = 'completed';
    record.conclusion = conclusion;
    record.log = record.jobs.map(({ name, log }) => `##[job]${name}\n${log}`).join('');
  };
  record.ended = execute(world, workflow, occasion, record, controller, stepped).then(finish, (error: unknown) => {
    if (error instanceof ExpressionFault) record.errors.push(error.message);
    else world.complain(unknownBehind(error) ?? error);
    finish('failure');
  });
  return { record, workflow, occasion, cancel, cancelAfter: (step, job) => void cuts.push({ step, job: job ?? workflow.jobs[0]?.id ?? '' }) };
}

async function execute(world: World, workflow: Workflow, occasion: Occasion, record: Open<Run>, controller: AbortController, stepped: (job: string, count: number) => void): Promise<Conclusion> {
  const { signal } = controller;
  const github = githubContext(record, occasion, world.practice);
  const inputs = inputsOf(workflow, occasion);
  const repository = occasion.repository.full_name;
  const vars = occasion.fromFork ? {} : (world.variables?.[repository] ?? {});
  const evaluator = createEvaluator(world.language, { github, inputs, vars });
  record.name = evaluator.text(workflow.runName) || workflow.name;
  const waits = (): void => void (record.status = 'pending');
  const cancel = (): void => controller.abort();
  const leave = await world.groups.enter({ repository, turn: turnOf(workflow.concurrency, evaluator), signal, cancel, waits });
  if (leave === null) {
    for (const job of record.jobs as Open<JobRecord>[]) [job.status, job.conclusion] = ['completed', 'cancelled'];
    return 'cancelled';
  }
  record.status = 'in_progress';
  const folder = join(world.folder, 'runs', `${record.id}-${record.attempt}`);
  const artifacts = { folder: join(folder, 'artifacts'), byName: new Map<string, string>() };
  await mkdir(artifacts.folder, { recursive: true });
  const jobs = new Map<string, Promise<void>>();
  const runOne = async (plan: JobPlan, job: Open<JobRecord>): Promise<void> => {
    await Promise.all(plan.needs.map((id) => jobs.get(id)));
    const needs = strict(Object.fromEntries(plan.needs.map((id) => [id, needOf(workflow, record, id)])));
    const own = createEvaluator(world.language, { github, inputs, vars, needs }, statusOf(workflow, record, plan, signal.aborted));
    const end = (conclusion: Conclusion): void => void ([job.status, job.conclusion] = ['completed', conclusion]);
    try {
      if (!own.holds(plan.condition)) return end(signal.aborted ? 'cancelled' : 'skipped');
      job.name = createEvaluator(world.language, { github, inputs, vars, needs }).text(plan.name);
      const turn = turnOf(plan.concurrency, createEvaluator(world.language, { github, inputs, vars, needs }));
      // A job that runs in spite of a cancellation is not cancelled by the same one.
      const jobSignal = signal.aborted ? new AbortController().signal : signal;
      const done = await world.groups.enter({ repository, turn, signal: jobSignal, cancel, waits: () => void (job.status = 'pending') });
      if (done === null) return end('cancelled');
      try {
        await runJob({ world, workflow, occasion, plan, record: job, github, needs, inputs, artifacts, folder: join(folder, plan.id), signal: jobSignal, stepped: (count) => stepped(plan.id, count) });
      } finally {
        done();
      }
    } catch (error) {
      end('failure');
      if (!(error instanceof ExpressionFault)) throw error;
      job.messages.push(error.message);
    }
  };
  try {
    // Jobs stand in the file in any order; each waits for those that it needs, so they are linked before any begins.
    for (const plan of inOrder(workflow.jobs)) jobs.set(plan.id, runOne(plan, record.jobs[workflow.jobs.indexOf(plan)] as Open<JobRecord>));
    const outcomes = await Promise.allSettled(jobs.values());
    const fault = outcomes.find((one) => one.status === 'rejected');
    if (fault !== undefined) throw fault.reason;
  } finally {
    leave();
  }
  const conclusions = record.jobs.map(({ conclusion }) => conclusion);
  if (conclusions.includes('cancelled')) return 'cancelled';
  if (conclusions.includes('failure')) return 'failure';
  return conclusions.every((one) => one === 'skipped') ? 'skipped' : 'success';
}

function* inOrder(jobs: readonly JobPlan[], seen = new Set<string>()): Generator<JobPlan> {
  const left = jobs.filter(({ id }) => !seen.has(id));
  const ready = left.filter(({ needs }) => needs.every((id) => seen.has(id)));
  for (const plan of ready) seen.add(plan.id);
  yield* ready;
  if (ready.length > 0) yield* inOrder(left, seen);
}

// An output that the job does not declare is unknown; one that it did not set is empty.
function needOf(workflow: Workflow, record: Run, id: string): unknown {
  const job = record.jobs.find((one) => one.id === id);
  const declared = [...(workflow.jobs.find((one) => one.id === id)?.outputs.keys() ?? [])];
  return strict({ result: job?.conclusion ?? '', outputs: strict(Object.fromEntries(declared.map((name) => [name, job?.outputs[name] ?? '']))) });
}

// Source: GitHub docs, expressions, status check functions; all ancestors count, not only the jobs that are needed directly (actions/runner#491).
function statusOf(workflow: Workflow, record: Run, plan: JobPlan, cancelled: boolean): { readonly success: boolean; readonly failure: boolean; readonly cancelled: boolean } {
  const ancestors = new Set<string>();
  const climb = (ids: readonly string[]): void => ids.forEach((id) => {
    if (ancestors.has(id)) return;
    ancestors.add(id);
    climb(workflow.jobs.find((one) => one.id === id)?.needs ?? []);
  });
  climb(plan.needs);
  const conclusions = record.jobs.filter(({ id }) => ancestors.has(id)).map(({ conclusion }) => conclusion);
  return { success: !cancelled && conclusions.every((one) => one === 'success'), failure: !cancelled && conclusions.includes('failure'), cancelled };
}
