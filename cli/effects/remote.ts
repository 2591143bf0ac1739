import { ATTACHMENT_LIMIT } from '../core/size-limit.ts';
import { GitFailure, type Git } from './git.ts';
import { resolveObject, resolveObjects } from './tree.ts';

/** A repository: its objects here, and its address there. */
export interface Source {
  readonly git: Git;
  readonly address: string;
  /** Whether the objects stand in a store of our own, into which no file comes that is larger than one of a claim may be. */
  readonly isApart?: boolean;
}

/** Where branches stand in a repository, by name; those that are not there are left out. */
export type Heads = ReadonlyMap<string, string>;

/**
 * Fetches some branches of a repository into `refs/laurel/heads/`, those that moved; those that are gone are forgotten. No other
 * branch is downloaded, whatever people keep on theirs.
 * @param there where they stand, if that is known already; git is asked otherwise.
 */
export async function fetchBranches(source: Source, names: readonly string[], there?: Heads): Promise<void> {
  const { git } = source;
  const heads = there ?? (await headsOf(source, names));
  const here = await resolveObjects(git, names.map((name) => `refs/laurel/heads/${name}`));
  const gone = names.filter((name, at) => here[at] !== null && !heads.has(name));
  // A branch is forgotten on git's own word alone.
  if (gone.length > 0 && there !== undefined) return fetchBranches(source, names);
  if (gone.length > 0) await git.text(['update-ref', '--stdin'], { input: gone.map((name) => `delete refs/laurel/heads/${name}\n`).join('') });
  const moved = names.filter((name, at) => heads.has(name) && heads.get(name) !== here[at]);
  if (moved.length === 0) return;
  const args = fetchOf(source, moved.map((name) => `+refs/heads/${name}:refs/laurel/heads/${name}`));
  await git.text(args);
}

async function headsOf({ git, address }: Source, names: readonly string[]): Promise<Heads> {
  const rows = (await git.text(['ls-remote', '--quiet', address, ...names.map((name) => `refs/heads/${name}`)])).split('\n').filter(Boolean);
  // Git takes a pattern for the end of a name.
  return new Map(rows.flatMap((row) => {
    const [sha = '', ref = ''] = row.split('\t');
    const name = ref.slice('refs/heads/'.length);
    return ref.startsWith('refs/heads/') && names.includes(name) ? [[name, sha] as const] : [];
  }));
}

// A store of our own is told for this one command that objects may be missing. In every other it is a plain one, in which a file that
// was left out is missing and never fetched by the way. A server that knows no filter sends everything.
function fetchOf({ address, isApart = false }: Source, refs: readonly string[]): readonly string[] {
  const filter = `blob:limit=${ATTACHMENT_LIMIT + 1}`;
  const apart = isApart ? ['-c', `remote.${address}.promisor=true`, '-c', `remote.${address}.partialclonefilter=${filter}`] : [];
  return [...apart, 'fetch', '--quiet', '--no-tags', '--force', ...(isApart ? ['--no-auto-gc', `--filter=${filter}`] : []), address, ...refs];
}

/**
 * Fetches the heads of some pull requests into `refs/laurel/pulls/`, as many as there are of them: a repository has thousands, a command needs a few.
 * @returns what git said where not one of them could be fetched; else null.
 */
export async function fetchPulls(source: Source, numbers: readonly number[]): Promise<GitFailure | null> {
  let failure: GitFailure | null = null;
  let came = numbers.length === 0;
  const fetch = async (some: readonly number[]): Promise<boolean> => {
    const args = fetchOf(source, some.map((number) => `+refs/pull/${number}/head:refs/laurel/pulls/${number}`));
    const result = await source.git.run(args);
    if (result.code === 0) came = true;
    else failure = new GitFailure(args, result);
    return result.code === 0;
  };
  for (let at = 0; at < numbers.length; at += 200) {
    const some = numbers.slice(at, at + 200);
    // One that is missing must not hide the others.
    if (!(await fetch(some)) && some.length > 1) for (const number of some) await fetch([number]);
  }
  return came ? null : failure;
}

/** The commit that a fetched branch stands at, or null where there is no such branch. */
export const branchHead = (git: Git, branch: string): Promise<string | null> => resolveObject(git, `refs/laurel/heads/${branch}`);

/**
 * Moves a branch forward to a commit, never by force.
 * @returns false when somebody else moved it first: fetch and work it out again.
 * @throws GitFailure when the server refuses for another reason or cannot be reached.
 */
export async function pushForward(git: Git, address: string, commit: string, branch: string): Promise<boolean> {
  const args = ['push', '--quiet', '--porcelain', address, `${commit}:refs/heads/${branch}`];
  const result = await git.run(args);
  if (result.code === 0) {
    await git.text(['update-ref', `refs/laurel/heads/${branch}`, commit]);
    return true;
  }
  const said = `${result.stdout.toString('utf8')}\n${result.stderr}`;
  if (/non-fast-forward|fetch first|\[rejected\]|cannot lock ref|failed to update ref/.test(said)) return false;
  throw new GitFailure(args, result);
}
