import type { FeedbackRow, Said } from '../assessment/feedback.ts';
import type { Assessors, ReleaseFile } from '../model.generated.ts';
import { cut, inMarkdown } from '../words.ts';
import type { DeskClaim } from './claim.ts';
import { levelWords } from './standing.ts';

/** Attempts that the table has columns for: the last ones. */
const COLUMNS = 5;
/** Characters of one person's feedback on one criterion; the review that it links to has the whole. */
const WORDS = 600;

/** A level, or whether a part is sufficient, in words. */
export const verdictWords = (release: ReleaseFile, item: string, { level, passes }: Pick<Said, 'level' | 'passes'>): string =>
  level === 'sufficient' || level === 'not-sufficient' ? (passes ? 'Sufficient' : 'Not sufficient') : levelWords(release, item, level);

/** The level at which the teacher sees their own work by a criterion, in words; empty where they said none. */
export function ownView({ submission, release }: Pick<DeskClaim, 'submission' | 'release'>, criterion: string): string {
  const own = submission?.['self-assessment'] ?? {};
  const level = Object.hasOwn(own, criterion) ? (own as Readonly<Record<string, string>>)[criterion]! : null;
  return level === null ? '' : (release?.release.rubric.levels.find(({ id }) => id === level)?.title ?? level);
}

/** The criteria with the teacher's own view, the level of each attempt and what changed in between, as a table; null while nobody has assessed it. */
export function feedbackTable(claim: DeskClaim, rows: readonly FeedbackRow[]): string | null {
  const { release, attempts: all } = claim;
  const numbers = all.filter(({ assessments }) => assessments.length > 0).map(({ number }) => number).slice(-COLUMNS);
  if (release === null || numbers.length === 0) return null;
  const own = new Map(rows.map(({ item }) => [item, ownView(claim, item)]));
  const said = [...own.values()].some((view) => view !== '');
  const body = rows.map(({ item, title, attempts }) => {
    const cells = attempts.filter(({ attempt }) => numbers.includes(attempt)).flatMap(({ attempt, said, changed }) => {
      const levels = said.map((one) => verdictWords(release, item, one)).join('; ');
      const differences = changed.filter(({ change }) => change !== 'same').map((one) => `${one.title} ${one.change}`).join('; ');
      return attempt === numbers[0] ? [levels] : [differences === '' ? 'nothing' : differences, levels];
    });
    return `| ${[title, ...(said ? [own.get(item)!] : []), ...cells].map(inMarkdown).join(' | ')} |`;
  });
  const heads = [...(said ? ['Own view'] : []), ...numbers.flatMap((number, at) => (at === 0 ? [`Attempt ${number}`] : ['What changed', `Attempt ${number}`]))];
  return [`| Criterion | ${heads.join(' | ')} |`, `|---|${heads.map(() => '---|').join('')}`, ...body].join('\n');
}

/** What the feedback is shown with. */
export interface FeedbackFrame {
  readonly assessors: Assessors;
  /** Whether it stands unfolded, as when its reader is to act on it. */
  readonly open: boolean;
  /** How many bytes it may take; what does not fit is that of the earliest attempts. */
  readonly room: number;
}

/** What each assessor wrote of each criterion in each attempt, with a link to the review; empty while nobody has. */
export function feedbackTexts({ release, address }: DeskClaim, rows: readonly FeedbackRow[], { assessors, open, room }: FeedbackFrame): string {
  if (release === null) return '';
  const login = (id: number): string => assessors.assessors.find((one) => one.id === id)?.login ?? String(id);
  const all = rows.flatMap(({ item, attempts }) => attempts.flatMap(({ attempt, said }) => said.map((one) => ({
    item, attempt, line: `- Attempt ${attempt}, [${inMarkdown(login(one.assessor))}](${address}#pullrequestreview-${one.review}): ${inMarkdown(verdictWords(release, item, one))}. ${inMarkdown(cut(one.feedback, WORDS))}`,
  }))));
  const newest = [...all].sort((a, b) => b.attempt - a.attempt);
  const kept = new Set(newest.slice(0, fitting(newest.map(({ line }) => line), room - bytesOf(rows.map(({ title }) => inMarkdown(title)).join('\n\n****\n\n')) - 300)));
  if (kept.size === 0) return '';
  const blocks = rows.flatMap(({ item, title }) => {
    const lines = all.filter((one) => one.item === item && kept.has(one)).map(({ line }) => line);
    return lines.length === 0 ? [] : [`**${inMarkdown(title)}**`, lines.join('\n')];
  });
  const rest = kept.size === all.length ? [] : ['What was said of earlier attempts stands in their reviews.'];
  return [`<details${open ? ' open' : ''}><summary>What each assessor wrote</summary>`, ...blocks, ...rest, '</details>'].join('\n\n');
}

/** How many bytes a text takes where it is stored. */
export const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** How many of some lines, from the first, take no more than so many bytes. */
export function fitting(lines: readonly string[], room: number): number {
  let left = room;
  const first = lines.findIndex((line) => (left -= bytesOf(line) + 1) < 0);
  return first === -1 ? lines.length : first;
}
