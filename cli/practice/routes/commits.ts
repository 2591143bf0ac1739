import { may, readable } from '../access.ts';
import { accountByEmail } from '../accounts.ts';
import { branchTip, bring } from '../git/bare.ts';
import { between, isAncestor, mergeBase, readCommit, readCommits, resolve, revList } from '../git/commits.ts';
import { diff, EMPTY_TREE } from '../git/diff.ts';
import { gitDir, type Call, type Route } from '../host.ts';
import { linkHeader, listed, pageOf, slice } from '../paging.ts';
import { networkOf } from '../pulls/open.ts';
import { scopeOf } from '../pulls/scope.ts';
import { all, personByLogin, pullsOf } from '../records.ts';
import { notFound, refusal } from '../refusal.ts';
import { commitShape, diffEntry } from '../shapes/commit.ts';
import { simplePull } from '../shapes/pull.ts';
import { repositoryPage, repositoryUrl } from '../shapes/repository.ts';
import type { Pull, Repository } from '../state.ts';

/** Commits, their files, the pull requests that brought them, and comparisons. */
export const commitRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/commits',
    run: async (call) => {
      const repository = readable(call);
      const dir = gitDir(call.host, repository);
      const named = call.query.get('sha') ?? repository.defaultBranch;
      const start = await resolve(dir, named);
      if (start === null) throw (await branchTip(dir, repository.defaultBranch)) === null ? refusal(409, 'Git Repository is empty.') : notFound();
      const since = call.query.get('since');
      const until = call.query.get('until');
      const path = call.query.get('path');
      const limits = [...(since === null ? [] : [`--since=${since}`]), ...(until === null ? [] : [`--until=${until}`])];
      const shas = await revList(dir, [...limits, start], path === null || path === '' ? [] : [`:(literal)${path}`]);
      const kept = await by(call, dir, shas);
      const page = pageOf(call);
      const commits = await readCommits(dir, slice(kept, page));
      return { status: 200, body: commits.map((commit) => commitShape(call.host, repository, commit)), headers: linkHeader(call, kept.length, page) };
    },
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/commits/{ref}',
    run: async (call) => {
      const repository = readable(call);
      const dir = gitDir(call.host, repository);
      const sha = await commitNamed(dir, call.params['ref'] ?? '');
      const commit = await readCommit(dir, sha);
      const changes = await diff(dir, commit.parents[0] ?? EMPTY_TREE, sha);
      const page = pageOf(call, 100);
      const additions = changes.reduce((sum, file) => sum + file.additions, 0);
      const deletions = changes.reduce((sum, file) => sum + file.deletions, 0);
      const files = slice(changes, page).map((file) => diffEntry(call.host, repository, sha, file));
      const body = { ...commitShape(call.host, repository, commit), stats: { total: additions + deletions, additions, deletions }, files };
      return { status: 200, body, headers: linkHeader(call, changes.length, page) };
    },
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/commits/{commit_sha}/pulls',
    run: async (call) => {
      const repository = readable(call);
      const sha = await commitNamed(gitDir(call.host, repository), call.params['commit_sha'] ?? '');
      return listed(call, await pullsWith(call, repository, sha), (pull) => simplePull(call.host, pull, call.caller));
    },
  },
  { method: 'GET', path: '/repos/{owner}/{repo}/compare/{basehead}', run: compare },
];

async function commitNamed(dir: string, name: string): Promise<string> {
  const sha = await resolve(dir, name);
  if (sha === null) throw refusal(422, `No commit found for SHA: ${name}`);
  return sha;
}

// Filtering by who wrote a commit is by account where there is one, and by the written address otherwise.
async function by(call: Call, dir: string, shas: readonly string[]): Promise<readonly string[]> {
  const state = call.host.store.get();
  const roles = (['author', 'committer'] as const).filter((role) => call.query.get(role) !== null);
  if (roles.length === 0) return shas;
  const commits = await readCommits(dir, shas);
  const fits = (email: string, wanted: string): boolean =>
    email === wanted || (accountByEmail(state, email)?.login.toLowerCase() ?? '') === (personByLogin(state, wanted)?.login ?? wanted).toLowerCase();
  return commits.filter((commit) => roles.every((role) => fits(commit[role].email, call.query.get(role) ?? ''))).map((commit) => commit.sha);
}

// In the default branch a commit belongs to the merged pull requests that brought it; elsewhere to open ones as well.
async function pullsWith(call: Call, repository: Repository, sha: string): Promise<readonly Pull[]> {
  const dir = gitDir(call.host, repository);
  const tip = await branchTip(dir, repository.defaultBranch);
  const settled = tip !== null && (await isAncestor(dir, sha, tip));
  const found: Pull[] = [];
  for (const pull of pullsOf(call.host.store.get(), repository.id)) {
    if (pull.merged === null && (settled || pull.state !== 'open')) continue;
    const scope = await scopeOf(call.host, pull);
    if (scope.commits.includes(sha) || pull.merged?.landed.includes(sha) === true) found.push(pull);
  }
  return found;
}

async function compare(call: Call) {
  const { host } = call;
  const repository = readable(call);
  const [base = '', head, ...rest] = (call.params['basehead'] ?? '').split('...');
  if (head === undefined || rest.length > 0) throw notFound();
  const dir = gitDir(host, repository);
  const [from, to] = await Promise.all([side(call, repository, base), side(call, repository, head)]);
  const fork = await mergeBase(dir, from, to);
  if (fork === null) throw refusal(404, `No common ancestor between ${base} and ${head}.`);
  const [ahead, behind, changes] = await Promise.all([between(dir, from, to), between(dir, to, from), diff(dir, fork, to)]);
  const page = pageOf(call, 250);
  const [first, shared, ...commits] = (await readCommits(dir, [from, fork, ...slice(ahead, page)])).map((commit) =>
    commitShape(host, repository, commit),
  );
  const html = `${repositoryPage(host, repository)}/compare/${base}...${head}`;
  const body = {
    url: `${repositoryUrl(host, repository)}/compare/${base}...${head}`,
    html_url: html,
    permalink_url: `${repositoryPage(host, repository)}/compare/${from}...${to}`,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    base_commit: first,
    merge_base_commit: shared,
    status: ahead.length > 0 ? (behind.length > 0 ? 'diverged' : 'ahead') : behind.length > 0 ? 'behind' : 'identical',
    ahead_by: ahead.length,
    behind_by: behind.length,
    total_commits: ahead.length,
    commits,
    files: page.page === 1 ? changes.slice(0, 300).map((file) => diffEntry(host, repository, to, file)) : [],
  };
  return { status: 200, body, headers: linkHeader(call, ahead.length, page) };
}

// `branch`, `owner:branch` or `owner:repository:branch`; another repository must be of the same network.
async function side(call: Call, repository: Repository, name: string): Promise<string> {
  const dir = gitDir(call.host, repository);
  const parts = name.split(':');
  const ref = parts.at(-1) ?? '';
  if (parts.length === 1) return orNotFound(await resolve(dir, ref));
  const owner = personByLogin(call.host.store.get(), parts[0] ?? '');
  const other = all(call.host.store.get(), 'repositories').find(
    (one) =>
      one.ownerId === owner?.id &&
      networkOf(one) === networkOf(repository) &&
      (parts.length < 3 || one.name === parts[1]) &&
      may(one, call.caller, 'pull'),
  );
  if (other === undefined) throw notFound();
  const sha = orNotFound(await resolve(gitDir(call.host, other), ref));
  await bring(dir, gitDir(call.host, other), sha);
  return sha;
}

const orNotFound = (sha: string | null): string => {
  if (sha === null) throw notFound();
  return sha;
};
