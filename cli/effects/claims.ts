import type { ClaimFacts, CommitFacts } from '../core/assessment/approval.ts';
import type { Catalog } from '../core/catalog.ts';
import { lint } from '../core/lint.ts';
import type { Submission } from '../core/model.generated.ts';
import type { Pull } from './github/github.ts';
import { catalogAt, type Programme } from './programme.ts';
import { listFiles, readFolder, resolveObject } from './tree.ts';

/** A claim on main: its folder, and what its path says. */
export interface MergedClaim {
  /** Path in the repository, such as `catalog/submissions/checking-for-understanding/maya/1`. */
  readonly path: string;
  readonly credential: string;
  readonly number: number;
}

/** A claim with all that its approval is decided from, or the reasons why it could not be gathered. */
export type Gathered =
  | { readonly ok: true; readonly facts: ClaimFacts; readonly pull: Pull; readonly catalog: Catalog; readonly submission: Submission }
  | { readonly ok: false; readonly reasons: readonly string[] };

/** Every claim folder on a commit of main, in the order of their paths. */
export async function mergedClaims(programme: Programme, main: string): Promise<readonly MergedClaim[]> {
  const files = await listFiles(programme.git, main, `${programme.folder}/submissions`);
  return files.flatMap(({ path }) => {
    const match = /^(.*\/submissions\/([a-z0-9-]+)\/[A-Za-z0-9-]+\/([1-9][0-9]*))\/submission\.md$/.exec(path);
    return match === null ? [] : [{ path: match[1]!, credential: match[2]!, number: Number(match[3]) }];
  });
}

/** Gathers a claim's facts from git's objects and GitHub. Throws only when GitHub or git cannot be asked at all. */
export async function gatherClaim(programme: Programme, claim: MergedClaim, main: string): Promise<Gathered> {
  const { git, github, repository } = programme;
  const { owner, name } = repository;
  const merge = await git.text(['log', '--first-parent', '-1', '--format=%H', main, '--', claim.path]);
  const candidates = (await github.pullsOfCommit(owner, name, merge)).filter((pull) => pull.merged && pull.mergeCommit === merge && pull.base.repository === repository.id && pull.base.branch === repository.defaultBranch);
  if (candidates.length !== 1) return { ok: false, reasons: [candidates.length === 0 ? `no merged pull request brought it to ${repository.defaultBranch}: commit ${merge.slice(0, 10)} was pushed directly` : `more than one pull request claims commit ${merge.slice(0, 10)}`] };
  const pull = candidates[0]!;
  const head = await resolveObject(git, `refs/laurel/pulls/${pull.number}^{commit}`);
  if (head === null || head !== pull.headSha) return { ok: false, reasons: ['the head of its pull request could not be fetched'] };

  return gatherFacts(programme, claim, { pull, head, merge, main, policy: await policyCommit(programme, merge, head), on: pull.mergedAt!.slice(0, 10) });
}

/** The facts of an open pull request as if it were merged now at `head`: what `laurel merge` asks before it merges. */
export async function gatherOpen(programme: Programme, claim: MergedClaim, pull: Pull, main: string, today: string): Promise<Gathered> {
  const base = await programme.git.text(['merge-base', main, pull.headSha]);
  const mergeable = await programme.git.run(['merge-tree', '--write-tree', main, pull.headSha]);
  if (mergeable.code !== 0) return { ok: false, reasons: [`it cannot be merged into ${programme.repository.defaultBranch} without a conflict`] };
  const gathered = await gatherFacts(programme, claim, { pull, head: pull.headSha, merge: pull.headSha, main: pull.headSha, policy: main, on: today });
  return gathered.ok ? { ...gathered, facts: { ...gathered.facts, merged: await differing(programme, [base, pull.headSha]) } } : gathered;
}

/** The claim that a pull request is about: the one folder below submissions/ that it changes. */
export async function claimOf(programme: Programme, main: string, head: string): Promise<MergedClaim | null> {
  const base = await programme.git.text(['merge-base', main, head]);
  const folders = new Set((await differing(programme, [base, head])).flatMap((path) => /^(.*\/submissions\/[a-z0-9-]+\/[A-Za-z0-9-]+\/[1-9][0-9]*)\//.exec(path)?.[1] ?? []));
  const [path] = folders;
  if (path === undefined || folders.size !== 1) return null;
  const [credential = '', , number = ''] = path.split('/').slice(-3);
  return { path, credential, number: Number(number) };
}

interface Commits {
  readonly pull: Pull;
  readonly head: string;
  readonly merge: string;
  readonly main: string;
  readonly policy: string;
  /** Year-month-day on which it was, or would be, merged. */
  readonly on: string;
}

async function gatherFacts(programme: Programme, claim: MergedClaim, { pull, head, merge, main, policy, on }: Commits): Promise<Gathered> {
  const { git, github, folder } = programme;
  const { owner, name } = programme.repository;
  const { catalog } = await catalogAt(git, policy, folder);
  const read = await readSubmission(programme, policy, merge, claim);
  if ('reasons' in read) return { ok: false, reasons: read.reasons };
  const release = [...catalog.releases.values()].find(({ value }) => value.digest === read.submission.release && value.release.id === claim.credential);

  const [reviews, edited, commits, pushers] = [
    await github.reviews(owner, name, pull.number),
    await github.editedReviews(owner, name, pull.number),
    await github.pullCommits(owner, name, pull.number),
    pull.head === null ? null : await github.pushers(pull.head.owner, pull.head.name, pull.head.branch),
  ];
  const treeAt = (commit: string): Promise<string | null> => resolveObject(git, `${commit}:${claim.path}`);
  const trees = new Map<string, string | null>();
  for (const commit of new Set(reviews.flatMap((review) => (review.commit === null ? [] : [review.commit])))) trees.set(commit, await treeAt(commit));
  const facts: ClaimFacts = {
    path: claim.path,
    pull: pull.number,
    author: pull.author?.id ?? null,
    merge,
    head,
    policy,
    existedAtPolicy: (await treeAt(policy)) !== null,
    commits: await commitFacts(programme, head, policy, new Map(commits.map(({ sha, accounts }) => [sha, accounts]))),
    merged: await differing(programme, [policy, merge]),
    tree: await treeAt(merge),
    treeNow: await treeAt(main),
    trees,
    pushers,
    reviews: reviews.map(({ id, account, state, commit, body, submitted }) => ({ id, account: account?.id ?? null, state, commit, body, submitted, edited: edited.has(id) })),
    assessors: catalog.assessors?.value ?? null,
    issuer: catalog.issuer?.value ?? null,
    release: release?.value ?? null,
    mergedOn: on,
  };
  return { ok: true, facts, pull, catalog, submission: read.submission };
}

const differing = async ({ git }: Programme, args: readonly string[]): Promise<readonly string[]> => (await git.text(['diff-tree', '-r', '-z', '--name-only', '--no-renames', '--no-commit-id', ...args])).split('\0').filter(Boolean);

// A merge commit touches what differs from all its parents; what a merge brings to main at large is compared apart.
async function commitFacts(programme: Programme, head: string, policy: string, accounts: ReadonlyMap<string, readonly number[]>): Promise<readonly CommitFacts[]> {
  const shas = (await programme.git.text(['rev-list', '--reverse', head, `^${policy}`])).split('\n').filter(Boolean);
  return Promise.all(shas.map(async (sha) => ({ sha, touched: await differing(programme, ['-c', '--root', sha]), accounts: accounts.get(sha) ?? [] })));
}

/** Main just before the first commit that a merge brought, whether it was merged, squashed or rebased. */
export async function policyCommit({ git }: Programme, merge: string, head: string): Promise<string> {
  const parents = (await git.text(['rev-list', '--parents', '-n', '1', merge])).split(' ').slice(1);
  if (parents.length !== 1) return parents[0] ?? merge;
  const named = async (args: readonly string[]): Promise<readonly string[]> => (await git.text(['log', '--format=%an%x00%ae%x00%at%x00%s', ...args])).split('\n').filter(Boolean);
  const brought = await named(['--topo-order', head, `^${merge}`]);
  const onMain = await named(['--first-parent', '-n', String(Math.max(brought.length, 1)), merge]);
  const rebased = brought.length > 1 && brought.join('\n') === onMain.join('\n');
  return git.text(['rev-parse', `${merge}~${rebased ? brought.length : 1}`]);
}

type Read = { readonly submission: Submission } | { readonly reasons: readonly string[] };

// The submission as merged, linted against the catalog at the policy commit.
async function readSubmission({ git, folder }: Programme, policy: string, merge: string, claim: MergedClaim): Promise<Read> {
  const odd = (await listFiles(git, merge, claim.path)).find(({ mode }) => mode !== '100644');
  if (odd !== undefined) return { reasons: [`${odd.path} is not an ordinary file`] };
  const own = claim.path.slice(folder.length + 1);
  const files = await readFolder(git, merge, claim.path);
  const around = (await readFolder(git, policy, folder)).filter(({ path }) => !path.startsWith('submissions/'));
  const report = lint([...around, ...files.map(({ path, bytes }) => ({ path: `${own}/${path}`, bytes }))], { today: '9999-12-31' });
  const faults = report.diagnostics.filter(({ path, severity }) => path.startsWith(`${own}/`) && severity === 'error');
  if (faults.length > 0) return { reasons: faults.slice(0, 5).map(({ path, line, message }) => `${path}:${line}: ${message}`) };
  const submission = report.catalog.submissions.get(own.slice('submissions/'.length));
  return submission === undefined ? { reasons: ['it holds no submission'] } : { submission: submission.value };
}
