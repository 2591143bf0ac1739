import type { FeedbackRow } from '../assessment/feedback.ts';
import { visible } from '../report/visible.ts';
import { inMarkdown } from '../words.ts';
import { dayOf } from '../working-days.ts';
import type { Issuer } from '../model.generated.ts';
import type { DeskClaim } from './claim.ts';
import { levelWords, type Standing, type Turn } from './standing.ts';

/** Marks the desk's one comment on a pull request; it counts only in a comment that the desk itself wrote. */
export const NOTICE = '<!-- laurel:desk -->';

const WHOSE: Readonly<Record<Turn, string>> = { teacher: 'the teacher', assessors: 'the assessors', 'third-assessor': 'a third assessor', desk: 'the desk', lead: 'the programme lead' };

/** Whose turn it is, in a few words with their names. */
export const whose = ({ turn, who }: Standing): string => (who.length === 0 ? WHOSE[turn] : `${WHOSE[turn]} (${who.map(({ login }) => `@${login}`).join(', ')})`);

/** Since when and by when, in words. */
export const when = ({ since, due, overdue }: Standing): string => `since ${dayOf(since)}${due === null ? '' : `, until ${dayOf(due)}`}${overdue ? ' (late)' : ''}`;

/**
 * The text of the one comment that always says where a claim stands. The same standing gives the same text, so that
 * nothing is written while nothing changes.
 */
export function noticeText(claim: DeskClaim, standing: Standing, rows: readonly FeedbackRow[], { policy }: Pick<Issuer, 'policy'>, obstacles: readonly string[] = []): string {
  const parts = [NOTICE, `**Whose turn: ${whose(standing)}**, ${when(standing)}.`, standing.what];
  if (standing.coach) parts.push(`This was attempt ${standing.attempt}. ${policy.coach === undefined ? 'A coach joins now' : `Now ${policy.coach} joins`}: ask for a conversation before you go on.`);
  if (claim.problems.length > 0 && !claim.draft) {
    parts.push('### What is missing', claim.problems.slice(0, 20).map(({ path, line, message, remedy }) => `- \`${visible(path).replaceAll('`', "'")}\` line ${line}: ${inMarkdown(message)}. ${inMarkdown(remedy)}`).join('\n'));
    if (claim.problems.length > 20) parts.push(`And ${claim.problems.length - 20} more; they show when these are mended.`);
  }
  if (obstacles.length > 0) parts.push('### Why it is not merged', obstacles.slice(0, 10).map((reason) => `- ${inMarkdown(reason)}`).join('\n'));
  const table = feedbackTable(claim, rows);
  if (table !== null) parts.push('### Criterion by criterion', table, 'What each assessor wrote stands in their reviews.');
  parts.push(`<sub>Written by the programme's desk from the reviews and the files; answers to it are not read. ${policy.approvals === 1 ? 'One person reads' : `${['Two', 'Three', 'Four', 'Five'][policy.approvals - 2] ?? policy.approvals} people read`} each claim, within ${policy['decision-days']} working days.</sub>`);
  return `${parts.join('\n\n')}\n`;
}

function feedbackTable(claim: DeskClaim, rows: readonly FeedbackRow[]): string | null {
  const { release } = claim;
  const numbers = claim.attempts.filter(({ assessments }) => assessments.length > 0).map(({ number }) => number);
  if (release === null || numbers.length === 0) return null;
  const cell = (text: string): string => inMarkdown(text);
  const body = rows.map(({ item, title, attempts }) => {
    const cells = attempts.filter(({ attempt }) => numbers.includes(attempt)).flatMap(({ attempt, said, changed }) => {
      const levels = said.map(({ level, passes }) => (level === 'sufficient' || level === 'not-sufficient' ? (passes ? 'Sufficient' : 'Not sufficient') : levelWords(release, item, level))).join('; ');
      const differences = changed.filter(({ change }) => change !== 'same').map((one) => `${one.title} ${one.change}`).join('; ');
      return attempt === numbers[0] ? [levels] : [differences === '' ? 'nothing' : differences, levels];
    });
    return `| ${[title, ...cells].map(cell).join(' | ')} |`;
  });
  const heads = numbers.flatMap((number, at) => (at === 0 ? [`Attempt ${number}`] : ['What changed', `Attempt ${number}`]));
  return [`| Criterion | ${heads.join(' | ')} |`, `|---|${heads.map(() => '---|').join('')}`, ...body].join('\n');
}
