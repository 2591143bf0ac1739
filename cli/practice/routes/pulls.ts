import { may, permitted, pullOf, readable, somebody } from '../access.ts';
import { flag, requiredText, text } from '../fields.ts';
import { branchTip } from '../git/bare.ts';
import { isAncestor, readCommits } from '../git/commits.ts';
import { gitDir, stamp, type Call, type Host, type Reply, type Route } from '../host.ts';
import { linkHeader, listed, pageOf, slice } from '../paging.ts';
import { refuseWorkflow } from '../permissions.ts';
import { announcePull } from '../pulls/announce.ts';
import { takeHead } from '../pulls/movements.ts';
import { openPull } from '../pulls/open.ts';
import { filesOf, scopeOf } from '../pulls/scope.ts';
import { tried } from '../pulls/trial.ts';
import { fullName, headRepositoryOf, person, pullsOf, put } from '../records.ts';
import { forbidden, invalid, type Refusal } from '../refusal.ts';
import { commitShape, diffEntry } from '../shapes/commit.ts';
import { fullPull, simplePull } from '../shapes/pull.ts';
import type { Pull, Repository, State } from '../state.ts';

const LIST = '/repos/{owner}/{repo}/pulls';
const ONE = `${LIST}/{pull_number}`;

/** Pull requests: opening, reading, changing. */
export const pullRoutes: readonly Route[] = [
  { method: 'GET', path: LIST, run: (call) => listed(call, chosen(call, readable(call)), (pull) => simplePull(call.host, pull, call.caller)) },
  {
    method: 'POST',
    path: LIST,
    run: async (call) => {
      const target = permitted(call, 'pull');
      refuseWorkflow(call, target);
      const order = {
        title: requiredText(call, 'title', 'PullRequest'),
        body: text(call, 'body', 'PullRequest'),
        head: requiredText(call, 'head', 'PullRequest'),
        headRepo: text(call, 'head_repo', 'PullRequest'),
        base: requiredText(call, 'base', 'PullRequest'),
        draft: flag(call, 'draft', false),
        maintainerCanModify: call.body['maintainer_can_modify'] === undefined ? null : flag(call, 'maintainer_can_modify', true),
      };
      return whole(call, await openPull(call.host, target, order, somebody(call)), 201);
    },
  },
  { method: 'GET', path: ONE, run: (call) => whole(call, pullOf(call, readable(call)), 200) },
  { method: 'PATCH', path: ONE, run: changePull },
  {
    method: 'GET',
    path: `${ONE}/commits`,
    run: async (call) => {
      const target = readable(call);
      const { commits } = await scopeOf(call.host, pullOf(call, target));
      const shown = commits.slice(0, 250);
      const page = pageOf(call);
      const read = await readCommits(gitDir(call.host, target), slice(shown, page));
      return { status: 200, body: read.map((commit) => commitShape(call.host, target, commit)), headers: linkHeader(call, shown.length, page) };
    },
  },
  {
    method: 'GET',
    path: `${ONE}/files`,
    run: async (call) => {
      const target = readable(call);
      const pull = pullOf(call, target);
      return listed(call, (await filesOf(call.host, pull)).slice(0, 3000), (file) => diffEntry(call.host, target, pull.headSha, file));
    },
  },
];

/** A pull request with everything that only it says, freshly tried for conflicts. */
export async function whole(call: Call, pull: Pull, status: number): Promise<Reply> {
  const [current, scope, files] = await Promise.all([tried(call.host, pull), scopeOf(call.host, pull), filesOf(call.host, pull)]);
  const counts = {
    commits: scope.commits.length,
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changedFiles: files.length,
  };
  return { status, body: fullPull(call.host, current, counts, call.caller) };
}

function chosen(call: Call, target: Repository): readonly Pull[] {
  const { query, host } = call;
  const state = query.get('state') ?? 'open';
  const [head, base] = [query.get('head'), query.get('base')];
  const sort = query.get('sort') ?? 'created';
  const down = (query.get('direction') ?? (query.get('sort') === null || sort === 'created' ? 'desc' : 'asc')) === 'desc';
  const kept = pullsOf(host.store.get(), target.id).filter(
    (pull) =>
      (state === 'all' || pull.state === state) &&
      (base === null || pull.baseRef === base) &&
      (head === null || label(host.store.get(), pull) === head),
  );
  const key = (pull: Pull): string => (sort === 'updated' ? pull.updatedAt : pull.createdAt);
  const sorted = kept.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.id - b.id));
  return down ? sorted.reverse() : sorted;
}

function label(state: State, pull: Pull): string {
  const source = headRepositoryOf(state, pull);
  return source === null ? '' : `${person(state, source.ownerId).login}:${pull.headRef}`;
}

/** Changes the pull request of the request: its words, its base, whether it is open. */
export async function changePull(call: Call): Promise<Reply> {
  const { host } = call;
  const target = readable(call);
  const pull = pullOf(call, target);
  const caller = somebody(call);
  if (pull.authorId !== caller.id && !may(target, caller, 'triage'))
    throw forbidden(`Must have write access to ${fullName(host.store.get(), target)} to change this pull request.`);
  const title = call.body['title'] === undefined ? pull.title : requiredText(call, 'title', 'PullRequest');
  const body = call.body['body'] === undefined ? pull.body : text(call, 'body', 'PullRequest');
  const baseRef = await newBase(host, target, pull, text(call, 'base', 'PullRequest'));
  const maintainerCanModify = flag(call, 'maintainer_can_modify', pull.maintainerCanModify);
  const moved = await turned(
    host,
    target,
    { ...pull, title, body, baseRef, maintainerCanModify, updatedAt: stamp(host) },
    text(call, 'state', 'PullRequest'),
  );
  host.store.change((state) => put(state, 'pulls', moved));
  const edited = title !== pull.title || body !== pull.body || baseRef !== pull.baseRef ? ['edited'] : [];
  const turns = moved.state === pull.state ? edited : [...edited, moved.state === 'closed' ? 'closed' : 'reopened'];
  for (const action of turns) await announcePull(host, pull.id, 'pull_request', action, caller);
  return whole(call, moved, 200);
}

async function newBase(host: Host, target: Repository, pull: Pull, wanted: string | null): Promise<string> {
  if (wanted === null || wanted === pull.baseRef) return pull.baseRef;
  if (pull.state === 'closed')
    throw invalid({ resource: 'PullRequest', field: 'base', code: 'invalid', message: 'Cannot change the base branch of a closed pull request.' });
  if ((await branchTip(gitDir(host, target), wanted)) === null) throw invalid({ resource: 'PullRequest', field: 'base', code: 'invalid' });
  return wanted;
}

// Closing always works; opening again needs a branch that still goes on from where the pull request stood.
async function turned(host: Host, target: Repository, pull: Pull, wanted: string | null): Promise<Pull> {
  if (wanted === null || wanted === pull.state) return pull;
  if (wanted === 'closed') return { ...pull, state: 'closed', closedAt: pull.updatedAt };
  if (wanted !== 'open') throw invalid({ resource: 'PullRequest', field: 'state', code: 'invalid' });
  if (pull.merged !== null) throw stuck('The pull request cannot be reopened: it was merged.');
  const source = headRepositoryOf(host.store.get(), pull);
  if (source === null) throw stuck('state cannot be changed. The repository that submitted this pull request has been deleted.');
  const tip = await branchTip(gitDir(host, source), pull.headRef);
  if (tip === null) throw stuck(`state cannot be changed. The ${pull.headRef} branch has been deleted.`);
  if (!(await isAncestor(gitDir(host, source), pull.headSha, tip)))
    throw stuck(`state cannot be changed. The ${pull.headRef} branch was force-pushed or recreated.`);
  const twin = pullsOf(host.store.get(), target.id).some(
    (one) => one.state === 'open' && one.headRepositoryId === pull.headRepositoryId && one.headRef === pull.headRef && one.baseRef === pull.baseRef,
  );
  if (twin) throw stuck('state cannot be changed. There is already an open pull request from this branch.');
  return takeHead(host, { ...pull, state: 'open', closedAt: null }, pull.updatedAt);
}

const stuck = (message: string): Refusal => invalid({ resource: 'PullRequest', field: 'state', code: 'invalid', message });
