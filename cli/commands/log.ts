import { resolve } from 'node:path';
import { CATALOG, catalogOption, JSON_OUTPUT, printJson, textArgument, textOption, withProgress, type Command, type Given } from '../command.ts';
import { auditExitCode, line } from '../core/audit.ts';
import { badgeText } from '../core/badge/credential.ts';
import { newestEditions } from '../core/badge/edition.ts';
import { readInput } from '../core/badge/input.ts';
import type { Result } from '../core/badge/result.ts';
import { sha256 } from '../core/canonical.ts';
import { toBase64 } from '../core/log/base64.ts';
import { endorsed, issued } from '../core/log/entry.ts';
import { inclusionProof } from '../core/log/merkle.ts';
import { proofText } from '../core/log/proof-file.ts';
import { treeOf } from '../core/plan/ledger-log.ts';
import { logAgrees, logLag } from '../core/plan/log-due.ts';
import { extensionResult, inclusionResult, logResults } from '../core/plan/log-results.ts';
import { plain } from '../core/words.ts';
import { historyFaults } from '../effects/ledger-folder.ts';
import { logFromLedger, logFromSite, type LogSource } from '../effects/log-source.ts';
import { Obstacle } from '../effects/programme.ts';
import type { World } from '../effects/world.ts';
import { resultLines } from './result-lines.ts';

export default {
  name: 'log',
  summary: 'Verify the transparency log, or make the proof that a badge is in it',
  arguments: [
    { flags: '<action>', summary: '`verify`: work everything out again; `proof`: make a badge\'s proof; `show`: list the entries' },
    { flags: '[badge...]', summary: 'badge files to look for; for `proof` one badge\'s file or serial' },
  ],
  options: [
    CATALOG, JSON_OUTPUT,
    { flags: '--from <file>', summary: 'an earlier checkpoint, which the log must extend' },
    { flags: '--site <address-or-dir>', summary: 'the log that a site shows (its https address, or a built site in a folder), and not the ledger\'s' },
    { flags: '--out <file>', summary: 'write the proof there, and not to the screen' },
  ],
  examples: [
    ['laurel log verify', 'the log of the ledger, with its whole history'],
    ['laurel log verify --site https://credentials.example.org --from checkpoint badge.json', 'as somebody from outside, who kept a checkpoint and has a badge'],
    ['laurel log proof k3v9q2mx7tda --out badge.tlog-proof', 'the proof for the earner of a private badge'],
  ],
  async run(given, world) {
    const action = textArgument(given, 0);
    const badges = (given.arguments[1] ?? []) as readonly string[];
    if (!['verify', 'proof', 'show'].includes(action)) throw new Obstacle(`There is no \`laurel log ${action}\`. Use \`laurel log verify\`, \`proof\` or \`show\`.`);
    const asked = action === 'proof' ? await askedFor(world, badges) : null;
    const site = textOption(given, 'site');
    const source = await withProgress(world, 'Reading the log', (): Promise<LogSource> => (site === undefined ? logFromLedger(world, catalogOption(given)) : logFromSite(world, site)));
    if (asked !== null) return makeProof(given, world, source, asked);
    if (action === 'show') return show(given, world, source);
    const results = await withProgress(world, 'Verifying the log', () => verifySource(given, world, source, badges));
    if (given.options['json'] === true) printJson(world, { source: source.name, origin: source.origin, size: source.log.entries.length, root: toBase64(source.log.checkpoint.root), results });
    else world.out.write(`The log ${plain(source.origin)}, from ${plain(source.name)}\n\n${resultLines(results, world.out.columns)}`);
    return auditExitCode(results);
  },
} satisfies Command as Command;

async function verifySource(given: Given, world: World, { origin, keys, log, ledger }: LogSource, badges: readonly string[]): Promise<readonly Result[]> {
  const tree = treeOf(log);
  const results: Result[] = [...(await logResults(log, origin, keys, tree))];
  if (ledger !== null) {
    const lag = logLag(ledger.content, ledger.keys);
    results.push(line('ledger', await logAgrees(ledger.content), ['It says what the ledger\'s badges, hashes and status lists say.', lag ?? ''].filter(Boolean).join(' ')));
    const history = await historyFaults(ledger.git, ledger.head, log, tree);
    results.push(line('history', history.faults, `It extends every one of the ${history.count} checkpoints that the ledger has held.`));
  }
  const from = textOption(given, 'from');
  if (from !== undefined) results.push(await extensionResult(log, tree, new TextDecoder().decode(await read(world, from, 'Give a copy that you kept of <site>/log/checkpoint.')), keys));
  for (const badge of badges) results.push(inclusionResult(badge, log, tree, await hashesOf(await read(world, badge))));
  return results;
}

async function read(world: World, file: string, instead = 'Give a badge\'s file.'): Promise<Uint8Array> {
  const path = resolve(world.cwd, file);
  if (!(await world.files.exists(path))) throw new Obstacle(`There is no file ${file}. ${instead}`);
  return world.files.read(path);
}

// A file as it is; the badge inside an image; and a badge whose spaces alone were changed.
async function hashesOf(bytes: Uint8Array): Promise<readonly string[]> {
  const input = await readInput(bytes);
  return [sha256(bytes), ...(input.ok ? [input.sha256, sha256(badgeText(input.badge))] : [])];
}

/** One badge as it was asked for: by its serial, or by its file. */
type Asked = { readonly badge: string } & ({ readonly serial: string } | { readonly serial: null; readonly hashes: readonly string[] });

// Before the log is read, which may need a token.
async function askedFor(world: World, [badge, ...more]: readonly string[]): Promise<Asked> {
  if (badge === undefined || more.length > 0) throw new Obstacle('Say which badge: `laurel log proof <serial or file>`, one at a time.');
  if (/^[0-9a-z]{12}$/.test(badge) && !(await world.files.exists(resolve(world.cwd, badge)))) return { badge, serial: badge };
  return { badge, serial: null, hashes: await hashesOf(await read(world, badge, 'Give a badge\'s file or its serial, which is 12 letters and digits.')) };
}

async function makeProof(given: Given, world: World, { log, ledger }: LogSource, asked: Asked): Promise<0> {
  const { badge, serial } = asked;
  const known = serial === null ? null : (ledger === null ? undefined : (newestEditions(ledger.content.hashes).get(serial)?.sha256 ?? newestEditions(ledger.content.badges).get(serial)));
  if (known === undefined) throw new Obstacle(`There is no badge ${badge} in the ledger. A serial is 12 letters and digits, as the badge's page shows it; of a badge's file the name does as well.`);
  const hashes = asked.serial === null ? asked.hashes : [known!.length === 64 ? known! : sha256(known!)];
  const index = log.entries.findIndex((entry) => hashes.some((hash) => entry === issued(hash) || entry === endorsed(hash)));
  if (index < 0) throw new Obstacle(`The log holds no such bytes as those of ${badge}. If it was issued just now, run \`laurel issue\`; otherwise it is not the file that was issued.`);
  const text = proofText({ index, proof: inclusionProof(index, log.entries.length, treeOf(log)), checkpoint: log.note });
  const out = textOption(given, 'out');
  if (out === undefined) world.out.write(text);
  else {
    await world.files.write(resolve(world.cwd, out), text);
    world.out.write(`Wrote ${out}: entry ${index} of ${log.entries.length}. Whoever has it and the badge can verify it with \`laurel verify <badge> --proof ${out}\`.\n`);
  }
  return 0;
}

function show(given: Given, world: World, { origin, name, log }: LogSource): 0 {
  if (given.options['json'] === true) printJson(world, { source: name, origin, size: log.entries.length, root: toBase64(log.checkpoint.root), entries: log.entries.map((entry) => JSON.parse(entry) as object) });
  else world.out.write(`The log ${plain(origin)}, from ${plain(name)}: ${log.entries.length} entries, head ${toBase64(log.checkpoint.root)}\n\n${log.entries.map((entry, index) => `  ${String(index).padStart(6)}  ${plain(entry)}\n`).join('')}`);
  return 0;
}
