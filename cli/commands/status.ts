import { CATALOG, catalogOption, JSON_OUTPUT, printJson, withProgress, type Command } from '../command.ts';
import { newestEditions } from '../core/badge/edition.ts';
import { when, whose } from '../core/desk/notice.ts';
import { registerPaths } from '../core/plan/register.ts';
import { plain, wrap } from '../core/words.ts';
import type { MergedClaim } from '../effects/claims.ts';
import { readMerged, type MergedEntry } from '../effects/desk/merged.ts';
import { readStandings } from '../effects/desk/standings.ts';
import type { Account } from '../effects/github/github.ts';
import { openRun, type Run } from '../effects/issuing/run.ts';
import { isPublished } from '../effects/issuing/unissued.ts';
import { eachOnce } from '../effects/place-problem.ts';
import { nameOf, typedName, type Place } from '../effects/place.ts';
import { openProgramme } from '../effects/programme.ts';
import { deskOf, pullsOf } from '../effects/submitter.ts';
import { mergedRowOf, rowOf } from './queue.ts';
import { unreadLines } from './unread-lines.ts';

export default {
  name: 'status',
  summary: 'Show where everything of mine stands',
  options: [CATALOG, JSON_OUTPUT],
  examples: [['laurel status', 'my claims, whose turn it is, since when and until when; and my badges']],
  async run(given, world) {
    const programme = await openProgramme(world, catalogOption(given));
    const me = await programme.github.me();
    const { entries, unread: closed } = await withProgress(world, 'Reading your claims', () => readStandings(world, programme));
    const mine = entries.filter(({ claim }) => claim.submitter?.id === me.id);
    const isMine = ({ login }: MergedClaim): boolean => login.toLowerCase() === me.login.toLowerCase();
    const run = await openRun(world, programme, () => {});
    const own = ownPulls(run, me);
    const merged: MergedEntry[] = [];
    const { entries: past, more, unread: kept } = await withProgress(world, 'Reading your merged claims', () => readMerged(run, isMine));
    for (const entry of past) {
      // A folder with my login may be somebody else's doing.
      const mineOf = await own(entry.place);
      if (entry.pulls.length === 0 || entry.pulls.some((pull) => mineOf.has(pull))) merged.push(entry);
    }
    const unread = eachOnce([...closed, ...kept]);
    const badges = await withProgress(world, 'Reading the register', () => badgesOf(run, own));
    if (given.options['json'] === true) {
      printJson(world, { claims: mine.map((entry) => rowOf(entry, world.now().toISOString())), merged: merged.map((entry) => mergedRowOf(entry, world.now().toISOString())), moreMerged: more, badges: badges.map(({ place: _, ...badge }) => badge), unread });
      return unread.length === 0 ? 0 : 1;
    }
    const print = (text: string, indent = '  '): void => world.out.write(`${indent}${wrap(plain(text), world.out.columns, indent)}\n`);
    const titleOf = (credential: string): string => programme.catalog.credentials.get(credential)?.value.title ?? credential;
    const feedback = (place: Place, pull: number): void => print(`What was said of it: laurel feedback ${typedName(place, pull)}`);
    for (const { place, claim, standing, path } of mine) {
      world.out.write(`${claim.release?.release.credential.title ?? path.credential}, attempt ${standing.attempt}\n`);
      print(`${standing.turn === 'teacher' ? 'Your turn' : `Whose turn: ${whose(standing)}`}, ${when(standing)}.`);
      print(standing.what);
      for (const { path: file, line, message, remedy } of claim.draft ? [] : claim.problems) print(`${file}:${line}: ${message}. ${remedy}`, '    ');
      for (const warning of claim.warnings) print(warning, '    ');
      print(claim.address);
      if (claim.attempts.some(({ assessments }) => assessments.length > 0)) feedback(place, claim.pull);
      world.out.write('\n');
    }
    for (const { place, claim, pulls: [pull], standing, reasons } of merged) {
      world.out.write(`${plain(titleOf(claim.credential))}, merged\n`);
      print(`Whose turn: ${whose(standing)}, ${when(standing)}.`);
      print(standing.what);
      for (const reason of reasons) print(`- ${reason}`, '    ');
      if (pull !== undefined) {
        print(`${programme.access.server}/${nameOf(place)}/pull/${pull}`);
        feedback(place, pull);
      }
      world.out.write('\n');
    }
    for (const { place, title, serial, address, pull, revoked } of badges) {
      world.out.write(`${title}: badge ${serial}${revoked ? ', revoked' : ''}\n`);
      print(address);
      feedback(place, pull);
    }
    if (more > 0) print(`and ${more} more that are merged and have no badge`, '');
    world.out.write(unreadLines(unread));
    if (mine.length + merged.length + more + badges.length + unread.length === 0) world.out.write('You have no open claim and no badge here yet.\n\nNext: laurel start <credential>\n');
    return unread.length === 0 ? 0 : 1;
  },
} satisfies Command as Command;

interface OwnBadge {
  readonly place: Place;
  readonly pull: number;
  readonly title: string;
  readonly serial: string;
  readonly address: string;
  readonly revoked: boolean;
}

// The pull requests of each place that an account handed in by, asked for once.
function ownPulls({ issuer }: Run, me: Account): (place: Place) => Promise<ReadonlySet<number>> {
  const known = new Map<string, Promise<ReadonlySet<number>>>();
  return (place) => {
    const pulls = known.get(place.address) ?? pullsOf(place, me, deskOf(issuer));
    known.set(place.address, pulls);
    return pulls;
  };
}

async function badgesOf({ programme, stores }: Run, ownIn: ReturnType<typeof ownPulls>): Promise<readonly OwnBadge[]> {
  const { places, ledger } = await stores.read();
  const own: OwnBadge[] = [];
  for (const { place, register } of places) {
    const shown = [...newestEditions(new Map([...register.awards].filter(([, entry]) => isPublished(ledger, entry)))).values()];
    if (shown.length === 0) continue;
    const pulls = await ownIn(place);
    own.push(...shown.filter(({ award }) => award.source.repository === place.repository.id && pulls.has(award.source.pull)).map(({ award, revocation }) => ({
      place,
      pull: award.source.pull,
      title: programme.catalog.credentials.get(award.credential)?.value.title ?? award.credential,
      serial: award.serial,
      address: award.visibility === 'public' ? `${programme.issuer.url.replace(/\/+$/, '')}/badges/${award.serial}/` : `${programme.access.server}/${nameOf(place)}/blob/register/${registerPaths.badge(award.serial, award.edition)}`,
      revoked: revocation !== null,
    })));
  }
  return own;
}
