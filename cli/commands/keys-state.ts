import { printJson, textArgument, textOption, withProgress, catalogOption, type ExitCode, type Given } from '../command.ts';
import { setInYaml } from '../core/edit.ts';
import { keysOn, keyState, type ListedKey } from '../core/keys.ts';
import type { Issuer } from '../core/model.generated.ts';
import { keyFilePath, publicHalf, readKeyText } from '../effects/keys.ts';
import { logSizes } from '../effects/ledger-folder.ts';
import { newestLedger } from '../effects/newest-ledger.ts';
import { Obstacle } from '../effects/programme.ts';
import type { World } from '../effects/world.ts';
import { namedKey, readIssuer, showAndDo, todayOf } from './issuer-file.ts';

/** `laurel keys list`: every key, and what it does today. */
export async function list(given: Given, world: World): Promise<ExitCode> {
  const { issuer, did, name } = await readIssuer(given, world);
  const today = todayOf(world);
  const text = await readKeyText(world, did);
  const atHand = text === null ? null : publicHalf(text);
  if (given.options['json'] === true) {
    printJson(world, { issuer: did, keys: issuer.keys.map((key) => ({ ...key, state: keyState(key, today), atHand: key.public === atHand })) });
    return 0;
  }
  if (issuer.keys.length === 0) world.out.write(`${name} lists no key yet. Run \`laurel keys new\`.\n`);
  for (const key of issuer.keys) world.out.write(`${key.public}${key.public === atHand ? '   (its secret half is at hand)' : ''}\n    ${said(key, today)}\n`);
  if (text === null) world.out.write(`\nNo secret half is at hand: neither LAUREL_KEY nor ${keyFilePath(world, did)}.\n`);
  else if (!issuer.keys.some((key) => key.public === atHand)) world.out.write(`\nThe key at hand is none of these, so that nothing can be signed with it here.\n`);
  return 0;
}

function said(key: ListedKey, today: string): string {
  const { from, until, compromised } = key;
  switch (keyState(key, today)) {
    case 'signs': return `signs since ${from}${until === undefined ? '' : `, until ${until}`}`;
    case 'waits': return `signs from ${from}`;
    case 'retired': return `retired: signed from ${from} until ${until}; its badges verify`;
    case 'compromised': return `compromised, known on ${compromised}; its badges verify no more; of the log, the first ${key['safe-size']} entries are held to be ours`;
  }
}

/** The last day of a key, as it was given, or today. */
export function lastDay(given: Given, world: World, { from }: ListedKey): string {
  const day = textOption(given, 'until') ?? todayOf(world);
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(Date.parse(day))) throw new Obstacle(`"${day}" is not a date such as 2026-11-22.`);
  if (day < from) throw new Obstacle(`The key signs from ${from} on, so that ${day} cannot be its last day.`);
  return day;
}

/** `laurel keys retire`: the last day of a key; what it signed goes on verifying. */
export async function retire(given: Given, world: World): Promise<ExitCode> {
  const file = await readIssuer(given, world);
  const { key, at } = namedKey(file, textArgument(given, 1));
  const today = todayOf(world);
  const state = keyState(key, today);
  if (state === 'compromised') throw new Obstacle(`${key.public} is compromised, which is more than retired. Nothing was changed.`);
  const until = lastDay(given, world, key);
  if (key.until === until) throw new Obstacle(`${key.public} ends on ${until} already. Nothing was changed.`);
  const others = keysOn({ keys: file.issuer.keys.filter((one) => one !== key) }, today);
  return showAndDo(given, world, {
    lines: [file.name, `  ${key.public}   until ${key.until ?? '(no end)'} → ${until}`],
    meaning: [
      'What it has signed goes on verifying: it stays listed, and must.',
      ...(others.length === 0 ? [`No other key signs today: after ${until} nothing can be issued or revoked. \`laurel keys rotate\` draws the next key and ends the one at hand in one step.`] : []),
      'If somebody else may have the key, retiring it does not help: a thief writes any date. Then run `laurel keys compromise`.',
    ],
    carryOut: () => world.files.write(file.path, setInYaml(file.text, ['keys', at, 'until'], until)),
    next: `Next: commit ${file.name} and push it; the next \`laurel issue\` logs it.`,
  });
}

/** `laurel keys compromise`: nothing that the key signed is believed any more, but for what the log held before the leak. */
export async function compromise(given: Given, world: World): Promise<ExitCode> {
  const file = await readIssuer(given, world);
  const { key, at } = namedKey(file, textArgument(given, 1));
  if (key.compromised !== undefined) throw new Obstacle(`${key.public} is compromised already, known on ${key.compromised}, with a safe size of ${key['safe-size']}. Nothing was changed. Change the size in ${file.name} by hand if you know better now.`);
  const { sizes, stale } = await withProgress(world, 'Reading the log', () => sizesOfLog(given, world, file.issuer));
  const size = safeSize(given, sizes, stale);
  const day = todayOf(world);
  const others = keysOn({ keys: file.issuer.keys.filter((one) => one !== key) }, day);
  const text = await readKeyText(world, file.did);
  const isAtHand = text !== null && publicHalf(text) === key.public;
  return showAndDo(given, world, {
    lines: [file.name, `  ${key.public}   compromised: no → ${day}; of the log, ${size} ${size === 1 ? 'entry is' : 'entries are'} held to be ours`],
    meaning: [
      'Once this is published the key is no longer among those that sign, and every badge that it signed fails, genuine ones too: nobody can tell them from a thief\'s. That cannot be taken back by those who saw it.',
      `Badges among the first ${size} entries of the log were issued while nobody else had the key: \`laurel reissue --compromised\` signs them again, and lists all others for you.`,
      ...(stale === null ? [] : [stale]),
    ],
    carryOut: () => world.files.write(file.path, setInYaml(setInYaml(file.text, ['keys', at, 'compromised'], day), ['keys', at, 'safe-size'], size)),
    next: [
      'Next, in this order:',
      ...(others.length > 0 && !isAtHand ? [] : ['  - laurel keys rotate, on a machine that did not leak']),
      `  - commit ${file.name}, push it, and put the new key into the secret LAUREL_KEY`,
      '  - publish at once: until then forgeries verify',
      '  - laurel issue, which signs the status lists and the log again',
      '  - laurel reissue --compromised, then publish again',
    ].join('\n'),
  });
}

type Sizes = Awaited<ReturnType<typeof logSizes>>;

// Whoever stops a thief may have no token at hand, nor a network: what the clone knows of the log is enough to choose by.
async function sizesOfLog(given: Given, world: World, issuer: Issuer): Promise<{ readonly sizes: Sizes; readonly stale: string | null }> {
  const { git, head, stale } = await newestLedger(world, catalogOption(given), issuer);
  if (head === null && stale !== null) throw new Obstacle(`The ledger could not be fetched, and this clone has none, so that the sizes of its log are not known: ${stale} Set GITHUB_TOKEN to a token that may read the repository, or give git another way to it. Nothing was changed.`);
  return { sizes: head === null ? [] : await logSizes(git, head), stale: stale === null ? null : `The ledger could not be fetched, so these are the sizes that this clone knew of, and later ones are missing: ${stale}` };
}

function safeSize(given: Given, sizes: Sizes, stale: string | null): number {
  const said = textOption(given, 'safeSize');
  const [newest] = sizes;
  const known = stale === null ? '' : ` ${stale}`;
  if (said === undefined) {
    const rows = sizes.slice(0, 30).map(({ at, size }) => `  ${String(size).padStart(8)}   ${at}`);
    const shown = rows.length === 0 ? 'There is no log yet, so that it is --safe-size 0.' : `The log had these sizes:\n\n${rows.join('\n')}${sizes.length > rows.length ? `\n  ...and ${sizes.length - rows.length} earlier` : ''}\n\nChoose the last one from before the key can have leaked; 0 if you do not know.`;
    throw new Obstacle(`Say with --safe-size how many entries the log had while nobody else had the key. ${shown}${known} Nothing was changed.`);
  }
  if (!/^(0|[1-9][0-9]{0,14})$/.test(said)) throw new Obstacle(`"${said}" is no number of entries.`);
  if (Number(said) > (newest?.size ?? 0)) throw new Obstacle(`The log has ${newest?.size ?? 0} entries, so that ${said} of them cannot have been ours before the leak.${known} Nothing was changed.`);
  return Number(said);
}
