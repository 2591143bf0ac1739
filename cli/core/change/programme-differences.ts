import { canonicalJson } from '../canonical.ts';
import type { Assessors, Issuer } from '../model.generated.ts';
import type { Difference } from './difference.ts';

type Assessor = Assessors['assessors'][number];
type Policy = Issuer['policy'];

const differs = (a: unknown, b: unknown): boolean => canonicalJson(a ?? null) !== canonicalJson(b ?? null);
const list = (values: readonly unknown[]): string => values.join(', ');

/** What changed in who may assess what. Who they are is said by the account's number: a login may be given to somebody else. */
export function* assessorDifferences(before: Assessors, after: Assessors): Generator<Difference> {
  for (const one of before.assessors) {
    const now = after.assessors.find(({ id }) => id === one.id);
    if (now === undefined) yield { at: `assessors/${one.id}`, turn: 'removed', weight: 'minor', says: `The assessor ${one.login} is no longer listed` };
    else yield* assessorDifference(`assessors/${one.id}`, one, now);
  }
  for (const { id, login, covers } of after.assessors) if (!before.assessors.some((one) => one.id === id)) yield { at: `assessors/${id}`, turn: 'added', weight: 'minor', says: `The assessor ${login} is new, for ${list(covers)}` };
}

function* assessorDifference(at: string, before: Assessor, after: Assessor): Generator<Difference> {
  const who = `the assessor ${after.login}`;
  if (before.login !== after.login) yield { at: `${at}/login`, turn: 'changed', weight: 'clarifying', says: `The assessor ${before.login} is now called ${after.login}` };
  if (differs([...before.covers].sort(), [...after.covers].sort())) yield { at: `${at}/covers`, turn: 'changed', weight: 'minor', says: `Of ${who}: covered ${list(before.covers)}, and now ${list(after.covers)}` };
  if (before['calibrated-until'] !== after['calibrated-until']) yield { at: `${at}/calibrated-until`, turn: 'changed', weight: 'clarifying', says: `Of ${who}: calibrated until ${before['calibrated-until']}, and now until ${after['calibrated-until']}` };
  // Whose work it is that somebody does not assess is nobody else's affair: only how many.
  if (differs([...(before.conflicts ?? [])].sort(), [...(after.conflicts ?? [])].sort())) yield { at: `${at}/conflicts`, turn: 'changed', weight: 'minor', says: `Of ${who}: the conflicts of interest have changed (${before.conflicts?.length ?? 0} before, ${after.conflicts?.length ?? 0} now)` };
  for (const key of ['school', 'load'] as const) if (before[key] !== after[key]) yield { at: `${at}/${key}`, turn: 'changed', weight: 'clarifying', says: `Of ${who}: the ${key} was ${before[key] ?? 'not given'} and is ${after[key] ?? 'not given'}` };
}

/** What changed in the rules of assessment, and in who issues. */
export function* issuerDifferences(before: Issuer, after: Issuer): Generator<Difference> {
  yield* policyDifferences(before.policy, after.policy);
  for (const key of before.keys) if (!after.keys.some((one) => one.public === key.public)) yield { at: 'issuer/keys', turn: 'removed', weight: 'major', says: `The key ${key.public} is gone, so that its badges verify no more` };
  for (const key of after.keys) {
    const old = before.keys.find((one) => one.public === key.public);
    if (old === undefined) yield { at: 'issuer/keys', turn: 'added', weight: 'minor', says: `The key ${key.public} is new, from ${key.from}` };
    else if (differs(old, key)) yield { at: 'issuer/keys', turn: 'changed', weight: 'minor', says: `The key ${key.public} is valid from ${key.from}${key.until === undefined ? '' : ` until ${key.until}`}` };
  }
  for (const key of ['name', 'description', 'email', 'language', 'licence', 'stewards'] as const) if (differs(before[key], after[key])) yield { at: `issuer/${key}`, turn: 'changed', weight: key === 'stewards' ? 'minor' : 'clarifying', says: `The issuer's ${key} ${key === 'stewards' ? 'have' : 'has'} changed` };
  for (const key of ['url', 'repository', 'submissions'] as const) if (differs(before[key], after[key])) yield { at: `issuer/${key}`, turn: 'changed', weight: 'major', says: `The issuer's ${key} ${key === 'submissions' ? 'have' : 'has'} changed` };
}

function* policyDifferences(before: Policy, after: Policy): Generator<Difference> {
  const said = (what: string, from: unknown, to: unknown): string => `${what}: ${String(from ?? 'not given')} before, ${String(to ?? 'not given')} now`;
  if (before.approvals !== after.approvals) yield { at: 'policy/approvals', turn: after.approvals > before.approvals ? 'tightened' : 'loosened', weight: 'major', says: said('Assessors who must agree', before.approvals, after.approvals) };
  for (const [key, what] of [['pre-check-days', 'Working days to the completeness answer'], ['decision-days', 'Working days to a decision']] as const) if (before[key] !== after[key]) yield { at: `policy/${key}`, turn: 'changed', weight: after[key] > before[key] ? 'minor' : 'clarifying', says: said(what, before[key], after[key]) };
  if (before['coach-after'] !== after['coach-after']) yield { at: 'policy/coach-after', turn: 'changed', weight: 'minor', says: said('Attempts after which a coach is offered', before['coach-after'], after['coach-after']) };
  if (before.load !== after.load) yield { at: 'policy/load', turn: 'changed', weight: 'clarifying', says: said('Open claims of one assessor', before.load, after.load) };
  if (before['allowance-days'] !== after['allowance-days']) yield { at: 'policy/allowance-days', turn: 'changed', weight: 'clarifying', says: said('Days that an allowance may reach ahead', before['allowance-days'], after['allowance-days']) };
  if (before.coach !== after.coach) yield { at: 'policy/coach', turn: 'changed', weight: 'clarifying', says: said('The coach', before.coach, after.coach) };
  for (const key of ['agreement', 'months'] as const) if (before.calibration?.[key] !== after.calibration?.[key]) yield { at: `policy/calibration/${key}`, turn: 'changed', weight: 'minor', says: said(key === 'agreement' ? 'Percent of agreement that calibrates' : 'Months that a calibration lasts', before.calibration?.[key], after.calibration?.[key]) };
  const [stayed, stays] = [before, after].map((policy) => policy['submission-stays']?.months ?? null) as [number | null, number | null];
  // Less time is work that was begun and may have to meet what is new.
  if (stayed !== stays) yield { at: 'policy/submission-stays', turn: stays === null || (stayed !== null && stays > stayed) ? 'loosened' : 'tightened', weight: 'major', says: said('Months that a submission stays on its release', stayed ?? 'for good', stays ?? 'for good') };
  for (const weight of ['editorial', 'clarifying', 'minor', 'major'] as const) if ((before.waiting?.[weight] ?? 0) !== (after.waiting?.[weight] ?? 0)) yield { at: `policy/waiting/${weight}`, turn: (after.waiting?.[weight] ?? 0) > (before.waiting?.[weight] ?? 0) ? 'tightened' : 'loosened', weight: 'major', says: said(`Days that ${weight} changes wait`, before.waiting?.[weight] ?? 0, after.waiting?.[weight] ?? 0) };
}
