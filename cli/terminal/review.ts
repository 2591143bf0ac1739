import { passingLevel } from '../core/assessment/decision.ts';
import { isJudged, lacks, type Item } from '../core/assessment/score-form-draft.ts';
import type { Form, Move } from './assessment-form.ts';
import type { Choice } from './prompts.ts';

/**
 * Shows all answers and the decision that is computed from them, and lets somebody change any of them, finish or leave.
 * Finishing is offered only when nothing is missing or out of date.
 */
export async function review(form: Form): Promise<Move> {
  const { dialogue, task, items } = form;
  const open = items.filter((item) => form.old.has(item.id) || lacks(form.draft, item) !== null || refusedIn(form, item) !== null);
  const isComplete = open.length === 0 && form.draft.declared;
  const rest = [...open.map(({ title }) => title), ...(form.draft.declared ? [] : ['the declaration'])];
  dialogue.say(`${items.map((item) => lineOf(form, item)).join('\n')}\n\n${isComplete ? task.finish.decision(form.draft) : `Still open: ${rest.join('; ')}.`}`, 'Your assessment');
  const choices: Choice<string>[] = [
    ...(isComplete ? [{ value: ':finish', key: 'p', label: task.finish.label }] : []),
    ...items.map((item, at) => ({ value: String(at), key: at < 9 ? String(at + 1) : '', label: `Change: ${item.title}` })),
    { value: String(items.length), key: 'd', label: 'Change: the declaration' },
    { value: ':keep', key: 'q', label: 'Keep it for later' },
  ];
  const next = items.findIndex((item) => open.includes(item));
  const chosen = await dialogue.choose('What now?', choices, { initial: isComplete ? ':finish' : String(next === -1 ? items.length : next) });
  if (chosen === null || chosen === ':keep') return 'keep';
  return chosen === ':finish' ? 'finish' : { to: Number(chosen) };
}

const refusedIn = ({ draft, task }: Form, { id }: Item): string | null => task.refusal(draft.feedback.get(id) ?? '');

// A mark, the title, what was given, and how the feedback begins: one or two lines an item.
function lineOf(form: Form, item: Item): string {
  const { draft, task, old } = form;
  const missing = lacks(draft, item);
  const feedback = (draft.feedback.get(item.id) ?? '').split('\n')[0]!;
  const begins = feedback === '' ? '' : `\n    ${feedback.length > 66 ? `${feedback.slice(0, 65)}…` : feedback}`;
  const note = old.has(item.id) ? '  (what was handed in changed since)' : missing !== null ? (isJudged(draft, item.id) || feedback !== '' ? `  (missing: ${missing})` : '  (not answered yet)') : refusedIn(form, item) !== null ? '  (cannot be posted like this)' : '';
  if (!isJudged(draft, item.id)) return `· ${item.title}${note}${begins}`;
  const { rubric } = task.release;
  if (!item.isScored) return `${draft.sufficient.get(item.id) === true ? '✓' : '✗'} ${item.title}: ${draft.sufficient.get(item.id) === true ? 'sufficient' : 'not sufficient'}${note}${begins}`;
  const rank = (level: string): number => rubric.levels.findIndex(({ id }) => id === level);
  const given = draft.levels.get(item.id)!;
  const passes = rank(given) >= rank(passingLevel(task.release, rubric.criteria.find(({ id }) => id === item.id)!));
  return `${passes ? '✓' : '✗'} ${item.title}: ${rubric.levels[rank(given)]?.title ?? given}${note}${begins}`;
}
