import { git, lines, runGit } from './run.ts';

/** Name, address and time of an author or committer. */
export interface Signature {
  readonly name: string;
  readonly email: string;
  readonly date: Date;
}

/** A commit as it is stored. */
export interface Commit {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
}

/** Reads commits, in the order asked for. */
export async function readCommits(dir: string, shas: readonly string[]): Promise<readonly Commit[]> {
  if (shas.length === 0) return [];
  const { out } = await runGit(dir, ['cat-file', '--batch'], { input: `${shas.join('\n')}\n` });
  const commits: Commit[] = [];
  let offset = 0;
  for (const sha of shas) {
    const end = out.indexOf(10, offset);
    const [, type, size] = out.toString('utf8', offset, end).split(' ');
    if (type !== 'commit') throw new Error(`Unexpected ${type ?? 'nothing'} at ${sha}, expected a commit.`);
    commits.push(parse(sha, out.toString('utf8', end + 1, end + 1 + Number(size))));
    offset = end + 1 + Number(size) + 1;
  }
  return commits;
}

/** Reads one commit. */
export async function readCommit(dir: string, sha: string): Promise<Commit> {
  const [commit] = await readCommits(dir, [sha]);
  if (commit === undefined) throw new Error(`No commit ${sha}.`);
  return commit;
}

/** Ids of commits, newest first, as `git rev-list` finds them. */
export async function revList(dir: string, args: readonly string[], paths: readonly string[] = []): Promise<readonly string[]> {
  return lines(await git(dir, ['rev-list', ...args, '--', ...paths]));
}

/** The commits of `head` that `base` does not have, oldest first. */
export function between(dir: string, base: string, head: string): Promise<readonly string[]> {
  return revList(dir, ['--reverse', '--topo-order', head, `^${base}`]);
}

/** Whether one commit is an ancestor of, or the same as, another. */
export async function isAncestor(dir: string, old: string, young: string): Promise<boolean> {
  return (await runGit(dir, ['merge-base', '--is-ancestor', old, young])).code === 0;
}

/** Those of many commits that are ancestors of, or the same as, another. */
export async function ancestorsAmong(dir: string, olds: readonly string[], young: string): Promise<ReadonlySet<string>> {
  if (olds.length === 0) return new Set();
  const beyond = new Set(lines(await git(dir, ['rev-list', '--stdin'], { input: [`^${young}`, ...olds, ''].join('\n') })));
  return new Set(olds.filter((old) => !beyond.has(old)));
}

/** The best common ancestor, or null where the histories have nothing in common. */
export async function mergeBase(dir: string, a: string, b: string): Promise<string | null> {
  const result = await runGit(dir, ['merge-base', a, b]);
  return result.code === 0 ? result.out.toString('utf8').trim() : null;
}

/** Whether a whole object id names a commit here. */
export async function hasCommit(dir: string, sha: string): Promise<boolean> {
  return /^[0-9a-f]{40}$/.test(sha) && (await runGit(dir, ['cat-file', '-e', `${sha}^{commit}`])).code === 0;
}

/** Finds what an API caller may name: a branch, a tag, a full ref or an (abbreviated) id, and no other revision syntax. */
export async function resolve(dir: string, name: string, kind: 'commit' | 'tree' | 'blob' = 'commit'): Promise<string | null> {
  if (name === '' || name.startsWith('-') || /[\s~^:?*[\\]|\.\.|@\{/.test(name)) return null;
  const id = /^[0-9a-f]{4,40}$/.test(name) ? [name] : [];
  const candidates = [`refs/heads/${name}`, `refs/tags/${name}`, `refs/${name}`, ...(name === 'HEAD' || name.startsWith('refs/') ? [name] : []), ...id];
  // All at once: a process for each would be four where a commit is named by its id.
  const { out } = await runGit(dir, ['cat-file', '--batch-check=%(objectname) %(objecttype)'], { input: candidates.map((candidate) => `${candidate}^{${kind}}\n`).join('') });
  const found = lines(out.toString('utf8')).map((line) => /^([0-9a-f]{40}) (\w+)$/.exec(line)).find((match) => match?.[2] === kind);
  return found?.[1] ?? null;
}

/** Writes a commit; author and committer are whoever and whenever the caller says. */
export async function writeCommit(dir: string, commit: Omit<Commit, 'sha'>): Promise<string> {
  const parents = commit.parents.flatMap((parent) => ['-p', parent]);
  const env = { ...signatureEnv('AUTHOR', commit.author), ...signatureEnv('COMMITTER', commit.committer) };
  return (await git(dir, ['commit-tree', commit.tree, ...parents, '-F', '-'], { input: commit.message, env })).trim();
}

function signatureEnv(role: 'AUTHOR' | 'COMMITTER', { name, email, date }: Signature): Record<string, string> {
  const seconds = Math.floor(date.getTime() / 1000);
  return { [`GIT_${role}_NAME`]: name, [`GIT_${role}_EMAIL`]: email, [`GIT_${role}_DATE`]: `@${seconds} +0000` };
}

function parse(sha: string, text: string): Commit {
  const end = text.indexOf('\n\n');
  const headers = (end === -1 ? text : text.slice(0, end)).split('\n');
  const values = (name: string): readonly string[] =>
    headers.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));
  return {
    sha,
    tree: values('tree')[0] ?? '',
    parents: values('parent'),
    author: signature(values('author')[0] ?? ''),
    committer: signature(values('committer')[0] ?? ''),
    message: end === -1 ? '' : text.slice(end + 2),
  };
}

function signature(line: string): Signature {
  const match = /^(.*?) ?<(.*)> (-?\d+) [+-]\d+$/.exec(line);
  return { name: match?.[1] ?? '', email: match?.[2] ?? '', date: new Date(Number(match?.[3] ?? 0) * 1000) };
}
