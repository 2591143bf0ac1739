import { resolve } from 'node:path';
import { JSON_OUTPUT, printJson, textOption, withProgress, type Command, type Given } from '../command.ts';
import { batchCsv, firstConcern, tally, verdict, worstExitCode, type Verified } from '../core/badge/batch.ts';
import { readInput } from '../core/badge/input.ts';
import { badgesAt, once } from '../core/badge/lookup.ts';
import { stopped } from '../core/badge/result.ts';
import type { Listed } from '../core/badge/table.ts';
import { isWebAddress } from '../core/badge/written.ts';
import { namedWords } from '../core/badge/named.ts';
import { exitCode, unreadable, verifyBadge, type BadgeFacts, type EndorsementFacts, type Resolve, type Verification, type VerifyOptions } from '../core/badge/verify.ts';
import { visible, wrapped } from '../core/report/visible.ts';
import { willResolver, withArchive, type Will } from '../core/will/open.ts';
import { bulkWay } from '../effects/bulk.ts';
import { badgeBytes, badgesAsked, registriesChosen } from '../effects/badge-files.ts';
import { Obstacle } from '../effects/programme.ts';
import { networkResolver, offlineResolver, siteResolver } from '../effects/resolve.ts';
import { openWillAt } from '../effects/will-source.ts';
import type { World } from '../effects/world.ts';
import { resultLines, SYMBOLS } from './result-lines.ts';
import { columns } from './table.ts';

export default {
  name: 'verify',
  summary: 'Verify a badge, or a thousand',
  arguments: [{ flags: '<badge...>', summary: 'badges or endorsements: files (JSON, a signed token, or a PNG or SVG with the badge inside), https addresses, folders of them, or a CSV that names or holds them' }],
  options: [
    JSON_OUTPUT,
    { flags: '--csv', summary: 'print CSV, a row for each badge' },
    { flags: '--site <dir>', summary: 'answer for the programme\'s own address from a built site in this folder' },
    { flags: '--will <archive>', summary: 'answer for a programme\'s address from the archive that it left (`laurel will`), a zip file or its folder' },
    { flags: '--proof <file>', summary: 'the proof that the badge is in its issuer\'s log (.tlog-proof); it is held to the log, and counts alone where that cannot be read' },
    { flags: '--offline', summary: 'fetch nothing: what is not at hand is unknown' },
    { flags: '--registry <source>', summary: 'a registry of issuers that you trust, a file or an https address; may be given again', repeatable: true },
    { flags: '--recipient <address>', summary: 'by what you know the person: an e-mail address, an account, a DID; or with its kind before it, such as userName:maya' },
  ],
  examples: [
    ['laurel verify badge.json', 'a file that somebody sent'],
    ['laurel verify badge.png --json', 'a badge image, for programs'],
    ['laurel verify badge.json --recipient maya@example.org', 'is it hers?'],
    ['laurel verify badge.json --registry known.json', 'is its issuer one that you know?'],
    ['laurel verify badges --csv > badges.csv', 'a folder, as a table for a spreadsheet'],
    ['laurel verify badge.json --site dist', 'before the site is on the web'],
    ['laurel verify badge.json --will will.zip --offline', 'when the programme and its site are gone'],
  ],
  async run(given, world) {
    const network = once(given.options['offline'] === true ? offlineResolver : networkResolver());
    const site = textOption(given, 'site');
    const archive = textOption(given, 'will');
    const will = archive === undefined ? undefined : await withProgress(world, 'Opening the archive', () => openWillAt(world, archive));
    // What was said first is asked first: a site, then a will, then the network.
    const left = (otherwise: Resolve): Resolve => (will === undefined ? otherwise : willResolver(will, otherwise));
    const built = async (otherwise: Resolve): Promise<Resolve> => (site === undefined ? left(otherwise) : siteResolver(world, resolve(world.cwd, site), left(otherwise)));
    const resolver = once(await built(network));
    const { all, isBatch } = await badgesAsked(world, given.arguments[0] as readonly string[]);
    const registries = await registriesChosen(world, (given.options['registry'] ?? []) as readonly string[], resolver);
    const proof = textOption(given, 'proof');
    if (proof !== undefined && isBatch) throw new Obstacle('--proof is of one badge. Give that badge alone.');
    const options: Asked = { now: world.now(), will, resolve: resolver, ...(isBatch ? { way: bulkWay() } : {}), registries, recipient: textOption(given, 'recipient'), atHand: once(await built(offlineResolver)), ...(proof === undefined ? {} : { proof: await proofText(world, proof, resolver) }) };
    return isBatch || given.options['csv'] === true ? verifyMany(given, world, all, options) : verifyOne(given, world, all[0]!.name, options);
  },
} satisfies Command as Command;

async function proofText(world: World, proof: string, resolver: Resolve): Promise<string> {
  if (!proof.includes('://') && !(await world.files.exists(resolve(world.cwd, proof)))) throw new Obstacle(`There is no proof ${proof}. Give the badge's proof file (.tlog-proof), which its page or the issuer has, or leave --proof out: then the issuer's log is asked alone.`);
  return new TextDecoder().decode(await badgeBytes(world, proof, resolver));
}

/** What a run asks of each badge, and with which archive; `proof` is the text of a log's proof. */
type Asked = VerifyOptions & { readonly proof?: string; readonly will: Will | undefined };

async function verifyOne(given: Given, world: World, name: string, options: Asked): Promise<0 | 1 | 3> {
  const verification = await verifyBytes(await badgeBytes(world, name, options.resolve), options);
  if (given.options['json'] === true) printJson(world, verification);
  else report(world, name, verification);
  return exitCode(verification);
}

async function verifyBytes(bytes: Uint8Array, options: Asked): Promise<Verification> {
  const read = await readInput(bytes);
  return withArchive(read.ok ? await verifyBadge(read.badge, { ...options, token: read.token, exact: { sha256: read.sha256, ...(options.proof === undefined ? {} : { proof: options.proof }) } }) : unreadable(read.reason), options.will);
}

/** One after the other: what they share (documents, lists, registries) is fetched once. */
async function verifyMany(given: Given, world: World, all: readonly Listed[], options: Asked): Promise<0 | 1 | 3> {
  const verified: Verified[] = [];
  const fetched = badgesAt(options.resolve);
  for (const { name, recipient, text } of all) {
    const bytes = text !== undefined ? new TextEncoder().encode(text) : isWebAddress(name) ? await fetched(name) : await badgeBytes(world, name, options.resolve).catch((obstacle: unknown) => {
      if (obstacle instanceof Obstacle) return obstacle.message;
      throw obstacle;
    });
    verified.push({ name, verification: typeof bytes === 'string' ? unreadable(bytes, 'unknown') : await verifyBytes(bytes, { ...options, recipient: recipient ?? options.recipient }) });
    if (world.err.isTerminal) world.err.write(`\r\u001b[K${verified.length} of ${all.length} verified`);
  }
  if (world.err.isTerminal) world.err.write('\r\u001b[K');
  if (given.options['json'] === true) printJson(world, verified.map(({ name, verification }) => ({ file: name, ...verification })));
  else if (given.options['csv'] === true) world.out.write(batchCsv(verified));
  else world.out.write(table(world, verified));
  return worstExitCode(verified);
}

function table(world: World, verified: readonly Verified[]): string {
  const rows = verified.map(({ name, verification }) => {
    const { badge } = verification;
    const concern = firstConcern(verification);
    return [`${SYMBOLS[verdict(verification)]} ${verdict(verification)}`, visible(name), visible(badge?.name ?? '–'), visible(badge?.issuer.id ?? '–'), badge?.awarded.slice(0, 10) ?? '–', concern === null ? '' : visible(`${concern.name}: ${concern.detail}`)];
  });
  const { pass, fail, unknown } = tally(verified);
  return `${columns([['', 'file', 'badge', 'issuer', 'awarded', 'look at this first'], ...rows], world.out.columns)}\n${verified.length} badges: ${pass} pass, ${fail} fail, ${unknown} unknown.\n`;
}

function report(world: World, input: string, verification: Verification): void {
  const { results, badge, endorsement } = verification;
  const stop = stopped(results);
  const color = world.out.isTerminal && (world.env['NO_COLOR'] ?? '') === '';
  world.out.write(`${visible(input)}\n\n${resultLines(results, world.out.columns, color)}`);
  if (endorsement) world.out.write(`\n${endorsementLines(endorsement, world.out.columns).map((line) => `  ${line}`).join('\n')}\n`);
  else if (badge === null) world.out.write(`\nWhat the file claims is not shown, because ${stop.why}. Look first at ${stop.name}.\n`);
  // What a badge that fails said once is no statement of today.
  else world.out.write(`\n${results.some(({ outcome }) => outcome === 'fail') ? 'What it said when it was issued:\n\n' : ''}${factLines(badge, world.out.columns).map((line) => `  ${line}`).join('\n')}\n`);
}

function factLines(badge: BadgeFacts, columns: number): readonly string[] {
  const rows: readonly (readonly [string, string | null])[] = [
    ['certifies', `${badge.name}${badge.achievement.version === null ? '' : ` ${badge.achievement.version}`}`],
    ['', badge.description],
    ['issued by', badge.issuer.id],
    ['', badge.issuer.name === null ? null : `which calls itself "${badge.issuer.name}"`],
    ['assessed by', badge.assessedBy === null ? null : [badge.assessedBy.name, badge.assessedBy.url].filter((part) => part !== null).join(', ')],
    ...[...badge.named.map(namedWords), ...(badge.earner === null ? [] : [badge.earner])].map((words, at): readonly [string, string] => [at === 0 ? 'earner' : '', words]),
    ['awarded', badge.awarded.slice(0, 10)],
    ['valid until', badge.validUntil?.slice(0, 10) ?? 'no end'],
    ...badge.results.map(({ criterion, level }, at): readonly [string, string] => [at === 0 ? 'levels' : '', `${criterion}: ${level}`]),
    ['criteria', badge.achievement.criteria],
    ...badge.evidence.map(({ name, url }, at): readonly [string, string] => [at === 0 ? 'evidence' : '', url === null ? name : `${name}: ${url}`]),
  ];
  return inColumns(rows, columns);
}

// That somebody vouches for it is proven; what it is, and whether their word counts, is not.
const endorsementLines = ({ issuer, about, comment, validFrom, validUntil }: EndorsementFacts, columns: number): readonly string[] => inColumns([
  ['endorses', about],
  ['saying', comment],
  ['signed by', issuer.id],
  ['', issuer.name === null ? null : `which calls itself "${issuer.name}"`],
  ['since', validFrom.slice(0, 10)],
  ['until', validUntil?.slice(0, 10) ?? 'no end'],
], columns);

const MOST_LINES = 12;

// What others wrote is never broken where they broke it, and what goes on stands deeper than any field: no text can pass for the report's own lines.
const inColumns = (rows: readonly (readonly [string, string | null])[], columns: number): readonly string[] => rows.flatMap(([name, value]) => {
  if (value === null) return [];
  const lines = wrapped(value, Math.max(30, Math.min(columns, 90)) - 16);
  const shown = lines.length <= MOST_LINES ? lines : [...lines.slice(0, MOST_LINES - 1), `… (${lines.length - MOST_LINES + 1} more lines)`];
  return (shown.length === 0 ? [''] : shown).map((line, at) => (at === 0 ? `${name.padEnd(12)}${line}` : `${' '.repeat(14)}${line}`));
});
