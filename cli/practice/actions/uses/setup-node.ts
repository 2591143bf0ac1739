import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuiltIn } from '../action.ts';
import { runChild } from '../child.ts';
import { StepFault } from '../step-fault.ts';
import { UnknownToRunner } from '../unknown.ts';

/** actions/setup-node v7.0.0: puts the Node that the runner was given on the path, if it is of the version asked for. */
export const setupNode: BuiltIn = {
  commit: '820762786026740c76f36085b0efc47a31fe5020',
  inputs: ['node-version', 'package-manager-cache'],
  run: async ({ order, input }) => {
    const { job } = order.scope;
    const said: string[] = [];
    await runChild({ program: job.node, args: ['--version'], cwd: job.machine.workspace, env: order.env, line: (text) => void said.push(text), signal: order.signal });
    const version = said[0] ?? '';
    const wanted = input('node-version').replace(/^v/, '').replace(/\.x$/, '');
    if (!/^\d+(\.\d+){0,2}$/.test(wanted)) throw new UnknownToRunner(`Unexpected node-version ${wanted}, expected numbers.`);
    if (!`${version}.`.startsWith(`v${wanted}.`)) throw new StepFault(`Unable to find Node version '${wanted}': the runner has ${version}.`);
    const bin = join(job.machine.tools, 'node', version.slice(1), 'bin');
    await mkdir(bin, { recursive: true });
    await symlink(job.node, join(bin, 'node')).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    job.paths.unshift(bin);
    return { 'node-version': version };
  },
};
