import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { knownAction } from './action.ts';
import { runChild } from './child.ts';
import { createEvaluator, strict } from './expressions.ts';
import type { Language } from './language.ts';
import { evaluatorOf, runStep, type StepOrder, type StepScope } from './step.ts';
import { StepFault } from './step-fault.ts';
import { planStep, type StepPlan } from './step-plan.ts';
import { mappingOf, onlyKeys, templateOf, type Template } from './template.ts';
import { UnknownToRunner } from './unknown.ts';

/** An action of the repository itself, read. */
interface ActionPlan {
  readonly inputs: ReadonlyMap<string, Template>;
  readonly outputs: ReadonlyMap<string, Template>;
  readonly runs: ReadonlyMap<string, Template>;
  readonly steps: readonly StepPlan[];
}

/** Runs an action that stands in the workspace: a program for Node 24, or steps. */
export async function runLocalAction(order: StepOrder, folder: string, manifest: string | undefined, given: Readonly<Record<string, string>>): Promise<void> {
  const { job } = order.scope;
  if (manifest === undefined) throw new StepFault(`Can't find 'action.yml' or 'action.yaml' under '${folder}'. Did you forget to run actions/checkout before running your local action?`);
  const where = relative(job.machine.workspace, manifest);
  const plan = readAction(job.language, where, await readFile(manifest, 'utf8'));
  const names = [...plan.inputs.keys()];
  for (const name of Object.keys(given)) if (!names.includes(name)) throw new UnknownToRunner(`Unexpected input ${name} of ${where}, expected one of ${names.join(', ')}.`);
  const defaults = createEvaluator(job.language, { github: job.github, runner: job.runner, job: strict({ status: job.state.status }) });
  const inputs = Object.fromEntries([...plan.inputs].map(([name, about]) => [name, given[name] ?? defaults.text(mappingOf(about, `input ${name} of ${where}`).get('default'))]));
  const using = plan.runs.get('using');
  if (using === 'node24') return runNode(order, plan, folder, inputs, where);
  if (using === 'composite') return runSteps(order, plan, folder, inputs);
  throw new UnknownToRunner(`Unexpected using: ${String(using)} in ${where}, expected node24 or composite.`);
}

function readAction(language: Language, path: string, content: string): ActionPlan {
  const { context, value } = language.actions.parseAction({ name: path, content }, new language.parser.NoOperationTraceWriter());
  const converted = value === undefined ? undefined : language.actions.convertActionTemplate(context, value);
  const errors = context.errors.getErrors().map((error) => error.message);
  if (value === undefined || converted === undefined || errors.length > 0) throw new StepFault(errors.join('\n'));
  const root = mappingOf(templateOf(language, value), path);
  onlyKeys(root, ['name', 'description', 'author', 'branding', 'inputs', 'outputs', 'runs'], path);
  const runs = mappingOf(root.get('runs'), `runs in ${path}`);
  onlyKeys(runs, ['using', 'main', 'steps'], `runs in ${path}`);
  const conditions = converted.runs.using === 'composite' ? converted.runs.steps.map((step) => step.if?.expression ?? 'success()') : [];
  const steps = (runs.get('steps') ?? []) as readonly Template[];
  return { inputs: mappingOf(root.get('inputs'), 'inputs'), outputs: mappingOf(root.get('outputs'), 'outputs'), runs, steps: steps.map((step, index) => planStep(step, conditions[index] ?? 'success()', `step ${index + 1} in ${path}`)) };
}

// Source: GitHub docs, "Metadata syntax", inputs: in upper case, with underscores for spaces.
async function runNode({ scope, env, listener, signal }: StepOrder, plan: ActionPlan, folder: string, inputs: Readonly<Record<string, string>>, where: string): Promise<void> {
  const main = plan.runs.get('main');
  if (typeof main !== 'string' || !existsSync(join(folder, main))) throw new StepFault(`File not found: '${join(folder, String(main))}', named in ${where}.`);
  const variables = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]));
  const code = await runChild({ program: scope.job.node, args: [join(folder, main)], cwd: scope.job.machine.workspace, env: { ...env, ...variables }, line: listener.line, signal });
  if (code !== 0) throw new StepFault(`The action ended with exit code ${code}.`);
}

async function runSteps({ scope, listener, outputs, plan: step }: StepOrder, plan: ActionPlan, folder: string, inputs: Readonly<Record<string, string>>): Promise<void> {
  plan.steps.forEach(({ uses }) => uses !== null && knownAction(uses));
  const outer = evaluatorOf(scope, scope.env).texts(step.env);
  const inner: StepScope = {
    job: scope.job, inputs: strict(inputs), within: 'action', state: { status: 'success' },
    steps: Object.fromEntries(plan.steps.flatMap(({ id }) => (id === null ? [] : [[id, null]]))),
    env: { ...scope.env, ...outer, GITHUB_ACTION_PATH: folder },
    more: { action_path: folder },
  };
  for (const one of plan.steps) {
    const record = await runStep(inner, one);
    if (record.log !== '') listener.keep(record.log.replace(/\n$/, ''));
    listener.summary.push(record.summary);
    listener.annotations.push(...record.annotations);
  }
  const evaluator = evaluatorOf(inner, inner.env);
  for (const [name, about] of plan.outputs) outputs.set(name, evaluator.text(mappingOf(about, `output ${name}`).get('value')));
  if (inner.state.status === 'failure') throw new StepFault('A step of the action failed.');
}
