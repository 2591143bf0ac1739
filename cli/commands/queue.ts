import { CATALOG, catalogOption, JSON_OUTPUT, printJson, withProgress, type Command } from '../command.ts';
import { when } from '../core/desk/notice.ts';
import type { Standing } from '../core/desk/standing.ts';
import { loadOf } from '../core/desk/assignment.ts';
import { shortDayOf, workingDaysBetween } from '../core/working-days.ts';
import { StoreFault } from '../core/plan/register.ts';
import { plain, wrap } from '../core/words.ts';
import { readMerged, type MergedEntry } from '../effects/desk/merged.ts';
import { keyOf } from '../effects/desk/tell-merged.ts';
import { readStandings, type StandingEntry } from '../effects/desk/standings.ts';
import { openRun } from '../effects/issuing/run.ts';
import { eachOnce, type Unread } from '../effects/place-problem.ts';
import { typedName, type Place } from '../effects/place.ts';
import { openProgramme, type Programme } from '../effects/programme.ts';
import type { World } from '../effects/world.ts';
import { columns } from './table.ts';
import { unreadLines } from './unread-lines.ts';

export default {
  name: 'queue',
  summary: 'Show what waits, for whom and how long',
  options: [CATALOG, JSON_OUTPUT, { flags: '--mine', summary: 'only what waits for me' }],
  examples: [
    ['laurel queue', 'every open claim, the longest wait first'],
    ['laurel queue --mine', 'what I am asked to assess'],
  ],
  async run(given, world) {
    const programme = await openProgramme(world, catalogOption(given));
    const { entries, rules: { assessors, issuer }, unread: closed } = await withProgress(world, 'Reading the open claims', () => readStandings(world, programme));
    const mine = given.options['mine'] === true ? (await programme.github.me()).id : null;
    const now = world.now().toISOString();
    const shown = entries.filter(({ standing }) => mine === null || standing.who.some(({ id }) => id === mine)).sort(byWait);
    const { merged, more, fault, unread: kept } = mine === null ? await withProgress(world, 'Reading the merged claims', () => mergedOf(world, programme)) : { merged: [], more: 0, fault: null, unread: [] };
    const unread = eachOnce([...closed, ...kept]);
    const code = fault === null && unread.length === 0 ? 0 : 1;
    const open = (id: number): number => entries.filter(({ assignment }) => [...(assignment?.keep ?? []), ...(assignment?.add ?? [])].some((person) => person.id === id)).length;
    const loads = assessors.assessors.map((one) => ({ login: one.login, id: one.id, open: open(one.id), load: loadOf(one, issuer.policy), 'calibrated-until': one['calibrated-until'] }));
    if (given.options['json'] === true) {
      printJson(world, { claims: shown.map((entry) => rowOf(entry, now)), merged: merged.map((entry) => mergedRowOf(entry, now)), moreMerged: more, fault, unread, assessors: loads });
      return code;
    }
    const elsewhere = unread.length === 0 ? '' : ' where it could be read';
    if (shown.length === 0) world.out.write(mine === null ? `No claim is open${elsewhere}.\n` : `Nothing waits for you${elsewhere}.\n`);
    else world.out.write(columns([HEADS, ...shown.flatMap(({ place, claim, standing }) => rowsOf(shortName(place, claim.pull), claim.credential, standing, now))].map((row) => row.map(plain)), world.out.columns, [1, 2]));
    if (merged.length > 0) world.out.write(`\nMerged, and without a badge:\n${merged.map((entry) => mergedLines(entry, world.out.columns)).join('')}${more === 0 ? '' : `  and ${more} more\n`}`);
    if (fault !== null) world.out.write(`\n${wrap(plain(`What is merged and without a badge cannot be told. ${fault}`), world.out.columns)}\n`);
    world.out.write(unreadLines(unread));
    if (mine === null) {
      const waits = shown.filter(({ standing }) => standing.turn !== 'teacher').map(({ standing }) => workingDaysBetween(standing.since, now)).sort((a, b) => a - b);
      if (waits.length > 2) world.out.write(`\n${waits.length} wait for the programme: half of them ${quantile(waits, 0.5)} working days or less, nine in ten ${quantile(waits, 0.9)} or less; ${shown.filter(({ standing }) => standing.overdue).length} late.\n`);
      world.out.write(`\n${columns([['assessor', 'open', 'at most', 'calibrated until'], ...loads.map((one) => [one.login, String(one.open), String(one.load), one['calibrated-until']])], world.out.columns)}${shown.some(({ standing }) => standing.turn === 'desk') ? '\nNext: laurel desk\n' : merged.some(({ standing }) => standing.turn === 'issuer') ? '\nNext: laurel issue\n' : ''}`);
    } else if (shown[0] !== undefined) world.out.write(`\nNext: laurel assess ${typedName(shown[0].place, shown[0].claim.pull)}\n`);
    return code;
  },
} satisfies Command as Command;

interface Merged {
  readonly merged: readonly MergedEntry[];
  readonly more: number;
  readonly fault: string | null;
  readonly unread: readonly Unread[];
}

// What waits is shown, whatever the stores hold.
async function mergedOf(world: World, programme: Programme): Promise<Merged> {
  try {
    const { entries, more, unread } = await readMerged(await openRun(world, programme, () => {}));
    return { merged: entries, more, fault: null, unread };
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error;
    return { merged: [], more: 0, fault: error.message, unread: [] };
  }
}

const WAITERS: Readonly<Record<Standing['turn'], string>> = { teacher: 'the teacher', assessors: 'assessors', 'third-assessor': 'a third assessor', desk: 'the desk', lead: 'the programme lead', issuer: 'the issuer', nobody: 'nobody' };

// Days are working days.
const HEADS = ['claim', 'credential', 'waits for', 'days', 'until'];

/** A claim as people type it: its number, or with private submissions `repository#7`; all of these are of one owner. */
const shortName = (place: Place, pull: number): string => `${place.isPrivate ? '' : '#'}${typedName(place, pull)}`;

// Names tell more than roles, but a teacher's is for nobody's list.
const waiters = ({ turn, who }: Standing): readonly string[] => (turn === 'teacher' || who.length === 0 ? [WAITERS[turn]] : who.map(({ login }) => login));

// A line for each person, so that no name is cut where two are asked.
const rowsOf = (key: string, credential: string, standing: Standing, now: string): readonly (readonly string[])[] =>
  waiters(standing).map((name, at) => (at > 0 ? ['', '', name, '', ''] : [key, credential, name, String(workingDaysBetween(standing.since, now)), standing.due === null ? 'no date' : `${shortDayOf(standing.due)}${standing.overdue ? ', late' : ''}`]));

// What is late first, then what waits longest.
const byWait = (a: StandingEntry, b: StandingEntry): number => Number(b.standing.overdue) - Number(a.standing.overdue) || Number(a.standing.turn === 'teacher') - Number(b.standing.turn === 'teacher') || (a.standing.since < b.standing.since ? -1 : 1);

const quantile = (sorted: readonly number[], share: number): number => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)]!;

// A merged claim in words: the reasons are what somebody acts on.
function mergedLines({ place, claim, pulls: [pull], standing, reasons }: MergedEntry, columns: number): string {
  const say = (text: string, indent: string): string => `${indent}${wrap(plain(text), columns, indent)}\n`;
  const name = pull === undefined ? `${claim.login}/${claim.number}` : shortName(place, pull);
  return say(`${name}, ${claim.credential}, ${WAITERS[standing.turn]}, ${when(standing)}: ${reasons.length === 0 ? 'the badge is not issued yet.' : 'not proven.'}`, '  ') + reasons.map((reason) => say(`- ${reason}`, '    ')).join('');
}

/** A merged claim without a badge as JSON. */
export function mergedRowOf(entry: MergedEntry, now: string): object {
  const { claim, pulls, reasons, standing } = entry;
  return { claim: keyOf(entry), path: claim.path, pull: pulls[0] ?? null, credential: claim.credential, turn: standing.turn, since: standing.since, due: standing.due, overdue: standing.overdue, workingDays: workingDaysBetween(standing.since, now), what: standing.what, reasons };
}

/** A claim's line as JSON. */
export function rowOf({ claim, standing, obstacles, assignment }: StandingEntry, now: string): object {
  return {
    claim: claim.key, pull: claim.pull, address: claim.address, credential: claim.credential, version: claim.release?.release.credential.version ?? null, submitter: claim.submitter?.login ?? null,
    turn: standing.turn, who: standing.who.map(({ login }) => login), since: standing.since, due: standing.due, overdue: standing.overdue, workingDays: workingDaysBetween(standing.since, now), attempt: standing.attempt, what: standing.what,
    missing: claim.problems.length, unassigned: assignment?.missing ?? 0, passedOver: Object.fromEntries(assignment?.passedOver ?? []), obstacles,
  };
}
