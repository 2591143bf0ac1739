import { CATALOG, catalogOption, JSON_OUTPUT, printJson, withProgress, type Command } from '../command.ts';
import { when, whose } from '../core/desk/notice.ts';
import { registerPaths } from '../core/plan/register.ts';
import { plain, wrap } from '../core/words.ts';
import type { Account } from '../effects/github/github.ts';
import { readStandings } from '../effects/desk/standings.ts';
import { nameOf, typedName } from '../effects/place.ts';
import { openProgramme, type Programme } from '../effects/programme.ts';
import { openStores } from '../effects/stores.ts';
import { deskOf, pullsOf } from '../effects/submitter.ts';
import { rowOf } from './queue.ts';

export default {
  name: 'status',
  summary: 'Show where everything of mine stands',
  options: [CATALOG, JSON_OUTPUT],
  examples: [['laurel status', 'my claims, whose turn it is, since when and until when; and my badges']],
  async run(given, world) {
    const programme = await openProgramme(world, catalogOption(given));
    const me = await programme.github.me();
    const { entries } = await withProgress(world, 'Reading your claims', () => readStandings(world, programme));
    const mine = entries.filter(({ claim }) => claim.submitter?.id === me.id);
    const badges = await withProgress(world, 'Reading the register', () => badgesOf(programme, me));
    if (given.options['json'] === true) {
      printJson(world, { claims: mine.map((entry) => rowOf(entry, world.now().toISOString())), badges });
      return 0;
    }
    const print = (text: string, indent = '  '): void => world.out.write(`${indent}${wrap(plain(text), world.out.columns, indent)}\n`);
    for (const { place, claim, standing, path } of mine) {
      world.out.write(`${claim.release?.release.credential.title ?? path.credential}, attempt ${standing.attempt}\n`);
      print(`${standing.turn === 'teacher' ? 'Your turn' : `Whose turn: ${whose(standing)}`}, ${when(standing)}.`);
      print(standing.what);
      for (const { path: file, line, message, remedy } of claim.draft ? [] : claim.problems) print(`${file}:${line}: ${message}. ${remedy}`, '    ');
      print(claim.address);
      if (claim.attempts.some(({ assessments }) => assessments.length > 0)) print(`What was said of it: laurel feedback ${typedName(place, claim.pull)}`);
      world.out.write('\n');
    }
    for (const { title, serial, address, revoked } of badges) {
      world.out.write(`${title}: badge ${serial}${revoked ? ', revoked' : ''}\n`);
      print(address);
    }
    if (mine.length + badges.length === 0) world.out.write('You have no open claim and no badge here yet.\n\nNext: laurel start <credential>\n');
    return 0;
  },
} satisfies Command as Command;

interface OwnBadge {
  readonly title: string;
  readonly serial: string;
  readonly address: string;
  readonly revoked: boolean;
}

async function badgesOf(programme: Programme, me: Account): Promise<readonly OwnBadge[]> {
  const { places } = await openStores(programme).read();
  const own: OwnBadge[] = [];
  for (const { place, register } of places) {
    const signed = [...register.awards.values()].filter(({ badge }) => badge !== null);
    if (signed.length === 0) continue;
    const pulls = await pullsOf(place, me, deskOf(programme.issuer));
    own.push(...signed.filter(({ award }) => award.source.repository === place.repository.id && pulls.has(award.source.pull)).map(({ award, revocation }) => ({
      title: programme.catalog.credentials.get(award.credential)?.value.title ?? award.credential,
      serial: award.serial,
      address: award.visibility === 'public' ? `${programme.issuer.url.replace(/\/+$/, '')}/badges/${award.serial}/` : `${programme.access.server}/${nameOf(place)}/blob/register/${registerPaths.badge(award.serial)}`,
      revoked: revocation !== null,
    })));
  }
  return own;
}
