import { resolve } from 'node:path';
import { JSON_OUTPUT, printJson, textArgument, textOption, type Command } from '../command.ts';
import { readInput } from '../core/badge/input.ts';
import { exitCode, verifyBadge, type BadgeFacts, type Outcome, type Resolve, type Result } from '../core/badge/verify.ts';
import { plain, wrap } from '../core/words.ts';
import { Obstacle } from '../effects/programme.ts';
import { networkResolver, offlineResolver, siteResolver } from '../effects/resolve.ts';
import type { World } from '../effects/world.ts';

export default {
  name: 'verify',
  summary: 'Verify a badge',
  arguments: [{ flags: '<badge>', summary: 'a file (JSON, or a PNG with the badge inside) or an https address' }],
  options: [
    JSON_OUTPUT,
    { flags: '--site <dir>', summary: 'answer for the programme\'s own address from a built site in this folder' },
    { flags: '--proof <file>', summary: 'the proof that the badge is in its issuer\'s log (.tlog-proof); without it the log is fetched from the issuer\'s site' },
    { flags: '--offline', summary: 'fetch nothing: what is not at hand is unknown' },
  ],
  examples: [
    ['laurel verify badge.json', 'a file that somebody sent'],
    ['laurel verify badge.png --json', 'a badge image, for programs'],
    ['laurel verify badge.json --site dist', 'before the site is on the web'],
  ],
  async run(given, world) {
    const input = textArgument(given, 0);
    const network = given.options['offline'] === true ? offlineResolver : networkResolver(world);
    const site = textOption(given, 'site');
    const resolver = site === undefined ? network : await siteResolver(world, resolve(world.cwd, site), network);
    const proof = textOption(given, 'proof');
    const read = await readInput(await bytesOf(world, input, resolver));
    const verification = read.ok ? await verifyBadge(read.badge, { now: world.now(), resolve: resolver, exact: { sha256: read.sha256, ...(proof === undefined ? {} : { proof: new TextDecoder().decode(await bytesOf(world, proof, resolver)) }) } }) : { results: [{ name: 'structure', outcome: 'fail' as const, detail: read.reason }, ...unasked], badge: null };
    if (given.options['json'] === true) printJson(world, verification);
    else report(world, input, verification.results, verification.badge);
    return exitCode(verification);
  },
} satisfies Command as Command;

const unasked: readonly Result[] = ['proof', 'issuer', 'validity', 'status'].map((name) => ({ name, outcome: 'skipped', detail: 'Not asked, because the file could not be read.' }));

async function bytesOf(world: World, input: string, resolver: Resolve): Promise<Uint8Array> {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(input)) {
    const found = await resolver(input);
    if (!found.ok) throw new Obstacle(`The badge at ${input} could not be fetched: ${found.reason.replace(/\.$/, '')}. Download it and give the file.`);
    return found.bytes;
  }
  const path = resolve(world.cwd, input);
  if (!(await world.files.exists(path))) throw new Obstacle(`There is no file ${input}. Give a badge's file or its https address.`);
  try {
    return await world.files.read(path);
  } catch {
    throw new Obstacle(`${input} cannot be read as a file. Give a badge's file or its https address.`);
  }
}

const SYMBOLS: Readonly<Record<Outcome, string>> = { pass: '✓', fail: '✗', unknown: '?', skipped: '–' };
const COLOURS: Readonly<Record<Outcome, number>> = { pass: 32, fail: 31, unknown: 33, skipped: 90 };

function report(world: World, input: string, results: readonly Result[], badge: BadgeFacts | null): void {
  const color = world.out.isTerminal && (world.env['NO_COLOR'] ?? '') === '';
  const width = Math.max(...results.map(({ name }) => name.length));
  world.out.write(`${plain(input)}\n\n`);
  for (const { name, outcome, detail } of results) {
    const head = `${SYMBOLS[outcome]} ${outcome.padEnd(7)}`;
    world.out.write(`  ${color ? `\u001b[${COLOURS[outcome]}m${head}\u001b[0m` : head}  ${name.padEnd(width)}  ${wrap(plain(detail), world.out.columns - 2, ' '.repeat(width + 15))}\n`);
  }
  if (badge === null) world.out.write('\nWhat the file claims is not shown, because it is not proven.\n');
  else world.out.write(`\n${factLines(badge).map((line) => `  ${line}`).join('\n')}\n`);
}

function factLines(badge: BadgeFacts): readonly string[] {
  const rows: readonly (readonly [string, string | null])[] = [
    ['certifies', `${badge.name}${badge.achievement.version === null ? '' : ` ${badge.achievement.version}`}`],
    ['', badge.description],
    ['issued by', badge.issuer.id],
    ['', badge.issuer.name === null ? null : `which calls itself "${badge.issuer.name}"`],
    ['earner', badge.earner],
    ['awarded', badge.awarded.slice(0, 10)],
    ['valid until', badge.validUntil?.slice(0, 10) ?? 'no end'],
    ...badge.results.map(({ criterion, level }, at): readonly [string, string] => [at === 0 ? 'levels' : '', `${criterion}: ${level}`]),
    ['criteria', badge.achievement.criteria],
  ];
  return rows.flatMap(([name, value]) => (value === null ? [] : [`${name.padEnd(12)}${plain(value)}`]));
}
