import { commandOf, environmentOf, EXPRESSION, isCheckout, isPrivileged, jobsOf, OWN_ACTION, PINS, stepsOf, WRITES, type Placed, type Policed } from './workflow-policy.ts';

/** One thing that holds for every workflow file. */
export interface WorkflowRule {
  readonly id: string;
  readonly summary: string;
  /** Sentences that say where it does not hold. */
  readonly find: (policed: Policed) => Iterable<string>;
}

const rule = (id: string, summary: string, find: WorkflowRule['find']): WorkflowRule => ({ id, summary, find });
const at = ({ file, name }: Placed): string => `${file}, job ${name}:`;
const EVENTS = ['pull_request', 'push', 'schedule', 'workflow_dispatch'];
const onMain = /github\.ref == 'refs\/heads\/main'/;

// An `or` would open a second way in.
const onlyOnMain = (condition: unknown): boolean => typeof condition === 'string' && onMain.test(condition) && !condition.includes('||');
const signing = (policed: Policed): readonly Placed[] => jobsOf(policed).filter(({ job }) => environmentOf(job) === 'signing');

function* strings(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null) for (const entry of Object.values(value)) yield* strings(entry);
}

/** The rules, from what a workflow may hang on to what its steps may do. */
export const workflowRules: readonly WorkflowRule[] = [
  rule('events', 'Only a pull request (without rights), a push to main, the clock and a person start anything.', function* ({ workflows }) {
    for (const [file, { on }] of workflows) {
      if (typeof on !== 'object' || Array.isArray(on)) yield `${file}: Unexpected form of \`on\`, expected a mapping`;
      for (const [event, filter] of Object.entries(on)) {
        if (!EVENTS.includes(event)) yield `${file}: Unexpected event ${event}, expected one of ${EVENTS.join(', ')}`;
        if (event === 'push' && (filter as { readonly branches?: readonly string[] } | null)?.branches?.join() !== 'main') yield `${file}: Unexpected push of any branch, expected branches: [main]`;
      }
    }
  }),
  rule('no-rights-at-the-top', 'A workflow begins with no permission at all.', function* ({ workflows }) {
    for (const [file, { permissions }] of workflows) if (JSON.stringify(permissions) !== '{}') yield `${file}: Unexpected permissions at the top, expected \`permissions: {}\``;
  }),
  rule('rights-by-job', 'A job names its rights, and writes only what is laid down for it.', function* (policed) {
    for (const placed of jobsOf(policed)) {
      const { permissions } = placed.job;
      if (typeof permissions !== 'object' || permissions === null) yield `${at(placed)} Unexpected absence of permissions, expected a list of them`;
      for (const [right, level] of Object.entries(permissions ?? {})) {
        if (level !== 'read' && !(level === 'write' && WRITES[`${placed.file}/${placed.name}`]?.includes(right))) yield `${at(placed)} Unexpected ${right}: ${level}, expected no more than read`;
      }
    }
  }),
  rule('strangers-have-nothing', 'What runs for a pull request reads contents and nothing else.', function* (policed) {
    for (const placed of jobsOf(policed)) if ('pull_request' in placed.workflow.on && (isPrivileged(placed) || Object.keys(placed.job.permissions ?? {}).some((right) => right !== 'contents'))) yield `${at(placed)} Unexpected rights or secrets for a pull request, expected contents: read`;
  }),
  rule('only-on-main', 'A job with rights, secrets or an environment runs on main alone, also when a person starts it.', function* (policed) {
    for (const placed of jobsOf(policed)) if (isPrivileged(placed) && !onlyOnMain(placed.job.if)) yield `${at(placed)} Unexpected absence of a condition, expected \`if: github.ref == 'refs/heads/main'\``;
  }),
  rule('pinned', 'Every action is pinned to a commit that was looked at, or is our own.', function* (policed) {
    for (const { step, ...placed } of stepsOf(policed)) {
      const { uses } = step;
      if (uses === undefined || OWN_ACTION.test(uses)) continue;
      const [action = '', commit = ''] = uses.split('@');
      if (!/^[0-9a-f]{40}$/.test(commit) || PINS[action] !== commit) yield `${at(placed)} Unexpected ${uses}, expected ${action}@${PINS[action] ?? 'a commit of the list of pins'}`;
    }
  }),
  rule('expressions', 'No text that a stranger writes reaches an expression, a shell or a command.', function* (policed) {
    for (const [file, workflow] of policed.workflows) {
      for (const value of strings({ ...workflow, jobs: Object.values(workflow.jobs).map(({ if: _condition, ...job }) => job) })) {
        for (const [, inside = ''] of value.matchAll(/\$\{\{([^]*?)\}\}/g)) if (!EXPRESSION.test(inside.trim())) yield `${file}: Unexpected expression ${inside.trim()}, expected one of the few that are allowed`;
      }
    }
    for (const { step, ...placed } of stepsOf(policed)) if (`${step.run ?? ''}${String(step.with?.['command'] ?? '')}`.includes('${{')) yield `${at(placed)} Unexpected expression in a command, expected fixed words`;
    for (const placed of jobsOf(policed)) for (const condition of [placed.job.if, ...(placed.job.steps ?? []).map((step) => step['if'])]) {
      if (condition !== undefined && !/^(needs\.plan\.outputs\.due == 'true' && )?github\.ref == 'refs\/heads\/main'$/.test(String(condition))) yield `${at(placed)} Unexpected condition ${String(condition)}, expected one of those that are known`;
    }
  }),
  rule('secrets-in-environments', 'A secret is named only in a job with an environment, the key only where it signs.', function* (policed) {
    for (const [file, { jobs, ...rest }] of policed.workflows) if (JSON.stringify(rest).includes('secrets.')) yield `${file}: Unexpected secret outside of a job, expected it in the step that needs it`;
    for (const placed of jobsOf(policed)) {
      const { steps, ...rest } = placed.job;
      const named: readonly string[] = JSON.stringify(steps ?? []).match(/secrets\.\w+/g) ?? [];
      if (JSON.stringify(rest).includes('secrets.')) yield `${at(placed)} Unexpected secret for the whole job, expected it in the step that needs it`;
      if (named.length > 0 && environmentOf(placed.job) === null) yield `${at(placed)} Unexpected ${named.join()}, expected an environment that holds it`;
      if (named.includes('secrets.LAUREL_KEY') && environmentOf(placed.job) !== 'signing') yield `${at(placed)} Unexpected LAUREL_KEY, expected it in the environment signing alone`;
    }
  }),
  rule('one-place-signs', 'The environment signing belongs to one job of one file, which reacts to no pull request.', function* (policed) {
    const places = signing(policed);
    if (places.length > 1) yield `Unexpected environment signing in ${places.map(at).join(' ')} expected it in one job`;
    for (const placed of places) for (const event of Object.keys(placed.workflow.on)) if (!['push', 'schedule', 'workflow_dispatch'].includes(event)) yield `${at(placed)} Unexpected event ${event} where the key is, expected push, schedule or workflow_dispatch`;
  }),
  rule('signing-is-bare', 'Where the key is, there is a checkout and our one file: no other action, no cache, no artifact, no installation.', function* (policed) {
    for (const placed of signing(policed)) {
      const [first, second, ...more] = placed.job.steps ?? [];
      if (first === undefined || !isCheckout(first) || second?.uses !== './.github/actions/laurel' || more.length > 0) yield `${at(placed)} Unexpected steps, expected a checkout and ./.github/actions/laurel`;
      if (!/^needs\.plan\.outputs\.due == 'true' && /.test(placed.job.if ?? '') || placed.job.needs !== 'plan') yield `${at(placed)} Unexpected condition, expected it to be skipped when the job plan found nothing due`;
      for (const [name, value] of Object.entries(second?.env ?? {})) if (!/^\$\{\{ (github\.token|secrets\.\w+) \}\}$/.test(String(value))) yield `${at(placed)} Unexpected ${name} beside the key, expected only the token and secrets`;
    }
  }),
  rule('checkout', 'A checkout keeps no credentials and takes our own repository; what a pull request holds lies apart.', function* (policed) {
    for (const { step, ...placed } of stepsOf(policed)) {
      if (!isCheckout(step)) continue;
      const { repository, ref, path, 'persist-credentials': keeps, ...more } = step.with ?? {};
      if (keeps !== false) yield `${at(placed)} Unexpected credentials in the checkout, expected persist-credentials: false`;
      if (repository !== undefined && repository !== policed.catalogRepository) yield `${at(placed)} Unexpected checkout of ${String(repository)}, expected our own repository`;
      if (ref !== undefined && ref !== '${{ github.event.pull_request.base.sha }}' && !(repository !== undefined && ref === 'main')) yield `${at(placed)} Unexpected ref ${String(ref)}, expected the base commit or none`;
      if ('pull_request' in placed.workflow.on && ref === undefined && path !== 'proposal') yield `${at(placed)} Unexpected checkout of the pull request in place of our code, expected path: proposal`;
      for (const name of Object.keys(more)) if (name !== 'fetch-depth') yield `${at(placed)} Unexpected input ${name} of the checkout`;
    }
  }),
  rule('no-cache', 'Nothing that an earlier run kept is taken over: Node is set up by its version and without a cache.', function* (policed) {
    for (const { step, ...placed } of stepsOf(policed)) {
      if (step.uses?.startsWith('actions/setup-node@') !== true) continue;
      const { 'node-version': version, 'package-manager-cache': cache, ...more } = step.with ?? {};
      if (typeof version !== 'number') yield `${at(placed)} Unexpected node-version ${String(version)}, expected a number`;
      // Left out, it is on where package.json names a package manager.
      if (cache !== false) yield `${at(placed)} Unexpected cache of packages, expected package-manager-cache: false`;
      for (const name of Object.keys(more)) yield `${at(placed)} Unexpected input ${name} of the set-up of Node, expected node-version and package-manager-cache: false`;
    }
  }),
  rule('time-limits', 'Every job ends by itself.', function* (policed) {
    for (const placed of jobsOf(policed)) {
      const minutes = placed.job['timeout-minutes'];
      if (typeof minutes !== 'number' || minutes < 1 || minutes > 60) yield `${at(placed)} Unexpected timeout-minutes, expected 1 to 60`;
    }
  }),
  rule('turns', 'Runs of one workflow take turns; where badges or pages are made, none is cancelled by a later one.', function* ({ workflows }) {
    for (const [file, { concurrency }] of workflows) {
      if (typeof concurrency?.group !== 'string') yield `${file}: Unexpected absence of concurrency, expected a group`;
      if (['award.yml', 'publish.yml'].includes(file) && (concurrency?.queue !== 'max' || concurrency['cancel-in-progress'] !== undefined)) yield `${file}: Unexpected concurrency, expected queue: max and nothing cancelled`;
      if (concurrency?.['cancel-in-progress'] !== undefined && file !== 'lint.yml') yield `${file}: Unexpected cancel-in-progress, expected it for advice alone`;
    }
  }),
  rule('one-command', 'A job is set-up and one command of ours.', function* (policed) {
    for (const placed of jobsOf(policed)) {
      const steps = placed.job.steps ?? [];
      const odd = steps.find(({ uses, run, shell, ...step }) => (run !== undefined && !/^node cli\/laurel\.mjs [a-z][a-zA-Z0-9 ./-]*$/.test(run)) || shell !== undefined || step['working-directory'] !== undefined || step['continue-on-error'] !== undefined || (uses === undefined && run === undefined));
      if (odd !== undefined) yield `${at(placed)} Unexpected step ${JSON.stringify(odd).slice(0, 120)}, expected an action or one command of ours`;
      if (steps.filter((step) => commandOf(step) !== null).length > 1) yield `${at(placed)} Unexpected second command, expected one`;
      for (const key of ['container', 'services', 'strategy', 'uses', 'defaults', 'continue-on-error', 'env']) if (key in placed.job) yield `${at(placed)} Unexpected ${key}, expected set-up and one command`;
      if (placed.job['runs-on'] !== 'ubuntu-latest') yield `${at(placed)} Unexpected runner, expected ubuntu-latest`;
    }
    for (const [file, workflow] of policed.workflows) for (const key of ['env', 'defaults']) if (key in workflow) yield `${file}: Unexpected ${key}, expected none`;
  }),
  rule('known-command', 'What a job runs is a command of the command line, with options that it has.', function* (policed) {
    for (const { step, ...placed } of stepsOf(policed)) {
      const words = commandOf(step);
      if (words === null) continue;
      const options = policed.commands.get(words[0] ?? '');
      if (options === undefined) yield `${at(placed)} Unexpected command "${words[0] ?? ''}", expected one of ${[...policed.commands.keys()].join(', ')}`;
      else for (const word of words.slice(1)) if (word.startsWith('--') && !options.includes(word)) yield `${at(placed)} Unexpected ${word} for ${words[0]}, expected one of ${options.join(', ')}`;
    }
  }),
  rule('dispatch', 'What one workflow starts exists, can be started, and may be started by it.', function* (policed) {
    for (const { step, ...placed } of stepsOf(policed)) {
      const words = commandOf(step) ?? [];
      const place = words.indexOf('--dispatch');
      if (place < 0) continue;
      const target = policed.workflows.get(words[place + 1] ?? '');
      if (target === undefined || !('workflow_dispatch' in target.on)) yield `${at(placed)} Unexpected target ${words[place + 1] ?? ''}, expected a workflow of ours with workflow_dispatch`;
      if (placed.job.permissions?.['actions'] !== 'write') yield `${at(placed)} Unexpected absence of actions: write, expected it where another workflow is started`;
    }
  }),
];

/** Every sentence of every rule, with the rule's id before it. */
export const workflowFaults = (policed: Policed): readonly string[] => workflowRules.flatMap(({ id, find }) => [...find(policed)].map((sentence) => `${id}: ${sentence}`));
