import { commandWords } from './command-words.ts';

/** A step of a job, as far as the policy looks at it. */
export interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, unknown>>;
  readonly [key: string]: unknown;
}

/** A job of a workflow. */
export interface Job {
  readonly if?: string;
  readonly needs?: string | readonly string[];
  readonly environment?: string | { readonly name: string };
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps?: readonly Step[];
  readonly [key: string]: unknown;
}

/** A workflow file, parsed. */
export interface Workflow {
  readonly on: Readonly<Record<string, { readonly branches?: readonly string[] } | readonly unknown[] | null>>;
  readonly permissions?: unknown;
  readonly concurrency?: { readonly group?: string; readonly queue?: string; readonly 'cancel-in-progress'?: unknown };
  readonly jobs: Readonly<Record<string, Job>>;
  readonly [key: string]: unknown;
}

/** What the rules are held against: the workflow files by name, and what else they name. */
export interface Policed {
  readonly workflows: ReadonlyMap<string, Workflow>;
  /** Every command of the command line with its options, such as `--catalog`. */
  readonly commands: ReadonlyMap<string, readonly string[]>;
  /** Another repository that may be checked out, as `owner/name`: the catalog's, in a repository of private submissions. */
  readonly catalogRepository?: string;
}

/** The right to write that a job needs; whatever is not named here may be read at most. */
export const WRITES: Readonly<Record<string, readonly string[]>> = {
  'desk.yml/desk': ['actions', 'contents', 'issues', 'pull-requests'],
  'award.yml/sign': ['actions', 'contents'],
  'publish.yml/deploy': ['id-token', 'pages'],
  'audit.yml/audit': ['issues'],
};

/** The one commit of each action that may run. Raise one by reading what changed between the two commits. */
export const PINS: Readonly<Record<string, string>> = {
  'actions/checkout': '3d3c42e5aac5ba805825da76410c181273ba90b1',
  'actions/setup-node': '820762786026740c76f36085b0efc47a31fe5020',
  'actions/upload-pages-artifact': 'fc324d3547104276b827a68afc52ff2a11cc49c9',
  'actions/deploy-pages': 'cd2ce8fcbc39b97be8ca5fce6e763baed58fa128',
};

/** Everything between `${{` and `}}` that may stand in a workflow; nothing that a stranger writes is among it. */
export const EXPRESSION = /^(github\.token|secrets\.(LAUREL_KEY|LAUREL_SUBMISSIONS_TOKEN)|github\.event\.pull_request\.(number|base\.sha)|steps\.[a-z-]+\.outputs\.(due|page_url))$/;

export const OWN_ACTION = /^\.\/(?:programme\/)?\.github\/actions\/laurel$/;

/** A job with its name and file. */
export interface Placed {
  readonly file: string;
  readonly name: string;
  readonly job: Job;
  readonly workflow: Workflow;
}

/** Every job of every file. */
export const jobsOf = ({ workflows }: Policed): readonly Placed[] => [...workflows].flatMap(([file, workflow]) => Object.entries(workflow.jobs).map(([name, job]) => ({ file, name, job, workflow })));

/** Every step of every job. */
export const stepsOf = (policed: Policed): readonly (Placed & { readonly step: Step })[] => jobsOf(policed).flatMap((placed) => (placed.job.steps ?? []).map((step) => ({ ...placed, step })));

export const environmentOf = ({ environment }: Job): string | null => (typeof environment === 'object' ? environment.name : (environment ?? null));
export const isCheckout = ({ uses }: Step): boolean => uses?.startsWith('actions/checkout@') === true;
const text = (value: unknown): string => JSON.stringify(value);

/** Whether a job holds what a stranger must not reach: a right to write, a secret, an environment. */
export const isPrivileged = ({ job }: Placed): boolean => Object.values(job.permissions ?? {}).includes('write') || /secrets\./.test(text(job)) || job.environment !== undefined;

/** The command line's words in a step: of our action, or of a `run`; null where the step runs none. */
export function commandOf(step: Step): readonly string[] | null {
  const line = step.uses !== undefined && OWN_ACTION.test(step.uses) ? String(step.with?.['command'] ?? '') : (/^node cli\/laurel\.mjs (.+)$/s.exec(step.run ?? '')?.[1] ?? null);
  if (line === null) return null;
  const words = commandWords(line);
  return words.ok ? words.words : [];
}
