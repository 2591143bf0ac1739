import { noticeText } from '../../core/desk/notice.ts';
import { planFor, type Change } from '../../core/desk/plan.ts';
import { nameOf, type Place } from '../place.ts';
import type { Programme } from '../programme.ts';
import type { World } from '../world.ts';
import { ownProblem } from './own-problem.ts';
import { readStandings, type StandingEntry } from './standings.ts';
import { tellAwards } from './tell-awards.ts';
import { takeIssues, type TakenIssue } from './take-issues.ts';

/** What the desk did, or would do, for one claim. */
export interface DeskDeed {
  readonly key: string;
  readonly done: readonly Change[];
  /** What could not be done, as sentences; the other claims are not held up. */
  readonly failed: readonly string[];
}

/** What a run of the desk did. */
export interface DeskRun {
  readonly issues: readonly TakenIssue[];
  readonly deeds: readonly DeskDeed[];
  readonly merged: number;
  /** Badges whose earners were told now where they are. */
  readonly told: readonly string[];
  /** Claims that wait for somebody whom nobody could be found for. */
  readonly needLead: readonly string[];
}

/**
 * Does for every open claim what a desk does: takes in what came by the issue form, says what is missing, asks assessors,
 * reminds them, keeps the one comment up to date, and merges what is decided, at the head that was approved and no other.
 * @param dry says what would be done and does nothing.
 */
export async function runDesk(world: World, programme: Programme, { dry = false }: { readonly dry?: boolean } = {}): Promise<DeskRun> {
  const issues = dry ? [] : await takeIssues(world, programme);
  const { entries, issuer } = await readStandings(world, programme, { prove: true });
  const deeds: DeskDeed[] = [];
  let merged = 0;
  for (const entry of entries) {
    const notice = noticeText(entry.claim, entry.standing, entry.rows, issuer, entry.obstacles);
    const changes = planFor({ claim: entry.claim, standing: entry.standing, assignment: entry.assignment, notice, ownComments: entry.pull.ownComments, commentsCut: entry.pull.commentsCut }, world.now());
    const deed = dry ? { key: entry.claim.key, done: changes, failed: [] } : await apply(entry, changes);
    if (deed.done.length + deed.failed.length > 0) deeds.push(deed);
    if (!dry) merged += deed.done.filter(({ kind }) => kind === 'merge').length;
  }
  const told = dry ? [] : await tellAwards(world, programme);
  return { issues, deeds, merged, told, needLead: entries.filter(({ standing }) => standing.turn === 'lead').map(({ claim }) => claim.key) };
}

async function apply({ place, claim }: StandingEntry, changes: readonly Change[]): Promise<DeskDeed> {
  const done: Change[] = [];
  const failed: string[] = [];
  for (const change of changes) {
    try {
      const sentence = await applyOne(place, claim.pull, change);
      if (sentence === null) done.push(change);
      else failed.push(sentence);
    } catch (error) {
      const problem = ownProblem(error);
      if (problem === null) throw error;
      failed.push(problem);
    }
  }
  return { key: claim.key, done, failed };
}

async function applyOne(place: Place, pull: number, change: Change): Promise<string | null> {
  const { github, repository: { owner, name } } = place;
  switch (change.kind) {
    case 'merge':
      await github.merge(owner, name, pull, change.head);
      return null;
    case 'ask': {
      const logins = change.people.map(({ login }) => login);
      return (await github.requestReviews(owner, name, pull, logins)) ? null : `GitHub does not let ${logins.join(', ')} be asked in ${nameOf(place)}: make them collaborators with the right to read (\`laurel doctor\` tells who is not)`;
    }
    case 'relieve':
      await github.withdrawRequests(owner, name, pull, change.people.map(({ login }) => login));
      return null;
    case 'notice':
      if (change.comment === null) await github.comment(owner, name, pull, change.body);
      else await github.changeComment(owner, name, change.comment, change.body);
      return null;
    case 'remind':
      await github.comment(owner, name, pull, change.body);
      return null;
  }
}
