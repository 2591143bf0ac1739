import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fields, git, runGit } from '../git/run.ts';

/** What the runner reads of a repository, through git as anybody would. */
export interface Source {
  /** Brings everything that the practice GitHub shows now, and a commit that no branch may show any more. */
  readonly refresh: (commit?: string) => Promise<void>;
  /** The commit of a ref, or null. */
  readonly commitOf: (ref: string) => Promise<string | null>;
  /** The workflow files of a commit, by path. */
  readonly workflows: (commit: string) => Promise<ReadonlyMap<string, string>>;
  /** The paths that differ: since the merge base of `from` with `to`, as a pull request shows them, or between the two. */
  readonly changed: (from: string, to: string, since: 'merge-base' | 'exactly') => Promise<readonly string[]>;
  readonly message: (commit: string) => Promise<string>;
}

const FOLDER = '.github/workflows/';

/** Opens the runner's own mirror of a repository below `folder`. */
export function openSource(folder: string, repository: string, url: string, token: string): Source {
  const dir = join(folder, 'mirrors', `${repository}.git`);
  const env = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'http.extraHeader', GIT_CONFIG_VALUE_0: authorization(token) };
  const fetch = (...refs: readonly string[]): Promise<string> => git(dir, ['fetch', '--quiet', '--no-write-fetch-head', '--no-auto-gc', url, ...refs], { env });
  return {
    refresh: async (commit) => {
      if (!existsSync(dir)) await git(dir, ['init', '--quiet', '--bare', dir]);
      await fetch('--prune', '+refs/*:refs/*');
      if (commit !== undefined && (await runGit(dir, ['cat-file', '-e', `${commit}^{commit}`])).code !== 0) await fetch(commit);
    },
    commitOf: async (ref) => {
      const { code, out } = await runGit(dir, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]);
      return code === 0 ? out.toString('utf8').trim() : null;
    },
    workflows: async (commit) => {
      const names = fields(await git(dir, ['ls-tree', '-z', '--name-only', commit, FOLDER])).filter((name) => /\.ya?ml$/.test(name));
      return new Map(await Promise.all(names.map(async (name) => [name, await git(dir, ['cat-file', 'blob', `${commit}:${name}`])] as const)));
    },
    changed: async (from, to, since) => fields(await git(dir, ['diff', '--name-only', '-z', '--no-renames', since === 'merge-base' ? `${from}...${to}` : `${from}..${to}`])),
    message: async (commit) => git(dir, ['show', '--no-patch', '--format=%B', commit]),
  };
}

/** A token as git sends it. */
export function authorization(token: string): string {
  return `Authorization: Basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;
}
