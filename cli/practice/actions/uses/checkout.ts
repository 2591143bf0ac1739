import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join, normalize, sep } from 'node:path';
import type { BuiltIn, Call } from '../action.ts';
import { runChild } from '../child.ts';
import { authorization } from '../source.ts';
import { StepFault } from '../step-fault.ts';
import { UnknownToRunner } from '../unknown.ts';

/** actions/checkout v7.0.1: a real clone of the repository that runs, or of another that its token may read. Source: its README and action.yml. */
export const checkout: BuiltIn = {
  commit: '3d3c42e5aac5ba805825da76410c181273ba90b1',
  inputs: ['repository', 'ref', 'path', 'fetch-depth', 'persist-credentials', 'token', 'fetch-tags'],
  run: async (call) => {
    const { job } = call.order.scope;
    const { repository, ref, sha } = job.occasion;
    const wanted = call.input('repository') || repository.full_name;
    const isOther = wanted.toLowerCase() !== repository.full_name.toLowerCase();
    const [owner = '', name = '', ...rest] = wanted.split('/');
    if (name === '' || rest.length > 0) throw new StepFault(`Invalid repository '${wanted}'. Expected format {owner}/{repo}.`);
    if (isOther && call.input('ref') === '') throw new UnknownToRunner(`Unexpected checkout of ${wanted} without a ref, expected one: the runner does not ask for the default branch.`);
    const folder = normalize(join(job.machine.workspace, call.input('path') || '.'));
    if (!`${folder}${sep}`.startsWith(`${job.machine.workspace}${sep}`)) throw new StepFault(`Repository path '${folder}' is not under '${job.machine.workspace}'`);
    const url = job.practice.gitUrl(owner, name);
    const token = call.input('token') || job.token;
    const credentials = await keepCredentials(call, url, token);
    job.masks.add(authorization(token).split(' ').at(-1) ?? '');
    await emptied(folder);
    const git = gitIn(call, folder);
    const once = ['-c', `http.${url}.extraheader=${authorization(token)}`];
    await git('init', '--quiet', '.');
    await git('remote', 'add', 'origin', url);
    const given = call.input('ref');
    const target = given === '' ? { ref, sha } : /^[0-9a-f]{40}$/.test(given) ? { ref: '', sha: given } : { ref: qualified(given), sha: '' };
    const depth = call.input('fetch-depth') || '1';
    const tags = call.input('fetch-tags') === 'true' ? ['+refs/tags/*:refs/tags/*'] : [];
    const all = depth === '0' ? ['+refs/heads/*:refs/remotes/origin/*', '+refs/tags/*:refs/tags/*'] : tags;
    const [source, local] = [target.sha || target.ref, localRef(target.ref)];
    const fetch = (...refs: readonly string[]): Promise<void> => git(...once, 'fetch', '--quiet', '--no-tags', '--no-recurse-submodules', ...(depth === '0' ? [] : [`--depth=${depth}`]), 'origin', ...refs);
    // All branches first, then the one of the run at its own commit: it may have moved on by now (ref-helper, getRefSpecForAllHistory and testRef).
    if (all.length > 0) await fetch(...all);
    await fetch(local === '' ? source : `+${source}:${local}`);
    const branch = /^refs\/heads\/(.+)$/.exec(target.ref)?.[1];
    await (branch === undefined ? git('checkout', '--quiet', '--force', '--detach', local || source) : git('checkout', '--quiet', '--force', '-B', branch, local));
    if (credentials !== null) await git('config', '--local', `includeIf.gitdir:${join(folder, '.git')}.path`, credentials);
    await job.afterCheckout(folder);
    return { ref: given || ref, commit: (await lineOf(call, folder, ['rev-parse', 'HEAD'])) };
  },
};

// A short name is a branch here; the real action tries tags after that.
const qualified = (ref: string): string => (ref.startsWith('refs/') ? ref : `refs/heads/${ref}`);

const localRef = (ref: string): string => ref.replace(/^refs\/heads\//, 'refs/remotes/origin/').replace(/^refs\/pull\//, 'refs/remotes/pull/');

// Since v6 the token stands in a file outside the clone, which the clone includes; the clone itself can be published.
async function keepCredentials({ order, input }: Call, url: string, token: string): Promise<string | null> {
  if (input('persist-credentials') === 'false') return null;
  const file = join(order.scope.job.machine.temp, `git-credentials-${randomUUID()}.config`);
  await writeFile(file, `[http "${new URL(url).origin}/"]\n\textraheader = ${authorization(token)}\n`, { mode: 0o600 });
  return file;
}

async function emptied(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await Promise.all((await readdir(folder)).map((entry) => rm(join(folder, entry), { recursive: true, force: true })));
}

function gitIn({ order }: Call, cwd: string): (...args: readonly string[]) => Promise<void> {
  return async (...args) => {
    const code = await runChild({ program: 'git', args, cwd, env: order.env, line: order.listener.line, signal: order.signal });
    if (code !== 0) throw new StepFault(`The process 'git' failed with exit code ${code}`);
  };
}

async function lineOf({ order }: Call, cwd: string, args: readonly string[]): Promise<string> {
  const said: string[] = [];
  await runChild({ program: 'git', args, cwd, env: order.env, line: (text) => void said.push(text), signal: order.signal });
  return said[0] ?? '';
}
