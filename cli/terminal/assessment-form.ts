import { isJudged, itemsAsked, lacks, withAnswer, type Draft, type Item } from '../core/assessment/score-form-draft.ts';
import { partLine, partsFor, readPart, type HandedPart } from '../core/assessment/score-form-evidence.ts';
import { passingLevel } from '../core/assessment/decision.ts';
import type { ReleaseFile } from '../core/model.generated.ts';
import type { Choice, Dialogue } from './prompts.ts';
import { review } from './review.ts';

type Release = ReleaseFile['release'];

/** What a form is filled for. */
export interface FormTask {
  /** Whose form it is, in a few words: the pull request, or the anchor. */
  readonly title: string;
  readonly release: Release;
  readonly parts: readonly HandedPart[];
  /** Criteria and parts that are asked; all where it is left out. */
  readonly only?: ReadonlySet<string>;
  /** The commit that is assessed; empty where there is none. */
  readonly head: string;
  readonly begun: Draft;
  /** Items whose evidence changed since they were answered. */
  readonly old: ReadonlySet<string>;
  /** What is said first. */
  readonly opening: string;
  /** The declaration's sentence. */
  readonly declaration: string;
  readonly finish: { readonly label: string; readonly decision: (draft: Draft) => string };
  readonly keep: (draft: Draft) => Promise<void>;
  /** Opens a text in the person's editor and gives it back. */
  readonly edit: (text: string, about: string) => Promise<string>;
  /** Why a feedback cannot be posted, or null. */
  readonly refusal: (feedback: string) => string | null;
}

/** How the form was left. */
export type FormEnd = { readonly end: 'finish' | 'kept' | 'conflict'; readonly draft: Draft };

/** Where somebody goes next: on, back, to the review, or away. */
export type Move = 'next' | 'back' | 'review' | 'keep' | 'conflict' | 'finish' | { readonly to: number };

/** What the steps of the form share: the task, the conversation, and the answers so far. */
export interface Form {
  readonly task: FormTask;
  readonly dialogue: Dialogue;
  readonly items: readonly Item[];
  draft: Draft;
  old: ReadonlySet<string>;
}

/**
 * Goes through the form with somebody at the keyboard: criterion by criterion, then the parts, the declaration, and a
 * review from which every point can be reached again. Every answer is kept as it is given, also when they leave.
 */
export async function fillInForm(dialogue: Dialogue, task: FormTask): Promise<FormEnd> {
  const items = itemsAsked(task.release, task.only);
  const form: Form = { task, dialogue, items, draft: task.begun, old: task.old };
  dialogue.say(task.opening, task.title);
  // On leads to what is still open, so that whoever comes back, or changes one answer, is not led past all the others.
  const onward = (from: number): number => {
    const next = items.findIndex((item, index) => index >= from && (form.old.has(item.id) || lacks(form.draft, item) !== null));
    return next !== -1 ? next : form.draft.declared ? items.length + 1 : items.length;
  };
  let at = onward(0);
  for (;;) {
    const move: Move = at < items.length ? await askItem(form, at) : at === items.length ? await declare(form) : await review(form);
    if (move === 'keep' || move === 'conflict' || move === 'finish') return { end: move === 'keep' ? 'kept' : move, draft: form.draft };
    if (typeof move === 'object') at = move.to;
    else at = move === 'review' ? items.length + 1 : move === 'back' ? Math.max(0, at - 1) : onward(at + 1);
  }
}

/** Changes the answers and keeps them at once. */
export async function answer(form: Form, draft: Draft, renewed?: string): Promise<void> {
  form.draft = draft;
  if (renewed !== undefined) form.old = new Set([...form.old].filter((id) => id !== renewed));
  await form.task.keep(draft);
}

const LETTERS = { read: 'r', all: 'a', editor: 'e', back: 'b', review: 'v', keep: 'q' } as const;

async function askItem(form: Form, at: number): Promise<Move> {
  const { task, dialogue, items } = form;
  const { release, parts } = task;
  const item = items[at]!;
  const handed = partsFor(parts, item.id);
  const isOld = form.old.has(item.id);
  dialogue.say(`${introduce(release, item)}\n\nHanded in for it:\n${handed.map((part) => `  ${partLine(part)}`).join('\n') || '  nothing'}${handed.flatMap(({ pieces }) => pieces.map(({ place }) => `\n    ${place}`)).join('')}${isOld ? '\n\nThis changed since you answered. Look again: your earlier answer is marked; Enter keeps it.' : ''}`, `${at + 1} of ${items.length}  ${item.title}`);
  let toEditor = false;
  for (;;) {
    const choices: readonly Choice<string>[] = [
      ...answersTo(release, item),
      { value: ':read', key: LETTERS.read, label: handed.length === 1 ? `Read "${handed[0]!.title}"` : 'Read what was handed in for it' },
      { value: ':all', key: LETTERS.all, label: 'Read everything that was handed in' },
      ...(isJudged(form.draft, item.id) ? [{ value: ':editor', key: LETTERS.editor, label: 'Write the feedback in your editor' }] : []),
      ...(at === 0 ? [] : [{ value: ':back', key: LETTERS.back, label: 'Back' }]),
      { value: ':review', key: LETTERS.review, label: 'Go to the review' },
      { value: ':keep', key: LETTERS.keep, label: 'Keep it for later' },
    ];
    const chosen = await dialogue.choose(item.isScored ? 'Which level does the evidence show?' : 'Is it sufficient?', choices, { initial: givenFor(form.draft, item), ...(at === 0 ? {} : { back: ':back' }) });
    if (chosen === null || chosen === ':keep') return 'keep';
    if (chosen === ':back' || chosen === ':review') return chosen === ':back' ? 'back' : 'review';
    if (chosen === ':read' || chosen === ':all') {
      for (const part of chosen === ':read' ? handed : parts) dialogue.say(readPart(part, 76), 'Handed in');
      continue;
    }
    toEditor = chosen === ':editor';
    if (!toEditor) await answer(form, withAnswer(form.draft, item.id, item.isScored ? { level: chosen } : { sufficient: chosen === 'sufficient' }, task.head), item.id);
    const move = await askFeedback(form, item, toEditor);
    if (move !== 'again') return move;
  }
}

async function askFeedback(form: Form, item: Item, toEditor: boolean): Promise<'next' | 'keep' | 'again'> {
  const { dialogue, task } = form;
  let text = form.draft.feedback.get(item.id) ?? '';
  let inEditor = toEditor;
  for (;;) {
    if (inEditor) text = await dialogue.away(() => task.edit(text, item.title));
    const written = inEditor ? ({ text, end: 'done' } as const) : await dialogue.write(`Feedback: what you saw, and what to do for the next level.\n   Tab: done   Ctrl-E: your editor   Esc: back   Ctrl-C: stop`, text);
    text = written.text;
    await answer(form, withAnswer(form.draft, item.id, { feedback: text, unfinished: written.end === 'interrupted' }, task.head));
    if (written.end === 'interrupted') return 'keep';
    if (written.end === 'back') return 'again';
    inEditor = written.end === 'editor';
    if (inEditor) continue;
    const refusal = text === '' ? null : task.refusal(text);
    if (refusal === null) return 'next';
    dialogue.say(`${refusal}\nIt is kept, but it cannot be posted like this.`);
  }
}

function introduce(release: Release, item: Item): string {
  if (!item.isScored) return `Sufficient when: ${release.evidence.requirements.find(({ id }) => id === item.id)?.sufficient ?? ''}`;
  const criterion = release.rubric.criteria.find(({ id }) => id === item.id)!;
  return `Passing level: ${release.rubric.levels.find(({ id }) => id === passingLevel(release, criterion))?.title ?? ''}`;
}

function answersTo(release: Release, item: Item): readonly Choice<string>[] {
  if (!item.isScored) return [{ value: 'sufficient', key: '1', label: 'Sufficient' }, { value: 'not-sufficient', key: '2', label: 'Not sufficient' }];
  const { levels } = release.rubric.criteria.find(({ id }) => id === item.id)!;
  return release.rubric.levels.map(({ id, title }, at) => ({ value: id, key: String(at + 1), label: `${title}. ${(levels as Record<string, string>)[id]?.trim() ?? ''}` }));
}

function givenFor(draft: Draft, { id, isScored }: Item): string | undefined {
  if (isScored) return draft.levels.get(id);
  const enough = draft.sufficient.get(id);
  return enough === undefined ? undefined : enough ? 'sufficient' : 'not-sufficient';
}

async function declare(form: Form): Promise<Move> {
  const { dialogue, task } = form;
  const chosen = await dialogue.choose('Do you have a conflict of interest?', [
    { value: 'none', key: '1', label: `No. ${task.declaration}` },
    { value: 'conflict', key: '2', label: 'Yes, so somebody else assesses it.' },
    { value: 'back', key: LETTERS.back, label: 'Back' },
    { value: 'keep', key: LETTERS.keep, label: 'Keep it for later' },
  ], { back: 'back' });
  if (chosen === null || chosen === 'keep') return 'keep';
  if (chosen === 'back') return 'back';
  await answer(form, { ...form.draft, declared: chosen === 'none' });
  return chosen === 'none' ? 'next' : 'conflict';
}
