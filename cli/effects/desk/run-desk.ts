import { noticeText } from '../../core/desk/notice.ts';
import { planFor } from '../../core/desk/plan.ts';
import { StoreFault } from '../../core/plan/register.ts';
import { openRun } from '../issuing/run.ts';
import { eachOnce, type Unread } from '../place-problem.ts';
import type { Programme } from '../programme.ts';
import type { World } from '../world.ts';
import { answerRequests, type AnsweredRequests } from './answer-requests.ts';
import { apply, type DeskDeed } from './apply.ts';
import { readStandings, type Standings } from './standings.ts';
import { tellAwards } from './tell-awards.ts';
import { claimName, tellMerged, type NotProven, type ToldMerged } from './tell-merged.ts';
import { takeIssues, type TakenIssue } from './take-issues.ts';

/** What a run of the desk did. */
export interface DeskRun {
  readonly issues: readonly TakenIssue[];
  readonly deeds: readonly DeskDeed[];
  readonly merged: number;
  /** Badges whose earners were told now where they are. */
  readonly told: readonly string[];
  /** Earners who asked to be named otherwise. */
  readonly requests: AnsweredRequests;
  /** Claims that are merged and cannot be proven. */
  readonly notProven: readonly NotProven[];
  /** How many merged claims wait for a badge, and how many of them this run did not look at. */
  readonly waiting: number;
  readonly unseen: number;
  /** Claims that wait for somebody whom nobody could be found for, and those that are merged and not proven. */
  readonly needLead: readonly string[];
  /** Why nothing is said of what is merged: a register or the ledger is damaged. Null where none is. */
  readonly fault: string | null;
  /** Places that could not be read or not wholly, each once: what is handed in there waits for a later run. */
  readonly unread: readonly Unread[];
}

/**
 * Does for every open claim what a desk does: takes in what came by the issue form, says what is missing, asks assessors,
 * reminds them, keeps the one comment up to date, and merges what is decided, at the head that was approved and no other.
 * Then it says of every merged claim whether its badge is on its way, issued, or cannot be.
 * @param dry says what would be done and does nothing.
 */
export async function runDesk(world: World, programme: Programme, { dry = false }: { readonly dry?: boolean } = {}): Promise<DeskRun> {
  const { taken: issues, unread: closed } = dry ? { taken: [], unread: [] } : await takeIssues(world, programme);
  const { entries, rules, unread } = await readStandings(world, programme, { prove: true });
  const { issuer, assessors } = rules;
  const deeds: DeskDeed[] = [];
  const merged = new Set<string>();
  for (const entry of entries) {
    const notice = noticeText(entry.claim, entry.standing, entry.rows, { issuer, assessors, obstacles: entry.obstacles });
    const changes = planFor({ claim: entry.claim, standing: entry.standing, assignment: entry.assignment, notice, ownComments: entry.pull.ownComments, commentsCut: entry.pull.commentsCut }, world.now());
    const deed = dry ? { key: entry.claim.key, done: changes, failed: [] } : await apply(entry, changes);
    if (deed.done.length + deed.failed.length > 0) deeds.push(deed);
    if (!dry && deed.done.some(({ kind }) => kind === 'merge')) merged.add(claimName(entry.place, entry.path));
  }
  // What was merged just now is the issuer's, and was told so above.
  const { past, told, requests, fault } = await tellPast(world, programme, rules, { dry, passOver: merged });
  const needLead = [...entries.filter(({ standing }) => standing.turn === 'lead').map(({ claim }) => claim.key), ...past.notProven.map(({ key }) => key)];
  return { issues, deeds: [...deeds, ...past.deeds], merged: merged.size, told, requests, notProven: past.notProven, waiting: past.waiting, unseen: past.unseen, needLead, fault, unread: eachOnce([...closed, ...unread, ...past.unread]) };
}

interface Past {
  readonly past: ToldMerged;
  readonly told: readonly string[];
  readonly requests: AnsweredRequests;
  readonly fault: string | null;
}

const NONE: AnsweredRequests = { due: [], answered: 0 };

// What was done for open claims stands, and is told, whatever the stores hold.
async function tellPast(world: World, programme: Programme, rules: Standings['rules'], options: { readonly dry: boolean; readonly passOver: ReadonlySet<string> }): Promise<Past> {
  try {
    const run = await openRun(world, programme, () => {});
    const past = await tellMerged(run, rules, options);
    return { past, told: options.dry ? [] : await tellAwards(run, rules), requests: options.dry ? NONE : await answerRequests(run), fault: null };
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error;
    return { past: { deeds: [], notProven: [], waiting: 0, unseen: 0, unread: [] }, told: [], requests: NONE, fault: error.message };
  }
}
