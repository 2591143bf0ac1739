import { CATALOG, catalogOption, textArgument, withProgress, type Command, type ExitCode } from '../command.ts';
import { examine, type Finding } from '../core/doctor/check.ts';
import { checks } from '../core/doctor/checks.ts';
import { leftText, planOf, planText, type Look, type Planned } from '../core/doctor/report.ts';
import { paintWith } from '../core/report/paint.ts';
import { plain, wrap } from '../core/words.ts';
import { gatherSight, openPatient, type Patient } from '../effects/doctor.ts';
import type { Request } from '../effects/github/github.ts';
import { Obstacle } from '../effects/programme.ts';
import { applyPlan } from '../effects/setup.ts';
import { portfolioPlan } from '../effects/setup-portfolio.ts';
import type { World } from '../effects/world.ts';
import { agreed } from './agreed.ts';

export default {
  name: 'setup',
  summary: 'Set the programme\'s repository up on GitHub, after showing the plan',
  arguments: [
    { flags: '[what]', summary: '`portfolio <login>`: a teacher\'s private repository; `cohort <name> <login...>`: one that its members share; nothing: the settings of the catalog\'s repository' },
    { flags: '[names...]', summary: 'whose it is' },
  ],
  options: [CATALOG, { flags: '--yes', summary: 'make the changes without asking' }],
  examples: [
    ['laurel setup', 'show the plan, ask, do it'],
    ['laurel setup --yes', 'for scripts: do not ask'],
    ['laurel setup portfolio maya-okafor', 'one teacher\'s private repository'],
    ['laurel setup cohort autumn sam-lee maya-o', 'one that a cohort shares'],
  ],
  async run(given, world) {
    const what = textArgument(given, 0);
    const names = (given.arguments[1] ?? []) as readonly string[];
    const patient = await openPatient(world, catalogOption(given));
    const yes = given.options['yes'] === true;
    if (what === '') return settings(world, patient, yes);
    if (what === 'portfolio' || what === 'cohort') return portfolio(world, patient, what, names, yes);
    throw new Obstacle(`There is no \`laurel setup ${what}\`. Use \`laurel setup\`, \`laurel setup portfolio <login>\` or \`laurel setup cohort <name> <login...>\`.`);
  },
} satisfies Command as Command;

const lookOf = (world: World): Look => ({ columns: world.out.columns, color: world.out.isTerminal && (world.env['NO_COLOR'] ?? '') === '' });

async function settings(world: World, patient: Patient, yes: boolean): Promise<ExitCode> {
  const { owner, name } = patient.issuer.repository;
  const findings = examine(checks, await withProgress(world, 'Looking at the settings', () => gatherSight(world, patient)));
  const plan = planOf(findings);
  const code = plan.length === 0 ? nothing(world, `${owner}/${name}`) : await carryOut(world, patient.github.request, `${owner}/${name}`, plan, yes);
  world.out.write(leftText(findings, lookOf(world)));
  world.out.write(next(findings));
  return code;
}

const nothing = (world: World, repository: string): ExitCode => {
  world.out.write(`\nThere is nothing for \`laurel setup\` to change in ${repository}.\n`);
  return 0;
};

const next = (findings: readonly Finding[]): string => {
  const unseen = findings.filter(({ verdict }) => verdict.outcome === 'unseen').length;
  return `${unseen > 0 ? `\n${unseen === 1 ? 'One setting' : `${unseen} settings`} cannot be seen with this token.\n` : ''}\nNext: laurel doctor\n`;
};

async function portfolio(world: World, patient: Patient, what: 'portfolio' | 'cohort', names: readonly string[], yes: boolean): Promise<ExitCode> {
  const { mode } = patient.issuer.repository;
  const wanted = what === 'portfolio' ? 'private-per-teacher' : 'private-per-cohort';
  if (mode !== wanted) throw new Obstacle(`\`laurel setup ${what}\` is for programmes whose \`repository.mode\` is ${wanted}; this one's is ${mode}. Change it in issuer.yaml first, if that is what you want.`);
  const [first] = names;
  if (first === undefined || (what === 'portfolio' && names.length > 1)) throw new Obstacle(what === 'portfolio' ? 'Say whose it is: `laurel setup portfolio <login>`, one at a time.' : 'Say what it is called and who is in it: `laurel setup cohort <name> <login...>`.');
  const logins = what === 'portfolio' ? [first] : names.slice(1);
  if (logins.length === 0) throw new Obstacle('Say who is in it: `laurel setup cohort <name> <login...>`.');
  const { repository, plan, leftOut } = await withProgress(world, 'Looking at what is there', () => portfolioPlan(world, patient, first, logins));
  if (plan.length === 0) return notEverybody(world, leftOut, nothing(world, repository));
  const warning = what === 'cohort' ? `Everyone in it reads everyone's work, feedback and every "not yet". Go on only if all of them have agreed to that: ${logins.join(', ')}.` : null;
  const code = await carryOut(world, patient.submissions.request, repository, plan, yes, warning);
  if (code === 0) world.out.write(`\nThey find an invitation in their e-mail and at ${patient.server}/${repository}/invitations; it lapses after seven days.\n`);
  return notEverybody(world, leftOut, code);
}

// Who was left out is told last, where it is read.
function notEverybody(world: World, leftOut: readonly string[], code: ExitCode): ExitCode {
  const { columns } = lookOf(world);
  for (const sentence of leftOut) world.out.write(`\nNot invited: ${wrap(plain(sentence), columns)}\n`);
  return leftOut.length > 0 && code === 0 ? 1 : code;
}

async function carryOut(world: World, request: Request, repository: string, plan: readonly Planned[], yes: boolean, warning: string | null = null): Promise<ExitCode> {
  const look = lookOf(world);
  const { red, green, bold } = paintWith(look.color);
  world.out.write(planText(repository, plan, look));
  if (warning !== null) world.out.write(`\n${bold(wrap(plain(warning), look.columns))}\n`);
  if (!yes && !(await agreed(world, plan.length === 1 ? 'Make this change?' : `Make these ${plan.length} changes?`))) {
    world.out.write(world.terminal === undefined ? '\nNothing was changed. With --yes the changes are made.\n' : '\nNothing was changed.\n');
    return 1;
  }
  world.out.write('\n');
  const made = await applyPlan(request, plan, ({ change, refused }) =>
    world.out.write(refused === null ? `  ${green('✓')} ${wrap(plain(change.what), look.columns, '    ')}\n` : `  ${red('✗')} ${wrap(plain(`${change.what}: ${refused}`), look.columns, '    ')}\n    ${wrap(`By hand: ${change.hand}`, look.columns, '    ')}\n`));
  const failed = made.filter(({ refused }) => refused !== null).length;
  world.out.write(`\n${made.length - failed} of ${made.length} made.\n`);
  return failed > 0 ? 1 : 0;
}
