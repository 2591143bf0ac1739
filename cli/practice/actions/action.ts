import { existsSync } from 'node:fs';
import { join, normalize, sep } from 'node:path';
import { runLocalAction } from './local-action.ts';
import type { StepOrder } from './step.ts';
import { checkout } from './uses/checkout.ts';
import { configurePages, deployPages, uploadPagesArtifact } from './uses/pages.ts';
import { setupNode } from './uses/setup-node.ts';
import { UnknownToRunner } from './unknown.ts';

/** What an action of the built-in list is called with. */
export interface Call {
  readonly order: StepOrder;
  readonly input: (name: string) => string;
}

/** An action that the runner has of its own: which commit of it, which inputs it knows, and what it does. */
export interface BuiltIn {
  readonly commit: string;
  readonly inputs: readonly string[];
  /** Gives its outputs. Throws a StepFault where the real one would fail. */
  readonly run: (call: Call) => Promise<Readonly<Record<string, string>>>;
}

const BUILT_IN: Readonly<Record<string, BuiltIn>> = {
  'actions/checkout': checkout,
  'actions/setup-node': setupNode,
  'actions/configure-pages': configurePages,
  'actions/upload-pages-artifact': uploadPagesArtifact,
  'actions/deploy-pages': deployPages,
};

/** Refuses an action that the runner does not have, or not at this commit; asked before anything runs. */
export function knownAction(uses: string): void {
  if (/^\.\//.test(uses)) return;
  const [name = '', commit = ''] = uses.split('@');
  const found = BUILT_IN[name];
  if (found === undefined) throw new UnknownToRunner(`Unexpected action ${name}, expected one of ${Object.keys(BUILT_IN).join(', ')} or one in this repository.`);
  if (found.commit !== commit) throw new UnknownToRunner(`Unexpected ${name} at ${commit}, expected the commit ${found.commit}.`);
}

/** Runs the action of a step: one of the built-in list, or one that stands in the workspace. */
export async function runAction(order: StepOrder): Promise<void> {
  const uses = order.plan.uses ?? '';
  const given = order.evaluator.texts(order.plan.with);
  if (uses.startsWith('./')) {
    const folder = normalize(join(order.scope.job.machine.workspace, uses));
    const manifest = ['action.yml', 'action.yaml'].map((file) => join(folder, file)).find(existsSync);
    if (!`${folder}${sep}`.startsWith(`${order.scope.job.machine.workspace}${sep}`)) throw new UnknownToRunner(`Unexpected action ${uses}, expected one in the workspace.`);
    return runLocalAction(order, folder, manifest, given);
  }
  knownAction(uses);
  const name = uses.split('@')[0] ?? '';
  const action = BUILT_IN[name]!;
  for (const input of Object.keys(given)) if (!action.inputs.includes(input)) throw new UnknownToRunner(`Unexpected input ${input} of ${name}, expected one of ${action.inputs.join(', ')}: the runner does not know it.`);
  const outputs = await action.run({ order, input: (input) => given[input] ?? '' });
  for (const [key, value] of Object.entries(outputs)) order.outputs.set(key, value);
}
