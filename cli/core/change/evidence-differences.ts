import type { Evidence } from '../model.generated.ts';
import type { Difference, Turn, Weight } from './difference.ts';
import { rewording } from './reworded.ts';

type Requirement = Evidence['requirements'][number];
type Choice = NonNullable<Requirement['oneOf']>[number];
type Piece = Requirement | Choice;

/** What changed in what is handed in. Requirements and choices are known by their ids. */
export function* evidenceDifferences(before: Evidence, after: Evidence): Generator<Difference> {
  for (const requirement of before.requirements) {
    const at = `evidence/${requirement.id}`;
    const now = after.requirements.find(({ id }) => id === requirement.id);
    if (now === undefined) yield { at, turn: 'removed', weight: 'minor', says: `The evidence "${requirement.id}" is no longer asked for: ${requirement.title}` };
    else yield* requirementDifferences(at, requirement, now);
  }
  for (const { id, title } of after.requirements) if (!before.requirements.some((one) => one.id === id)) yield { at: `evidence/${id}`, turn: 'added', weight: 'major', says: `The evidence "${id}" is now required: ${title}` };
  const order = (one: Evidence, other: Evidence): string => one.requirements.map(({ id }) => id).filter((id) => other.requirements.some((requirement) => requirement.id === id)).join(', ');
  if (order(before, after) !== order(after, before)) yield { at: 'evidence', turn: 'moved', weight: 'editorial', says: `The evidence is asked for in another order: ${order(after, before)}` };
}

function* requirementDifferences(at: string, before: Requirement, after: Requirement): Generator<Difference> {
  const what = `the evidence "${before.id}"`;
  if (before.part !== after.part) yield { at: `${at}/part`, turn: 'moved', weight: 'clarifying', says: `Of ${what}: it stood in part ${before.part} and stands in part ${after.part}` };
  yield* pieceDifferences(at, what, before, after);
  yield* rewording({ at: `${at}/sufficient`, what: `What is sufficient of ${what}`, before: before.sufficient, after: after.sufficient, weight: 'major', demands: true });
  const [fed, feeds] = [before.feeds ?? [], after.feeds ?? []];
  for (const id of fed) if (!feeds.includes(id)) yield { at: `${at}/feeds/${id}`, turn: 'removed', weight: 'minor', says: `Of ${what}: the criterion "${id}" is no longer judged on it` };
  for (const id of feeds) if (!fed.includes(id)) yield { at: `${at}/feeds/${id}`, turn: 'added', weight: 'minor', says: `Of ${what}: the criterion "${id}" is now judged on it` };
  yield* choiceDifferences(at, what, before, after);
}

function* choiceDifferences(at: string, what: string, before: Requirement, after: Requirement): Generator<Difference> {
  const [old, now] = [before.oneOf ?? [], after.oneOf ?? []];
  if (before.oneOf === undefined && after.oneOf !== undefined) {
    // What was the only way is one of several, if its form is still among them.
    const same = now.find(({ form }) => form === before.form);
    yield { at: `${at}/oneOf`, turn: same === undefined ? 'changed' : 'loosened', weight: same === undefined ? 'major' : 'minor', says: `Of ${what}: ${same === undefined ? `the form "${before.form}" gives way to a choice without it` : `the form "${before.form}" was required and is now one of several to choose from`}: ${now.map(({ id }) => id).join(', ')}` };
    if (same !== undefined) yield* boundsDifferences(`${at}/oneOf/${same.id}`, `the choice "${same.id}" of ${what}`, before, same);
    return;
  }
  if (before.oneOf !== undefined && after.oneOf === undefined) {
    yield { at: `${at}/oneOf`, turn: 'tightened', weight: 'major', says: `Of ${what}: there was a choice (${old.map(({ id }) => id).join(', ')}), and now the form "${after.form}" is required` };
    return;
  }
  if (before.oneOf === undefined) yield* boundsDifferences(at, what, before, after);
  for (const choice of old) {
    const same = now.find(({ id }) => id === choice.id);
    if (same === undefined) yield { at: `${at}/oneOf/${choice.id}`, turn: 'removed', weight: 'major', says: `Of ${what}: the choice "${choice.id}" is gone` };
    else {
      yield* pieceDifferences(`${at}/oneOf/${choice.id}`, `the choice "${choice.id}" of ${what}`, choice, same);
      yield* boundsDifferences(`${at}/oneOf/${choice.id}`, `the choice "${choice.id}" of ${what}`, choice, same);
    }
  }
  for (const { id } of now) if (!old.some((choice) => choice.id === id)) yield { at: `${at}/oneOf/${id}`, turn: 'added', weight: 'minor', says: `Of ${what}: "${id}" may now be chosen` };
}

function* pieceDifferences(at: string, what: string, before: Piece, after: Piece): Generator<Difference> {
  yield* rewording({ at: `${at}/title`, what: `The title of ${what}`, before: before.title, after: after.title, weight: 'clarifying' });
  yield* rewording({ at: `${at}/prompt`, what: `The prompt of ${what}`, before: before.prompt, after: after.prompt, weight: 'major', demands: true });
  if ((before.alternative === undefined) !== (after.alternative === undefined)) yield before.alternative === undefined ? { at: `${at}/alternative`, turn: 'loosened', weight: 'minor', says: `Of ${what}: it is now optional, because there is an alternative: ${after.alternative}` } : { at: `${at}/alternative`, turn: 'tightened', weight: 'major', says: `Of ${what}: the alternative is gone, so that it is required of everybody` };
  else yield* rewording({ at: `${at}/alternative`, what: `The alternative to ${what}`, before: before.alternative, after: after.alternative, weight: 'major' });
}

// How a piece is made, however it is asked for.
function* boundsDifferences(at: string, what: string, before: Piece, after: Piece): Generator<Difference> {
  if (before.form !== after.form) yield { at: `${at}/form`, turn: 'changed', weight: 'major', says: `Of ${what}: the form was "${before.form}" and is "${after.form}"` };
  for (const key of ['words', 'minutes', 'count'] as const) yield* rangeDifference(`${at}/${key}`, what, key, before[key], after[key]);
  const [pupils, now] = [before.pupils ?? false, after.pupils ?? false];
  if (pupils !== now) yield now ? { at: `${at}/pupils`, turn: 'tightened', weight: 'major', says: `Of ${what}: pupils may now appear in it, so that consent is needed` } : { at: `${at}/pupils`, turn: 'loosened', weight: 'minor', says: `Of ${what}: pupils no longer appear in it` };
}

const NAMES = { words: 'words', minutes: 'minutes', count: 'pieces' } as const;

// A range that holds the old one loosens; all else can leave out what was allowed.
function* rangeDifference(at: string, what: string, key: keyof typeof NAMES, before: readonly number[] | undefined, after: readonly number[] | undefined): Generator<Difference> {
  const [low, high] = limits(before);
  const [lowest, highest] = limits(after);
  if (low === lowest && high === highest) return;
  const wider = lowest <= low && highest >= high;
  const narrower = lowest >= low && highest <= high;
  const turn: Turn = wider ? 'loosened' : narrower ? 'tightened' : 'changed';
  const weight: Weight = wider ? 'minor' : 'major';
  yield { at, turn, weight, says: `Of ${what}: ${range(before, NAMES[key])} was asked for, and now ${range(after, NAMES[key])}` };
}

const limits = (given: readonly number[] | undefined): readonly [number, number] => [given?.[0] ?? -Infinity, given?.[1] ?? Infinity];
const range = (given: readonly number[] | undefined, name: string): string => (given === undefined ? `any number of ${name}` : `${given[0]} to ${given[1]} ${name}`);
