import type { Rubric } from '../model.generated.ts';
import type { Difference } from './difference.ts';
import { rewording } from './reworded.ts';

type Criterion = Rubric['criteria'][number];

/** What changed in how work is judged. Criteria and levels are known by their ids: with another id it is another one. */
export function* rubricDifferences(before: Rubric, after: Rubric): Generator<Difference> {
  yield* levelDifferences(before, after);
  if (before.passing !== after.passing) yield passRule('rubric/passing', 'The passing level', before, after, before.passing, after.passing);
  for (const criterion of before.criteria) {
    const at = `rubric/criteria/${criterion.id}`;
    const now = after.criteria.find(({ id }) => id === criterion.id);
    if (now === undefined) yield { at, turn: 'removed', weight: 'major', says: `The criterion "${criterion.id}" is gone: ${criterion.title}` };
    else yield* criterionDifferences(at, { rubric: before, criterion }, { rubric: after, criterion: now });
  }
  for (const { id, title } of after.criteria) if (!before.criteria.some((one) => one.id === id)) yield { at: `rubric/criteria/${id}`, turn: 'added', weight: 'major', says: `The criterion "${id}" is new: ${title}` };
  const [order, now] = [kept(before.criteria, after.criteria), kept(after.criteria, before.criteria)];
  if (order.join() !== now.join()) yield { at: 'rubric/criteria', turn: 'moved', weight: 'editorial', says: `The criteria stand in another order: ${now.join(', ')}` };
}

interface Side {
  readonly rubric: Rubric;
  readonly criterion: Criterion;
}

const kept = (list: readonly { readonly id: string }[], other: readonly { readonly id: string }[]): readonly string[] => list.map(({ id }) => id).filter((id) => other.some((one) => one.id === id));
const rank = ({ levels }: Rubric, level: string): number => levels.findIndex(({ id }) => id === level);

function* levelDifferences(before: Rubric, after: Rubric): Generator<Difference> {
  for (const { id, title } of before.levels) {
    const now = after.levels.find((level) => level.id === id);
    if (now === undefined) yield { at: `rubric/levels/${id}`, turn: 'removed', weight: 'major', says: `The level "${id}" is gone` };
    else yield* rewording({ at: `rubric/levels/${id}`, what: `The name of the level "${id}"`, before: title, after: now.title, weight: 'clarifying' });
  }
  for (const { id } of after.levels) if (rank(before, id) === -1) yield { at: `rubric/levels/${id}`, turn: 'added', weight: 'major', says: `The level "${id}" is new` };
  if (kept(before.levels, after.levels).join() !== kept(after.levels, before.levels).join()) yield { at: 'rubric/levels', turn: 'changed', weight: 'major', says: `The levels stand in another order: ${after.levels.map(({ id }) => id).join(', ')}` };
}

// Whichever way it goes, the badge says another thing than before.
function passRule(at: string, what: string, before: Rubric, after: Rubric, from: string, to: string): Difference {
  const known = [rank(before, from), rank(before, to), rank(after, from), rank(after, to)];
  const ways = [known[1]! - known[0]!, known[3]! - known[2]!];
  const turn = known.includes(-1) || Math.sign(ways[0]!) !== Math.sign(ways[1]!) ? 'changed' : ways[0]! > 0 ? 'tightened' : 'loosened';
  return { at, turn, weight: 'major', says: `${what} was "${from}" and is "${to}"${turn === 'tightened' ? ', which is higher' : turn === 'loosened' ? ', which is lower' : ''}` };
}

function* criterionDifferences(at: string, before: Side, after: Side): Generator<Difference> {
  const { id } = before.criterion;
  const [from, to] = [before.criterion.passing, after.criterion.passing];
  if (from !== to) {
    const [old, now] = [from ?? before.rubric.passing, to ?? after.rubric.passing];
    if (old !== now) yield passRule(`${at}/passing`, `The passing level of "${id}"`, before.rubric, after.rubric, old, now);
    else yield { at: `${at}/passing`, turn: 'changed', weight: 'editorial', says: `The passing level of "${id}" is ${to === undefined ? 'no longer' : 'now'} said at the criterion, and is the same` };
  }
  yield* rewording({ at: `${at}/title`, what: `The title of "${id}"`, before: before.criterion.title, after: after.criterion.title, weight: 'major' });
  // The line between passing and not is drawn by the passing level's text and by that of the level just below.
  const places = (level: string): readonly number[] => [rank(before.rubric, level) - rank(before.rubric, from ?? before.rubric.passing), rank(after.rubric, level) - rank(after.rubric, to ?? after.rubric.passing)];
  for (const level of new Set([...Object.keys(before.criterion.levels), ...Object.keys(after.criterion.levels)])) {
    // A level that came or went is said once, of the whole rubric.
    if (rank(before.rubric, level) === -1 || rank(after.rubric, level) === -1) continue;
    const weight = places(level).some((place) => place === 0 || place === -1) ? 'major' : 'minor';
    yield* rewording({ at: `${at}/levels/${level}`, what: `The level "${level}" of "${id}"`, before: before.criterion.levels[level], after: after.criterion.levels[level], weight, demands: places(level).every((place) => place === 0) });
  }
}
