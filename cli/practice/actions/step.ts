import { writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { runAction } from './action.ts';
import { runChild } from './child.ts';
import { createListener, type Listener } from './commands.ts';
import { createEvaluator, ExpressionFault, strict, type Evaluator } from './expressions.ts';
import type { JobScope } from './job-scope.ts';
import type { Conclusion, StepRecord } from './records.ts';
import { createStepFiles, StepFileFault } from './step-files.ts';
import { StepFault } from './step-fault.ts';
import type { StepPlan } from './step-plan.ts';
import { UnknownToRunner } from './unknown.ts';

/** What steps see and change around them: a job, or a composite action within one. */
export interface StepScope {
  readonly job: JobScope;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** The steps so far, by id; ids of the job that have not run are null. */
  readonly steps: Record<string, unknown>;
  /** Further variables, and what `github` has more, inside an action. */
  readonly env: Readonly<Record<string, string>>;
  readonly more: Readonly<Record<string, unknown>>;
  /** What `if` is asked over. */
  readonly state: { status: 'success' | 'failure' | 'cancelled' };
  readonly within: 'job' | 'action';
}

/** Runs one step, or passes it over, and notes its outcome in its scope. Throws only what is unknown to the runner. */
export async function runStep(scope: StepScope, plan: StepPlan): Promise<StepRecord> {
  const { job, state } = scope;
  const listener = createListener(job.masks);
  const outputs = new Map<string, string>();
  let name = plan.run === undefined ? `Run ${plan.uses ?? ''}` : 'Run';
  let goesOn = false;
  const end = (outcome: Conclusion): StepRecord => {
    const conclusion = outcome === 'failure' && goesOn ? 'success' : outcome;
    if (conclusion === 'failure' && state.status === 'success') state.status = 'failure';
    if (outcome === 'cancelled') job.state.status = state.status = 'cancelled';
    if (plan.id !== null) scope.steps[plan.id] = strict({ outcome, conclusion, outputs: Object.fromEntries(outputs) });
    return { name: job.masks.hide(name), id: plan.id, outcome, conclusion, outputs: Object.fromEntries(outputs), annotations: listener.annotations, summary: job.masks.hide(listener.summary.join('')), log: listener.log() };
  };
  try {
    const status = { success: state.status === 'success', failure: state.status === 'failure', cancelled: state.status === 'cancelled' };
    const before = evaluatorOf(scope, {});
    const env = { ...scope.env, ...before.texts(plan.env) };
    const evaluator = evaluatorOf(scope, env);
    if (!evaluatorOf(scope, env, status).holds(plan.condition)) return end('skipped');
    goesOn = evaluator.text(plan.continueOnError) === 'true';
    if (plan.name !== undefined) name = evaluator.text(plan.name);
    const files = await createStepFiles(job.machine.files);
    const clock = limit(job, evaluator.text(plan.timeoutMinutes));
    const order: StepOrder = { scope, plan, evaluator, listener, outputs, signal: clock.signal, env: { ...variablesFor(scope, env), ...files.env } };
    let fault: unknown = null;
    try {
      await (plan.uses === null ? runScript(order) : runAction(order));
    } catch (error) {
      fault = error;
    } finally {
      clock.stop();
    }
    const said = await files.read();
    listener.summary.push(said.summary);
    for (const [key, value] of [...listener.outputs, ...said.outputs]) outputs.set(key, value);
    for (const [key, value] of said.env) job.env[key] = value;
    job.paths.unshift(...[...said.paths].reverse());
    const unknown = listener.unknown();
    if (unknown !== null) throw unknown;
    if (clock.signal.aborted && !clock.timedOut()) return end('cancelled');
    if (clock.timedOut()) throw new StepFault(`The action '${name}' has timed out after ${evaluator.text(plan.timeoutMinutes)} minutes.`);
    if (fault !== null) throw fault;
    if (listener.faults.length > 0) throw new StepFault(listener.faults.join('\n'));
    return end('success');
  } catch (error) {
    if (!(error instanceof StepFault || error instanceof ExpressionFault || error instanceof StepFileFault)) throw error;
    listener.line(`::error::${error.message.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')}`);
    return end('failure');
  }
}

/** A step that is about to run. */
export interface StepOrder {
  readonly scope: StepScope;
  readonly plan: StepPlan;
  readonly evaluator: Evaluator;
  readonly listener: Listener;
  readonly outputs: Map<string, string>;
  readonly signal: AbortSignal;
  readonly env: Readonly<Record<string, string>>;
}

// Source: GitHub docs, workflow syntax, `shell`: without one it is `bash -e {0}`, with `shell: bash` it is as below.
const SHELLS: Readonly<Record<string, readonly string[]>> = { unspecified: ['bash', '-e'], bash: ['bash', '--noprofile', '--norc', '-eo', 'pipefail'], sh: ['sh', '-e'] };

async function runScript({ scope, plan, evaluator, listener, signal, env }: StepOrder): Promise<void> {
  const { machine } = scope.job;
  // Expressions are put into the script as text, whatever the text may be: that is how injections come about.
  const script = evaluator.text(plan.run);
  const file = join(machine.temp, `${scope.job.nextFile()}.sh`);
  await writeFile(file, script);
  const [program = 'bash', ...args] = SHELLS[plan.shell ?? 'unspecified'] ?? [];
  const cwd = join(machine.workspace, evaluator.text(plan.workingDirectory));
  const code = await runChild({ program, args: [...args, file], cwd, env, line: listener.line, signal });
  if (code !== 0) throw new StepFault(`Process completed with exit code ${code}.`);
}

/** An evaluator for a step, over everything that GitHub gives it. */
export function evaluatorOf({ job, inputs, steps, more, within }: StepScope, env: Readonly<Record<string, string>>, status?: Parameters<typeof createEvaluator>[2]): Evaluator {
  const own = within === 'job' ? { secrets: job.secrets, needs: job.needs, vars: job.variables } : {};
  const contexts = { github: strict({ ...job.github, ...more }), env: { ...job.env, ...env }, job: strict({ status: job.state.status }), runner: job.runner, steps: strict(steps), inputs, ...own };
  return createEvaluator(job.language, contexts, status);
}

/** All variables of a process: the machine's, the job's, the step's, and last those that nobody can set otherwise. */
function variablesFor({ job }: StepScope, env: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const all = { ...job.machine.variables, ...job.env, ...env };
  return { ...all, PATH: [...job.paths, all.PATH].join(delimiter), ...job.fixed };
}

// A step has the time of its job, or less if it says so.
function limit(job: JobScope, minutes: string): { readonly signal: AbortSignal; readonly timedOut: () => boolean; readonly stop: () => void } {
  const own = new AbortController();
  let timedOut = false;
  if (minutes !== '' && !(Number(minutes) > 0)) throw new UnknownToRunner(`Unexpected timeout-minutes ${minutes}, expected a number.`);
  const timer = minutes === '' ? undefined : setTimeout(() => { timedOut = true; own.abort(); }, Number(minutes) * job.minute);
  const signal = job.signal();
  return { signal: AbortSignal.any([own.signal, signal]), timedOut: () => timedOut && !signal.aborted, stop: () => clearTimeout(timer) };
}
