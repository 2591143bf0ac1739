import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const folder = join(import.meta.dirname, '..', '.github', 'workflows');

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, { readonly 'timeout-minutes'?: number; readonly permissions?: Readonly<Record<string, string>>; readonly steps: readonly Step[] }>>;
}

const workflows = readdirSync(folder).map((name) => [name, parse(readFileSync(join(folder, name), 'utf8')) as Workflow] as const);
const stepsOf = (workflow: Workflow): readonly Step[] => Object.values(workflow.jobs).flatMap(({ steps }) => steps);

describe.each(workflows)('the workflow %s', (_, workflow) => {
  it('begins with no permission at all', () => expect(workflow.permissions).toEqual({}));
  it('hangs on no event that runs a stranger\'s code with rights', () => expect(Object.keys(workflow.on)).not.toEqual(expect.arrayContaining([expect.stringMatching(/^(pull_request_target|workflow_run|issue_comment)$/)])));
  it('pins every action to a commit', () => {
    for (const { uses } of stepsOf(workflow)) if (uses !== undefined) expect(uses).toMatch(/^actions\/[a-z-]+@[0-9a-f]{40}$/);
  });
  it('puts no text of an event into a shell', () => {
    for (const { run } of stepsOf(workflow)) expect(run ?? '').not.toContain('${{');
  });
  it('keeps no credentials in the checkout', () => {
    for (const { uses, with: input } of stepsOf(workflow)) if (uses?.startsWith('actions/checkout@') === true) expect(input?.['persist-credentials']).toBe(false);
  });
  it('gives every job a time limit and at most one command, ours', () => {
    for (const job of Object.values(workflow.jobs)) {
      expect(job['timeout-minutes']).toBeGreaterThan(0);
      const commands = job.steps.flatMap(({ run }) => (run === undefined ? [] : [run]));
      expect(commands.length).toBeLessThanOrEqual(1);
      for (const command of commands) expect(command).toMatch(/^node cli\/laurel\.mjs [a-z]/);
    }
  });
  it('writes contents from no job, and pages only from the one that deploys', () => {
    for (const [name, { permissions = {} }] of Object.entries(workflow.jobs)) {
      for (const [right, level] of Object.entries(permissions)) if (level === 'write') expect([name, right]).toEqual(['deploy', expect.stringMatching(/^(pages|id-token)$/)]);
    }
  });
});
