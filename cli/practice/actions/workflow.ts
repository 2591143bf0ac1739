import type { Language } from './language.ts';
import { planStep, type StepPlan } from './step-plan.ts';
import { isExpression, mappingOf, onlyKeys, templateOf, type Template } from './template.ts';
import { UnknownToRunner } from './unknown.ts';

/** What `on` says of one event, in the words of GitHub's parser. */
export interface Trigger {
  readonly types?: readonly string[];
  readonly branches?: readonly string[];
  readonly 'branches-ignore'?: readonly string[];
  readonly tags?: readonly string[];
  readonly 'tags-ignore'?: readonly string[];
  readonly paths?: readonly string[];
  readonly 'paths-ignore'?: readonly string[];
  readonly inputs?: Readonly<Record<string, { readonly type?: string; readonly required?: boolean; readonly default?: string | number | boolean; readonly options?: readonly string[] }>>;
}

/** A job as it stands in the file. */
export interface JobPlan {
  readonly id: string;
  readonly name: Template;
  readonly needs: readonly string[];
  readonly condition: string;
  readonly permissions: Template | undefined;
  readonly environment: Template | undefined;
  readonly concurrency: Template | undefined;
  readonly env: Template | undefined;
  readonly outputs: ReadonlyMap<string, Template>;
  readonly timeoutMinutes: Template;
  readonly steps: readonly StepPlan[];
}

/** A workflow file, read. */
export interface Workflow {
  readonly path: string;
  readonly name: string;
  readonly on: Readonly<Record<string, Trigger>>;
  readonly crons: readonly string[];
  readonly runName: Template | undefined;
  readonly permissions: Template | undefined;
  readonly concurrency: Template | undefined;
  readonly env: Template | undefined;
  readonly jobs: readonly JobPlan[];
}

/** A file with GitHub's complaints; they fail the run that it would have been. */
export interface Invalid {
  readonly path: string;
  readonly errors: readonly string[];
}

/** Reads a workflow with GitHub's own parser. Throws on what is right for GitHub and unknown to this runner. */
export async function readWorkflow(language: Language, path: string, content: string): Promise<Workflow | Invalid> {
  const { parser } = language;
  const { context, value } = parser.parseWorkflow({ name: path, content }, new parser.NoOperationTraceWriter());
  const converted = value === undefined ? undefined : await parser.convertWorkflowTemplate(context, value);
  const errors = context.errors.getErrors().map((error) => error.message);
  if (errors.length > 0 || value === undefined || converted === undefined) return { path, errors };
  const root = mappingOf(templateOf(language, value), 'a workflow');
  onlyKeys(root, ['name', 'run-name', 'on', 'permissions', 'concurrency', 'env', 'jobs'], path);
  const { schedule = [], ...on } = converted.events as { readonly schedule?: readonly { readonly cron: string }[] } & Record<string, Trigger>;
  const jobs = mappingOf(root.get('jobs'), `jobs in ${path}`);
  const plans = converted.jobs.map((job) => {
    const steps = job.type === 'job' ? job.steps.map((step) => step.if?.expression ?? 'success()') : [];
    return planJob(job.id.value, mappingOf(jobs.get(job.id.value), `job ${job.id.value}`), job.if.expression, steps, path);
  });
  return {
    path,
    name: typeof root.get('name') === 'string' ? String(root.get('name')) : path,
    on: schedule.length === 0 ? on : { ...on, schedule: {} },
    crons: schedule.map(({ cron }) => cron),
    runName: root.get('run-name'),
    permissions: root.get('permissions'),
    concurrency: root.get('concurrency'),
    env: root.get('env'),
    jobs: plans,
  };
}

function planJob(id: string, job: ReadonlyMap<string, Template>, condition: string, conditions: readonly string[], path: string): JobPlan {
  const where = `job ${id} of ${path}`;
  onlyKeys(job, ['name', 'needs', 'if', 'runs-on', 'permissions', 'environment', 'concurrency', 'env', 'outputs', 'timeout-minutes', 'steps'], where);
  const machine = job.get('runs-on');
  if (typeof machine !== 'string' || !/^ubuntu-[\w.-]+$/.test(machine)) throw new UnknownToRunner(`Unexpected runs-on in ${where}, expected one of GitHub's ubuntu machines.`);
  const timeoutMinutes = job.get('timeout-minutes');
  if (timeoutMinutes === undefined) throw new UnknownToRunner(`Unexpected ${where} without timeout-minutes, expected one: otherwise it may hang for six hours.`);
  const needs = job.get('needs') ?? [];
  const steps = job.get('steps');
  if (!Array.isArray(steps)) throw new UnknownToRunner(`Unexpected ${where} without steps, expected a list.`);
  return {
    id, condition, timeoutMinutes,
    name: job.get('name') ?? id,
    needs: (Array.isArray(needs) ? needs : [needs]).map(String),
    permissions: job.get('permissions'),
    environment: job.get('environment'),
    concurrency: job.get('concurrency'),
    env: job.get('env'),
    outputs: mappingOf(job.get('outputs'), `outputs in ${where}`),
    steps: steps.map((step: Template, index) => planStep(step, conditions[index] ?? 'success()', `step ${index + 1} in ${where}`)),
  };
}

/** The name of the environment that a job asks for and its address, both still to be evaluated; null where it asks for none. */
export function environmentOf(job: JobPlan): { readonly name: Template; readonly url: Template } | null {
  const { environment } = job;
  if (environment === undefined || environment === null) return null;
  if (typeof environment === 'string' || isExpression(environment)) return { name: environment, url: null };
  const mapping = mappingOf(environment, `environment of job ${job.id}`);
  onlyKeys(mapping, ['name', 'url'], `environment of job ${job.id}`);
  return { name: mapping.get('name') ?? null, url: mapping.get('url') ?? null };
}
