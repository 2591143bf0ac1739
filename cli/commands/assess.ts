import { resolve } from 'node:path';
import { CATALOG, catalogOption, textArgument, textOption, withProgress, type Command, type ExitCode } from '../command.ts';
import { decide } from '../core/assessment/decision.ts';
import { mayAssess } from '../core/assessment/eligibility.ts';
import { personalIn } from '../core/assessment/score-form-privacy.ts';
import { parseScoreForm, scoreForm, type FormOptions } from '../core/assessment/score-form.ts';
import type { ReleaseFile } from '../core/model.generated.ts';
import { plain } from '../core/words.ts';
import { dayOf } from '../core/working-days.ts';
import { disputedFor } from '../effects/disputed.ts';
import type { Account, Review } from '../effects/github/github.ts';
import { openClaim, type OpenClaim } from '../effects/open-claim.ts';
import { isOverstayed } from '../effects/overstayed.ts';
import { typedName } from '../effects/place.ts';
import { Obstacle, openProgramme } from '../effects/programme.ts';
import { readRoster, ROSTER } from '../effects/roster.ts';
import type { World } from '../effects/world.ts';
import { assessAtKeyboard } from '../terminal/assess-at-keyboard.ts';
import { openKeptForm } from '../terminal/kept-form.ts';

export default {
  name: 'assess',
  summary: 'Assess a claim against its rubric',
  arguments: [{ flags: '<pull-request>', summary: 'its number; with private submissions its repository too, as name#7' }],
  options: [
    CATALOG,
    { flags: '--form', summary: 'print the empty form and do nothing else' },
    { flags: '--show', summary: 'print the submission and do nothing else' },
    { flags: '--web', summary: 'print the form to paste into the pull request\'s page, and how' },
    { flags: '--from <file>', summary: 'post this filled form (`-` reads standard input); without it, the form is filled here' },
    ROSTER,
  ],
  examples: [
    ['laurel assess 7', 'fill the form with the keyboard and post it; it can be left and gone on with'],
    ['laurel assess 7 --show', 'read what was handed in'],
    ['laurel assess 7 --form > form.md', 'keep the form, to fill it at leisure'],
    ['laurel assess 7 --from form.md', 'post the filled form as a review'],
    ['laurel assess 7 --web', 'post it on GitHub\'s page instead'],
  ],
  async run(given, world) {
    const named = textArgument(given, 0);
    const programme = await openProgramme(world, catalogOption(given));
    const open = await withProgress(world, 'Fetching the claim', () => openClaim(programme, named));
    if (given.options['show'] === true) return print(world, plain(open.submissionText));
    const { place, pull } = open;
    const { release } = open.release;
    const me = await place.github.me();
    const only = await disputedFor(open, me.id);
    const asked: FormOptions = only === null ? {} : { only, heading: `## Assessment of ${release.credential.title} ${release.credential.version}: what the assessors disagree on` };
    const kept = `.laurel/assessment-${place.isPrivate ? `${place.repository.name}-` : ''}${pull.number}.md`;
    if (given.options['form'] === true) return print(world, scoreForm(release, asked));
    mustBeAllowed(world, open, me);
    if (await isOverstayed(place, pull, open.claim, open.stay, world.now().toISOString().slice(0, 10))) throw new Obstacle(`This work came in after ${dayOf(open.stay!.until)}, the last day for version ${open.stay!.version}, so an assessment would not count. Its author renews it to version ${open.stay!.newest.release.credential.version} first; \`laurel status\` tells them how.`);
    if (given.options['web'] === true) return onTheWeb(world, open, asked, kept);

    const known = { roster: await readRoster(world, textOption(given, 'roster'), catalogOption(given)) };
    const from = textOption(given, 'from');
    const written = from === undefined ? await assessAtKeyboard(world, open, { only, heading: asked.heading, path: resolve(world.cwd, kept), shown: kept, known }) : from === '-' ? await world.input() : await readForm(world, from);
    if (written === null) return 0;
    const text = written.replace(READING, '');
    const form = parseScoreForm(text, release, { partial: only !== null });
    const faults = form.ok ? personalIn(text, release, known) : form.faults;
    if (!form.ok || faults.length > 0) {
      for (const { line, message } of faults) world.err.write(`${from ?? kept}:${line}: ${plain(message)}\n`);
      world.err.write(`\nNothing was posted. Mend the form, then run: laurel assess ${typedName(place, pull.number)} --from ${from ?? kept}\n`);
      return 1;
    }
    const decision = decide(form.assessment, release);
    const said = decision.passed ? `Every criterion ${only === null ? '' : 'that was disputed '}is at its passing level.` : `Not yet: ${titles(release, decision.short)}.`;
    const { owner, name } = place.repository;
    const review = { commit: pull.headSha, event: decision.passed ? 'APPROVE' : 'REQUEST_CHANGES', body: `${said}\n\n${text.trim()}\n` } as const;
    // When the answer to a review was lost, the command is run again and the review is there.
    const isThere = stands(await place.github.reviews(owner, name, pull.number), me, review);
    if (!isThere) await place.github.review(owner, name, pull.number, review);
    if (from === undefined) await world.files.remove(resolve(world.cwd, kept));
    world.out.write(`${isThere ? 'You have posted this assessment already:' : 'Posted your assessment of'} pull request ${pull.number} at ${pull.headSha.slice(0, 10)}. ${said}\n\nNext: laurel queue --mine\n`);
    return 0;
  },
} satisfies Command as Command;

// Whether an account's latest word is this review; GitHub may have changed its line breaks.
function stands(reviews: readonly Review[], me: Account, { commit, event, body }: { readonly commit: string; readonly event: string; readonly body: string }): boolean {
  const last = reviews.findLast(({ account }) => account?.id === me.id);
  const state = event === 'APPROVE' ? 'APPROVED' : 'CHANGES_REQUESTED';
  return last?.commit === commit && last.state === state && last.body.replaceAll('\r\n', '\n').trim() === body.replaceAll('\r\n', '\n').trim();
}

// What was handed in stands in a form for reading and is never posted, nor is where it was left.
const READING = /<!-- (?:What was handed in|Kept by)[\s\S]*?-->\s*/g;

function print(world: World, text: string): ExitCode {
  world.out.write(text);
  return 0;
}

function titles(release: ReleaseFile['release'], ids: readonly string[]): string {
  const all = new Map([...release.rubric.criteria, ...release.evidence.requirements].map(({ id, title }) => [id, title]));
  return ids.map((id) => all.get(id) ?? id).join('; ');
}

// Advice only: `laurel issue` decides again at the policy commit.
function mustBeAllowed(world: World, { pull, submitter, assessors, release, interests }: OpenClaim, me: Account): void {
  const assessor = assessors.assessors.find(({ id }) => id === me.id);
  if (submitter?.id === me.id || pull.author?.id === me.id) throw new Obstacle('This is your own claim. Somebody else assesses it.');
  if (assessor === undefined) throw new Obstacle(`${me.login} is not listed in assessors.yaml, so this assessment would not count. The programme lead can add you.`);
  const barred = mayAssess(assessor, release.release, interests, world.now().toISOString().slice(0, 10));
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

// The form goes to standard output alone, so that it can be piped to the clipboard; what was answered here before is in it.
async function onTheWeb(world: World, { pull, release }: OpenClaim, asked: FormOptions, kept: string): Promise<ExitCode> {
  const { begun } = await openKeptForm(world, resolve(world.cwd, kept), release.release, { note: '' });
  world.err.write(`Open ${pull.address}/files and press "Review changes" (or "Submit review").

Paste the form that follows into its text field, put an x into one box under each heading, and write after each "Feedback:".
Then choose "Approve" if every criterion is at its passing level and every part is sufficient, else "Request changes",
and submit. Do not edit the review afterwards: it would no longer count. To change it, submit another one.

`);
  return print(world, scoreForm(release.release, { ...asked, answers: begun, declared: begun.declared }));
}
