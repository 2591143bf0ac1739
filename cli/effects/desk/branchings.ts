import type { Git } from '../git.ts';

/** Where a branch left main, and the addresses that its own commits name. */
export interface Branching {
  /** The best common ancestor; null where the two have none. */
  readonly base: string | null;
  /** Of authors and committers, in lower case. */
  readonly emails: ReadonlySet<string>;
}

/** Commits of one branch that are looked at; a claim needs far fewer, and one with more is refused. */
const MOST = 251;

interface Known {
  readonly parents: readonly string[];
  readonly emails: readonly string[];
}

/** Finds for many heads where they left main, by one process for all that left it once; the others are asked about one by one. */
export async function branchings(git: Git, main: string, heads: readonly string[]): Promise<ReadonlyMap<string, Branching>> {
  const found = new Map<string, Branching>();
  if (heads.length === 0) return found;
  const most = heads.length * MOST;
  const rows = (await git.text(['log', '--stdin', `--max-count=${most}`, '--format=%H%x00%P%x00%ae%x00%ce'], { input: [`^${main}`, ...heads, ''].join('\n') })).split('\n').filter(Boolean);
  const known = new Map<string, Known>();
  for (const row of rows) {
    const [sha = '', parents = '', ...emails] = row.split('\0');
    known.set(sha, { parents: parents.split(' ').filter(Boolean), emails: emails.map((email) => email.toLowerCase()) });
  }
  for (const head of heads) found.set(head, (rows.length < most ? follow(head, known) : null) ?? (await askGit(git, main, head)));
  return found;
}

// From a head back to main: what is not among the commits that main lacks is main's. More than one way back needs git's own answer.
function follow(head: string, known: ReadonlyMap<string, Known>): Branching | null {
  const bases = new Set<string>();
  const emails = new Set<string>();
  const seen = new Set<string>();
  const left = [head];
  for (let sha = left.pop(); sha !== undefined; sha = left.pop()) {
    const commit = known.get(sha);
    if (commit === undefined) bases.add(sha);
    else if (!seen.has(sha)) {
      seen.add(sha);
      commit.emails.forEach((email) => emails.add(email));
      left.push(...commit.parents);
    }
  }
  return bases.size > 1 || seen.size > MOST ? null : { base: [...bases][0] ?? null, emails };
}

async function askGit(git: Git, main: string, head: string): Promise<Branching> {
  const base = (await git.run(['merge-base', main, head])).stdout.toString('utf8').trim();
  if (base === '') return { base: null, emails: new Set() };
  return { base, emails: new Set((await git.text(['log', `--max-count=${MOST}`, '--format=%ae%n%ce', `${base}..${head}`])).toLowerCase().split('\n')) };
}
