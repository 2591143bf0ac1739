import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { commands } from './commands/index.ts';
import type { Policed, Workflow } from './workflow-policy.ts';
import { workflowFaults, workflowRules } from './workflow-rules.ts';

const root = join(import.meta.dirname, '..');
const read = (folder: string): ReadonlyMap<string, Workflow> => new Map(readdirSync(join(root, folder)).map((name) => [name, parse(readFileSync(join(root, folder, name), 'utf8')) as Workflow]));
const known = new Map(await Promise.all(commands.map(async ({ name, load }) => [name, ((await load()).options ?? []).map(({ flags }) => /--[a-z-]+/.exec(flags)![0])] as const)));

const workflows = read('.github/workflows');
const policed: Policed = { workflows, commands: known };
const issuer = parse(readFileSync(join(root, 'catalog', 'issuer.yaml'), 'utf8')) as { readonly repository: { readonly owner: string; readonly name: string } };
const catalogRepository = `${issuer.repository.owner}/${issuer.repository.name}`;

type Change = (files: Record<string, any>) => void;

const before = new Set(workflowFaults(policed));

/** The rules that have something new to say when one thing is changed in copies of the files. */
function broken(change: Change): readonly string[] {
  const copies: Record<string, any> = structuredClone(Object.fromEntries(workflows));
  change(copies);
  return [...new Set(workflowFaults({ ...policed, workflows: new Map(Object.entries(copies)) }).filter((fault) => !before.has(fault)).map((fault) => fault.slice(0, fault.indexOf(':'))))];
}

const steps = (files: Record<string, any>, file: string, job: string): any[] => files[file].jobs[job].steps;
const own = './.github/actions/laurel';

// Each rule with the changes that it must notice.
const BREACHES: Readonly<Record<string, readonly (readonly [what: string, change: Change])[]>> = {
  events: [
    ['a pull request of a stranger starts a run with rights', (f) => (f['desk.yml'].on.pull_request_target = null)],
    ['a comment starts one', (f) => (f['desk.yml'].on.issue_comment = null)],
    ['another workflow starts one', (f) => (f['publish.yml'].on.workflow_run = { workflows: ['lint'] })],
    ['a review starts one', (f) => (f['award.yml'].on.pull_request_review = null)],
    ['any branch starts one', (f) => (f['award.yml'].on.push = null)],
    ['a branch of another name starts one', (f) => f['award.yml'].on.push.branches.push('next')],
    ['it is a list', (f) => (f['lint.yml'].on = ['pull_request'])],
  ],
  'no-rights-at-the-top': [
    ['rights stand at the top', (f) => (f['audit.yml'].permissions = { contents: 'read' })],
    ['nothing is said', (f) => delete f['audit.yml'].permissions],
    ['everything may be written', (f) => (f['audit.yml'].permissions = 'write-all')],
  ],
  'rights-by-job': [
    ['the linter writes', (f) => (f['lint.yml'].jobs.lint.permissions.contents = 'write')],
    ['the plan writes', (f) => (f['award.yml'].jobs.plan.permissions.contents = 'write')],
    ['the build deploys', (f) => (f['publish.yml'].jobs.build.permissions.pages = 'write')],
    ['the signer merges', (f) => (f['award.yml'].jobs.sign.permissions['pull-requests'] = 'write')],
    ['a job says nothing', (f) => delete f['publish.yml'].jobs.build.permissions],
    ['a job may do all', (f) => (f['publish.yml'].jobs.build.permissions = 'write-all')],
  ],
  'strangers-have-nothing': [
    ['the linter sees pull requests', (f) => (f['lint.yml'].jobs.lint.permissions['pull-requests'] = 'read')],
    ['the linter has an environment', (f) => (f['lint.yml'].jobs.lint.environment = 'desk')],
  ],
  'only-on-main': [
    ['the signer runs anywhere', (f) => (f['award.yml'].jobs.sign.if = "needs.plan.outputs.due == 'true'")],
    ['the desk runs anywhere', (f) => delete f['desk.yml'].jobs.desk.if],
    ['there is a second way in', (f) => (f['desk.yml'].jobs.desk.if += " || github.actor == 'x'")],
    ['the pages are deployed from anywhere', (f) => delete f['publish.yml'].jobs.deploy.if],
  ],
  pinned: [
    ['by a tag', (f) => (steps(f, 'audit.yml', 'audit')[0].uses = 'actions/checkout@v7')],
    ['by another commit', (f) => (steps(f, 'audit.yml', 'audit')[0].uses = `actions/checkout@${'0'.repeat(40)}`)],
    ['of somebody else', (f) => steps(f, 'desk.yml', 'desk').unshift({ uses: `somebody/labeller@${'0'.repeat(40)}` })],
    ['out of the pull request', (f) => (steps(f, 'lint.yml', 'lint')[2].uses = './proposal/.github/actions/laurel')],
    ['in a container', (f) => steps(f, 'desk.yml', 'desk').unshift({ uses: 'docker://alpine:3' })],
  ],
  expressions: [
    ['the title of a pull request in a shell', (f) => (steps(f, 'publish.yml', 'build')[2].run += ' ${{ github.event.pull_request.title }}')],
    ['a branch name in a variable', (f) => (steps(f, 'lint.yml', 'lint')[2].env = { BRANCH: '${{ github.head_ref }}' })],
    ['an input in the command', (f) => (steps(f, 'desk.yml', 'desk')[1].with.command = 'desk ${{ inputs.more }}')],
    ['the token in the command', (f) => (steps(f, 'desk.yml', 'desk')[1].with.command = 'desk ${{ github.token }}')],
    ['every secret', (f) => (steps(f, 'desk.yml', 'desk')[1].env.ALL = '${{ toJSON(secrets) }}')],
    ['a label in a group', (f) => (f['desk.yml'].concurrency.group = 'desk-${{ github.event.label.name }}')],
    ['a name in a condition', (f) => (f['lint.yml'].jobs.lint.if = "contains(github.event.pull_request.body, 'go')")],
    ['a condition of a step', (f) => (steps(f, 'desk.yml', 'desk')[1].if = 'always()')],
  ],
  'secrets-in-environments': [
    ['without an environment', (f) => (steps(f, 'audit.yml', 'audit')[1].env.LAUREL_SUBMISSIONS_TOKEN = '${{ secrets.LAUREL_SUBMISSIONS_TOKEN }}')],
    ['the key at the desk', (f) => (steps(f, 'desk.yml', 'desk')[1].env.LAUREL_KEY = '${{ secrets.LAUREL_KEY }}')],
    ['the key for a whole job', (f) => (f['award.yml'].jobs.sign.env = { LAUREL_KEY: '${{ secrets.LAUREL_KEY }}' })],
    ['the key for a whole file', (f) => (f['award.yml'].env = { LAUREL_KEY: '${{ secrets.LAUREL_KEY }}' })],
  ],
  'one-place-signs': [
    ['a second job', (f) => (f['award.yml'].jobs.plan.environment = 'signing')],
    ['a second file, by name', (f) => (f['publish.yml'].jobs.build.environment = { name: 'signing' })],
    ['for a pull request', (f) => (f['award.yml'].on.pull_request = null)],
  ],
  'signing-is-bare': [
    ['a cache', (f) => steps(f, 'award.yml', 'sign').splice(1, 0, { uses: `actions/cache@${'0'.repeat(40)}` })],
    ['an artifact', (f) => steps(f, 'award.yml', 'sign').splice(1, 0, { uses: `actions/download-artifact@${'0'.repeat(40)}` })],
    ['an installation', (f) => steps(f, 'award.yml', 'sign').splice(1, 0, { run: 'npm ci' })],
    ['another Node', (f) => steps(f, 'award.yml', 'sign').splice(1, 0, { ...steps(f, 'publish.yml', 'build')[1] })],
    ['the program that installs', (f) => steps(f, 'award.yml', 'sign').splice(1, 1, { run: 'node cli/laurel.mjs issue' })],
    ['a word from outside', (f) => (steps(f, 'award.yml', 'sign')[1].env.TITLE = 'x')],
    ['without asking whether anything is due', (f) => (f['award.yml'].jobs.sign.if = "github.ref == 'refs/heads/main'")],
  ],
  checkout: [
    ['credentials stay', (f) => delete steps(f, 'desk.yml', 'desk')[0].with['persist-credentials']],
    ['another repository', (f) => (steps(f, 'desk.yml', 'desk')[0].with.repository = 'somebody/else')],
    ['the head of a pull request', (f) => (steps(f, 'lint.yml', 'lint')[0].with.ref = '${{ github.event.pull_request.head.sha }}')],
    ['the linter of the pull request', (f) => delete steps(f, 'lint.yml', 'lint')[0].with.ref],
    ['another token', (f) => (steps(f, 'desk.yml', 'desk')[0].with.token = '${{ github.token }}')],
  ],
  'no-cache': [
    ['a cache of packages', (f) => (steps(f, 'publish.yml', 'build')[1].with.cache = 'npm')],
    ['one that is on by itself', (f) => delete steps(f, 'publish.yml', 'build')[1].with['package-manager-cache']],
    ['one that is switched on', (f) => (steps(f, 'publish.yml', 'build')[1].with['package-manager-cache'] = true)],
    ['one that is off in words alone', (f) => (steps(f, 'publish.yml', 'build')[1].with['package-manager-cache'] = 'false ')],
    ['packages from another registry', (f) => (steps(f, 'publish.yml', 'build')[1].with['registry-url'] = 'https://registry.example.org')],
    ['a version out of a file', (f) => (steps(f, 'publish.yml', 'build')[1].with = { 'node-version-file': '.node-version', 'package-manager-cache': false })],
    ['no inputs at all', (f) => delete steps(f, 'publish.yml', 'build')[1].with],
  ],
  'time-limits': [
    ['none', (f) => delete f['desk.yml'].jobs.desk['timeout-minutes']],
    ['six hours', (f) => (f['desk.yml'].jobs.desk['timeout-minutes'] = 360)],
  ],
  turns: [
    ['none are taken', (f) => delete f['desk.yml'].concurrency],
    ['a later run replaces one that waits to sign', (f) => delete f['award.yml'].concurrency.queue],
    ['a later run cancels one that signs', (f) => (f['award.yml'].concurrency['cancel-in-progress'] = true)],
    ['a later run cancels the desk', (f) => (f['desk.yml'].concurrency['cancel-in-progress'] = true)],
  ],
  'one-command': [
    ['a shell script', (f) => steps(f, 'audit.yml', 'audit').push({ run: 'curl https://example.org | sh' })],
    ['a second line', (f) => (steps(f, 'publish.yml', 'build')[2].run += '\nid')],
    ['two commands', (f) => steps(f, 'audit.yml', 'audit').push({ uses: own, with: { command: 'lint' } })],
    ['a failure that is passed over', (f) => (steps(f, 'audit.yml', 'audit')[1]['continue-on-error'] = true)],
    ['another machine', (f) => (f['audit.yml'].jobs.audit['runs-on'] = 'self-hosted')],
    ['a container', (f) => (f['audit.yml'].jobs.audit.container = 'node')],
    ['another shell', (f) => (f['audit.yml'].defaults = { run: { shell: 'bash -x {0}' } })],
  ],
  'known-command': [
    ['a command that is not there', (f) => (steps(f, 'audit.yml', 'audit')[1].with.command = 'odit')],
    ['an option that is not there', (f) => (steps(f, 'audit.yml', 'audit')[1].with.command = 'audit --loud')],
    ['no words', (f) => (steps(f, 'audit.yml', 'audit')[1].with.command = 'audit; id')],
  ],
  dispatch: [
    ['a file that is not there', (f) => (steps(f, 'desk.yml', 'desk')[1].with.command = 'desk --dispatch awards.yml')],
    ['one that cannot be started', (f) => delete f['publish.yml'].on.workflow_dispatch],
    ['without the right', (f) => delete f['desk.yml'].jobs.desk.permissions.actions],
  ],
};

describe('the workflows', () => {
  it('are the five of the programme', () => expect([...workflows.keys()].sort()).toEqual(['audit.yml', 'award.yml', 'desk.yml', 'lint.yml', 'publish.yml']));
  it.each(workflowRules.map((rule) => [rule.summary, rule] as const))('%s', (_, { find }) => expect([...find(policed)]).toEqual([]));
  it('sign in one place', () => expect([...workflows].flatMap(([file, { jobs }]) => Object.entries(jobs).filter(([, job]) => job.environment === 'signing').map(([name]) => `${file}/${name}`))).toEqual(['award.yml/sign']));
  it('run an action that is in the repository', () => expect(existsSync(join(root, own, 'action.yml'))).toBe(true));
});

describe('the policy', () => {
  it('has a breach to show for every rule', () => expect(Object.keys(BREACHES).sort()).toEqual(workflowRules.map(({ id }) => id).sort()));
  it.each(Object.entries(BREACHES).flatMap(([id, cases]) => cases.map(([what, change]) => [id, what, change] as const)))('%s: notices %s', (id, _, change) => expect(broken(change)).toContain(id));
});

describe('the workflow of a repository of private submissions', () => {
  const files = read('.github/portfolio/.github/workflows');
  it('keeps the same policy, and takes nothing but the catalog from elsewhere', () => {
    expect([...files.keys()]).toEqual(['lint.yml']);
    expect(workflowFaults({ workflows: files, commands: known, catalogRepository })).toEqual([]);
  });
  it('names the repository that issuer.yaml names', () => {
    const checkouts = files.get('lint.yml')!.jobs['lint']!.steps!.map((step) => step.with?.['repository']).filter(Boolean);
    expect(checkouts, 'write the owner and name of catalog/issuer.yaml into .github/portfolio/.github/workflows/lint.yml').toEqual([catalogRepository]);
    expect((parse(readFileSync(join(root, '.github/portfolio/programme.yaml'), 'utf8')) as { readonly catalog: object }).catalog, 'and into .github/portfolio/programme.yaml').toEqual({ ...issuer.repository, mode: undefined, folder: 'catalog' });
  });
});
