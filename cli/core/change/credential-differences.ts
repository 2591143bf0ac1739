import { canonicalJson } from '../canonical.ts';
import type { ReleaseFile } from '../model.generated.ts';
import type { Difference, Weight } from './difference.ts';
import { evidenceDifferences } from './evidence-differences.ts';
import { rewording } from './reworded.ts';
import { sameRelease, unixLines } from '../release.ts';
import { rubricDifferences } from './rubric-differences.ts';

type Release = ReleaseFile['release'];
type Fields = Release['credential'];

/** What changed between two states of a credential with all that it certifies, judges and asks for; the heaviest first within each part. */
export function credentialDifferences(before: Release, after: Release): readonly Difference[] {
  const found = [...standingDifferences(before.credential, after.credential), ...competencyDifferences(before, after), ...rubricDifferences(before.rubric, after.rubric), ...evidenceDifferences(before.evidence, after.evidence), ...fieldDifferences(before, after)];
  return found.some(isFrozen) || sameRelease(before, { ...after, credential: { ...after.credential, version: before.credential.version } }) ? found : [...found, UNKNOWN];
}

// A field that nothing here knows yet is not passed over.
const UNKNOWN: Difference = { at: 'credential', turn: 'changed', weight: 'major', says: 'Something differs of which it cannot be told what it means' };

/** Whether a difference is of what a release freezes: whether one may still start is not. */
export const isFrozen = ({ at }: Difference): boolean => !at.startsWith('standing/');

function* standingDifferences(before: Fields, after: Fields): Generator<Difference> {
  if (before.status !== after.status) yield { at: 'standing/status', turn: 'changed', weight: after.status === 'retired' ? 'major' : 'minor', says: `It was ${before.status} and is ${after.status}` };
  if (before.successor !== after.successor) yield { at: 'standing/successor', turn: 'changed', weight: 'clarifying', says: after.successor === undefined ? 'It names no successor any more' : `Its successor is now "${after.successor}"` };
  if (differs(before.aliases ?? [], after.aliases ?? [])) yield { at: 'standing/aliases', turn: 'changed', weight: 'clarifying', says: `The former ids that lead to it were ${before.aliases?.join(', ') ?? 'none'} and are ${after.aliases?.join(', ') ?? 'none'}` };
}

function* competencyDifferences({ credential: before, competency: old, framework: from }: Release, { credential: after, competency: now, framework: to }: Release): Generator<Difference> {
  if (before.competency !== after.competency) {
    yield { at: 'competency', turn: 'changed', weight: 'major', says: `It certified the competency "${before.competency}" and certifies "${after.competency}"` };
    return;
  }
  yield* rewording({ at: 'competency/title', what: 'The title of the competency', before: old.title, after: now.title, weight: 'major' });
  yield* rewording({ at: 'competency/statement', what: 'The statement of the competency', before: old.statement, after: now.statement, weight: 'major' });
  if (old.category !== now.category) yield { at: 'competency/category', turn: 'changed', weight: 'clarifying', says: `The competency's category was ${old.category} and is ${now.category}` };
  if (differs(old.alignments ?? [], now.alignments ?? [])) yield { at: 'competency/alignments', turn: 'changed', weight: 'minor', says: 'What the competency is aligned to has changed' };
  if (differs(from, to)) yield { at: 'framework', turn: 'changed', weight: 'clarifying', says: 'The title or the colour of the framework has changed' };
}

const differs = (a: object | string | number | null, b: object | string | number | null): boolean => canonicalJson(a) !== canonicalJson(b);

// Texts that explain; nothing is decided by them.
const TEXTS = { title: 'The title', summary: 'The summary', method: 'The method', monday: 'What to try on the next school day' } as const;
const LISTS = { research: 'sources', resources: 'resources', routes: 'ways to learn it', topics: 'topics' } as const;
const KNOWN = new Set<string>([...Object.keys(TEXTS), ...Object.keys(LISTS), 'version', 'changes', 'status', 'successor', 'aliases', 'competency', 'rubric', 'evidence', 'audience', 'grades', 'effort', 'validity', 'limits']);

function* fieldDifferences({ credential: before, narrative }: Release, { credential: after, narrative: text }: Release): Generator<Difference> {
  // Its name and its summary are what a badge says of its holder; how it is shown is decided by the rubric, which the method explains.
  for (const [key, what] of Object.entries(TEXTS) as [keyof typeof TEXTS, string][]) yield* rewording({ at: `credential/${key}`, what, before: before[key], after: after[key], weight: key === 'title' || key === 'summary' ? 'minor' : 'clarifying' });
  yield* membersDifference('audience', 'who may earn it', before.audience, after.audience);
  yield* membersDifference('grades', 'the grades it fits', before.grades, after.grades);
  yield* membersDifference('limits', 'what it does not certify', before.limits, after.limits, 'major');
  if (before.effort.hours !== after.effort.hours) yield { at: 'credential/effort', turn: 'changed', weight: 'clarifying', says: `The usual effort was ${before.effort.hours} hours and is ${after.effort.hours}` };
  yield* validityDifference(before.validity?.years, after.validity?.years);
  for (const [key, what] of Object.entries(LISTS) as [keyof typeof LISTS, string][]) if (differs(before[key] ?? [], after[key] ?? [])) yield { at: `credential/${key}`, turn: 'changed', weight: 'clarifying', says: `The ${what} have changed (${before[key]?.length ?? 0} before, ${after[key]?.length ?? 0} now)` };
  for (const key of ['rubric', 'evidence'] as const) if (before[key] !== after[key]) yield { at: `credential/${key}`, turn: 'changed', weight: 'editorial', says: `The ${key} was read from "${before[key]}" and is read from "${after[key]}"` };
  yield* rewording({ at: 'narrative', what: 'The text of the page', before: unixLines(narrative), after: unixLines(text), weight: 'clarifying' });
  // A field that this list does not know yet is not passed over.
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) if (!KNOWN.has(key) && differs(before[key as keyof Fields] ?? null, after[key as keyof Fields] ?? null)) yield { at: `credential/${key}`, turn: 'changed', weight: 'minor', says: `The field "${key}" has changed` };
}

function* membersDifference(key: string, what: string, before: readonly string[], after: readonly string[], weight?: Weight): Generator<Difference> {
  for (const one of before) if (!after.includes(one)) yield { at: `credential/${key}`, turn: 'removed', weight: 'major', says: `Gone from ${what}: ${one}` };
  for (const one of after) if (!before.includes(one)) yield { at: `credential/${key}`, turn: 'added', weight: weight ?? 'minor', says: `New in ${what}: ${one}` };
  if (before.length === after.length && before.join() !== after.join() && before.every((one) => after.includes(one))) yield { at: `credential/${key}`, turn: 'moved', weight: 'editorial', says: `Another order in ${what}` };
}

function* validityDifference(before: number | undefined, after: number | undefined): Generator<Difference> {
  if (before === after) return;
  const longer = (after ?? Infinity) > (before ?? Infinity);
  const years = (count: number | undefined): string => (count === undefined ? 'without an end' : `for ${count} ${count === 1 ? 'year' : 'years'}`);
  yield { at: 'credential/validity', turn: longer ? 'loosened' : 'tightened', weight: longer ? 'minor' : 'major', says: `A badge was valid ${years(before)} and is valid ${years(after)}` };
}
