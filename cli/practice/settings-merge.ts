import { may } from './access.ts';
import { codeOwners } from './settings-owners.ts';
import { branchTip } from './git/bare.ts';
import { mergeBase } from './git/commits.ts';
import { diff } from './git/diff.ts';
import { gitDir, type Host } from './host.ts';
import { all, repository } from './records.ts';
import { refusal } from './refusal.ts';
import { glob, rulesAgainst, teamMembers } from './settings-rules.ts';
import type { KeptRule } from './settings-kept.ts';
import type { Person, Pull, Repository, Review } from './state.ts';

interface Required {
  readonly file_patterns: readonly string[];
  readonly minimum_approvals: number;
  readonly reviewer: { readonly id: number };
}

/**
 * Refuses a merge that the rules of the base branch do not allow, in GitHub's words.
 * Sources: docs, "Available rules for rulesets"; that nothing is enforced of code owners where no approval is required was measured in rjwalters/loom#4607.
 */
export async function rulesOnMerge(host: Host, pull: Pull, merger: Person): Promise<void> {
  const state = host.store.get();
  const target = repository(state, pull.repositoryId);
  const rules = rulesAgainst(state, target, pull.baseRef, merger, 'pull_request');
  if (rules.some(({ type }) => type === 'update')) throw violated('Cannot update this protected ref.');
  for (const rule of rules.filter(({ type }) => type === 'pull_request')) for (const why of await lacking(host, target, pull, rule)) throw violated(why);
}

const violated = (why: string) => refusal(405, `Repository rule violations found\n\n${why}\n\n`);

async function lacking(host: Host, target: Repository, pull: Pull, { parameters = {} }: KeptRule): Promise<readonly string[]> {
  const state = host.store.get();
  const opinions = latestOpinions(all(state, 'reviews').filter((review) => review.pullId === pull.id)).filter(({ authorId }) => authorId !== pull.authorId);
  const writers = opinions.filter(({ authorId }) => may(target, state.people[authorId] ?? null, 'push'));
  const pusher = lastPusher(host, pull);
  const current = (review: Review): boolean => parameters['dismiss_stale_reviews_on_push'] !== true || review.commitId === pull.headSha;
  const approvals = writers.filter((review) => review.state === 'APPROVED' && current(review));
  const count = Number(parameters['required_approving_review_count'] ?? 0);
  const found: string[] = [];
  if (count > 0) {
    if (writers.some(({ state: said }) => said === 'CHANGES_REQUESTED')) found.push('Changes have been requested.');
    if (approvals.length < count) found.push(`At least ${count} approving review${count === 1 ? ' is' : 's are'} required by reviewers with write access.`);
    if (parameters['require_last_push_approval'] === true && !approvals.some(({ authorId }) => authorId !== pusher)) found.push('New changes require approval from someone other than the last pusher.');
    if (parameters['require_code_owner_review'] === true) {
      const asked = await codeOwners(host, target, pull.baseRef, await changedFiles(host, target, pull));
      if (asked.some((owners) => owners.length > 0 && !owners.some((id) => approvals.some(({ authorId }) => authorId === id)))) found.push('Waiting on code owner review.');
    }
  }
  const required = (parameters['required_reviewers'] ?? []) as readonly Required[];
  const files = required.length === 0 ? [] : await changedFiles(host, target, pull);
  for (const { file_patterns, minimum_approvals, reviewer } of required) {
    if (!files.some((path) => file_patterns.some((pattern) => glob(pattern).test(path)))) continue;
    const members = teamMembers(state, target, reviewer.id);
    const agreed = opinions.filter((review) => review.state === 'APPROVED' && current(review) && members.some(({ id }) => id === review.authorId));
    if (agreed.length < minimum_approvals) found.push(`${minimum_approvals} approving reviews by the team ${reviewer.id} are required.`);
  }
  return found;
}

// A comment is no opinion; a dismissed review takes an earlier one with it.
function latestOpinions(reviews: readonly Review[]): readonly Review[] {
  const latest = new Map<number, Review>();
  for (const review of reviews) if (['APPROVED', 'CHANGES_REQUESTED', 'DISMISSED'].includes(review.state)) latest.set(review.authorId, review);
  return [...latest.values()];
}

function lastPusher(host: Host, pull: Pull): number | null {
  const moves = host.store.get().activity.filter(({ repositoryId, ref }) => repositoryId === pull.headRepositoryId && ref === `refs/heads/${pull.headRef}`);
  return moves.at(-1)?.actorId ?? null;
}

async function changedFiles(host: Host, target: Repository, pull: Pull): Promise<readonly string[]> {
  const dir = gitDir(host, target);
  const base = (await branchTip(dir, pull.baseRef)) ?? pull.baseSha;
  const from = (await mergeBase(dir, base, pull.headSha)) ?? base;
  return (await diff(dir, from, pull.headSha)).flatMap(({ path, previousPath }) => (previousPath === null ? [path] : [path, previousPath]));
}
