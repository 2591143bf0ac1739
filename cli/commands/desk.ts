import { CATALOG, catalogOption, JSON_OUTPUT, printJson, textOption, withProgress, type Command } from '../command.ts';
import type { Change } from '../core/desk/plan.ts';
import { plain } from '../core/words.ts';
import { runDesk, type DeskRun } from '../effects/desk/run-desk.ts';
import { openProgramme } from '../effects/programme.ts';
import { ASIDE, discreetly, isOverheard } from './discretion.ts';

export default {
  name: 'desk',
  summary: 'Do what a desk does for every open claim',
  options: [CATALOG, JSON_OUTPUT, { flags: '--dry-run', summary: 'say what would be done and do nothing' }, { flags: '--dispatch <workflow>', summary: 'start this workflow when something was merged' }],
  examples: [
    ['laurel desk', 'say what is missing, ask assessors, remind them, merge what is decided'],
    ['laurel desk --dry-run', 'only tell'],
  ],
  async run(given, world) {
    const programme = await openProgramme(world, catalogOption(given));
    const dry = given.options['dryRun'] === true;
    const run = await withProgress(world, 'Reading the open claims', () => discreetly(world, programme, () => runDesk(world, programme, { dry })));
    const workflow = textOption(given, 'dispatch');
    const { owner, name, defaultBranch } = programme.repository;
    if (workflow !== undefined && run.merged > 0) await programme.github.dispatch(owner, name, workflow, defaultBranch);
    const started = run.merged === 0 ? '' : `\nMerged ${run.merged}. ${workflow === undefined ? 'Next: laurel issue' : `Started ${workflow}.`}\n`;
    const failed = run.deeds.some((deed) => deed.failed.length > 0);
    if (isOverheard(world, programme)) {
      world.out.write(`${countsOf(run)}\n${ASIDE}\n${started}`);
      return failed ? 1 : 0;
    }
    if (given.options['json'] === true) {
      printJson(world, run);
      return failed ? 1 : 0;
    }
    for (const { issue, pull, problems } of run.issues) world.out.write(pull === null ? `Issue ${issue}: ${plain(problems.join('; '))}\n` : `Issue ${issue} is pull request ${pull}.\n`);
    for (const { key, done, failed: not } of run.deeds) world.out.write(`${key}\n${[...done.map((change) => `  - ${dry ? 'would ' : ''}${wordsFor(change, dry)}`), ...not.map((sentence) => `  - not done: ${plain(sentence)}`)].join('\n')}\n`);
    if (run.needLead.length > 0) world.out.write(`\nThe programme lead is needed for ${run.needLead.join(', ')}: the desk's comment in the pull request says why.\n`);
    for (const serial of run.told) world.out.write(`Told an earner where badge ${serial} is.\n`);
    if (run.deeds.length + run.issues.length + run.told.length === 0) world.out.write('Nothing is to be done: every open claim is as it should be.\n');
    world.out.write(started);
    return failed ? 1 : 0;
  },
} satisfies Command as Command;

const COUNTED: Readonly<Record<Change['kind'], string>> = { merge: 'merged', ask: 'sent to assessors', relieve: 'taken from assessors', notice: 'comments written', remind: 'reminders' };

// What was done for private claims, in numbers alone.
function countsOf({ deeds, issues, told, needLead }: DeskRun): string {
  const kinds = deeds.flatMap(({ done }) => done).map(({ kind }) => kind);
  const counts = [...Object.entries(COUNTED).map(([kind, words]) => [kinds.filter((one) => one === kind).length, words] as const), [issues.length, 'issues read'] as const, [told.length, 'earners told'] as const, [deeds.flatMap(({ failed }) => failed).length, 'not done'] as const, [needLead.length, 'waiting for the programme lead'] as const];
  return counts.flatMap(([count, words]) => (count === 0 ? [] : [`${count} ${words}`])).join(', ') || 'Nothing is to be done.';
}

function wordsFor(change: Change, dry: boolean): string {
  const verb = (now: string, past: string): string => (dry ? now : past);
  switch (change.kind) {
    case 'merge': return `${verb('merge', 'merged')} it at ${change.head.slice(0, 10)}`;
    case 'ask': return `${verb('ask', 'asked')} ${change.people.map(({ login }) => login).join(' and ')} to assess it`;
    case 'relieve': return `${verb('relieve', 'relieved')} ${change.people.map(({ login }) => login).join(' and ')}`;
    case 'notice': return change.comment === null ? `${verb('write', 'wrote')} whose turn it is` : `${verb('bring', 'brought')} the comment up to date`;
    case 'remind': return `${verb('remind', 'reminded')} an assessor`;
  }
}
