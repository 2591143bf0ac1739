import { mappingOf, onlyKeys, type Template } from './template.ts';
import { UnknownToRunner } from './unknown.ts';

/** A step as it stands in the file: of a workflow, or of a composite action. */
export interface StepPlan {
  readonly id: string | null;
  readonly name: Template | undefined;
  readonly condition: string;
  readonly run: Template | undefined;
  readonly uses: string | null;
  readonly with: Template | undefined;
  readonly env: Template | undefined;
  readonly shell: string | null;
  readonly workingDirectory: Template | undefined;
  readonly timeoutMinutes: Template | undefined;
  readonly continueOnError: Template | undefined;
}

const SHELLS = ['bash', 'sh'];

/** Reads a step. `condition` is its `if`, as GitHub's parser completes it. Throws on what the runner does not know. */
export function planStep(template: Template, condition: string, where: string): StepPlan {
  const step = mappingOf(template, where);
  onlyKeys(step, ['id', 'name', 'if', 'run', 'uses', 'with', 'env', 'shell', 'working-directory', 'timeout-minutes', 'continue-on-error'], where);
  const [uses, id, shell] = ['uses', 'id', 'shell'].map((key) => step.get(key) ?? null);
  if (uses !== null && typeof uses !== 'string') throw new UnknownToRunner(`Unexpected uses in ${where}, expected a name.`);
  if (shell !== null && !SHELLS.includes(shell as string)) throw new UnknownToRunner(`Unexpected shell ${JSON.stringify(shell)} in ${where}, expected one of ${SHELLS.join(', ')}.`);
  return {
    condition, uses: uses ?? null, id: id as string | null, shell: shell as string | null,
    name: step.get('name'),
    run: step.get('run'),
    with: step.get('with'),
    env: step.get('env'),
    workingDirectory: step.get('working-directory'),
    timeoutMinutes: step.get('timeout-minutes'),
    continueOnError: step.get('continue-on-error'),
  };
}
