import { attemptsOf } from '../core/assessment/attempts.ts';
import type { OpenClaim } from './open-claim.ts';
import { resolveObject } from './tree.ts';

/**
 * What a person is asked to judge of an open claim where two others disagree: the disputed criteria and parts.
 * @returns null where everything is asked: nothing is disputed, or this person is one of those who disagree.
 */
export async function disputedFor({ place, pull, claim, release, assessors, interests, issuer }: OpenClaim, account: number): Promise<ReadonlySet<string> | null> {
  const { owner, name } = place.repository;
  const reviews = await place.github.reviews(owner, name, pull.number);
  if (reviews.length < 2) return null;
  const edited = await place.github.editedReviews(owner, name, pull.number);
  const trees = new Map<string, string | null>();
  for (const commit of new Set(reviews.flatMap((review) => review.commit ?? []))) trees.set(commit, await resolveObject(place.git, `${commit}:${claim.path}`));
  const tree = await resolveObject(place.git, `${pull.headSha}:${claim.path}`);
  if (tree === null) return null;
  const facts = reviews.map(({ id, account: by, state, commit, body, submitted }) => ({ id, account: by?.id ?? null, state, commit, body, submitted, edited: edited.has(id) }));
  const now = attemptsOf({ reviews: facts, trees, tree, head: pull.headSha, release: release.release, assessors, interests, involved: new Set(), independent: issuer.policy.approvals }).at(-1);
  if (now?.decision.kind !== 'disputed' || now.assessments.some(({ assessor }) => assessor === account)) return null;
  return new Set(now.decision.items);
}
