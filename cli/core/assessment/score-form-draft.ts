import type { ReleaseFile } from '../model.generated.ts';
import { readScoreForm, scoreForm, unscored, type Assessment } from './score-form.ts';

type Release = ReleaseFile['release'];

/** An assessment that is being made: what is answered so far, and at which commit each answer was given. */
export interface Draft extends Assessment {
  readonly declared: boolean;
  readonly at: ReadonlyMap<string, string>;
  /** What somebody was interrupted at while they wrote. */
  readonly unfinished: ReadonlySet<string>;
}

/** One step of the form: a criterion, or a part that is only sufficient or not. */
export interface Item {
  readonly id: string;
  readonly title: string;
  readonly isScored: boolean;
}

/** Nothing answered. */
export const emptyDraft: Draft = { levels: new Map(), sufficient: new Map(), feedback: new Map(), declared: false, at: new Map(), unfinished: new Set() };

/** What a form asks, in order: criteria, then parts. */
export const itemsAsked = (release: Release, only?: ReadonlySet<string>): readonly Item[] =>
  [...release.rubric.criteria.map(({ id, title }) => ({ id, title, isScored: true })), ...unscored(release).map(({ id, title }) => ({ id, title, isScored: false }))].filter(({ id }) => only?.has(id) ?? true);

/** What a kept form holds; what cannot be read in it is not there. */
export function draftOf(text: string, release: Release): Draft {
  const { answers, declared, blocks } = readScoreForm(text, release);
  return { ...answers, declared, at: new Map(blocks.flatMap(({ id, at }) => (at === null ? [] : [[id, at] as const]))), unfinished: new Set(blocks.flatMap(({ id, unfinished }) => (unfinished ? [id] : []))) };
}

/** A draft as the Markdown form that is kept: it can be filled by hand as well, and be posted as it is. */
export const keptForm = (release: Release, draft: Draft, options: { readonly only?: ReadonlySet<string>; readonly note: string }): string =>
  `<!-- ${options.note.replaceAll('-->', '-- >')} -->\n\n${scoreForm(release, { ...(options.only === undefined ? {} : { only: options.only }), answers: draft, declared: draft.declared, at: draft.at, unfinished: draft.unfinished })}`;

/** Whether an item has its level, or its yes or no. */
export const isJudged = (draft: Draft, id: string): boolean => draft.levels.has(id) || draft.sufficient.has(id);

/** What is missing of an item, in words; null where it is complete. */
export function lacks(draft: Draft, { id, isScored }: Item): string | null {
  const missing = [isJudged(draft, id) ? '' : isScored ? 'a level' : 'sufficient or not', (draft.feedback.get(id) ?? '') === '' ? 'feedback' : draft.unfinished.has(id) ? 'the end of the feedback' : ''].filter(Boolean);
  return missing.length === 0 ? null : missing.join(' and ');
}

/** The draft with one answer changed, as given at a commit. */
export function withAnswer(draft: Draft, id: string, answer: { readonly level?: string; readonly sufficient?: boolean; readonly feedback?: string; readonly unfinished?: boolean }, at: string): Draft {
  return {
    ...draft,
    levels: answer.level === undefined ? draft.levels : new Map([...draft.levels, [id, answer.level]]),
    sufficient: answer.sufficient === undefined ? draft.sufficient : new Map([...draft.sufficient, [id, answer.sufficient]]),
    feedback: answer.feedback === undefined ? draft.feedback : new Map([...draft.feedback, [id, answer.feedback]]),
    unfinished: answer.feedback === undefined ? draft.unfinished : new Set([...[...draft.unfinished].filter((other) => other !== id), ...(answer.unfinished === true ? [id] : [])]),
    at: at === '' ? draft.at : new Map([...draft.at, [id, at]]),
  };
}
