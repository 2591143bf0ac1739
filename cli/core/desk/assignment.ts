import { sha256 } from '../canonical.ts';
import { compare } from '../diagnostic.ts';
import { mayAssess, type Listed } from '../assessment/eligibility.ts';
import type { Assessors, Issuer } from '../model.generated.ts';
import { plusWorkingDays } from '../working-days.ts';
import { currentAttempt, underAssessment, type DeskClaim, type Person } from './claim.ts';

/** Who reads a claim: who goes on, who is asked now, who is relieved because their time is over, and how many nobody could be found for. */
export interface Assignment {
  readonly keep: readonly Person[];
  readonly add: readonly Person[];
  readonly relieve: readonly Person[];
  readonly missing: number;
  /** Why listed people were passed over, by login; for the programme lead. */
  readonly passedOver: ReadonlyMap<string, string>;
}

/** The rules by which people are assigned. */
export interface AssignmentPolicy {
  readonly assessors: Assessors;
  readonly policy: Issuer['policy'];
}

/** Open claims that one person has at most where the policy says nothing. */
export const DEFAULT_LOAD = 4;

/** The load that an assessor may carry. */
export const loadOf = (assessor: Listed, policy: Issuer['policy']): number => assessor.load ?? policy.load ?? DEFAULT_LOAD;

/** The working days that an assessor has: all of the decision's for the first two, half of them for a person who comes later. */
export const daysFor = (claim: DeskClaim, policy: Issuer['policy']): number => (currentAttempt(claim)?.decision.kind === 'disputed' ? Math.ceil(policy['decision-days'] / 2) : policy['decision-days']);

/**
 * Assigns assessors to all open claims at once: by eligibility, conflict of interest and load, and by nothing that is drawn:
 * the same claims at the same time give the same people. Those who were asked stay asked until their time is over; then
 * the next one is asked. Who assessed an earlier attempt is asked first, because they know what to look for.
 */
export function assign(claims: readonly DeskClaim[], { assessors, policy }: AssignmentPolicy, now: Date): ReadonlyMap<string, Assignment> {
  const loads = new Map<number, number>();
  const carry = (id: number): unknown => loads.set(id, (loads.get(id) ?? 0) + 1);
  const ordered = [...claims].sort((a, b) => compare(a.since, b.since) || compare(a.key, b.key));
  const kept = new Map(ordered.map((claim) => [claim.key, keep(claim, { assessors, policy }, now)]));
  for (const { stay } of kept.values()) for (const { id } of stay) carry(id);
  const assignments = new Map<string, Assignment>();
  for (const claim of ordered) {
    const { stay, late, relieve } = kept.get(claim.key)!;
    const passedOver = new Map<string, string>();
    const add: Person[] = [];
    const open = wanted(claim) - stay.length;
    const free = open <= 0 ? [] : assessors.assessors.filter((one) => {
      const why = stay.some(({ id }) => id === one.id) ? 'reads it already' : [...late, ...relieve].some(({ id }) => id === one.id) ? 'had it, and their time is over' : whyNot(one, claim, claims, now);
      if (why !== null) passedOver.set(one.login, why);
      return why === null;
    });
    for (const { id, login } of ranked(free, claim, loads)) {
      if (add.length >= open) break;
      if ((loads.get(id) ?? 0) >= loadOf(assessors.assessors.find((one) => one.id === id)!, policy)) passedOver.set(login, 'has as many open claims as they may have');
      else {
        add.push({ id, login });
        carry(id);
      }
    }
    // Somebody who is late is better than nobody.
    const missing = Math.max(0, open - add.length);
    const held = late.slice(0, missing);
    assignments.set(claim.key, { keep: [...stay, ...held], add, relieve: [...relieve, ...late.slice(missing)], missing: missing - held.length, passedOver });
  }
  return assignments;
}

/** How many people a claim waits for. */
function wanted(claim: DeskClaim): number {
  const decision = currentAttempt(claim)?.decision;
  if (!underAssessment(claim) || decision === undefined) return 0;
  return decision.kind === 'open' ? decision.missing : 1;
}

function keep(claim: DeskClaim, { assessors, policy }: AssignmentPolicy, now: Date): { readonly stay: readonly Person[]; readonly late: readonly Person[]; readonly relieve: readonly Person[] } {
  const stay: Person[] = [];
  const late: Person[] = [];
  const relieve: Person[] = [];
  for (const { person, since } of claim.requested) {
    const listed = assessors.assessors.find(({ id }) => id === person.id);
    // Somebody who is not on the list was asked by hand, for another reason: that is not the desk's affair.
    if (listed === undefined) continue;
    const from = since > claim.since ? since : claim.since;
    if (whyNot(listed, claim, [], now) !== null || stay.length >= wanted(claim)) relieve.push(person);
    else if (plusWorkingDays(from, daysFor(claim, policy)) < now.toISOString()) late.push(person);
    else stay.push(person);
  }
  return { stay, late, relieve };
}

function whyNot(assessor: Listed, claim: DeskClaim, others: readonly DeskClaim[], now: Date): string | null {
  if (claim.release === null) return 'cannot be chosen before the submission can be read';
  if (assessor.id === claim.submitter?.id) return 'is the submitter';
  if (claim.involved.has(assessor.id)) return 'had a hand in it';
  if (currentAttempt(claim)?.assessments.some((one) => one.assessor === assessor.id) === true) return 'has assessed it';
  if (others.some((other) => other.submitter?.id === assessor.id && readBy(other, claim.submitter?.id))) return 'is assessed by the submitter';
  return mayAssess(assessor, claim.release.release, claim.interests, now.toISOString().slice(0, 10));
}

const readBy = (claim: DeskClaim, account: number | undefined): boolean =>
  account !== undefined && (claim.requested.some(({ person }) => person.id === account) || claim.attempts.some(({ assessments }) => assessments.some(({ assessor }) => assessor === account)));

function ranked(assessors: readonly Listed[], claim: DeskClaim, loads: ReadonlyMap<number, number>): readonly Listed[] {
  const knew = new Set(claim.attempts.slice(0, -1).flatMap(({ assessments }) => assessments.map(({ assessor }) => assessor)));
  const place = ({ id }: Listed): readonly [number, number, string] => [knew.has(id) ? 0 : 1, loads.get(id) ?? 0, sha256(`${claim.key}\n${id}`)];
  return [...assessors].sort((a, b) => {
    const [left, right] = [place(a), place(b)];
    return left[0] - right[0] || left[1] - right[1] || compare(left[2], right[2]);
  });
}
