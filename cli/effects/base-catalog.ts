import { resolve } from 'node:path';
import type { Loaded } from '../core/catalog.ts';
import type { Git } from './git.ts';
import { catalogAt, Obstacle } from './programme.ts';
import { resolveObject } from './tree.ts';
import type { World } from './world.ts';

/** The catalog that a change is compared with, and which commit it is of. */
export interface Base {
  readonly commit: string;
  /** The day, as year-month-day, that the commit bears. */
  readonly day: string;
  readonly loaded: Loaded;
}

/**
 * Reads the catalog at another commit of the repository that holds `folder`, without the submissions.
 * @param name the commit, by any name that git knows; null for where this branch left the default branch, or else HEAD.
 */
export async function baseCatalog(world: World, folder: string, name: string | null): Promise<Base> {
  const within = world.git(resolve(world.cwd, folder));
  const { code, stdout } = await within.run(['rev-parse', '--show-toplevel']);
  if (code !== 0) throw new Obstacle(`${folder} is not in a git repository, so there is nothing to compare it with.`);
  const path = (await within.text(['rev-parse', '--show-prefix'])).replace(/\/$/, '');
  const git = world.git(stdout.toString('utf8').trim());
  const commit = name === null ? await leftMain(git) : await resolveObject(git, `${name}^{commit}`);
  if (commit === null) throw new Obstacle(name === null ? 'This repository has no commit yet, so there is nothing to compare with.' : `Git knows no commit "${name}" here. Fetch it first (in a workflow: check out with \`fetch-depth: 0\`), or name another.`);
  const day = new Date(Number(await git.text(['show', '--no-patch', '--format=%ct', commit])) * 1000).toISOString().slice(0, 10);
  return { commit, day, loaded: await catalogAt(git, commit, path) };
}

// Asked of the clone alone: what a remote says now may not have been fetched.
async function leftMain(git: Git): Promise<string | null> {
  for (const branch of ['origin/HEAD', 'origin/main', 'main', 'origin/master', 'master']) {
    const head = await resolveObject(git, `${branch}^{commit}`);
    if (head === null) continue;
    const { code, stdout } = await git.run(['merge-base', 'HEAD', head]);
    if (code === 0) return stdout.toString('utf8').trim();
  }
  return resolveObject(git, 'HEAD^{commit}');
}
