import { attemptsOf, type Attempt } from '../../core/assessment/attempts.ts';
import { proveApproval, type Approval, type ClaimFacts } from '../../core/assessment/approval.ts';
import { interestsOf } from '../../core/assessment/eligibility.ts';
import { unsignedBadge } from '../../core/badge/credential.ts';
import type { Edition } from '../../core/badge/edition.ts';
import { generalPath } from '../../core/badge/proof.ts';
import { lintBadge } from '../../core/badge/verify.ts';
import { digestOf } from '../../core/canonical.ts';
import type { Award } from '../../core/model.generated.ts';
import { awardRecord, toSecond } from '../../core/plan/award.ts';
import { badgeEvidence } from '../../core/plan/badge-evidence.ts';
import type { AttemptRecord } from '../../core/plan/register.ts';
import { broughtBy, gatherClaim, type MergedClaim } from '../claims.ts';
import { GitFailure } from '../git.ts';
import type { Pull } from '../github/github.ts';
import { throwAwayKey } from '../keys.ts';
import type { Place } from '../place.ts';
import type { Run } from './run.ts';

/** What an award is made from: the facts of its claim, and the approval that they prove. */
export interface Grounds {
  readonly facts: ClaimFacts;
  readonly pull: Pull;
  readonly approval: Extract<Approval, { readonly ok: true }>;
}

/** Why a claim on main is not proven, and the pull requests that brought it, as far as they could be told. */
export interface NoGrounds {
  readonly reasons: readonly string[];
  readonly pulls: readonly Pull[];
}

/**
 * Proves a claim on a place's main. What is wrong with one claim refuses that claim alone; a GitHub that cannot be asked
 * at all stops the run.
 */
export async function groundsFor(run: Run, place: Place, claim: MergedClaim, main: string, catalogMain: string): Promise<Grounds | NoGrounds> {
  let pulls: readonly Pull[] = [];
  try {
    const brought = await broughtBy(place, claim, main);
    if ('reasons' in brought) return { reasons: brought.reasons, pulls };
    pulls = brought.pulls;
    const reasons: string[] = [];
    const proven: Grounds[] = [];
    for (const gathered of await gatherClaim(run.programme, place, claim, main, brought, catalogMain)) {
      const approval = gathered.ok ? proveApproval(gathered.facts) : gathered;
      if (gathered.ok && approval.ok) proven.push({ facts: gathered.facts, pull: gathered.pull, approval });
      else if (!approval.ok) reasons.push(...approval.reasons);
    }
    const [grounds] = proven;
    if (grounds === undefined) return { reasons, pulls };
    if (proven.length > 1) return { reasons: [`more than one approved pull request brought it (${proven.map(({ pull }) => pull.number).join(', ')}), so a person must look`], pulls };
    // What is signed for must be what is published: the release has to stand on main unchanged.
    return run.releases.has(grounds.facts.release!.digest) ? grounds : { reasons: ['the release that it was assessed under is not on main any more'], pulls };
  } catch (error) {
    const { name, status = 0, message } = error as { readonly name?: string; readonly status?: number; readonly message?: string };
    const aboutThis = error instanceof GitFailure || (name === 'GitHubFailure' && status >= 400 && status < 500 && ![401, 403, 429].includes(status));
    if (!aboutThis) throw error;
    return { reasons: [`its pull request could not be read: ${message}`], pulls };
  }
}

/** What is drawn at random or from the clock when an award is recorded. */
export interface Drawn {
  readonly serial: string;
  readonly status: Award['status'];
  readonly signed: string;
  /** The format that the award was recorded in; the latest one, where it is new. */
  readonly format?: Award['format'];
  /** What others vouch for, and the badge carries inside. */
  readonly endorsements?: NonNullable<Award['endorsements']>;
}

/** The award record of a proven claim. */
export async function awardFrom({ programme, releases, issuer, keys: open }: Run, place: Place, claim: MergedClaim, { facts, pull, approval }: Grounds, drawn: Drawn): Promise<Award> {
  const keys = await open();
  const earner = keys.earner(facts.author!);
  return awardRecord({
    ...drawn,
    earner,
    claim: keys.claim({ repository: place.repository.id, credential: claim.credential, earner, number: claim.number }),
    awarded: toSecond(new Date(pull.mergedAt!)),
    issuer,
    publicKey: keys.publicKey,
    release: releases.get(facts.release!.digest)!,
    // In a one-repository programme nothing is private, whatever a submission says.
    visibility: programme.isPrivate ? facts.submission.visibility : 'public',
    approval,
    evidence: badgeEvidence(facts.submission, releases.get(facts.release!.digest)!),
    source: { repository: place.repository.id, pull: facts.pull, merge: facts.merge, head: facts.head, tree: facts.tree!, policy: facts.policy, path: facts.path },
  });
}

/**
 * Law 5: the whole verification under a throw-away key, before the real one is touched. Gives what speaks against the badge.
 * @param last whether the key comes next: then every canonical form is worked out by the general path, remembering nothing.
 */
export async function tryBadge({ releases, issuer, signing, verifying }: Run, award: Edition, { last }: { readonly last: boolean }): Promise<readonly string[]> {
  const results = await lintBadge(unsignedBadge(award, releases.get(award.release)!.release), { now: new Date(award.signed), throwAway: throwAwayKey(), issuer, way: signing, verifying: last ? generalPath : verifying });
  return results.filter(({ outcome }) => outcome === 'fail' || outcome === 'unknown').map(({ name, detail }) => `its badge would not verify: ${name}: ${detail}`);
}

/** The records of a claim's decided attempts, the one that was awarded among them. */
export function attemptRecords({ facts }: Grounds, award: Award): readonly AttemptRecord[] {
  const { release, assessors, issuer, tree, head, reviews, trees, submission } = facts;
  const involved = new Set([...(facts.pushers ?? []), ...facts.commits.flatMap(({ accounts }) => accounts ?? [])]);
  const attempts = attemptsOf({ reviews, trees, tree: tree!, head, release: release!.release, assessors: assessors!, interests: interestsOf(submission, facts.author), involved, independent: issuer!.policy.approvals });
  return attempts.flatMap((attempt) => recordOf(attempt, award));
}

function recordOf({ number, tree, commit, decision, assessments }: Attempt, { claim, credential, release }: Award): readonly AttemptRecord[] {
  if (decision.kind !== 'passed' && decision.kind !== 'not-yet') return [];
  return [{
    format: 'laurel-attempt-1',
    claim,
    credential,
    release,
    attempt: number,
    tree,
    commit,
    decision: decision.kind,
    short: decision.kind === 'passed' ? [] : [...decision.short],
    decided: assessments.at(-1)!.review.submitted,
    assessments: assessments.map(({ assessor, review, assessment, passed }) => ({ assessor, review: review.id, body: digestOf(review.body), commit: review.commit, submitted: review.submitted, passed, levels: Object.fromEntries(assessment.levels), sufficient: Object.fromEntries(assessment.sufficient) })),
  }];
}
