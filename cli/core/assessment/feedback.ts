import type { Document } from '../document.ts';
import { parseMarkdown, sectionsOf } from '../markdown.ts';
import type { ReleaseFile, Submission } from '../model.generated.ts';
import type { Attempt } from './attempts.ts';
import { itemsOf, verdictOf } from './decision.ts';

/** What one person said of one criterion or part in one attempt. */
export interface Said {
  readonly assessor: number;
  readonly review: number;
  /** A level's id, or for a part `sufficient` or `not-sufficient`. */
  readonly level: string;
  readonly passes: boolean;
  readonly feedback: string;
}

/** How what was handed in for a criterion differs from the attempt before. */
export type Change = 'same' | 'revised' | 'added' | 'removed';

/** One requirement that feeds a criterion, and how it changed. */
export interface ChangedPart {
  readonly requirement: string;
  readonly title: string;
  readonly change: Change;
}

/** A criterion or part through all attempts. */
export interface FeedbackRow {
  readonly item: string;
  readonly title: string;
  readonly attempts: readonly { readonly attempt: number; readonly said: readonly Said[]; readonly changed: readonly ChangedPart[] }[];
}

/** What a submission hands in, requirement by requirement, reduced to what tells two apart. */
export type Handed = ReadonlyMap<string, string>;

/** Reads what a submission hands in, from its document and value. */
export function handedIn(document: Document, submission: Submission, release: ReleaseFile['release']): Handed {
  const sections = new Map(sectionsOf(document.body, parseMarkdown(document.body)).map(({ title, text }) => [title.trim(), text.replaceAll(/<!--[\s\S]*?-->/g, '').split(/\s+/).join(' ').trim()]));
  return new Map(
    release.evidence.requirements.flatMap(({ id, title, oneOf }) => {
      const chosen = oneOf?.find((option) => option.id === submission.choices?.[id]);
      const text = sections.get(title) ?? (chosen === undefined ? undefined : sections.get(chosen.title)) ?? '';
      // A salt is drawn anew each time the same file is attached, so that only address, size and type can tell.
      const pieces = (submission.evidence[id] ?? []).map((piece) => ('file' in piece && piece.file !== undefined ? `file ${piece.file}` : `${piece.link} ${piece.bytes} ${piece.media} ${piece.sha256}`));
      const whole = [chosen?.id ?? '', text, ...pieces].filter(Boolean).join('\n');
      return whole === '' ? [] : [[id, whole] as const];
    }),
  );
}

/** How each requirement changed from one attempt to the next. */
export function changesBetween(before: Handed | null, after: Handed | null, release: ReleaseFile['release']): readonly ChangedPart[] {
  if (before === null || after === null) return [];
  return release.evidence.requirements.flatMap(({ id, title }) => {
    const [was, is] = [before.get(id), after.get(id)];
    if (was === undefined && is === undefined) return [];
    return [{ requirement: id, title, change: was === undefined ? 'added' : is === undefined ? 'removed' : was === is ? 'same' : 'revised' }];
  });
}

/**
 * Per criterion and part: what each assessor said in each attempt, and what changed in the evidence that feeds it in between.
 * @param handed what was handed in at each attempt's tree, where it can be read.
 */
export function feedbackRows(attempts: readonly Attempt[], release: ReleaseFile['release'], handed: ReadonlyMap<string, Handed>): readonly FeedbackRow[] {
  const { criteria } = release.rubric;
  const { requirements } = release.evidence;
  return itemsOf(release).map((item) => {
    const criterion = criteria.find(({ id }) => id === item);
    const fed = new Set(criterion === undefined ? [item] : requirements.filter(({ feeds }) => feeds?.includes(item)).map(({ id }) => id));
    return {
      item,
      title: criterion?.title ?? requirements.find(({ id }) => id === item)!.title,
      attempts: attempts.map((attempt, at) => ({
        attempt: attempt.number,
        said: attempt.assessments.flatMap(({ assessor, review, assessment }): readonly Said[] => {
          const passes = verdictOf(assessment, release, item);
          if (passes === null) return [];
          const level = criterion === undefined ? (passes ? 'sufficient' : 'not-sufficient') : assessment.levels.get(item)!;
          return [{ assessor, review: review.id, level, passes, feedback: assessment.feedback.get(item) ?? '' }];
        }),
        changed: at === 0 ? [] : changesBetween(handed.get(attempts[at - 1]!.tree) ?? null, handed.get(attempt.tree) ?? null, release).filter(({ requirement }) => fed.has(requirement)),
      })),
    };
  });
}
