import { byline, type PracticeEvent } from '../events.ts';
import { branchTip } from '../git/bare.ts';
import type { Caller } from '../grants.ts';
import { gitDir, type Host } from '../host.ts';
import { fullName, headRepositoryOf, repository } from '../records.ts';
import type { Issue, Pull } from '../state.ts';
import { tried } from './trial.ts';

/** Tells of something that happened to a pull request or to a review of it. */
export async function announcePull(host: Host, id: number, kind: 'pull_request' | 'pull_request_review', action: string, actor: Caller): Promise<void> {
  const known = host.store.get().pulls[id];
  if (!host.events.heard() || known === undefined) return;
  const pull = await tried(host, known);
  const state = host.store.get();
  const source = headRepositoryOf(state, pull);
  host.events.emit({
    kind,
    action,
    repository: fullName(state, repository(state, pull.repositoryId)),
    ...whereOf(pull),
    ...byline(actor),
    number: pull.number,
    ...(source === null ? {} : { head: { repository: fullName(state, source), ref: pull.headRef, sha: pull.headSha } }),
  });
}

/** Tells of something that happened to an issue, or in its conversation, which for GitHub happens on the default branch. */
export async function announceIssue(host: Host, thread: Issue | Pull, kind: 'issues' | 'issue_comment', action: string, actor: Caller): Promise<void> {
  if (!host.events.heard()) return;
  const state = host.store.get();
  const target = repository(state, thread.repositoryId);
  const sha = (await branchTip(gitDir(host, target), target.defaultBranch)) ?? '';
  host.events.emit({ kind, action, repository: fullName(state, target), ref: `refs/heads/${target.defaultBranch}`, sha, ...byline(actor), number: thread.number });
}

// Source: docs, "Events that trigger workflows", GITHUB_SHA and GITHUB_REF of pull_request.
function whereOf(pull: Pull): Pick<PracticeEvent, 'ref' | 'sha'> {
  if (pull.merged !== null) return { ref: `refs/heads/${pull.baseRef}`, sha: pull.merged.sha };
  return { ref: `refs/pull/${pull.number}/merge`, sha: pull.trial?.sha ?? '' };
}
