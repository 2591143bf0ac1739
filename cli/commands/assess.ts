import { resolve } from 'node:path';
import { CATALOG, catalogOption, textArgument, textOption, withProgress, type Command, type ExitCode } from '../command.ts';
import { mayAssess } from '../core/assessment/approval.ts';
import { decide } from '../core/assessment/decision.ts';
import { parseScoreForm, scoreForm } from '../core/assessment/score-form.ts';
import type { ReleaseFile } from '../core/model.generated.ts';
import { plain } from '../core/words.ts';
import { editText } from '../effects/editor.ts';
import { openClaim, pullNumber, type OpenClaim } from '../effects/open-claim.ts';
import { Obstacle, openProgramme, type Programme } from '../effects/programme.ts';
import type { World } from '../effects/world.ts';

export default {
  name: 'assess',
  summary: 'Assess a claim against its rubric',
  arguments: [{ flags: '<pull-request>', summary: 'its number' }],
  options: [
    CATALOG,
    { flags: '--form', summary: 'print the empty form and do nothing else' },
    { flags: '--show', summary: 'print the submission and do nothing else' },
    { flags: '--from <file>', summary: 'post this filled form (`-` reads standard input); without it, the form opens in your editor' },
  ],
  examples: [
    ['laurel assess 7 --show', 'read what was handed in'],
    ['laurel assess 7', 'fill the form in your editor and post it'],
    ['laurel assess 7 --form > form.md', 'keep the form, to fill it at leisure'],
    ['laurel assess 7 --from form.md', 'post the filled form as a review'],
  ],
  async run(given, world) {
    const number = pullNumber(textArgument(given, 0));
    const programme = await openProgramme(world, catalogOption(given));
    const open = await withProgress(world, 'Fetching the claim', () => openClaim(programme, number));
    if (given.options['show'] === true) return print(world, plain(open.submissionText));
    if (given.options['form'] === true) return print(world, scoreForm(open.release.release));
    await mustBeAllowed(world, programme, open);
    const from = textOption(given, 'from');
    const kept = resolve(world.cwd, `.laurel/assessment-${number}.md`);
    const written = from === undefined ? await fillIn(world, open, kept) : from === '-' ? await world.input() : await readForm(world, from);
    const text = written.replace(READING, '');
    const form = parseScoreForm(text, open.release.release);
    if (!form.ok) {
      for (const { line, message } of form.faults) world.err.write(`${from ?? kept}:${line}: ${plain(message)}\n`);
      world.err.write(`\nNothing was posted. Mend the form, then run: laurel assess ${number} --from ${from ?? kept}\n`);
      return 1;
    }
    const decision = decide(form.assessment, open.release.release);
    const said = decision.passed ? 'Every criterion is at its passing level.' : `Not yet: ${titles(open.release, decision.short)}.`;
    const { owner, name } = programme.repository;
    await programme.github.review(owner, name, number, { commit: open.pull.headSha, event: decision.passed ? 'APPROVE' : 'REQUEST_CHANGES', body: `${said}\n\n${text.trim()}\n` });
    if (from === undefined) await world.files.remove(kept);
    world.out.write(`Posted your assessment of pull request ${number} at ${open.pull.headSha.slice(0, 10)}. ${said}\n`);
    return 0;
  },
} satisfies Command as Command;

// What was handed in stands in the editor for reading and is never posted.
const READING = /<!-- What was handed in[\s\S]*?-->/;

function print(world: World, text: string): ExitCode {
  world.out.write(text);
  return 0;
}

function titles({ release }: ReleaseFile, ids: readonly string[]): string {
  const all = new Map([...release.rubric.criteria, ...release.evidence.requirements].map(({ id, title }) => [id, title]));
  return ids.map((id) => all.get(id) ?? id).join('; ');
}

// Advice only: `laurel issue` decides again at the policy commit.
async function mustBeAllowed(world: World, programme: Programme, { pull, assessors, release }: OpenClaim): Promise<void> {
  const me = await programme.github.me();
  const assessor = assessors.assessors.find(({ id }) => id === me.id);
  if (pull.author?.id === me.id) throw new Obstacle('This is your own claim. Somebody else assesses it.');
  if (assessor === undefined) throw new Obstacle(`${me.login} is not listed in assessors.yaml, so this assessment would not count. The programme lead can add you.`);
  const barred = mayAssess(assessor, release.release, pull.author?.id ?? null, world.now().toISOString().slice(0, 10));
  if (barred !== null) throw new Obstacle(`This assessment would not count: ${me.login} ${barred}.`);
  if (pull.draft) throw new Obstacle(`Pull request ${pull.number} is still a draft: its author has not handed it in yet.`);
}

async function readForm(world: World, path: string): Promise<string> {
  const whole = resolve(world.cwd, path);
  if (!(await world.files.exists(whole))) throw new Obstacle(`There is no file ${path}.`);
  const bytes = await world.files.read(whole).catch(() => {
    throw new Obstacle(`${path} cannot be read as a file.`);
  });
  return new TextDecoder().decode(bytes);
}

async function fillIn(world: World, { release, submissionText, pull }: OpenClaim, path: string): Promise<string> {
  if (!world.out.isTerminal) throw new Obstacle(`There is no terminal to open an editor in. Run \`laurel assess ${pull.number} --form\`, fill the form, and post it with --from.`);
  if (!(await world.files.exists(path))) await world.files.write(path, `${scoreForm(release.release)}\n<!-- What was handed in, for reading; everything in this comment is left out.\n\n${submissionText.replaceAll('-->', '-- >')}\n-->\n`);
  await editText(world, path);
  return new TextDecoder().decode(await world.files.read(path));
}
