import type { FeedbackRow } from '../assessment/feedback.ts';
import { visible } from '../report/visible.ts';
import { cut, inMarkdown } from '../words.ts';
import { dayOf } from '../working-days.ts';
import type { Assessors, Issuer } from '../model.generated.ts';
import type { DeskClaim, Problem } from './claim.ts';
import { bytesOf, feedbackTable, feedbackTexts, fitting } from './notice-feedback.ts';
import type { Standing, Turn } from './standing.ts';

/** Marks the desk's one comment on a pull request; it counts only in a comment that the desk itself wrote. */
export const NOTICE = '<!-- laurel:desk -->';

/** GitHub takes 65,536 characters; what is counted here is bytes, of which there are never fewer. */
const MOST = 60_000;

const WHOSE: Readonly<Record<Turn, string>> = { teacher: 'the teacher', assessors: 'the assessors', 'third-assessor': 'a third assessor', desk: 'the desk', lead: 'the programme lead', issuer: 'the issuer', nobody: 'nobody' };

/** Whose turn it is, in a few words with their names. */
export const whose = ({ turn, who }: Standing): string => (who.length === 0 ? WHOSE[turn] : `${WHOSE[turn]} (${who.map(({ login }) => `@${login}`).join(', ')})`);

/** Since when and by when, in words. */
export const when = ({ since, due, overdue }: Standing): string => `since ${dayOf(since)}${due === null ? '' : `, until ${dayOf(due)}`}${overdue ? ' (late)' : ''}`;

/** What the comment is written from besides the claim and where it stands. */
export interface NoticeGrounds {
  readonly issuer: Pick<Issuer, 'policy'>;
  readonly assessors: Assessors;
  /** Why a claim that all assessors pass is not merged. */
  readonly obstacles?: readonly string[];
  /** Why a claim that is merged gets no badge. */
  readonly refused?: readonly string[];
}

/**
 * The text of the one comment that always says where a claim stands. The same standing gives the same text, so that
 * nothing is written while nothing changes.
 */
export function noticeText(claim: DeskClaim, standing: Standing, rows: readonly FeedbackRow[], { issuer: { policy }, assessors, obstacles = [], refused = [] }: NoticeGrounds): string {
  const parts = [NOTICE, `**Whose turn: ${whose(standing)}**, ${when(standing)}.`, standing.what];
  if (standing.coach) parts.push(`This was attempt ${standing.attempt}. ${policy.coach === undefined ? 'A coach joins now' : `Now ${policy.coach} joins`}: ask for a conversation before you go on.`);
  if (claim.problems.length > 0 && !claim.draft) parts.push('### What is missing', ...list(claim.problems.map(problemLine), 20));
  if (claim.warnings.length > 0) parts.push('### Worth another look', ...list(claim.warnings.map((warning) => `- ${inMarkdown(cut(warning, 800))}`), 5));
  if (obstacles.length > 0) parts.push('### Why it is not merged', ...list(obstacles.map(reasonLine), 10));
  if (refused.length > 0) parts.push('### Why there is no badge', ...list(refused.map(reasonLine), 10));
  const end = `<sub>Written by the programme's desk from the reviews and the files; answers to it are not read. ${policy.approvals === 1 ? 'One person reads' : `${['Two', 'Three', 'Four', 'Five'][policy.approvals - 2] ?? policy.approvals} people read`} each claim, within ${policy['decision-days']} working days.</sub>`;
  const table = feedbackTable(claim, rows);
  if (table !== null && bytesOf([...parts, table, end].join('\n\n')) < MOST - 1000) parts.push('### Criterion by criterion', table);
  const said = feedbackTexts(claim, rows, { assessors, open: standing.turn === 'teacher', room: MOST - bytesOf([...parts, end].join('\n\n')) });
  return `${[...parts, ...(said === '' ? [] : [said]), end].join('\n\n')}\n`;
}

const problemLine = ({ path, line, message, remedy }: Problem): string => `- \`${cut(visible(path), 200).replaceAll('`', "'")}\` line ${line}: ${inMarkdown(cut(message, 400))}. ${inMarkdown(cut(remedy, 400))}`;
const reasonLine = (reason: string): string => `- ${inMarkdown(cut(reason, 400))}`;

// A list of so many lines at most, and of a part of the room.
function list(lines: readonly string[], most: number): readonly string[] {
  const count = fitting(lines.slice(0, most), MOST / 4);
  return [lines.slice(0, count).join('\n'), ...(count < lines.length ? [`And ${lines.length - count} more; they show when these are mended.`] : [])];
}
