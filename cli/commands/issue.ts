import { CATALOG, catalogOption, JSON_OUTPUT, printJson, textOption, withProgress, type Command, type ExitCode, type Given } from '../command.ts';
import { openProgramme, type Programme } from '../effects/programme.ts';
import { reconcile, whatIsDue } from '../effects/reconcile.ts';
import type { World } from '../effects/world.ts';
import { visible } from '../core/report/visible.ts';
import { cut, inMarkdown, plain } from '../core/words.ts';
import type { Refusal } from '../effects/issuing/record-awards.ts';
import type { Unread } from '../effects/place-problem.ts';
import { ASIDE, discreetly, isOverheard } from './discretion.ts';
import { addTo } from './runner-files.ts';
import { howManyUnread, summariseUnread, unreadLines } from './unread-lines.ts';

export default {
  name: 'issue',
  summary: 'Issue the badges of every approved claim',
  options: [
    CATALOG,
    JSON_OUTPUT,
    { flags: '--due', summary: 'only say whether anything is due, without a key (in a workflow: as the output `due`)' },
    { flags: '--dispatch <workflow>', summary: 'start this workflow when something came to the ledger' },
  ],
  examples: [
    ['laurel issue', 'record, sign and publish what is due; run twice, it changes nothing'],
    ['laurel issue --due', 'before a job with the key is started'],
  ],
  async run(given, world) {
    const programme = await openProgramme(world, catalogOption(given));
    if (given.options['due'] === true) return sayWhatIsDue(given, world, programme);
    const json = given.options['json'] === true;
    const overheard = isOverheard(world, programme);
    const done = await withProgress(world, 'Comparing main with the register and the ledger', () => discreetly(world, programme, () => reconcile(world, programme, (step) => (json || overheard ? undefined : world.out.write(`${world.err.isTerminal ? '\r\u001b[K' : ''}${step}.\n`)))));
    const workflow = textOption(given, 'dispatch');
    const { owner, name, defaultBranch } = programme.repository;
    const cameToLedger = done.published.length + done.lists.length + done.logged;
    if (workflow !== undefined && cameToLedger > 0) await programme.github.dispatch(owner, name, workflow, defaultBranch);
    if (overheard) world.out.write(`${done.awarded.length} private awards recorded, ${done.signed.length} signed, ${done.published.length} hashes, ${done.lists.length} status lists and ${done.logged} entries of the log brought to the ledger, ${counted(done.refused)}.\n${ASIDE}\n${workflow !== undefined && cameToLedger > 0 ? `\nStarted ${workflow}.\n` : ''}`);
    else if (json) printJson(world, { awarded: done.awarded.map(({ serial, credential, version, visibility, source }) => ({ serial, credential, version, visibility, pull: source.pull })), signed: done.signed, published: done.published, lists: done.lists, logged: done.logged, refused: done.refused });
    else {
      world.out.write(refusals(done.refused));
      if (cameToLedger > 0) world.out.write(`\nIn the ledger; the public sees it when the site is published. Public badges are then at ${programme.issuer.url.replace(/\/+$/, '')}/badges/<serial>/\n${workflow === undefined ? '\nNext: laurel publish, or run the workflow "publish"\n' : `\nStarted ${workflow}.\n`}`);
      if (done.awarded.length + done.signed.length + cameToLedger === 0) world.out.write(nothingDue(done.refused));
    }
    await summarise(world, programme, done.refused);
    return done.refused.length > 0 ? 1 : 0;
  },
} satisfies Command as Command;

async function sayWhatIsDue(given: Given, world: World, programme: Programme): Promise<ExitCode> {
  const due = await withProgress(world, 'Comparing main with the register and the ledger', () => discreetly(world, programme, () => whatIsDue(world, programme)));
  const any = due.claims.length + due.unsigned.length + due.anew.length + due.unpublished.length + due.lists.length + due.log > 0;
  const overheard = isOverheard(world, programme);
  await addTo(world, 'GITHUB_OUTPUT', `due=${any}\n`);
  await summarise(world, programme, due.refused);
  if (overheard) world.out.write(sayRefused(due.refused));
  else if (given.options['json'] === true) printJson(world, due);
  else world.out.write(refusals(due.refused).replace(/^\n/, ''));
  if (overheard || given.options['json'] !== true) world.out.write(any ? `Due: ${due.claims.length} claims to award, ${due.unsigned.length + due.anew.length} awards to sign, ${due.unpublished.length} badges, ${due.lists.length} status lists and ${due.log} entries of the log to publish.\n` : nothingDue(due.refused));
  return 0;
}

// On the page of the run: what is refused makes no run red, or it would hold up those whose badges are due.
async function summarise(world: World, programme: Programme, refused: readonly Refusal[]): Promise<void> {
  const claims = refused.filter(({ isPlace }) => isPlace === undefined);
  await summariseUnread(world, programme, placesIn(refused));
  if (claims.length === 0) return;
  const lines = claims.flatMap(({ path, reasons }) => [`- ${inMarkdown(path)}`, ...reasons.map((reason) => `  - ${inMarkdown(cut(reason, 400))}`)]);
  await addTo(world, 'GITHUB_STEP_SUMMARY', `### ${claims.length === 1 ? 'One merged claim gets' : `${claims.length} merged claims get`} no badge\n\nThe programme lead looks; all others are issued as ever.\n\n${isOverheard(world, programme) ? ASIDE : lines.slice(0, 200).join('\n')}\n`);
}

// In numbers alone, for a log that everybody can read.
const counted = (refused: readonly Refusal[]): string => `${refused.length - placesIn(refused).length} claims refused, ${placesIn(refused).length} repositories not read or not written`;

function sayRefused(refused: readonly Refusal[]): string {
  const unread = placesIn(refused);
  const claims = refused.length - unread.length;
  const sentences = [...(claims === 0 ? [] : [`${claims} ${claims === 1 ? 'claim' : 'claims'} cannot be proven.`]), ...(unread.length === 0 ? [] : [howManyUnread(unread)])];
  return sentences.length === 0 ? '' : `${[...sentences, ASIDE].join(' ')}\n`;
}

const nothingDue = (refused: readonly Refusal[]): string => (placesIn(refused).length === 0 ? 'Nothing is due: register and ledger say what main says.\n' : 'Nothing else is due, as far as could be seen.\n');

const placesIn = (refused: readonly Refusal[]): readonly Unread[] => refused.flatMap(({ path, reasons, isPlace }) => (isPlace === undefined ? [] : [{ place: path, reason: reasons.join('; ') }]));

// What is refused, then what could not be read.
function refusals(refused: readonly Refusal[]): string {
  const claims = refused.filter(({ isPlace }) => isPlace === undefined);
  return `${claims.map(({ path, reasons }) => `\nNo badge for ${plain(path)}:\n${reasons.map((reason) => `  - ${visible(reason)}\n`).join('')}`).join('')}${unreadLines(placesIn(refused))}`;
}
