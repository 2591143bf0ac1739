import { GHOST, githubSignature, signatureOf } from '../accounts.ts';
import { branchTip, moveRef } from '../git/bare.ts';
import { readCommits } from '../git/commits.ts';
import { mergeCommit, rebaseCommits, squashCommit } from '../git/merge.ts';
import { gitDir, stamp, type Host } from '../host.ts';
import { headRepositoryOf, person, repository } from '../records.ts';
import { refusal } from '../refusal.ts';
import type { Caller } from '../grants.ts';
import type { MergeMethod, Pull } from '../state.ts';
import { announcePull } from './announce.ts';
import { follow, record, settle } from './movements.ts';
import { scopeBetween, type Scope } from './scope.ts';

/** A merge that somebody wants. */
export interface LandOrder {
  readonly method: MergeMethod;
  readonly sha: string | null;
  readonly title: string | null;
  readonly message: string | null;
}

/** Merges a pull request with real git and moves the base branch; gives the commit that `merge_commit_sha` will say. */
export async function landPull(host: Host, pull: Pull, order: LandOrder, merger: Caller): Promise<string> {
  refuse(pull, order);
  const target = repository(host.store.get(), pull.repositoryId);
  const dir = gitDir(host, target);
  const base = await branchTip(dir, pull.baseRef);
  if (base === null) throw refusal(405, 'Base branch does not exist');
  const scope = await scopeBetween(dir, base, pull.headSha);
  const landed = await make(host, dir, pull, base, scope, order, merger);
  const sha = landed.at(-1) ?? base;
  if (!(await moveRef(dir, `refs/heads/${pull.baseRef}`, sha, base))) {
    throw refusal(405, 'Base branch was modified. Review and try the merge again.');
  }
  const result = { at: stamp(host), byId: merger.id, sha, method: order.method, mergeBase: scope.from, brought: scope.commits, landed };
  settle(host, pull, result);
  await announcePull(host, pull.id, 'pull_request', 'closed', merger);
  if (sha === base) return sha;
  record(host, target, { before: base, after: sha, ref: `refs/heads/${pull.baseRef}`, type: 'pr_merge' }, merger);
  await follow(host, target, { name: pull.baseRef, from: base, to: sha }, merger);
  return sha;
}

function refuse(pull: Pull, order: LandOrder): void {
  if (pull.state !== 'open') throw refusal(405, 'Pull Request is not mergeable');
  if (order.sha !== null && order.sha !== pull.headSha) throw refusal(409, 'Head branch was modified. Review and try the merge again.');
  if (pull.draft) throw refusal(405, 'Pull Request is still a draft');
}

async function make(host: Host, dir: string, pull: Pull, base: string, scope: Scope, order: LandOrder, merger: Caller): Promise<readonly string[]> {
  const state = host.store.get();
  const date = host.now();
  const by = signatureOf(merger, date);
  if (order.method === 'rebase') {
    const landed = await rebaseCommits(dir, base, pull.headSha, by);
    if (landed === null) throw refusal(405, "This branch can't be rebased");
    return landed;
  }
  if (order.method === 'squash') {
    const { title, body } = await squashText(dir, pull, scope);
    const author = signatureOf(person(state, pull.authorId), date);
    const message = joined(order.title ?? `${title} (#${pull.number})`, order.message ?? body);
    return landedOrConflict(await squashCommit(dir, { base, head: pull.headSha, message, author, committer: githubSignature(date) }));
  }
  const source = headRepositoryOf(state, pull);
  const from = source === null ? GHOST.login : person(state, source.ownerId).login;
  const title = order.title ?? `Merge pull request #${pull.number} from ${from}/${pull.headRef}`;
  const message = joined(title, order.message ?? pull.title);
  return landedOrConflict(await mergeCommit(dir, { base, head: pull.headSha, message, author: by, committer: githubSignature(date) }));
}

function landedOrConflict(sha: string | null): readonly string[] {
  if (sha === null) throw refusal(405, 'Pull Request is not mergeable');
  return [sha];
}

// One commit lends its own words; several are listed under the title of the pull request.
async function squashText(dir: string, pull: Pull, scope: Scope): Promise<{ readonly title: string; readonly body: string }> {
  const messages = (await readCommits(dir, scope.commits)).map((commit) => commit.message.trim());
  const [only = ''] = messages;
  const [title = '', ...rest] = only.split('\n');
  if (messages.length === 1) return { title, body: rest.join('\n').trim() };
  return { title: pull.title, body: messages.map((message) => `* ${message}`).join('\n\n') };
}

const joined = (title: string, body: string): string => (body === '' ? title : `${title}\n\n${body}`);
