import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CATALOG, catalogOption, textOption, type Command } from '../command.ts';
import { Obstacle } from '../effects/programme.ts';
import { programFolder } from '../effects/site.ts';
import type { World } from '../effects/world.ts';
import { liveWorkflows, program, type LiveWorkflows } from '../practice/live-workflows.ts';
import { DISTRICT } from '../practice/people.ts';
import { createRehearsal, type Rehearsal } from '../practice/rehearsal.ts';
import { serveSite } from '../practice/serve-site.ts';
import { play, type Tell } from '../practice/story/play.ts';

export default {
  name: 'practice',
  summary: 'Rehearse: a GitHub of your own on this machine',
  options: [
    CATALOG,
    { flags: '--play', summary: 'play the sample programme through, from a teacher\'s work to the published badge, and its end' },
    { flags: '--once', summary: 'with --play: end when it is done, and serve nothing' },
    { flags: '--port <port>', summary: 'where the practice GitHub listens', default: '0' },
  ],
  examples: [
    ['laurel practice', 'a practice GitHub with the programme in it; prints addresses and tokens'],
    ['laurel practice --play', 'the whole loop, told as it happens, then served'],
  ],
  async run(given, world) {
    const folder = await mkdtemp(join(tmpdir(), 'laurel-practice-'));
    const local = resolve(world.cwd, catalogOption(given));
    const catalog = (await world.files.exists(local)) ? local : join(programFolder(), 'catalog');
    const entry = process.argv[1];
    if (entry === undefined) throw new Obstacle('The command line cannot find itself. Start it as `laurel`.');
    const port = Number(textOption(given, 'port') ?? 0);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Obstacle('Say with --port a number from 0 to 65535.');
    let rehearsal: Rehearsal | null = null;
    const atTheEnd: (() => Promise<void>)[] = [];
    try {
      const tell = teller(world);
      const make = (beside = {}): Promise<Rehearsal> => createRehearsal({ folder, catalog, command: [process.execPath, entry], random: world.random, port, beside });
      if (given.options['play'] !== true && given.options['once'] !== true) {
        rehearsal = await make();
        describePeople(world, rehearsal);
        await untilStopped();
        return 0;
      }
      world.out.write('\nThe sample programme of Marlow Valley (invented) on a practice GitHub.\nPeople act through processes and GitHub\'s pages, each with a token of their own;\nthe desk and the signing job are the workflow files of this repository.\n\n');
      const told = (rehearsal = await tell('Practice GitHub', 'starts and takes in the programme', () => make(program())));
      const enliven = async (key: string): Promise<LiveWorkflows> => {
        const live = await liveWorkflows(told, { environments: { desk: { branches: ['main'], secrets: {} }, signing: { branches: ['main'], secrets: { LAUREL_KEY: key } } } });
        atTheEnd.push(live.end);
        return live;
      };
      const { serial, site, later } = await play(told, { tell, enliven, folder });
      const served = await serveSite(site, given.options['once'] === true ? 0 : 4321).catch(() => serveSite(site));
      const revoked = await serveSite(later);
      atTheEnd.unshift(served.close, revoked.close);
      world.out.write(`\nThe badge ${serial} was issued. Verifying it answered each of the twelve\nquestions with a pass, with the network off too. Then it was revoked, and says so.\n\n  catalog        ${served.url}/credentials/\n  badge          ${served.url}/badges/${serial}/\n  revoked        ${revoked.url}/badges/${serial}/\n  verifier       ${served.url}/verify/\n  pull request   ${rehearsal.practice.url}/${DISTRICT.login}/credentials/pull/1\n\n`);
      if (given.options['once'] !== true) {
        world.out.write('Serving until you stop it with Ctrl-C.\n');
        await untilStopped();
      }
      return 0;
    } finally {
      for (const end of atTheEnd) await end();
      await rehearsal?.practice.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
} satisfies Command as Command;

const untilStopped = (): Promise<void> => new Promise((done) => void process.once('SIGINT', () => done()).once('SIGTERM', () => done()));

// Each step as a line of at most 80 columns: who and what at once, how long when it is done.
function teller(world: World): Tell {
  const { isTerminal } = world.out;
  const paint = (code: number, text: string): string => (isTerminal && (world.env['NO_COLOR'] ?? '') === '' ? `\u001b[${code}m${text}\u001b[0m` : text);
  const clear = isTerminal ? '\r\u001b[K' : '';
  return async (who, what, act) => {
    const begun = performance.now();
    const line = `${who.padEnd(24)}  ${what.padEnd(42)}`;
    if (isTerminal) world.out.write(paint(2, `  · ${line}`));
    try {
      const outcome = await act();
      world.out.write(`${clear}  ${paint(32, '✓')} ${line}${paint(2, `${((performance.now() - begun) / 1000).toFixed(1)} s`.padStart(7))}\n`);
      return outcome;
    } catch (error) {
      world.out.write(`${clear}  ${paint(31, '✗')} ${line}\n\n`);
      throw error;
    }
  };
}

function describePeople(world: World, { practice, people }: Rehearsal): void {
  const rows = people.filter(({ role }) => role !== 'organisation').map(({ role, login, token }) => `  ${login.padEnd(16)} ${role.padEnd(16)} ${token}\n`);
  world.out.write(`\nA practice GitHub is at ${practice.url}/${DISTRICT.login}/credentials\n\n${rows.join('')}\nTo act as one of them, in another terminal:\n\n  export GITHUB_SERVER_URL=${practice.url} GITHUB_API_URL=${practice.apiUrl} GITHUB_TOKEN=<token>\n  git clone ${practice.gitUrl(DISTRICT.login, 'credentials')}\n\nIt ends, and forgets everything, when you stop it with Ctrl-C.\n`);
}
