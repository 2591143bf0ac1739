import { CATALOG, catalogOption, JSON_OUTPUT, printJson, textOption, withProgress, type Command } from '../command.ts';
import type { Change } from '../core/desk/plan.ts';
import { visible } from '../core/report/visible.ts';
import { cut, inMarkdown, plain } from '../core/words.ts';
import { runDesk, type DeskRun } from '../effects/desk/run-desk.ts';
import { askGitHub, keepIssue, type KeptIssue } from '../effects/github/issues.ts';
import { openProgramme, type Programme } from '../effects/programme.ts';
import { ASIDE, discreetly, isOverheard, withoutNames } from './discretion.ts';
import { howManyUnread, summariseUnread, unreadLines } from './unread-lines.ts';

export default {
  name: 'desk',
  summary: 'Do what a desk does for every open claim',
  options: [CATALOG, JSON_OUTPUT, { flags: '--dry-run', summary: 'say what would be done and do nothing' }, { flags: '--dispatch <workflow>', summary: 'start this workflow when something was merged' }, { flags: '--open-issue', summary: 'when a merged claim cannot be proven, say so in an issue of the programme\'s repository; one is kept open, not many' }],
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
    const forIssuer = run.merged + run.requests.due.length;
    if (workflow !== undefined && forIssuer > 0) await programme.github.dispatch(owner, name, workflow, defaultBranch);
    const started = forIssuer === 0 ? '' : `\nMerged ${run.merged}.${run.requests.due.length === 0 ? '' : ` To sign anew for their earners: ${run.requests.due.length}.`} ${workflow === undefined ? 'Next: laurel issue' : `Started ${workflow}.`}\n`;
    const failed = run.fault !== null || run.unread.length > 0 || run.deeds.some((deed) => deed.failed.length > 0);
    if (isOverheard(world, programme)) world.out.write(`${countsOf(run)}\n${withoutNames(faultLine(run), programme.issuer.submissions?.prefix ?? '')}${run.unread.length === 0 ? '' : `${howManyUnread(run.unread)}\n`}${ASIDE}\n${started}`);
    else if (given.options['json'] === true) printJson(world, run);
    else world.out.write(`${report(run, dry)}${started}`);
    await summariseUnread(world, programme, run.unread);
    if (given.options['openIssue'] === true && !dry && run.notProven.length > 0) {
      const { address, isNew } = await keepIssue(askGitHub(programme.access, world.fetch), programme.repository, issueFor(run, programme));
      if (given.options['json'] !== true) world.out.write(`\n${isNew ? 'Opened' : 'Open:'} ${plain(address)}\n`);
    }
    return failed ? 1 : 0;
  },
} satisfies Command as Command;

const COUNTED: Readonly<Record<Change['kind'], string>> = { merge: 'merged', ask: 'sent to assessors', relieve: 'taken from assessors', notice: 'comments written', remind: 'reminders' };

const faultLine = ({ fault }: DeskRun): string => (fault === null ? '' : `Nothing is said of merged claims and of badges. ${plain(fault)}\n`);

function report(run: DeskRun, dry: boolean): string {
  const { issues, deeds, notProven, needLead, told, requests, fault, unread } = run;
  // Why a claim is not proven stands here already; one that was pushed to main has no pull request to say it in.
  const commented = needLead.filter((key) => !notProven.some((one) => one.key === key));
  return [
    ...issues.map(({ issue, pull, problems }) => (pull === null ? `Issue ${issue}: ${plain(problems.join('; '))}\n` : `Issue ${issue} is pull request ${pull}.\n`)),
    ...deeds.map(({ key, done, failed }) => `${key}\n${[...done.map((change) => `  - ${dry ? 'would ' : ''}${wordsFor(change, dry)}`), ...failed.map((sentence) => `  - not done: ${plain(sentence)}`)].join('\n')}\n`),
    ...notProven.map(({ key, reasons }) => `\nMerged, and not proven: ${plain(key)}\n${reasons.map((reason) => `  - ${visible(reason)}\n`).join('')}`),
    ...(commented.length === 0 ? [] : [`\nThe programme lead is needed for ${plain(commented.join(', '))}: the desk's comment in the pull request says why.\n`]),
    ...(requests.answered === 0 ? [] : [`Answered ${requests.answered} ${requests.answered === 1 ? 'earner' : 'earners'} who asked to be named otherwise.\n`]),
    ...told.map((serial) => `Told an earner where badge ${serial} is.\n`),
    faultLine(run),
    unreadLines(unread),
    ...(fault === null && unread.length === 0 && deeds.length + issues.length + told.length + notProven.length + requests.answered + requests.due.length === 0 ? ['Nothing is to be done: every claim is as it should be.\n'] : []),
  ].join('');
}

// In a public repository nothing is said of private claims but how many there are. A run that did not look at all that wait names
// none: each looks at others, and the issue would be written anew for ever.
function issueFor({ notProven, waiting, unseen, unread }: DeskRun, { isPrivate, repository }: Programme): KeptIssue {
  const hidden = isPrivate && !repository.isPrivate;
  const lines = notProven.map(({ key, path, reasons }) => `- ${key.startsWith(`${repository.owner}/${repository.name}#`) ? key.slice(key.indexOf('#')) : inMarkdown(key)} (${inMarkdown(path)}): ${reasons.slice(0, 3).map((reason) => inMarkdown(cut(reason, 300))).join('; ')}`);
  return {
    label: 'not-proven',
    title: 'Merged claims that cannot be proven, so that no badge is issued',
    body: [
      unseen > 0 ? `${waiting} claims on main wait for a badge, and the approval of some does not hold. All others are issued as ever.` : `The desk found ${notProven.length === 1 ? 'one claim' : `${notProven.length} claims`} on main whose approval does not hold. All others are issued as ever.`,
      unseen > 0 ? 'They are more than one run of the desk looks at, so none is named here.' : hidden ? 'They are private, so nothing more is said here: `laurel queue` in a terminal names them.' : lines.join('\n'),
      ...(unread.length === 0 ? [] : [hidden ? howManyUnread(unread) : unreadLines(unread, inMarkdown).trim()]),
      '**What to do.** `laurel queue` lists each with its reasons, and docs/leads.md says how each is put right. Close this issue yourself when the queue shows none any more: it is brought up to date, but never closed by a program.',
    ].join('\n\n'),
  };
}

// What was done for private claims, in numbers alone.
function countsOf({ deeds, issues, told, requests, needLead, fault, unread }: DeskRun): string {
  const kinds = deeds.flatMap(({ done }) => done).map(({ kind }) => kind);
  const counts = [...Object.entries(COUNTED).map(([kind, words]) => [kinds.filter((one) => one === kind).length, words] as const), [issues.length, 'issues read'] as const, [told.length + requests.answered, 'earners told'] as const, [deeds.flatMap(({ failed }) => failed).length, 'not done'] as const, [needLead.length, 'waiting for the programme lead'] as const];
  return counts.flatMap(([count, words]) => (count === 0 ? [] : [`${count} ${words}`])).join(', ') || (fault === null && unread.length === 0 ? 'Nothing is to be done.' : 'Nothing was to be done for open claims.');
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
