import { plusWorkingDays } from '../working-days.ts';
import { dayOf } from '../working-days.ts';
import type { Assignment } from './assignment.ts';
import { underAssessment, type DeskClaim, type Person } from './claim.ts';
import { NOTICE } from './notice.ts';
import type { Standing } from './standing.ts';

/** Something that the desk does to one pull request. */
export type Change =
  | { readonly kind: 'merge'; readonly head: string }
  | { readonly kind: 'ask'; readonly people: readonly Person[] }
  | { readonly kind: 'relieve'; readonly people: readonly Person[] }
  | { readonly kind: 'notice'; readonly comment: number | null; readonly body: string }
  | { readonly kind: 'remind'; readonly body: string };

/** A comment that the desk itself wrote. */
export interface OwnComment {
  readonly id: number;
  readonly body: string;
}

/** Working days before the due day on which those who have not answered are reminded. */
const REMIND_BEFORE = 2;

/** What the desk knows of one claim when it decides what to do. */
export interface DeskView {
  readonly claim: DeskClaim;
  readonly standing: Standing;
  readonly assignment: Assignment | undefined;
  readonly notice: string;
  readonly ownComments: readonly OwnComment[];
  /** There are so many comments that some of the desk's own may be missing above. */
  readonly commentsCut: boolean;
}

/** What is to be done for one claim, in order. Nothing where everything is as it should be. */
export function planFor({ claim, standing, assignment, notice, ownComments, commentsCut }: DeskView, now: Date): readonly Change[] {
  const changes: Change[] = [];
  if (standing.turn === 'desk') changes.push({ kind: 'merge', head: claim.head });
  if (assignment !== undefined && assignment.relieve.length > 0) changes.push({ kind: 'relieve', people: assignment.relieve });
  if (assignment !== undefined && assignment.add.length > 0) changes.push({ kind: 'ask', people: assignment.add });
  changes.push(...noticeChange(notice, { ownComments, commentsCut }));
  for (const { person, since } of underAssessment(claim) && !commentsCut ? claim.requested : []) {
    const waiting = assignment?.keep.some(({ id }) => id === person.id) === true;
    const mark = `<!-- laurel:reminder ${person.id} ${since} -->`;
    if (!waiting || standing.due === null || ownComments.some(({ body }) => body.includes(mark))) continue;
    if (plusWorkingDays(now.toISOString(), REMIND_BEFORE) < standing.due) continue;
    changes.push({ kind: 'remind', body: `${mark}\n@${person.login}: this claim waits for your assessment, until ${dayOf(standing.due)}. Read it with \`laurel assess ${claim.key}\`, or review it here. If you cannot, tell the programme lead: the desk does not read answers, and asks somebody else only when that day has passed.\n` });
  }
  return changes;
}

/** What brings the desk's one comment to a text; nothing where it says so already. */
export function noticeChange(notice: string, { ownComments, commentsCut }: Pick<DeskView, 'ownComments' | 'commentsCut'>): readonly Change[] {
  const own = ownComments.find(({ body }) => body.includes(NOTICE));
  // A flood of comments must not make the desk write the same thing again and again: what it cannot see, it does not repeat.
  const unseen = own === undefined && commentsCut;
  return unseen || (own !== undefined && normal(own.body) === normal(notice)) ? [] : [{ kind: 'notice', comment: own?.id ?? null, body: notice }];
}

// GitHub stores what was written with its own line ends.
const normal = (text: string): string => text.replaceAll('\r\n', '\n').trim();
